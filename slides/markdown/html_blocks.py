"""HTML between paragraphs: its elements as frames that hold blocks, Markdown within them included."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from slides.inline import Run, markdown
from slides.markdown.html_words import FRAMES, KEPT, KNOWN, MARKS
from slides.markdown.lists import deeper, grouped
from slides.markdown.parser import inline
from slides.markdown.parts import (
    Head,
    Note,
    Piece,
    Point,
    block,
    flat_heads,
    get,
    listed,
    scalars_below,
    shows,
    words_of,
)
from slides.markdown.tables import laid_out
from slides.markdown.targets import Image, address, picture_of
from slides.markdown.words import written
from slides.source import Span
from slides.spec.nodes import Mapping, Node, Scalar

_DROPPED = frozenset({"script", "style", "svg", "template", "textarea", "select"})
_ONE_LINE = frozenset(
    ["figcaption", "summary", "td", "th", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "dt"]
)
_MOSTFRAMES = 40


@dataclass(slots=True)
class Frame:
    """An open element: its blocks so far, and the words that are no block yet."""

    tag: str
    span: Span
    attrs: dict[str, str] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    rows: list[list[Node]] = field(default_factory=list)
    marks: list[tuple[str, int, str]] = field(default_factory=list)


class Assembly(HTMLParser):
    """Puts blocks one after the other; HTML opens and closes frames around them."""

    def __init__(self, note: Note, span: Span) -> None:
        super().__init__(convert_charrefs=True)
        self.note = note
        self.span = span
        self.frames = [Frame("", span)]
        self.dropped = ""

    def put(self, pieces: list[Piece]) -> None:
        self.flush()
        self.frames[-1].pieces += pieces

    def html(self, text: str, span: Span) -> None:
        self.span = span
        self.rawdata = ""
        self.feed(text)
        self.close()
        self.reset()
        self.dropped = ""

    def finish(self) -> list[Piece]:
        """All pieces; frames that were never closed end here, and bind nothing together."""
        while len(self.frames) > 1:
            self.flush()
            frame = self.frames[-1]
            loose = frame.tag in ("details", "aside", "blockquote") or any(
                isinstance(one, Head) for one in frame.pieces
            )
            if not loose:
                self._pop()
                continue
            self.frames.pop()
            for row in frame.rows:
                self.frames[-1].pieces += row
            self.frames[-1].pieces += frame.pieces
        self.flush()
        return list(self.frames[0].pieces)

    def handle_starttag(self, tag: str, found: list[tuple[str, str | None]]) -> None:
        attrs = {name: value or "" for name, value in found}
        name = attrs.get("id") or (attrs.get("name") if tag == "a" else None)
        if name:
            self.note.anchors.setdefault(name, self.span.start)
        if self.dropped:
            return
        if tag in _DROPPED:
            self.dropped = tag
            self.note.warn("tag-left-out", f"what stands in <{tag}> is left out", self.span)
        elif tag in FRAMES and len(self.frames) < _MOSTFRAMES:
            self._imply(tag)
            self.flush()
            self.frames.append(Frame(tag, self.span, attrs))
        elif tag == "img":
            self._image(attrs)
        elif tag in KEPT:
            self._top().words.append("<br>" if tag == "br" else f"<{tag}>")
        elif tag in MARKS or tag == "a":
            self._top().marks.append((tag, len(self._top().words), attrs.get("href", "")))
        elif tag in ("iframe", "video", "audio", "source", "embed", "object"):
            href, fault = address(attrs.get("src") or attrs.get("data") or "")
            self._top().words.append(f"<{href}>" if href and fault is None else _plain(href))
        elif tag == "hr":
            self.flush()
        elif tag not in KNOWN:
            self.note.warn("unknown-tag", f'the unknown tag "<{tag}>" is left out', self.span)

    def _imply(self, tag: str) -> None:
        """`<li>` ends the point before it, as a browser has it; so do cells, rows and paragraphs."""
        ends = {
            "li": {"li", "p"},
            "tr": {"tr", "td", "th", "p"},
            "td": {"td", "th", "p"},
            "th": {"td", "th", "p"},
        }
        ends |= {"dt": {"dt", "dd", "p"}, "dd": {"dt", "dd", "p"}}
        for one in ends.get(tag, {"p"} if tag == "p" else set()):
            if self.frames[-1].tag == one:
                self._pop()

    def handle_endtag(self, tag: str) -> None:
        if self.dropped:
            self.dropped = "" if tag == self.dropped else self.dropped
        elif tag in KEPT and tag != "br":
            self._top().words.append(f"</{tag}>")
        elif tag in MARKS or tag == "a":
            self._close_mark(tag)
        elif any(frame.tag == tag for frame in self.frames):
            while self._pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.dropped:
            return
        frame = self._top()
        in_pre = any(one.tag == "pre" for one in self.frames)
        words = data if in_pre else re.sub(r"\s+", " ", data)
        if not in_pre and _MARKDOWN.search(words):  # not by the book, but meant: Notion writes so
            lead, trail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
            token = inline(words.strip(), self.note.env)
            frame.words.append(f"{lead}{written(self.note, token, self.span).text}{trail}")
        else:
            frame.words.append(words if in_pre else _plain(words))

    def handle_pi(self, data: str) -> None:
        self.note.warn("tag-left-out", "an instruction for a program is left out", self.span)

    def _top(self) -> Frame:
        return self.frames[-1]

    def _close_mark(self, tag: str) -> None:
        frame = self._top()
        opened = next((one for one in reversed(frame.marks) if one[0] == tag), None)
        if opened is None:
            return
        frame.marks.remove(opened)
        inner = "".join(frame.words[opened[1] :])
        del frame.words[opened[1] :]
        if not inner.strip():
            frame.words.append(inner)
        elif tag != "a":
            lead, trail = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
            frame.words.append(f"{lead}{MARKS[tag]}{inner.strip()}{MARKS[tag]}{trail}")
        else:
            frame.words.append(self._linked(opened[2], inner))

    def _linked(self, href: str, label: str) -> str:
        target, fault = address(href)
        if not href or "](" in label:
            return label
        self.note.linked.add(href)
        if fault is None:
            return f"[{label.strip()}]({target})"
        self.note.warn("link-as-words", f'the link to "{href[:80]}" is shown as words: {fault}', self.span)
        return f"{label} ({_plain(href)})"

    def _image(self, attrs: dict[str, str]) -> None:
        image = Image(*(attrs.get(key, "") for key in ("src", "alt", "title", "width")))
        picture = picture_of(self.note, image, self.span)
        link = next((href for tag, _, href in reversed(self._top().marks) if tag == "a"), "")
        target, fault = address(link)
        if picture is None:
            self._top().words.append(_plain(image.words))
            return
        if link and fault is None and not target.startswith("#"):
            self.note.linked.add(link)
            entry = (Scalar(self.span, "link"), Scalar(self.span, target))
            picture = Mapping(picture.span, (*picture.entries, entry))
        marks = list(self._top().marks)
        self.flush()
        self._top().marks = [(tag, 0, href) for tag, _, href in marks]
        self._top().pieces.append(picture)

    def flush(self) -> None:
        """Words that stand for themselves become a paragraph."""
        frame = self._top()
        text = _trimmed("".join(frame.words))
        if frame.tag == "pre":
            return
        frame.words, frame.marks = [], []
        if text and shows(text):
            frame.pieces.append(Scalar(self.span, text))

    def _pop(self) -> str:
        self.flush()
        frame = self.frames.pop()
        home = self.frames[-1]
        match frame.tag:
            case "div" | "p" | "center" | "section" | "article" | "figure":
                home.pieces += _captioned(frame.pieces)
            case "blockquote" | "aside":
                blocks = flat_heads(grouped(frame.pieces))
                home.pieces += [block(frame.span, quote=listed(frame.span, blocks))] if blocks else []
            case "details":
                home.pieces += self._details(frame)
            case "li":
                number = home.attrs.get("start", "1") if home.tag == "ol" else None
                count = sum(isinstance(one, Point) and one.depth == 0 for one in home.pieces)
                at = int(number) + count if number and number.isdigit() else None
                home.pieces += self._point(frame, at)
            case "ul" | "ol":
                inside = any(one.tag == "li" for one in self.frames)
                home.pieces += frame.pieces if inside else grouped(frame.pieces)
            case "td" | "th":
                home.rows = [[*(home.rows[0] if home.rows else []), self._text(frame)]]
                home.attrs.setdefault("head", frame.tag)
                home.pieces += [one for one in frame.pieces if get_picture(one)]
            case "tr":
                home.rows += frame.rows
                home.pieces += frame.pieces
                home.attrs["head"] = home.attrs.get("head") or frame.attrs.get("head", "td")
            case "table":
                home.pieces += self._table(frame)
            case "pre":
                text = "".join(frame.words).strip("\n")
                home.pieces += [block(frame.span, code=text + "\n")] if text.strip() else []
                home.pieces += frame.pieces
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                pictures = [one for one in frame.pieces if get_picture(one)]
                words = words_of(self._text(frame))
                anchor = frame.attrs.get("id", "")
                home.pieces += [Head(int(frame.tag[1]), words, frame.span, anchor)] if words else []
                home.pieces += pictures
            case "dt":
                words = words_of(self._text(frame))
                home.pieces += [block(frame.span, heading=words)] if words else []
            case "summary" | "figcaption" | "caption":
                words = words_of(self._text(frame))
                home.pieces += [Scalar(frame.span, words, frame.tag)] if words else []
                home.pieces += [one for one in frame.pieces if get_picture(one)]
            case _:
                home.pieces += frame.pieces
        return frame.tag

    def _text(self, frame: Frame) -> Scalar:
        """The words of a frame in one line, those of its pictures where there are no others."""
        parts = []
        for piece in frame.pieces:
            if isinstance(piece, Point | Head):
                parts.append(piece.words)
            elif isinstance(piece, Scalar):
                parts.append(piece.value or "")
            elif not get_picture(piece):
                parts += _texts(piece)
        return Scalar(frame.span, "<br>".join(part for part in parts if part))

    def _details(self, frame: Frame) -> list[Piece]:
        summary = next(
            (one for one in frame.pieces if isinstance(one, Scalar) and one.style == "summary"), None
        )
        blocks = flat_heads(grouped([one for one in frame.pieces if one is not summary]))
        if not blocks:
            return [Scalar(frame.span, summary.value)] if summary else []
        title = (summary.value or "") if summary else ""
        if "[^" in title and summary:  # no room for a footnote there
            return [Scalar(frame.span, title), *blocks]
        return [block(frame.span, details=title or "Details", blocks=listed(frame.span, blocks))]

    def _point(self, frame: Frame, number: int | None) -> list[Piece]:
        lead: list[str] = []
        rest = list(frame.pieces)
        while rest and isinstance(rest[0], Scalar):
            lead.append(str(rest.pop(0).value))  # type: ignore[union-attr]
        point: list[Piece] = [Point(0, "<br>".join(lead), frame.span, number)] if lead else []
        return [*point, *deeper(rest)]

    def _table(self, frame: Frame) -> list[Piece]:
        if not frame.rows:
            return frame.pieces
        widest = max(len(row) for row in frame.rows)
        rows = [row + [Scalar(frame.span, "")] * (widest - len(row)) for row in frame.rows]
        head = rows.pop(0) if frame.attrs.get("head") == "th" else []
        above = [one for one in frame.pieces if not get_picture(one)]
        below = [one for one in frame.pieces if get_picture(one)]
        return [*flat_heads(above), laid_out(frame.span, head, rows, []), *below]


def _texts(piece: Node) -> list[str]:
    """The words of a block where only text has room; the lines of code stay code."""
    code = get(piece, "code") or get(piece, "diagram")
    if not isinstance(code, Scalar):
        return [one.value or "" for one in scalars_below(piece)]
    said = get(piece, "caption")
    lines = [
        markdown((Run(line.strip(), code=True),)) for line in (code.value or "").split("\n") if line.strip()
    ]
    return [*lines, *([said.value or ""] if isinstance(said, Scalar) else [])]


def get_picture(piece: Piece) -> bool:
    return isinstance(piece, Mapping) and get(piece, "picture") is not None


def _captioned(pieces: list[Piece]) -> list[Piece]:
    """A picture and the words below it, in one frame, belong together."""
    match pieces:
        case [Mapping() as picture, Scalar(value=str(value)) as words] if get_picture(picture):
            if len(value) < 400 and get(picture, "caption") is None:
                return [Mapping(picture.span, (*picture.entries, (Scalar(words.span, "caption"), words)))]
    return pieces


def _trimmed(text: str) -> str:
    return re.sub(r"^(?:\s|<br>)+|(?:\s|<br>)+$", "", re.sub(r" *\n *", " ", text))


_MARKDOWN = re.compile(r"\*\*\S[^*]*\*\*|`[^`]+`|\]\([^)\s]+\)|\[\^[^\]\s]+\]|==\S[^=]*==")
_KEEP = re.compile(r"(\$[^$\n]+\$)")


def _plain(text: str) -> str:
    """Characters of HTML as Markdown that means just them; formulas stay."""
    parts = _KEEP.split(text)
    return "".join(
        part if at % 2 else re.sub(r"([\\`*_\[\]<>~])", r"\\\1", part) for at, part in enumerate(parts)
    )
