"""Inline Markdown of a note → inline Markdown of a spec: as written, but for what a spec says otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from slides.inline import CITATIONS, Run, markdown
from slides.markdown.html_words import KEPT, KNOWN, MARKS, attributes, tag_of
from slides.markdown.parts import Note
from slides.markdown.targets import Image, address, escaped, picture_of
from slides.source import Span
from slides.spec import links
from slides.spec.nodes import Mapping, Node, Scalar

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Words:
    """A text, the pictures that stood in it, and whether there were words beside them."""

    text: str
    pictures: tuple[Mapping, ...] = ()


@dataclass(slots=True)
class _Open:
    """An element that began at piece `at`; `end` is what stands behind it once it is closed."""

    tag: str
    at: int
    href: str = ""
    title: str = ""


@dataclass(slots=True)
class _Writer:
    note: Note
    content: str
    span: Span
    pieces: list[str] = field(default_factory=list)
    pictures: list[tuple[int, str, Mapping]] = field(default_factory=list)
    opened: list[_Open] = field(default_factory=list)

    def place(self, start: int, end: int) -> Span:
        """Where a part of the content stands in the source, if it does so as it is."""
        part = self.content[start:end]
        source = self.span.source
        at = source.text.find(part.partition("\n")[0], self.span.start, max(self.span.end, self.span.start))
        return self.span if at < 0 or not part else Span(source, at, at + len(part.partition("\n")[0]))


_PLAIN = re.compile(r"[^\\`\[\]<>&!\n{%:$^@|]*")


def written(note: Note, token: Token, span: Span) -> Words:
    """The words of an inline token as a text of a spec; `span` is where they stand."""
    content = token.content
    if _PLAIN.fullmatch(content):
        return Words(content.strip())
    writer = _Writer(note, content, span)
    at = 0
    for child in token.children or ():
        place = child.meta.get("at")
        if place is None or place[0] < at:
            continue
        writer.pieces.append(_gap(writer, at, place[0]))
        _piece(writer, child, place)
        at = place[1]
    writer.pieces.append(_gap(writer, at, len(content)))
    return _finished(writer)


_NO_ADDRESS = re.compile(r"(?<!\\)\[([^\[\]]*)\]\(\s*(?:<>)?\s*\)")


def _finished(writer: _Writer) -> Words:
    alone = not re.sub(r"<br>|\s", "", "".join(writer.pieces))
    if writer.pictures and not alone:
        for at, alt, _ in writer.pictures:
            writer.pieces[at] = alt
    text = "".join(writer.pieces)
    text = re.sub(r"^(?:\s|<br>)+|(?:\s|<br>)+$", "", text)
    text = _NO_ADDRESS.sub(r"\1", text) if "](" in text else text
    text = text if "`" in text or "$" in text else re.sub(" {2,}", " ", text)
    return Words(text, tuple(picture for _, _, picture in writer.pictures))


def _piece(writer: _Writer, token: Token, place: tuple[int, int]) -> None:
    note, source = writer.note, writer.content[place[0] : place[1]]
    match token.type:
        case "code_inline":
            writer.pieces.append(source.replace("\n", " "))
        case "math_inline":
            writer.pieces.append(f"${token.content}$")
        case "link_open" if token.meta.get("auto"):
            href = str(token.attrs.get("href", ""))
            note.linked.add(href)
            writer.pieces.append(source if links.fault(href) is None else escaped(source[1:-1]))
        case "link_open":
            attrs = token.attrs
            opened = _Open("[", len(writer.pieces), str(attrs.get("href", "")), str(attrs.get("title", "")))
            writer.opened.append(opened)
            writer.pieces.append("")
        case "link_close":
            _close_link(writer, place)
        case "image":
            _picture(writer, _image(token), writer.place(*place))
        case "html_inline":
            _element(writer, source, place)
        case _:
            writer.pieces.append(source)


def _close_link(writer: _Writer, place: tuple[int, int]) -> None:
    opened = next((one for one in reversed(writer.opened) if one.tag == "["), None)
    if opened is None:
        return
    writer.opened.remove(opened)
    _link(writer, opened, writer.place(*place))


def _link(writer: _Writer, opened: _Open, span: Span) -> None:
    """What was written since `opened` becomes a link, or words with the address behind them."""
    writer.note.linked.add(opened.href)
    label = "".join(writer.pieces[opened.at :])
    held = [one for one in writer.pictures if one[0] >= opened.at]
    href, fault = address(opened.href)
    if held and not label.strip():
        kept = href if fault is None and not href.startswith("#") else None
        for at, (place, alt, picture) in enumerate(writer.pictures):
            if place >= opened.at and kept and get_link(picture) is None:
                entries = (*picture.entries, (Scalar(picture.span, "link"), Scalar(picture.span, kept)))
                writer.pictures[at] = (place, alt, Mapping(picture.span, entries))
        return
    tail = f" ({escaped(opened.title)})" if opened.title else ""
    if href.startswith("#") and len(href) > 1:
        end = f"]({href}){tail}"
    elif fault is None:
        end = f"]({f'<{href}>' if re.search(r'[()]', href) else href}){tail}"
    else:
        end = f"{' (' + escaped(opened.href) + ')' if opened.href.strip('# ') else ''}{tail}"
        if opened.href.strip("# "):
            writer.note.warn(
                "link-as-words", f'the link to "{opened.href[:80]}" is shown as words: {fault}', span
            )
    if end.startswith("]") and not label.strip():
        label = escaped(unquote(href))
    if end.startswith("]"):
        taken = "[\\" if label[:1] in ("@", "^") else "["  # or it would be read as a citation, a footnote
        writer.pieces[opened.at] = taken + writer.pieces[opened.at]
        if not "".join(writer.pieces[opened.at :]).strip("[\\ "):
            writer.pieces.append(label)
    writer.pieces.append(end)


def get_link(picture: Mapping) -> Node | None:
    return next((value for key, value in picture.entries if key.value == "link"), None)


def _image(token: Token) -> Image:
    attrs = token.attrs or {}
    alt, _, size = token.content.rpartition("|")
    if not re.fullmatch(r"\d+(?:x\d+)?", size):
        alt, size = token.content, ""
    return Image(str(attrs.get("src", "")), alt, str(attrs.get("title", "")), size.partition("x")[0])


def _picture(writer: _Writer, image: Image, span: Span) -> None:
    picture = picture_of(writer.note, image, span)
    if picture is None:
        writer.pieces.append(escaped(image.words))
        return
    writer.pictures.append((len(writer.pieces), escaped(image.alt), picture))
    writer.pieces.append("")


def _element(writer: _Writer, source: str, place: tuple[int, int]) -> None:
    """A tag within a text."""
    name, closes = tag_of(source)
    if not name:  # a comment, an instruction
        return
    if name in KEPT:
        writer.pieces.append("<br>" if name == "br" else f"<{'/' * closes}{name}>")
    elif name == "img":
        found = attributes(source)
        image = Image(
            found.get("src", ""), found.get("alt", ""), found.get("title", ""), found.get("width", "")
        )
        _picture(writer, image, writer.place(*place))
    elif name in MARKS or name == "a":
        _paired(writer, name, source, closes, writer.place(*place))
    elif name in ("p", "div", "li", "hr", "tr"):
        writer.pieces.append("<br>" if "".join(writer.pieces).strip() else "")
    elif name not in KNOWN:
        writer.note.warn(
            "unknown-tag", f'the unknown tag "{source[:60]}" is shown as words', writer.place(*place)
        )
        writer.pieces.append(escaped(source))


def _paired(writer: _Writer, name: str, source: str, closes: bool, span: Span) -> None:
    if not closes:
        href = attributes(source).get("href", "") if name == "a" else ""
        anchor = attributes(source).get("name") or attributes(source).get("id")
        if name == "a" and anchor:
            writer.note.anchors.setdefault(anchor, span.start)
        writer.opened.append(_Open(name, len(writer.pieces), href))
        writer.pieces.append("")
        return
    opened = next((one for one in reversed(writer.opened) if one.tag == name), None)
    if opened is None:
        return
    writer.opened.remove(opened)
    if name == "a":
        if opened.href:
            _link(writer, opened, span)
        return
    inner = "".join(writer.pieces[opened.at :])
    if inner.strip():
        mark = MARKS[name]
        if mark == "`" and ("`" in inner or "\\" in inner):
            said = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", inner.strip())
            del writer.pieces[opened.at :]
            writer.pieces.append(markdown((Run(said, code=True),)))
            return
        lead, trail = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
        writer.pieces[opened.at] = lead + mark + writer.pieces[opened.at].lstrip()
        if len(writer.pieces) > opened.at + 1 and not writer.pieces[opened.at][len(lead + mark) :]:
            writer.pieces[opened.at + 1] = writer.pieces[opened.at + 1].lstrip()
        writer.pieces[-1] = writer.pieces[-1].rstrip()
        writer.pieces.append(mark + trail)


_URL = r"(?P<url>(?<![\w/(\"'=])https?://[^\s<>\"'`\[\]{}|\\（）【】「」，。；：、！？“”]+)"
_MARKUP = re.compile(
    r"(?P<hard>(?: {2,}|(?<!\\)\\)\n[ \t]*)|(?P<soft>[ \t]*\n[ \t]*)|"
    r"(?P<escape>\\.)|"
    r"(?P<embed>!\[\[[^\[\]\n]+\]\])|(?P<wiki>\[\[[^\[\]\n]+\]\])|(?P<comment>%%[^%\n]*%%)|"
    r"(?P<tag>\{%[^%\n]*%\}|\{\{[^{}\n]*\}\})|(?P<attrs>\{:[^}\n]*\}|"
    r"\{[#.][\w .#=\"'%-]*\}|\{(?:width|height)=[^}\n]*\})|"
    r"(?P<note>\[\^[^\]\s]+\])|(?P<inner>\^\[[^\[\]\n]+\])|(?P<cite>\[@[^\]\s\[]+\]|"
    + CITATIONS
    + r")|"
    + _URL
)


def _gap(writer: _Writer, start: int, end: int) -> str:
    """Text between what the parser found, with what it does not know of put in words."""
    text = writer.content[start:end]
    if not text or _PLAIN.fullmatch(text):
        return text
    return _MARKUP.sub(lambda hit: _marked(writer, hit, start), text)


def _marked(writer: _Writer, hit: re.Match[str], shift: int) -> str:
    kind, text = str(hit.lastgroup), hit[0]
    if kind == "soft":
        return _soft(hit)
    if kind in _SIMPLE:
        return _SIMPLE[kind](text)
    span = writer.place(hit.start() + shift, hit.end() + shift)
    note = writer.note
    if kind == "tag":
        note.warn("tag-left-out", f'the tag "{text[:80]}" is left out', span)
        return ""
    if kind == "note":
        return _footnote(note, text[2:-1], span)
    if kind == "inner":
        id_ = f"note-{len(note.notes) + len(note.footnotes) + 1}"
        note.notes[id_] = Scalar(span, text[2:-1].strip())
        note.marked.add(id_)
        return f"[^{id_}]"
    return _embedded(writer, text[3:-2], span)


def _soft(hit: re.Match[str]) -> str:
    """A line's end is a blank, but not between characters of Chinese or Japanese."""
    before, after = hit.string[hit.start() - 1 : hit.start()], hit.string[hit.end() : hit.end() + 1]
    return "" if _WIDE.fullmatch(before + after) else " "


_WIDE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]{2}")


def _wiki(text: str) -> str:
    page, _, alias = text[2:-2].partition("|")
    page = escaped(page.strip("# \\").replace("#", " › "))
    alias = alias.strip()
    return f"{alias} ({page})" if alias and alias != page else page


def _url(text: str) -> str:
    kept = text.rstrip(".,;:!?*_~")
    while kept.endswith(")") and kept.count(")") > kept.count("("):
        kept = kept[:-1].rstrip(".,;:!?*_~")
    return f"<{kept}>{text[len(kept) :]}" if links.fault(kept) is None else text


_SIMPLE: dict[str, Callable[[str], str]] = {
    "hard": lambda text: "<br>",
    "escape": lambda text: text,
    "wiki": _wiki,
    "comment": lambda text: "",
    "attrs": lambda text: "",
    "cite": lambda text: "\\" + text,
    "url": _url,
}


def _footnote(note: Note, label: str, span: Span) -> str:
    id_ = note.footnotes.get(_label(label))
    if id_ is None:
        note.warn(
            "footnote-without-text",
            f'footnote "{label}" has no text',
            span,
            f"write it as a paragraph: [^{label}]: …",
        )
        return f"\\[^{label}]"
    note.marked.add(id_)
    return f"[^{id_}]"


def _label(label: str) -> str:
    return label.casefold()


def _embedded(writer: _Writer, target: str, span: Span) -> str:
    path, _, size = target.partition("|")
    if not re.search(r"\.(png|jpe?g|gif|svg|webp|bmp)$", path.strip(), re.IGNORECASE):
        writer.note.warn("embedded-file", f'what "{path.strip()[:80]}" holds is not taken in', span)
        return escaped(path.strip())
    picture = picture_of(writer.note, Image(path.strip(), "", "", size), span)
    if picture is not None:
        writer.pictures.append((len(writer.pieces), "", picture))
        writer.pieces.append("")
    return ""
