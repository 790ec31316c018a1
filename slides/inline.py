"""Markdown inline text ↔ runs: bold, italic, `code`, ==highlight==, links, citations, footnote marks, $math$.

The grammar is CommonMark's, with `~~struck~~`, `==highlight==`, `[^id]`, `[@key]`, `[@a, p. 3; @b]`,
`$x^2$` (also `\\(x^2\\)`) and pairs of `<sub>`, `<sup>`, `<u>`, `<kbd>` and the like added. `~x~` and `^x^`
are no marks: "~9 to ~12" is written too often.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from slides import scripts

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one emphasis; a line break is `\\n`.

    `href` is a link's target as written, `@key` for a reference. `footnote` and `cite`
    hold the id of a mark; such a run has no text of its own until it is numbered; `locator` is the place
    in what is cited. The text of `math` is LaTeX.
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    mark: bool = False
    strike: bool = False
    underline: bool = False
    lowered: bool = False
    raised: bool = False
    key: bool = False
    math: bool = False
    href: str = ""
    footnote: str = ""
    cite: str = ""
    locator: str = ""


Rich = tuple[Run, ...]


@lru_cache(maxsize=32768)
def parse(text: str) -> Rich:
    """The runs of `text`; neighbours of the same look are one run. Never raises."""
    if _PLAIN.fullmatch(text):
        return (Run(text),)
    tokens = _parser().parseInline(text.strip())
    return _joined(_runs(tokens[0].children or [])) if tokens else ()


def plain(rich: Rich) -> str:
    """What is read aloud: the characters without marks, formulas in a row."""
    return "".join(math_text(run.text) if run.math else run.text for run in rich)


def math_text(latex: str) -> str:
    """A formula in a row of characters; as it is written where it cannot be read."""
    from slides.formula.latex import FormulaError, read
    from slides.formula.words import readable

    try:
        return readable(read(latex))
    except FormulaError:
        return latex


def plain_text(text: str) -> str:
    """`plain` of inline Markdown."""
    return plain(parse(text))


def markdown(rich: Rich) -> str:
    """Markdown that `parse` reads as the same runs, where marks stand against words, not blanks."""
    written: list[str] = []
    stack: list[str] = []
    for at, run in enumerate(rich):
        wanted = _marks_of(run)
        while any(mark not in wanted for mark in stack):
            written.append(_close(stack.pop()))
        for mark in sorted(wanted - set(stack), key=lambda m: (-_lasts(m, rich[at:]), _ORDER.get(m, 0), m)):
            stack.append(mark)
            written.append(_open(mark))
        written.append(_content(run))
    written += [_close(mark) for mark in reversed(stack)]
    return "".join(written)


def roman(value: int) -> str:
    """A count to 89 as PowerPoint writes it in a list.

    >>> roman(9), roman(14), roman(40)
    ('ix', 'xiv', 'xl')
    """
    signs = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text = ""
    for worth, sign in signs:
        count, value = divmod(value, worth)
        text += sign * count
    return text


# Words that need no parser: most of a spec. Anything that Markdown could mean something by is left out.
_PLAIN = re.compile(r"[^\s\\`*_=~\[\]<>&!$\n](?:[^\\`*_=~\[\]<>&!$\n]*[^\s\\`*_=~\[\]<>&!$\n])?")
_SPECIAL = re.compile(r"([\\`*_\[\]<>&~=!$])")
_MARKS = {"strong": "bold", "em": "italic", "mark": "mark", "s": "strike"}
TAGS = {
    "sub": "lowered", "sup": "raised", "u": "underline", "ins": "underline", "kbd": "key", "mark": "mark",
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "s": "strike", "del": "strike",
}  # fmt: skip
"""HTML elements that a text may hold, each with the look it gives."""


def _runs(tokens: list[Token]) -> list[Run]:
    runs: list[Run] = []
    depths: Counter[str] = Counter()
    look = Run("")
    hrefs: list[str] = []
    paired = _paired_tags(tokens)
    for at, token in enumerate(tokens):
        kind, _, side = token.type.rpartition("_")
        if kind in _MARKS or at in paired:
            name, opens = (_MARKS[kind], side == "open") if kind in _MARKS else paired[at]
            depths[name] += 1 if opens else -1
            look = replace(look, **{name: depths[name] > 0})  # type: ignore[arg-type]  # one of the flags
        elif kind == "link":
            hrefs = [*hrefs, str(token.attrs.get("href", ""))] if side == "open" else hrefs[:-1]
            look = replace(look, href=hrefs[-1] if hrefs else "")
        elif token.type == "code_inline":
            runs.append(replace(look, text=token.content, code=True))
        elif token.type == "math_inline":
            runs.append(replace(look, text=token.content, math=True))
        elif token.type == "footnote":
            runs.append(replace(look, text="", footnote=token.content))
        elif token.type == "cite":
            runs.append(replace(look, text="", cite=token.content, locator=str(token.meta.get("at", ""))))
        elif token.type in ("softbreak", "hardbreak"):
            runs.append(replace(look, text=" " if token.type == "softbreak" else "\n"))
        elif token.type == "html_inline" and re.fullmatch(r"<br\s*/?>", token.content, re.IGNORECASE):
            runs.append(replace(look, text="\n"))
        elif token.type == "image":
            runs.append(replace(look, text=token.content, href=str(token.attrs.get("src", ""))))
        elif token.content:
            runs.append(replace(look, text=token.content))
    return runs


_TAG = re.compile(r"<(/?)([a-z]+)\s*>", re.IGNORECASE)


def _paired_tags(tokens: list[Token]) -> dict[int, tuple[str, bool]]:
    """The places of known tags that have a partner, each with its look and whether it opens; a tag
    without a partner stays as it is written."""
    found: dict[int, tuple[str, bool]] = {}
    opened: dict[str, list[int]] = {}
    for at, token in enumerate(tokens):
        tag = _TAG.fullmatch(token.content) if token.type == "html_inline" else None
        name = tag[2].lower() if tag else ""
        if tag is None or name not in TAGS:
            continue
        if not tag[1]:
            opened.setdefault(name, []).append(at)
        elif opened.get(name):
            found[opened[name].pop()] = (TAGS[name], True)
            found[at] = (TAGS[name], False)
    return found


def _joined(runs: list[Run]) -> Rich:
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        marked = run.footnote or run.cite or run.math
        if last and not marked and replace(last, text="") == replace(run, text=""):
            joined[-1] = replace(last, text=last.text + run.text)
        else:
            joined.append(run)
    return tuple(joined)


_FENCES = {
    "underline": ("<u>", "</u>"), "lowered": ("<sub>", "</sub>"), "raised": ("<sup>", "</sup>"),
    "key": ("<kbd>", "</kbd>"), "bold": ("**", "**"), "italic": ("*", "*"), "strike": ("~~", "~~"),
    "mark": ("==", "=="),
}  # fmt: skip
_ORDER = {name: at for at, name in enumerate(_FENCES)}  # tags without, since marks may stand against them


def _marks_of(run: Run) -> set[str]:
    """The open marks a run asks for; a link is the mark `[target`."""
    return {name for name in _FENCES if getattr(run, name)} | ({f"[{run.href}"} if run.href else set())


def _lasts(mark: str, rich: Rich) -> int:
    """How many runs from here on carry the mark: the longest is opened first, so that marks nest."""
    return next((at for at, run in enumerate(rich) if mark not in _marks_of(run)), len(rich))


def _open(mark: str) -> str:
    return "[" if mark.startswith("[") else _FENCES[mark][0]


def _close(mark: str) -> str:
    return f"]({_target(mark[1:])})" if mark.startswith("[") else _FENCES[mark][1]


def _content(run: Run) -> str:
    if run.footnote:
        return f"[^{run.footnote}]"
    if run.cite:
        return f"[@{run.cite}, {run.locator}]" if run.locator else f"[@{run.cite}]"
    if run.math:
        return f"${run.text}$"
    return _code(run.text) if run.code else _SPECIAL.sub(r"\\\1", run.text).replace("\n", "<br>")


def _code(text: str) -> str:
    fence = "`" * (max((len(found) for found in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _target(href: str) -> str:
    return f"<{href}>" if re.search(r"[()\s]", href) else href


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True}).enable("strikethrough")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # schemes are checked, and reported, by spec/check.py
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]  # a link is kept as its author wrote it
    parser.inline.ruler.before("escape", "math_inline", math)
    parser.inline.ruler.before("link", "reference_mark", _reference_mark)
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.inline.ruler.before("emphasis", "mark", _mark)
    parser.inline.ruler2.before("emphasis", "mark", _mark_close)
    return parser


# As pandoc has it: no blank within the dollars, no digit behind them. Nor are `$HOME/bin:$PATH` and
# `${A}${B}` formulas. Round brackets are escaped ones unless a sign stands in them that formulas need.
_DOLLARS = re.compile(
    r"(\${1,2})(?=[^\s$])(?!\{[^{}$]*\}\$\{)(?![A-Z_]{2}[^$]*\$[A-Za-z_{])"
    r"((?:\\[\s\S]|[^\\$])+)(?<!\s)\1(?![\d$])"
)
_NEEDED = re.compile(r"[\\^_=+<>{}]")
_LONGEST = 4_000  # characters between round brackets; further on none is looked for


def math(state: StateInline, silent: bool) -> bool:
    """A rule for markdown-it: `$…$`, `$$…$$` and `\\(…\\)` are `math_inline`, its content the LaTeX."""
    start = state.pos
    if state.src[start] == "$":
        found = _DOLLARS.match(state.src, start, state.posMax)
        latex, end = (found[2], found.end()) if found else ("", 0)
    elif state.src.startswith("\\(", start):
        end = state.src.find("\\)", start + 2, min(start + _LONGEST, state.posMax)) + 2
        latex = state.src[start + 2 : end - 2] if end > 1 else ""
        latex = latex if _NEEDED.search(latex) else ""
    else:
        return False
    if not latex.strip():
        return False
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content = " ".join(latex.split())
    state.pos = end
    return True


_REFERENCE = re.compile(r"\[([\^@])([^\]\s\[]+)\]")
_ONE = r"@[^\]\s\[;,@]+(?:,[ \t]+[^\]\[;@\n]{1,80})?"
CITATIONS = rf"\[{_ONE}(?:;[ \t]*{_ONE})*\](?![(\[])"
"""`[@key]`, `[@key, p. 3]`, `[@key; @other]`."""
_CITATIONS = re.compile(CITATIONS)


def _reference_mark(state: StateInline, silent: bool) -> bool:
    if several := _CITATIONS.match(state.src, state.pos):
        if not silent:
            _cite(state, several[0][1:-1])
        state.pos = several.end()
        return True
    found = _REFERENCE.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("footnote" if found[1] == "^" else "cite", "", 0)
        token.content = found[2]
    state.pos = found.end()
    return True


def _cite(state: StateInline, inner: str) -> None:
    for number, part in enumerate(inner.split(";")):
        key, _, at = part.strip().partition(",")
        if number:
            state.push("text", "", 0).content = " "
        token = state.push("cite", "", 0)
        token.content, token.meta = key[1:], {"at": " ".join(at.split())}


def _emphasis(state: StateInline, silent: bool) -> bool:
    """CommonMark's own rule but for `*` beside East Asian letters: these need no blank around emphasis
    that begins or ends with a sign, as in `是**“词”**的`."""
    from markdown_it.rules_inline.emphasis import tokenize

    if silent or state.src[state.pos] != "*":
        return tokenize(state, silent)
    start, known = state.pos, len(state.delimiters)
    found = tokenize(state, silent)
    before, after = state.src[max(start - 1, 0) : start], state.src[state.pos : state.pos + 1]
    if scripts.is_wide(before) or scripts.is_wide(after):
        for delimiter in state.delimiters[known:]:
            delimiter.open = delimiter.open or (
                scripts.is_wide(before) and not after.isspace() and after != ""
            )
            delimiter.close = delimiter.close or (
                scripts.is_wide(after) and not before.isspace() and before != ""
            )
    return found


def _mark(state: StateInline, silent: bool) -> bool:
    """`==` delimiters, in pairs, after the pattern of markdown-it's strikethrough rule."""
    from markdown_it.rules_inline.state_inline import Delimiter

    if silent or state.src[state.pos] != "=":
        return False
    scanned = state.scanDelims(state.pos, True)
    if scanned.length != 2:  # all at once: asking again at each "=" is quadratic, and finds "==" in "==="
        state.pending += "=" * scanned.length
        state.pos += scanned.length
        return True
    state.push("text", "", 0).content = "=="
    state.delimiters.append(
        Delimiter(
            marker=ord("="),
            length=0,  # 0 disables the rule of three, which is for emphasis only
            token=len(state.tokens) - 1,
            end=-1,
            open=scanned.can_open,
            close=scanned.can_close,
        )
    )
    state.pos += 2
    return True


def _mark_close(state: StateInline) -> None:
    for meta in (state.delimiters, *(found["delimiters"] for found in state.tokens_meta if found)):
        for start in meta:
            if start.marker == ord("=") and start.end >= 0:
                for at, side, nesting in ((start.token, "open", 1), (meta[start.end].token, "close", -1)):
                    token = state.tokens[at]
                    token.type, token.tag, token.nesting, token.content = f"mark_{side}", "mark", nesting, ""
