"""Proof that nothing is lost: the words of a note, read in another way, against those of its spec."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from slides.inline import plain_text
from slides.markdown.clean import Body
from slides.markdown.front import is_plumbing, shown
from slides.markdown.parts import Note, lines_span, scalars_below
from slides.source import Problem, Span
from slides.spec.nodes import Mapping, Node, Sequence

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_WIDE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(f"[{_WIDE}]|[^\\W_{_WIDE}]+")
_ENCODED = re.compile("%[0-9A-Fa-f]{2}")
_MOST = 30  # warnings; more of them say that something is wrong as a whole


def missing(note: Note, body: Body, front: Mapping, root: Mapping) -> list[Problem]:
    """A warning for each line of the note with words that the spec holds nowhere."""
    kept = Counter(word for text in (*_texts(root), *note.carried) for word in words(text))
    said = {at for problem in note.problems if problem.span for at in _lines(problem.span)}
    problems = []
    for span, text in (*_front(front), *_fragments(note, body)):
        lost = []
        for word in words(text):
            kept[word] -= 1
            if kept[word] < 0:
                lost.append(word)
        if lost and not said & set(_lines(span)):
            shown_words = " ".join(dict.fromkeys(lost))
            message = f'not carried over: "{shown_words[:80]}{"…" * (len(shown_words) > 80)}"'
            problems.append(Problem("words-lost", message, span, None, "warning"))
    return problems[:_MOST]


def words(text: str) -> list[str]:
    """The words of a text as they are compared.

    >>> words("Don't *lose* 演化")
    ['don', 't', 'lose', '演', '化']
    """
    if "%" in text:
        text = _ENCODED.sub(" ", text)  # of an address: shown as the character that it stands for
    return _WORD.findall(text.casefold() if text.isascii() else normalize("NFKC", text).casefold())


def _lines(span: Span) -> range:
    source = span.source
    return range(source.place(span.start)[0], source.place(max(span.start, span.end - 1))[0] + 1)


def _texts(node: Node) -> Iterator[str]:
    for one in scalars_below(node):
        if one.value:
            text = one.value
            yield text if "$" in text or "\n" in text else plain_text(_SMALL.sub(_of_code, text))


_SMALL = re.compile(r"(`+[^`]*`+)|</?(?:sub|sup|u|ins|kbd)>")


def _of_code(hit: re.Match[str]) -> str:
    return hit[1] or ""


def _front(front: Mapping) -> Iterator[tuple[Span, str]]:
    for key, value in front.entries:
        if shown(value) and not is_plumbing(str(key.value), value):
            yield value.span, plain_text(" ".join(_values(value)))


def _values(node: Node) -> list[str]:
    if isinstance(node, Sequence):
        return [text for item in node.items for text in _values(item)]
    if isinstance(node, Mapping):
        return [text for _, value in node.entries for text in _values(value)]
    return [shown(node)]


@cache
def _plain_parser(deepest: int) -> MarkdownIt:
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": True, "maxNesting": deepest}).enable(["table", "strikethrough"])
    made.validateLink = lambda url: True  # type: ignore[method-assign]  # what is written counts
    return made.disable("inline")  # most texts need no parser


_SIMPLE = re.compile(r"[^\\`*_=~\[\]<>&!{%$|\n]*")


_LEFT_OUT = re.compile(
    r"<!--.*?-->|<(script|style|svg|template)\b.*?</\1\s*>|<[^>]*>|%%[^%\n]*%%", re.DOTALL | re.IGNORECASE
)
_WITHIN = re.compile(
    r"</?(?:a|b|i|em|strong|code|span|s|del|u|sub|sup|mark|small|font|kbd)\b[^>]*>", re.IGNORECASE
)
_MARKUP = re.compile(
    r"\[\^[^\]\s]+\]:?|\{%[^%]*%\}|\{\{[^}]*\}\}|\{[:.#][^}\n]*\}|\[![\w-]+\]|^\[[ xX]\] |"
    r"%%[^%\n]*%%|^!!!\s*\w+|^:::.*$",
    re.MULTILINE,
)


def _fragments(note: Note, body: Body) -> Iterator[tuple[Span, str]]:
    """The words of each block with the lines where it stands."""
    env: dict[str, Any] = {}
    tokens = _plain_parser(1000).parse(body.text(), env)
    for label in [one for one in env.get("references", {}) if one.startswith("^")]:
        del env["references"][label]  # a footnote of one word looks like an address
    for token in tokens:
        if token.type not in ("inline", "fence", "code_block", "html_block") or token.map is None:
            continue
        if token.type == "inline":
            text = token.content if _SIMPLE.fullmatch(token.content) else _plain(token.content, env)
        elif token.type == "html_block":
            said = " ".join(_SAID.findall(token.content))
            text = unescape(_LEFT_OUT.sub(" ", _WITHIN.sub("", token.content)) + " " + said)
        else:
            text = token.content
        span = lines_span(note.source, note.line(token.map[0]), note.line(token.map[1] - 1))
        yield span, note.read_as.get(span.start, text)


_SAID = re.compile(r"""<img\b[^>]*?\b(?:alt|title)\s*=\s*["']([^"'>]*)""", re.IGNORECASE)


def _plain(content: str, env: dict[str, Any]) -> str:
    """The words of inline Markdown without its marks."""
    tokens: list[Token] = []
    parser = _plain_parser(20)
    parser.inline.parse(content, parser, env, tokens)
    return _MARKUP.sub(" ", "".join(_inline(token) for token in tokens))


def _inline(token: Token) -> str:
    kind, content = token.type, token.content
    if kind in ("softbreak", "hardbreak"):
        return "\n"
    if kind == "html_inline":
        return "" if re.match(r"</?(?!br\b|img\b)", content) else " "
    return content
