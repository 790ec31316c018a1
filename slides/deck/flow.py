"""Pieces of content that know their heights: words, rows of a table, lines of code, pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from slides.deck import tables
from slides.deck.tables import Record
from slides.geometry import Box, rounded
from slides.look import typeset
from slides.look.theme import Theme
from slides.scene import Colour, Group, Item, Paragraph, Shape, shifted

Path = tuple[str | int, ...]
Marked = tuple[str, ...]  # ids of footnotes

BAR = 16.0  # pt that a quote's bar and the space beside it take
_CODE_INSET = (12.0, 8.0, 12.0, 8.0)
FREELY, RATHER_NOT, HARDLY, NEVER = range(4)
"""How much it hurts to end a page before a unit."""


class Flow:
    """A piece that is made of units: paragraphs, rows, lines. Any run of them can stand on a page."""

    keep = False  # stands on the page of what follows
    bars: tuple[Path, ...] = ()  # the quotes that it stands in, the outermost first
    tied = False  # stands right below the piece before it: its caption
    cut: tuple[Path, ...] = ()  # where the spec says what it does not show in full, for want of room
    foot = 0.0  # pt that such a caption takes below the last unit

    def __init__(self, count: int, path: Path, marked: Sequence[Marked] = ()) -> None:
        self.count = count
        self.path = path
        self.paths: tuple[Path, ...] = (path,)  # of all blocks that it holds
        self._marked = [(at, id) for at, ids in enumerate(marked) for id in ids]

    def height(self, start: int, end: int) -> float:
        """Of the units from `start` to before `end`, in pt; the least where it can be lower."""
        raise NotImplementedError

    def tall(self, start: int, end: int, room: float) -> float:
        """How tall they stand where there is `room` for more than the least."""
        return self.height(start, end)

    def items(self, id: str, start: int, end: int, place: Box) -> tuple[Item, ...]:
        """Those units in `place`; all but a picture are as tall as they have to be."""
        raise NotImplementedError

    def strain(self, end: int) -> int:
        """How much it hurts to end a page before the unit `end`."""
        return FREELY

    def marked(self, start: int, end: int) -> Marked:
        """The footnotes that those units mark, in order."""
        return tuple(id for at, id in self._marked if start <= at < end)

    def with_caption(self, tall: float, marked: Marked) -> Flow:
        """This piece, which keeps room for a caption as high as that, and for its footnotes."""
        self.foot = tall
        self._marked += [(self.count - 1, id) for id in marked]
        return self


class Words(Flow):
    """Paragraphs. `strains` say where a page may end: one for each, of ending before it."""

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        width: float,
        path: Path,
        *,
        keep: bool = False,
        tied: bool = False,
        marked: Sequence[Marked] = (),
        strains: Sequence[int] = (),
    ) -> None:
        super().__init__(len(paragraphs), path, marked)
        self.paragraphs = tuple(paragraphs)
        self.keep, self.tied, self._strains = keep, tied, strains
        self._before = [paragraph.before for paragraph in paragraphs]
        tall = (typeset.height([one], width) + one.before for one in paragraphs)
        self._sums = list(accumulate(tall, initial=0.0))

    def height(self, start: int, end: int) -> float:
        return self._sums[end] - self._sums[start] - self._before[start] if end > start else 0.0

    def items(self, id: str, start: int, end: int, place: Box) -> tuple[Item, ...]:
        return (typeset.set_text(id, self.paragraphs[start:end], place),)

    def strain(self, end: int) -> int:
        return self._strains[end] if self._strains else FREELY


class Rows(Flow):
    """Rows of a table, its headings repeated wherever it goes on."""

    def __init__(
        self,
        headings: Sequence[Record],
        records: Sequence[Record],
        columns: tuple[float, ...],
        path: Path,
        *,
        theme: Theme,
        alt: str,
        marked: Sequence[Marked] = (),
    ) -> None:
        super().__init__(len(records), path, marked)
        self._headings, self._records, self._columns = tuple(headings), tuple(records), columns
        self._theme, self._alt = theme, alt
        self._head = sum(tables.height(record, columns) for record in headings)
        self._sums = list(accumulate((tables.height(one, columns) for one in records), initial=0.0))

    def height(self, start: int, end: int) -> float:
        return self._head + self._sums[end] - self._sums[start]

    def items(self, id: str, start: int, end: int, place: Box) -> tuple[Item, ...]:
        sheet = tables.Sheet(self._headings, self._records[start:end], self._columns)
        return (tables.table(f"{id}/table", sheet, place.x, place.y, theme=self._theme, alt=self._alt),)

    def strain(self, end: int) -> int:
        """A heading among the rows stands above one of its rows; a single row goes nowhere alone."""
        if len(self._records[end - 1].entries) < len(self._columns):
            return NEVER
        return RATHER_NOT if end in (1, self.count - 1) else FREELY


class Code(Flow):
    """Lines of code on a ground of their own; pages rather end where a line is empty."""

    def __init__(self, lines: Sequence[Paragraph], width: float, path: Path, *, ground: Colour) -> None:
        super().__init__(len(lines), path)
        self._lines, self._ground = tuple(lines), ground
        inner = width - _CODE_INSET[0] - _CODE_INSET[2]
        self._sums = list(accumulate((typeset.height([one], inner) for one in lines), initial=0.0))

    def height(self, start: int, end: int) -> float:
        return self._sums[end] - self._sums[start] + _CODE_INSET[1] + _CODE_INSET[3]

    def items(self, id: str, start: int, end: int, place: Box) -> tuple[Item, ...]:
        label = typeset.set_text(f"{id}/code", self._lines[start:end], place, inset=_CODE_INSET)
        return (Shape(f"{id}/ground", place, "round", 4.0, fill=self._ground, label=label),)

    def strain(self, end: int) -> int:
        if end < 3 or end > self.count - 3:
            return HARDLY
        return FREELY if not self._lines[end - 1].plain.strip() else RATHER_NOT


class Whole(Flow):
    """Items that stay together, drawn with their top left corner at 0, 0."""

    def __init__(self, group: Group, height: float, path: Path, marked: Marked = ()) -> None:
        super().__init__(1, path, [marked])
        self._group, self._height = group, height

    def height(self, start: int, end: int) -> float:
        return self._height

    def items(self, id: str, start: int, end: int, place: Box) -> tuple[Item, ...]:
        return (shifted(replace(self._group, id=f"{id}/figure"), place.x, place.y),)


def bar(id: str, place: Box, colour: Colour) -> Shape:
    """The bar at the left of a quote."""
    return Shape(f"{id}/bar", Box(place.x, place.y, 3.0, rounded(place.h)), fill=colour)
