"""Measure, wrap and place text: paragraphs and a box → lines.

Widths are the sums of the fonts' advances, unkerned. Lines break at spaces, after hyphens and
dashes and between East Asian characters (UAX #14 classes SP, HY, BA, ID with CL/OP kept together);
a word wider than its line breaks between characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from slides.geometry import Box, rounded
from slides.look import fonts
from slides.scene import Anchor, Line, Paragraph, Piece, Role, Text, TextRun

Inset = tuple[float, float, float, float]
NO_INSET: Inset = (0.0, 0.0, 0.0, 0.0)

# Lines are broken a little early: renderers round advances to their own grid, so that a line
# which fits here by a hair would break there, and the text grow by one line.
SLACK = 0.985

Fragment = tuple[str, TextRun, float]  # characters, their look, their width in pt


@dataclass(slots=True)
class _Word:
    """Characters that stay together, and the blanks after them that vanish at a line's end."""

    parts: list[Fragment] = field(default_factory=list)
    blanks: list[Fragment] = field(default_factory=list)
    width: float = 0.0
    blank_width: float = 0.0
    ends_line: bool = False


def set_text(
    id: str,
    paragraphs: Sequence[Paragraph],
    box: Box,
    *,
    anchor: Anchor = "top",
    inset: Inset = NO_INSET,
    role: Role = "",
) -> Text:
    """The paragraphs as a Text whose lines are placed in `box`; what is too much runs out below it."""
    left, top, right, bottom = inset
    width = box.w - left - right
    blocks = [(paragraph, list(_lines(paragraph, width))) for paragraph in paragraphs]
    room = box.h - top - bottom - _height(blocks)
    y = box.y + top + {"top": 0.0, "middle": room / 2, "bottom": room}[anchor]
    placed: list[Line] = []
    shown = tuple(_links_by_line(paragraph, lines) for paragraph, lines in blocks)
    for at, (paragraph, lines) in enumerate(blocks):
        y += paragraph.before if at else 0.0
        for number, fragments in enumerate(lines):
            size = _size(paragraph, fragments)
            pitch = paragraph.leading * size
            baseline = y + (pitch - size * _FACE) / 2 + size * _ASCENT
            placed.append(
                _placed(paragraph, fragments, x=box.x + left, width=width, y=baseline, first=number == 0)
            )
            y += pitch
    return Text(id, box, shown, tuple(placed), anchor, inset, role)


def height(paragraphs: Sequence[Paragraph], width: float) -> float:
    """How tall the paragraphs stand in lines of `width`, in pt; the first has no space before it."""
    return _height([(paragraph, list(_lines(paragraph, width))) for paragraph in paragraphs])


def natural_width(paragraphs: Sequence[Paragraph]) -> float:
    """The width at which no paragraph needs to break, in pt."""
    return max((_natural(paragraph) for paragraph in paragraphs), default=0.0)


def widest_word(paragraphs: Sequence[Paragraph], *, hyphens: bool = False) -> float:
    """The width in pt below which a word breaks elsewhere than at a blank (or, with `hyphens`, after
    a hyphen). East Asian characters, which break anywhere, count as words."""
    widest = (paragraph.indent + _widest(paragraph, hyphens) / SLACK for paragraph in paragraphs)
    return max(widest, default=0.0)


def fit(
    make: Callable[[float], Sequence[Paragraph]], sizes: Sequence[float], width: float, room: float
) -> float | None:
    """The largest of `sizes` at which `make(size)` stands within `width` and `room`; None: none does."""
    for size in sizes:
        paragraphs = make(size)
        if height(paragraphs, width) <= room + 0.01 and widest_word(paragraphs, hyphens=True) <= width + 0.01:
            return size
    return None


_ASCENT = fonts.Font.ascent
_FACE = fonts.Font.ascent + fonts.Font.descent


def _height(blocks: Sequence[tuple[Paragraph, list[list[Fragment]]]]) -> float:
    total = sum(_pitch(paragraph, line) for paragraph, lines in blocks for line in lines)
    return total + sum(paragraph.before for paragraph, _ in blocks[1:])


def _size(paragraph: Paragraph, line: Sequence[Fragment]) -> float:
    """The largest size on the line; an empty line has its paragraph's."""
    if len(line) == 1:
        return line[0][1].size
    return max((run.size for _, run, _ in line), default=paragraph.runs[0].size if paragraph.runs else 12.0)


def _pitch(paragraph: Paragraph, line: Sequence[Fragment]) -> float:
    return paragraph.leading * _size(paragraph, line)


def _natural(paragraph: Paragraph) -> float:
    widest, line = 0.0, 0.0
    for word in _words(paragraph):
        widest = max(widest, line + word.width)
        line = 0.0 if word.ends_line else line + word.width + word.blank_width
    return paragraph.indent + widest / SLACK


def _widest(paragraph: Paragraph, hyphens: bool) -> float:
    widest = together = 0.0
    for word in _words(paragraph):
        tail = word.parts[-1][0][-1:] if word.parts else ""
        together += word.width
        widest = max(widest, together)
        if hyphens or word.blanks or word.ends_line or not tail.isascii():
            together = 0.0
    return widest


def _lines(paragraph: Paragraph, width: float) -> Iterator[list[Fragment]]:
    """The fragments of each line, blanks at the ends dropped; at least one line."""
    rest = max((width - paragraph.indent) * SLACK, 1.0)
    room = max((width - paragraph.opening) * SLACK, 1.0)
    if len(paragraph.runs) == 1:  # most are; what stands on one line needs no search for its end
        run = paragraph.runs[0]
        said, wide, breaks = _whole(run.text, fonts.font_of(run))
        if said and not breaks and wide * fonts.set_size(run) <= room:
            yield [(said, run, wide * fonts.set_size(run))]
            return
    line: list[Fragment] = []
    pending: list[Fragment] = []
    used = blank = 0.0
    for word in _words(paragraph):
        for part in (word,) if word.width <= rest else _broken(word, rest):
            if (line or pending) and used + blank + part.width > room:
                yield line
                line, used, blank, pending, room = [], 0.0, 0.0, [], rest
            line += pending
            line += part.parts
            used += blank + part.width
            pending, blank = part.blanks, part.blank_width
        if word.ends_line:
            yield line
            line, used, blank, pending, room = [], 0.0, 0.0, [], rest
    yield line


def _broken(word: _Word, room: float) -> Iterator[_Word]:
    """The word, wider than a whole line, cut between characters."""
    piece = _Word()
    for text, run, _ in word.parts:
        for char in text:
            width = fonts.width_of(run, char)
            if piece.parts and piece.width + width > room:
                yield piece
                piece = _Word()
            piece.parts.append((char, run, width))
            piece.width += width
    piece.blanks, piece.blank_width = word.blanks, word.blank_width
    yield piece


# A break may follow blanks, a hyphen or dash between letters, and any East Asian character that
# does not open a bracket and is not followed by one that closes it or by a full stop or comma.
_IDEOGRAPH = (
    r"[\u1100-\u11ff\u2e80-\u2fff\u3040-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_STOP = r"\uff0c\u3001\u3002\uff1a\uff1b\uff01\uff1f\uff09\u300d\u300f\u3011\u3009\u300b"
_CLOSING = rf"[{_STOP}\u201d\u2019,.:;!?)\]}}]"
_BREAK = re.compile(
    r"\n|[ \t]+|(?<=[^\W\d_][-\u2010\u2013\u2014])(?=[^\W\d_])|(?<=\u2014)(?=\w)"
    rf"|(?<={_IDEOGRAPH})(?!{_CLOSING})(?=\S)|(?<=[{_STOP}])(?!{_CLOSING})(?=\S)|(?<=\w)(?={_IDEOGRAPH})"
)


def _words(paragraph: Paragraph) -> list[_Word]:
    word = _Word()
    words = [word]
    for run in paragraph.runs:
        size = fonts.set_size(run)
        for text, wide, blank, blank_wide, breaks in _cut(run.text, fonts.font_of(run)):
            if text:
                word.parts.append((text, run, wide * size))
                word.width += wide * size
            if blank:
                word.blanks.append((blank, run, blank_wide * size))
                word.blank_width += blank_wide * size
            if breaks:
                word.ends_line = breaks == "line"
                word = _Word()
                words.append(word)
    return words


@lru_cache(maxsize=65536)
def _cut(
    text: str, font: fonts.Font
) -> tuple[tuple[str, float, str, float, Literal["", "word", "line"]], ...]:
    """The text at its breaks: characters, their width in em, the blanks after them, theirs, and
    what ends there. Every size of the same text is measured from one cut."""
    found: list[tuple[str, float, str, float, Literal["", "word", "line"]]] = []
    start = 0
    for at in _BREAK.finditer(text):
        part, blank = text[start : at.start()], "" if "\n" in at[0] else at[0]
        ends: Literal["word", "line"] = "line" if "\n" in at[0] else "word"
        found.append((part, font.width(part), blank, font.width(blank), ends))
        start = at.end()
    found.append((text[start:], font.width(text[start:]), "", 0.0, ""))
    return tuple(found)


@lru_cache(maxsize=65536)
def _whole(text: str, font: fonts.Font) -> tuple[str, float, bool]:
    """The text without the blanks at its end, its width in em, and whether it has line breaks."""
    said = text.rstrip(" \t")
    return said, font.width(said), "\n" in text


def _links_by_line(paragraph: Paragraph, lines: Sequence[Sequence[Fragment]]) -> Paragraph:
    """The paragraph with links that run over several lines cut where they break.

    LibreOffice moves a link as one piece and breaks it between letters; cut at the line's end it
    stands as PowerPoint sets it. The blank at the cut keeps its look but is no part of the link.
    """
    if not any(run.href for run in paragraph.runs):
        return paragraph
    runs: list[TextRun] = []
    for run in paragraph.runs:
        parts = ["".join(text for text, one, _ in line if one is run) for line in lines] if run.href else []
        parts = [part for part in parts if part]
        if len(parts) < 2:
            runs.append(run)
            continue
        start = 0
        for part in parts:
            at = run.text.index(part, start)
            if at > start:
                runs.append(replace(run, text=run.text[start:at], href=""))
            runs.append(replace(run, text=part))
            start = at + len(part)
        if start < len(run.text):
            runs.append(replace(run, text=run.text[start:], href=""))
    return replace(paragraph, runs=tuple(runs))


def _placed(
    paragraph: Paragraph, fragments: Sequence[Fragment], *, x: float, width: float, y: float, first: bool
) -> Line:
    total = sum(fragment[2] for fragment in fragments)
    indent = paragraph.opening if first else paragraph.indent
    free = width - indent - total
    at = x + indent + {"left": 0.0, "center": free / 2, "right": free}[paragraph.align]
    pieces: list[Piece] = []
    if first and paragraph.bullet:
        bullet = paragraph.bullet
        left = x + paragraph.indent - paragraph.hanging
        pieces.append(Piece(rounded(left), rounded(fonts.width_of(bullet, bullet.text)), bullet))
    for text, run, wide in _merged(fragments):
        said = run if run.text == text else run.saying(text)
        pieces.append(Piece(rounded(at), rounded(wide), said))
        at += wide
    return Line(rounded(y), tuple(pieces))


def _merged(fragments: Sequence[Fragment]) -> Iterator[Fragment]:
    """Neighbours of the same run in one piece."""
    texts: list[str] = []
    wide, last = 0.0, None
    for text, run, width in fragments:
        if last is not None and run is not last:
            yield "".join(texts), last, wide
            texts, wide = [], 0.0
        texts.append(text)
        wide += width
        last = run
    if last is not None:
        yield "".join(texts), last, wide
