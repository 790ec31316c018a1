"""Measure, wrap and place text: paragraphs and a box → lines.

Widths are the sums of the fonts' advances, unkerned. Lines break at spaces, after hyphens and
dashes and between East Asian characters (UAX #14 classes SP, HY, BA, ID with CL, NS and OP kept together);
a word wider than its line breaks between characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Literal

from slides import scripts
from slides.geometry import Box, Point, rounded
from slides.look import fonts
from slides.scene import Anchor, Curve, Line, Paragraph, Piece, Role, Stroke, Text, TextRun

if TYPE_CHECKING:
    from slides.look.formulas import Laid

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
    room = box.h - top - bottom - _height(blocks, width)
    y = box.y + top + {"top": 0.0, "middle": room / 2, "bottom": room}[anchor]
    placed: list[Line] = []
    shown = tuple(_links_by_line(paragraph, lines) for paragraph, lines in blocks)
    for at, (paragraph, lines) in enumerate(blocks):
        y += paragraph.before if at else 0.0
        for number, fragments in enumerate(lines):
            size = _size(paragraph, fragments)
            more, tall = _reach(paragraph, fragments, width)
            baseline = y + more + (paragraph.leading * size - size * _FACE) / 2 + size * _ASCENT
            placed.append(
                _placed(paragraph, fragments, x=box.x + left, width=width, y=baseline, first=number == 0)
            )
            y += tall
    return Text(id, box, shown, tuple(placed), anchor, inset, role)


def height(paragraphs: Sequence[Paragraph], width: float) -> float:
    """How tall the paragraphs stand in lines of `width`, in pt; the first has no space before it."""
    return _height([(paragraph, list(_lines(paragraph, width))) for paragraph in paragraphs], width)


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


def _height(blocks: Sequence[tuple[Paragraph, list[list[Fragment]]]], width: float) -> float:
    total = sum(_reach(paragraph, line, width)[1] for paragraph, lines in blocks for line in lines)
    return total + sum(paragraph.before for paragraph, _ in blocks[1:])


def _size(paragraph: Paragraph, line: Sequence[Fragment]) -> float:
    """The largest size on the line; an empty line has its paragraph's."""
    if len(line) == 1:
        return line[0][1].size
    return max((run.size for _, run, _ in line), default=paragraph.runs[0].size if paragraph.runs else 12.0)


def _reach(paragraph: Paragraph, line: Sequence[Fragment], width: float) -> tuple[float, float]:
    """How much higher than others a line reaches with its formulas, and how tall it is in all."""
    size = _size(paragraph, line)
    pitch = paragraph.leading * size
    if not any(run.formula for _, run, _ in line):
        return 0.0, pitch
    usual = (pitch - size * _FACE) / 2 + size * _ASCENT
    above, below = usual, pitch - usual
    for text, run, _ in line:
        if run.formula:
            tall = _laid(run)
            above = max(above, tall.ascent * _TALLER + 0.12 * size)
            below = max(below, tall.descent * _TALLER + 0.12 * size)
            rows = sum(_rows(part, run, width - paragraph.indent) for part in text.split("\n"))
            below = max(below, rows * pitch - above) if rows > 1 else below
    return above - usual, above + below


def _laid(run: TextRun) -> Laid:
    """The run's formula; what lays it out is loaded where there is one."""
    from slides.look import formulas

    return formulas.laid(run)


# PowerPoint sets formulas in Cambria Math, other programs the words of one: both need their room.
_TALLER, _WIDER = 1.1, 1.08


def _rows(text: str, run: TextRun, width: float) -> int:
    """The lines that a formula takes where it is shown in a row of characters."""
    return ceil(fonts.width_of(run, text) / max(width * SLACK, 1.0)) or 1


def _room(run: TextRun, laid: float) -> float:
    """The width that a formula needs in a line, whoever sets it."""
    if run.formula and run.formula.display:
        return laid * _WIDER
    return max(laid * _WIDER, fonts.width_of(run, run.text))


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
    if (
        len(paragraph.runs) == 1 and not paragraph.runs[0].formula
    ):  # most are; what stands on one line needs no search for its end
        run = paragraph.runs[0]
        said, wide, more, breaks = _whole(run.text, fonts.font_of(run))
        if said and not breaks and (wide + more) * fonts.set_size(run) <= room:
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
    """The word, wider than a whole line, cut between characters; a formula that no line holds is set
    in a row of characters."""
    piece = _Word()
    for text, run, wide in word.parts:
        if run.formula and wide <= room:
            if piece.parts and piece.width + _room(run, wide) > room:
                yield piece
                piece = _Word()
            piece.parts.append((text, run, wide))
            piece.width += _room(run, wide)
            continue
        run = replace(run, formula=None) if run.formula else run
        for char in _CLUSTER.findall(text.replace("\n", " ")):
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
_STOP = (
    r"\uff0c\u3001\u3002\uff1a\uff1b\uff01\uff1f\uff09\u300d\u300f\u3011\u3009\u300b\u3015\u3017\u3019\u301b\u301e"
    r"\u301f\uff0e\uff3d\uff5d\uff60-\uff64"
)
_NO_START = (  # marks of repetition and length, small kana, dots, signs of percent and degrees
    r"\u3005\u301c\u303b\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308e\u3095\u3096\u3099-\u309e"
    r"\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30ee\u30f5\u30f6\u30fb-\u30fe\u31f0-\u31ff\uff05\uff5e"
    r"\u2025\u2026\u2030\u2103%\u00b7\u00b0"
)
_CLOSING = rf"[{_STOP}{_NO_START}\u201d\u2019,.:;!?)\]}}]"
_BREAK = re.compile(
    r"\n|[ \t]+|(?<=[^\W\d_][-\u2010\u2013\u2014])(?=[^\W\d_])|(?<=\u2014)(?=\w)|(?<=\u3000)(?=\S)"
    rf"|(?<=[{_STOP}\u3005])(?!{_CLOSING})(?=\S)|(?<={_IDEOGRAPH})(?!{_CLOSING})(?=\S)"
    rf"|(?<=[\w{_NO_START}\u201d\u2019])(?!{_CLOSING})(?={_IDEOGRAPH})"
)
# What stays together where a word has to be cut: a character with its marks, emoji that are joined, flags.
_CLUSTER = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}|.(?:[\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]|\u200d.)*",
    re.DOTALL,
)


def _words(paragraph: Paragraph) -> list[_Word]:
    word = _Word()
    words = [word]
    tail = ""  # the last character that is seen
    for run in paragraph.runs:
        if run.formula:
            tail = "x"
            from slides.look import formulas

            for at, part in enumerate(formulas.chunks(run)):
                if at:
                    word = _Word()
                    words.append(word)
                wide = formulas.laid(part).width
                word.parts.append((part.text, part, wide))
                word.width += _room(part, wide)
            continue
        size = fonts.set_size(run)
        last = tail
        tail = run.text.rstrip()[-1:] or tail
        for text, wide, more, blank, blank_wide, breaks in _cut(run.text, fonts.font_of(run), last):
            if text:
                word.parts.append((text, run, wide * size))
                word.width += (wide + more) * size
            if blank:
                word.blanks.append((blank, run, blank_wide * size))
                word.blank_width += blank_wide * size
            if breaks:
                word.ends_line = breaks == "line"
                word = _Word()
                words.append(word)
    return words


_Cut = tuple[str, float, float, str, float, Literal["", "word", "line"]]


@lru_cache(maxsize=65536)
def _cut(text: str, font: fonts.Font, before: str) -> tuple[_Cut, ...]:
    """The text at its breaks: characters, their width in em and the room they need beyond it, the blanks
    after them, their width, and what ends there. Every size of the same text is measured from one cut.
    `before` is the character in front of the text."""
    found: list[_Cut] = []
    start = 0
    for at in _BREAK.finditer(text):
        part, blank = text[start : at.start()], "" if "\n" in at[0] else at[0]
        ends: Literal["word", "line"] = "line" if "\n" in at[0] else "word"
        more = scripts.extra(part, before, text[at.end() : at.end() + 1])
        found.append((part, font.width(part), more, blank, font.width(blank), ends))
        before = part[-1:] or before
        start = at.end()
    part = text[start:]
    found.append((part, font.width(part), scripts.extra(part, before), "", 0.0, ""))
    return tuple(found)


@lru_cache(maxsize=65536)
def _whole(text: str, font: fonts.Font) -> tuple[str, float, float, bool]:
    """The text without the blanks at its end, its width in em, the room it needs beyond that, and whether
    it has line breaks."""
    said = text.rstrip(" \t")
    return said, font.width(said), scripts.extra(said), "\n" in text


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
    leftward = scripts.runs_left(paragraph.plain)
    align = "right" if leftward and paragraph.align == "left" else paragraph.align
    at = x + (0.0 if leftward else indent) + {"left": 0.0, "center": free / 2, "right": free}[align]
    pieces: list[Piece] = []
    curves: list[Curve] = []
    if first and paragraph.bullet:
        bullet = paragraph.bullet
        wide = fonts.width_of(bullet, bullet.text)
        edge = paragraph.indent - paragraph.hanging
        left = x + width - edge - wide if leftward else x + edge
        pieces.append(Piece(rounded(left), rounded(wide), bullet))
    if leftward or any(scripts.has_turned(text) for text, _, _ in fragments):
        fragments = _turned(fragments, leftward)
    for text, run, wide in _merged(fragments):
        if run.formula:
            pieces += _characters(run, at)
            curves += _curves(run, at, y)
        else:
            said = run if run.text == text else run.saying(text)
            pieces.append(Piece(rounded(at), rounded(wide), said))
        at += wide
    return Line(rounded(y), tuple(pieces), tuple(curves))


def _turned(fragments: Sequence[Fragment], leftward: bool) -> list[Fragment]:
    """The fragments in the order in which they are seen, each with a run of its own; a formula stands
    where its text would."""
    from slides.look import directions

    whole = {id(run): (text, run, wide) for text, run, wide in fragments if run.formula}
    shown = [("x" if run.formula else text, run) for text, run, _ in fragments]
    found: list[Fragment] = []
    for part in directions.seen(shown, leftward=leftward):
        run = part.run
        found.append(whole.get(id(run)) or (part.text, run.saying(part.text), fonts.width_of(run, part.text)))
    return found


def _characters(run: TextRun, x: float) -> Iterator[Piece]:
    for one in _laid(run).glyphs:
        yield Piece(rounded(x + one.x), rounded(one.width), one.run, rounded(one.rise))


def _curves(run: TextRun, x: float, y: float) -> Iterator[Curve]:
    for one in _laid(run).strokes:
        points = tuple(Point(rounded(x + px), rounded(y - py)) for px, py in one.points)
        yield Curve("", points, Stroke(run.colour, rounded(one.width)), "curve", arrow=False)


def _merged(fragments: Sequence[Fragment]) -> Iterator[Fragment]:
    """Neighbours of the same run in one piece; a formula is a piece of its own."""
    texts: list[str] = []
    wide, last = 0.0, None
    for text, run, width in fragments:
        if last is not None and (run is not last or run.formula):
            yield "".join(texts), last, wide
            texts, wide = [], 0.0
        texts.append(text)
        wide += width
        last = run
    if last is not None:
        yield "".join(texts), last, wide
