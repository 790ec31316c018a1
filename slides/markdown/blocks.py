"""The blocks of a note → blocks of a spec, in order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from slides.inline import Run, markdown
from slides.markdown.html_blocks import Assembly
from slides.markdown.lists import deeper, grouped
from slides.markdown.parser import inline
from slides.markdown.parts import (
    Branch,
    Head,
    Note,
    Piece,
    Point,
    block,
    flat_heads,
    get,
    listed,
    shows,
    words_of,
)
from slides.markdown.tables import table
from slides.markdown.targets import shortened
from slides.markdown.words import written
from slides.source import Span
from slides.spec.nodes import Mapping, Node, Scalar

if TYPE_CHECKING:
    from markdown_it.token import Token

LONGEST_TEXT, LONGEST_CODE = 19_000, 95_000  # characters; a spec takes 20,000 and 100,000


def pieces(note: Note, branch: Branch) -> list[Piece]:
    """What stands in `branch`: blocks, and headings where they may begin a section."""
    assembly = Assembly(note, note.of(branch.token))
    for child in branch.children:
        if child.token.type == "html_block":
            assembly.html(child.token.content, note.of(child.token))
        else:
            assembly.put(_pieces(note, child))
    return assembly.finish()


def _pieces(note: Note, branch: Branch) -> list[Piece]:
    token = branch.token
    match token.type:
        case "paragraph_open":
            return paragraph(note, branch)
        case "heading_open":
            return _heading(note, branch)
        case "bullet_list_open" | "ordered_list_open":
            return list(grouped(_points(note, branch)))
        case "fence" | "code_block":
            return list(_code(note, token))
        case "blockquote_open":
            return _quote(note, branch)
        case "table_open":
            return table(note, branch)
        case "math_block" | "math_block_label" | "amsmath":
            math = token.content.strip()
            return [block(note.of(token), math=math)] if math else []
        case "dl_open":
            return _definitions(note, branch)
        case "admonition_open":
            return _admonition(note, branch)
        case "footnote_reference_open":
            return []  # read before, by `footnotes`
        case _:
            return []


def paragraph(note: Note, branch: Branch) -> list[Piece]:
    """A paragraph: its words, then the pictures that stood in them."""
    token = branch.inline
    if token is None:
        return []
    span = note.of(branch.token)
    math = re.fullmatch(r"\$\$(.+?)\$\$", token.content.strip(), re.DOTALL)
    if math and "$$" not in math[1]:
        return [block(span, math=math[1].strip())]
    words = written(note, token, span)
    text = words.text
    pictures: list[Piece] = list(words.pictures)
    if len(pictures) == 1 and text and _leads(token) and len(text) < 400:
        picture = words.pictures[0]
        alt = get(picture, "alt")
        rest = _after_picture(text, str(alt.value) if alt else "")
        if rest and get(picture, "caption") is None:
            entry = (Scalar(span, "caption"), Scalar(span, rest))
            return [Mapping(span, (*picture.entries, entry))]
    return [*(Scalar(span, part) for part in _cut(text) if part and shows(part)), *pictures]


def _leads(token: Token) -> bool:
    """A picture on a line of its own, with words below it."""
    kinds = [child.type for child in token.children or () if child.type != "text" or child.content.strip()]
    kinds = kinds[1:] if kinds[:1] == ["link_open"] else kinds
    after = kinds[1:3]
    broken = {"softbreak", "hardbreak", "html_inline"}
    return kinds[:1] == ["image"] and any(kind in broken for kind in after)


def _after_picture(text: str, alt: str) -> str:
    found = re.match(re.escape(alt) + r"(?:\s|<br>)*", text)
    return text[found.end() :] if found else ""


def _cut(text: str) -> list[str]:
    """A text that is longer than a spec takes, in parts that end with a sentence or a word."""
    parts = []
    while len(text) > LONGEST_TEXT:
        at = max(text.rfind(". ", 0, LONGEST_TEXT), text.rfind("。", 0, LONGEST_TEXT)) + 1
        at = at or text.rfind(" ", 0, LONGEST_TEXT) + 1 or LONGEST_TEXT
        parts.append(text[:at].strip())
        text = text[at:].strip()
    return [*parts, text]


_ANCHOR = re.compile(r"\s*\{:?\s*#([\w.:-]+)[^}]*\}\s*$")


def _heading(note: Note, branch: Branch) -> list[Piece]:
    token = branch.inline
    span = note.of(branch.token)
    if token is None:
        return []
    found = _ANCHOR.search(token.content)
    words = written(note, token, span)
    text = " ".join(words.text.replace("<br>", " ").split())
    marks = re.findall(r"(?<!\\)\[\^[^\]\s]+\]", text)
    for mark in marks:
        text = text.replace(mark, "").strip()
    if not text and words.pictures:
        alt = get(words.pictures[0], "alt")
        text = str(alt.value) if alt else ""
    short = shortened(text)
    below: list[Piece] = [Scalar(span, f"{text} {''.join(marks)}".strip())] if marks or short else []
    text = short or text
    level = int(branch.token.tag[1:])
    head: list[Piece] = [Head(level, text, span, found[1] if found else "")] if text and shows(text) else []
    return [*head, *below, *words.pictures]


_TASK = re.compile(r"\[([ xX])\](?:\s+|$)")


def _points(note: Note, branch: Branch, depth: int = 0) -> list[Piece]:
    counts = branch.token.type == "ordered_list_open"
    number = int(branch.token.attrs.get("start", 1)) if counts else None
    made: list[Piece] = []
    for item in branch.children:
        made += _point(note, item, number, depth)
        number = number + 1 if number is not None else None
    return made


def _point(note: Note, item: Branch, number: int | None, depth: int) -> list[Piece]:
    span = note.of(item.token)
    lead: list[Node] = []
    rest: list[Piece] = []
    done: bool | None = None
    assembly = Assembly(note, span)
    lists = [at for at, child in enumerate(item.children) if child.token.type in _LISTS]
    for at, child in enumerate(item.children):
        kind = child.token.type
        if kind == "html_block":
            assembly.html(child.token.content, note.of(child.token))
            continue
        if (
            at == 0
            and kind == "paragraph_open"
            and child.inline
            and (task := _TASK.match(child.inline.content))
        ):
            done = task[1] in "xX"
            child = _without(note, child, task.end())
        if kind in _LISTS:
            assembly.flush()
            assembly.frames[-1].pieces += deeper(_points(note, child, depth + 1))
        elif kind in ("fence", "code_block") and (at < lists[0] if lists else depth):
            assembly.put([_in_lines(note, one) for one in _pieces(note, child)])
        else:
            assembly.put(_pieces(note, child))
    found = assembly.finish()
    while found and isinstance(found[0], Scalar):
        lead.append(found.pop(0))  # type: ignore[arg-type]
    rest = [block(one.span, heading=one.words) if isinstance(one, Head) else one for one in found]
    if not lead and rest and isinstance(rest[0], Mapping) and get(rest[0], "heading"):
        heading = get(rest.pop(0), "heading")  # type: ignore[arg-type]
        lead = [heading] if heading else []
    words = "<br>".join(str(one.value) for one in lead)
    own = Span(span.source, span.start, lead[-1].span.end) if lead else span
    if own.end < own.start:
        own = span
    return [*([Point(0, words, own, number, done)] if words else []), *rest]


_LISTS = ("bullet_list_open", "ordered_list_open")
_FEW_LINES, _SHORT_LINE = 8, 80


def _in_lines(note: Note, piece: Piece) -> Piece:
    """A little code as lines of the point that it stands in: as a block it would end the list, and points
    that go on in the middle of it would lose their place."""
    code = get(piece, "code") if isinstance(piece, Mapping) else None
    lines = str(code.value).rstrip().split("\n") if isinstance(code, Scalar) else []
    if not lines or get(piece, "caption") or len(lines) > _FEW_LINES:  # type: ignore[arg-type]  # a mapping
        return piece
    if any(len(line) > _SHORT_LINE for line in lines):
        return piece
    note.carried.append(words_of(get(piece, "language")))  # type: ignore[arg-type]
    shown = (line.replace(" ", "\u00a0", len(line) - len(line.lstrip())) or "\u00a0" for line in lines)
    return Scalar(piece.span, "<br>".join(markdown((Run(line, code=True),)) for line in shown))


def _without(note: Note, branch: Branch, cut: int) -> Branch:
    """A paragraph without its first characters, the box of a task."""
    assert branch.inline is not None
    token = inline(branch.inline.content[cut:], note.env)
    token.map = branch.token.map
    return Branch(branch.token, (Branch(token),))


_DIAGRAMS = {"mermaid": "mermaid", "dot": "dot", "graphviz": "dot", "gv": "dot"}
_FLOW = re.compile(r"(?:\s|%%[^\n]*\n|---\n.*?\n---\n)*(?:graph|flowchart)\b", re.DOTALL)


def _code(note: Note, token: Token) -> list[Node]:
    span = note.of(token)
    text = token.content.expandtabs(4) if "\t" in token.content else token.content
    if not text.strip():
        return []
    info = re.match(r"\s*\{[^}]*?(?<![\w-])\.([\w+#-]+)|\s*([\w+#.-]*)", token.info)
    language = (info[1] or info[2] if info else "").removeprefix("language-").strip(".")[:40]
    caption = re.search(r"""(?:title|caption|filename)=(?:"([^"]+)"|'([^']+)')""", token.info)
    kind = _DIAGRAMS.get(language.lower())
    if language.lower() == "math":
        return [block(span, math=text.strip())]
    if kind and (kind == "dot" or _FLOW.match(text)):
        return [block(span, diagram=text, language=kind)]
    if kind:
        note.warn(
            "diagram-as-code", "of Mermaid's diagrams only flowcharts are drawn; this one stays as code", span
        )
    words = inline_words(note, (caption[1] or caption[2]), span) if caption else None
    return [block(span, code=part, language=language or None, caption=words) for part in _code_parts(text)]


def _code_parts(text: str) -> list[str]:
    text = text.rstrip() + "\n"
    parts = []
    while len(text) > LONGEST_CODE:
        at = text.rfind("\n", 0, LONGEST_CODE) + 1 or LONGEST_CODE
        parts.append(text[:at])
        text = text[at:]
    return [part for part in (*parts, text) if part.strip()]


def inline_words(note: Note, text: str, span: Span) -> str:
    return written(note, inline(text, note.env), span).text


_ALERT = re.compile(r"^\\?\[!([\w-]+)\][+-]?[ \t]*")
_BY = re.compile(r"^(?:—|–|--|―)\s*(?=\S)")
DEEPEST_QUOTE = 8


def _quote(note: Note, branch: Branch) -> list[Piece]:
    if branch.token.level > 2 * DEEPEST_QUOTE + 12:  # past any use: what stands in it, without its frame
        return pieces(note, branch)
    span = note.of(branch.token)
    blocks = flat_heads(grouped(pieces(note, branch)))
    if not blocks:
        return []
    first, last = blocks[0], blocks[-1]
    if isinstance(first, Scalar) and (alert := _ALERT.match(first.value or "")):
        title, rest = _alert(branch, str(first.value)[alert.end() :])
        name = alert[1].capitalize()
        head = f"**{name}**: {title}" if title and title.casefold() != name.casefold() else f"**{name}**"
        blocks = [Scalar(first.span, head), *([Scalar(first.span, rest)] if rest else []), *blocks[1:]]
    by = None
    if len(blocks) > 1 and isinstance(last, Scalar) and (found := _BY.match(last.value or "")):
        words = str(last.value)[found.end() :]
        if len(words) < 200 and "[^" not in words and "<br>" not in words:
            by, blocks = words, blocks[:-1]
    one = blocks[0]
    alone = one if len(blocks) == 1 and isinstance(one, Scalar) else listed(span, blocks)
    return [block(span, quote=alone, by=by)]


def _alert(branch: Branch, text: str) -> tuple[str, str]:
    """The title of a callout, on the line of its mark, and its first words, below it."""
    token = branch.children[0].inline if branch.children else None
    first, _, below = (token.content if token else "").partition("\n")
    titled = bool(_ALERT.sub("", first).strip())
    if not titled:
        return "", re.sub(r"^<br>", "", text).strip()
    if not below:
        return text.strip(), ""
    return "", text.strip()


def _definitions(note: Note, branch: Branch) -> list[Piece]:
    span = note.of(branch.token)
    made: list[Piece] = []
    entries: list[Node] = []
    terms: list[str] = []
    means: list[Node] = []
    for child in branch.children:
        if child.token.type == "dt_open":
            if means:
                entries.append(_definition(span, terms, means))
                terms, means = [], []
            words = written(note, child.inline, span).text if child.inline else ""
            terms += [words] if words else []
            continue
        found = flat_heads(grouped(pieces(note, child)))
        texts = [str(one.value) for one in found if isinstance(one, Scalar)]
        if texts:
            means.append(Scalar(note.of(child.token), "<br>".join(texts)))
        made += [one for one in found if not isinstance(one, Scalar)]
    if terms and means:
        entries.append(_definition(span, terms, means))
    elif terms:
        made = [*(Scalar(span, term) for term in terms), *made]
    return [*([block(span, definitions=listed(span, entries))] if entries else []), *made]


def _definition(span: Span, terms: list[str], means: list[Node]) -> Node:
    meant: Node = means[0] if len(means) == 1 else listed(span, means)
    return block(means[0].span, term=", ".join(terms) or "…", means=meant)


def _admonition(note: Note, branch: Branch) -> list[Piece]:
    span = note.of(branch.token)
    blocks: list[Node] = []
    for child in branch.children:
        if child.token.type == "admonition_title_open" and child.inline:
            words = written(note, child.inline, span).text
            blocks += [Scalar(span, f"**{words}**")] if words else []
        else:
            blocks += flat_heads(grouped(_pieces(note, child)))
    return [block(span, quote=listed(span, blocks))] if blocks else []
