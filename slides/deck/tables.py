"""Rows of paragraphs → tables with measured rows, on one slide or on several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from slides.deck import cutting
from slides.geometry import Box, rounded
from slides.look import typeset
from slides.look.theme import Theme
from slides.scene import Anchor, Cell, Colour, Paragraph, Row, Stroke, Table

INSET = (7.0, 4.0, 7.0, 4.0)  # of a cell, pt

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell before it has a place: its paragraphs at the size that was asked for."""

    paragraphs: tuple[Paragraph, ...]
    fill: Colour | None = None
    span: int = 1
    anchor: Anchor = "top"


@dataclass(frozen=True, slots=True)
class Record:
    """A row before it has a place; `path` is where the spec says it."""

    entries: tuple[Entry, ...]
    path: Path = ()


Make = Callable[[float], Sequence[Record]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a table that stand on one slide, below its headings."""

    headings: tuple[Record, ...]
    records: tuple[Record, ...]
    columns: tuple[float, ...]


def widths(records: Sequence[Record], total: float) -> tuple[float, ...]:
    """Column widths in pt that sum to `total`: no narrower than the widest word, the rest shared
    out by what each column would take unbroken."""
    count = max(sum(entry.span for entry in record.entries) for record in records)
    narrow, wide = [0.0] * count, [0.0] * count
    for record in records:
        at = 0
        for entry in record.entries:
            if entry.span == 1:
                narrow[at] = max(narrow[at], typeset.widest_word(entry.paragraphs) + INSET[0] + INSET[2] + 1)
                wide[at] = max(wide[at], typeset.natural_width(entry.paragraphs) + INSET[0] + INSET[2] + 1)
            at += entry.span
    wide = [max(pair) for pair in zip(narrow, wide, strict=True)]
    if sum(narrow) >= total:
        return _scaled(_capped(narrow, total), total)
    if sum(wide) <= total:
        return _scaled(wide, total)
    # The square root keeps one long column from taking everything: a text set half as wide
    # gets twice as tall, so evening out widths evens out heights.
    wants = [(most - few) ** 0.5 for few, most in zip(narrow, wide, strict=True)]
    spare = total - sum(narrow)
    return _scaled(
        [few + spare * want / (sum(wants) or 1.0) for few, want in zip(narrow, wants, strict=True)], total
    )


def _capped(values: Sequence[float], total: float) -> list[float]:
    """The values, the largest of them made equal and so small that all together are `total`: a long
    address breaks, and short words beside it do not."""
    left, count = total, len(values)
    for value in sorted(values):
        if value * count >= left:
            return [min(one, left / count) for one in values]
        left -= value
        count -= 1
    return list(values)


def fits_width(records: Sequence[Record], columns: Sequence[float]) -> bool:
    """No word has to be broken, unless after a hyphen."""
    return all(
        typeset.widest_word(entry.paragraphs, hyphens=True) <= width - INSET[0] - INSET[2] + 0.5
        for record in records
        for entry, width in _over(record, columns)
    )


def height(record: Record, columns: Sequence[float]) -> float:
    """The height of a row in pt: that of its tallest cell."""
    tallest = max(
        typeset.height(entry.paragraphs, width - INSET[0] - INSET[2])
        for entry, width in _over(record, columns)
    )
    return rounded(tallest + INSET[1] + INSET[3])


def low(record: Record, columns: Sequence[float], tall: float) -> Record:
    """The row, its cells cut where they would be taller than that."""
    if height(record, columns) <= tall:
        return record
    room = tall - INSET[1] - INSET[3]
    entries: list[Entry] = []
    for entry, whole in _over(record, columns):
        width = whole - INSET[0] - INSET[2]
        if typeset.height(entry.paragraphs, width) > room:
            entry = replace(entry, paragraphs=cutting.to_height(entry.paragraphs, width, room))
        entries.append(entry)
    return replace(record, entries=tuple(entries))


def divided(
    make: Make,
    sizes: Sequence[float],
    *,
    headings: int,
    width: float,
    room: float,
    columns: tuple[float, ...] = (),
) -> tuple[list[Sheet], list[Path]]:
    """The table on as few slides as the smallest size needs, at the largest size that needs no more.

    `columns` are their widths in pt; without them they are as wide as their content asks for.
    Returns the sheets, about equally full, and the paths of rows that are cut: no slide holds them
    even at the smallest size.
    """

    def at(size: float) -> tuple[_Grid, bool]:
        records = tuple(make(size))
        shares = columns or widths(records, width)
        return _Grid(records, headings, shares, room), fits_width(records, shares)

    least, _ = at(sizes[-1])
    fewest = len(least.pages())
    cut = least.cut
    for size in sizes[:-1] if not cut else ():
        larger, unbroken = at(size)
        if unbroken and not larger.cut and len(larger.pages()) <= fewest:
            return larger.sheets(), []
    return least.sheets(), cut


class _Grid:
    """A table at one size: the heights of its rows, measured once."""

    def __init__(
        self, records: Sequence[Record], headings: int, columns: tuple[float, ...], room: float
    ) -> None:
        self.headings, self.columns = tuple(records[:headings]), columns
        head = sum(height(record, columns) for record in self.headings)
        self.room = max(room - head, 0.0)
        rows = records[headings:]
        self.records = tuple(low(record, columns, self.room) for record in rows)
        self.cut = [whole.path for shown, whole in zip(self.records, rows, strict=True) if shown is not whole]
        self._tall = [height(record, columns) for record in self.records]

    def pages(self, share: float = 1.0) -> list[tuple[int, int]]:
        """Start and end of the rows on each slide, of which that share is filled if it can be."""
        pages: list[tuple[int, int]] = []
        start, used = 0, 0.0
        for at, tall in enumerate(self._tall):
            if at > start and used + tall > self.room * share + 0.01:
                pages.append((start, at))
                start, used = at, 0.0
            used += tall
        return [*pages, (start, len(self._tall))]

    def sheets(self) -> list[Sheet]:
        """As few as can be, about equally full."""
        fewest = len(self.pages())
        shares = (percent / 100 for percent in range(50, 100, 5))
        best = next((share for share in shares if len(self.pages(share)) == fewest), 1.0)
        return [
            Sheet(self.headings, self.records[start:end], self.columns) for start, end in self.pages(best)
        ]


def table(id: str, sheet: Sheet, left: float, top: float, *, theme: Theme, alt: str) -> Table:
    """The sheet as a Table whose top left corner is given; every row as tall as its text."""
    rows: list[Row] = []
    y = top
    for number, record in enumerate((*sheet.headings, *sheet.records)):
        tall = height(record, sheet.columns)
        rows.append(Row(tall, tuple(_cells(f"{id}/{number}", record, sheet.columns, left, y, tall))))
        y = rounded(y + tall)
    box = Box(left, top, rounded(sum(sheet.columns)), rounded(y - top))
    rule = Stroke(theme.colour("rule"), 0.75)
    return Table(id, box, sheet.columns, tuple(rows), rule, alt, header=len(sheet.headings))


def _cells(
    id: str, record: Record, columns: Sequence[float], left: float, top: float, tall: float
) -> list[Cell]:
    cells: list[Cell] = []
    x = left
    for number, (entry, width) in enumerate(_over(record, columns)):
        text = typeset.set_text(
            f"{id}/{number}",
            entry.paragraphs,
            Box(rounded(x), top, width, tall),
            anchor=entry.anchor,
            inset=INSET,
        )
        cells.append(Cell(text, entry.fill, entry.span))
        x += width
    return cells


def _over(record: Record, columns: Sequence[float]) -> list[tuple[Entry, float]]:
    """Each cell with the width of the columns it spans."""
    found: list[tuple[Entry, float]] = []
    at = 0
    for entry in record.entries:
        found.append((entry, rounded(sum(columns[at : at + entry.span]))))
        at += entry.span
    return found


def _scaled(values: Sequence[float], total: float) -> tuple[float, ...]:
    """The values in proportion, their rounded sum exactly `total`."""
    whole = sum(values)
    values, whole = (values, whole) if whole else ([1.0] * len(values), len(values))  # a table without words
    factor = total / whole
    scaled = [rounded(value * factor) for value in values[:-1]]
    return (*scaled, rounded(total - sum(scaled)))
