"""Content from top to bottom: pieces that know their heights → pages (or columns) that hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from slides.deck import tables
from slides.deck.tables import Record
from slides.geometry import Box
from slides.look import typeset
from slides.look.theme import Theme
from slides.scene import Colour, Group, Item, Paragraph, Shape, shifted

Path = tuple[str | int, ...]

GAP = 12.0  # pt between two pieces
_BAR = 3.0  # width of the bar beside a quote, pt
_CODE_INSET = (12.0, 8.0, 12.0, 8.0)


class Flow:
    """A piece that is made of units: paragraphs, rows, lines. Any run of them can stand on a page."""

    keep = False  # stands on the page of what follows

    def __init__(self, count: int, path: Path) -> None:
        self.count = count
        self.path = path

    def height(self, start: int, end: int) -> float:
        """Of the units from `start` to before `end`, in pt."""
        raise NotImplementedError

    def item(self, id: str, start: int, end: int, place: Box) -> Item:
        """Those units as an item whose top left corner and width are those of `place`."""
        raise NotImplementedError


class Words(Flow):
    """Paragraphs; with a `bar` at their left they are a quote."""

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        width: float,
        path: Path,
        *,
        bar: Colour | None = None,
        keep: bool = False,
    ) -> None:
        super().__init__(len(paragraphs), path)
        self.paragraphs = tuple(paragraphs)
        self.bar, self.keep = bar, keep
        self._indent = 16.0 if bar else 0.0
        self._before = [paragraph.before for paragraph in paragraphs]
        tall = (typeset.height([one], width - self._indent) + one.before for one in paragraphs)
        self._sums = list(accumulate(tall, initial=0.0))

    def height(self, start: int, end: int) -> float:
        return self._sums[end] - self._sums[start] - self._before[start]

    def item(self, id: str, start: int, end: int, place: Box) -> Item:
        tall = self.height(start, end)
        box = Box(place.x + self._indent, place.y, place.w - self._indent, round(tall, 2))
        text = typeset.set_text(id, self.paragraphs[start:end], box)
        if self.bar is None:
            return text
        bar = Shape(f"{id}/bar", Box(place.x, place.y, _BAR, round(tall, 2)), fill=self.bar)
        return Group(f"{id}/quote", (bar, text), alt="Quotation")


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
    ) -> None:
        super().__init__(len(records), path)
        self._headings, self._records, self._columns = tuple(headings), tuple(records), columns
        self._theme, self._alt = theme, alt
        self._head = sum(tables.height(record, columns) for record in headings)
        self._sums = list(accumulate((tables.height(one, columns) for one in records), initial=0.0))

    def height(self, start: int, end: int) -> float:
        return self._head + self._sums[end] - self._sums[start]

    def item(self, id: str, start: int, end: int, place: Box) -> Item:
        sheet = tables.Sheet(self._headings, self._records[start:end], self._columns)
        return tables.table(f"{id}/table", sheet, place.x, place.y, theme=self._theme, alt=self._alt)


class Code(Flow):
    """Lines of code on a ground of their own."""

    def __init__(self, lines: Sequence[Paragraph], width: float, path: Path, *, ground: Colour) -> None:
        super().__init__(len(lines), path)
        self._lines, self._ground = tuple(lines), ground
        inner = width - _CODE_INSET[0] - _CODE_INSET[2]
        self._sums = list(accumulate((typeset.height([one], inner) for one in lines), initial=0.0))

    def height(self, start: int, end: int) -> float:
        return self._sums[end] - self._sums[start] + _CODE_INSET[1] + _CODE_INSET[3]

    def item(self, id: str, start: int, end: int, place: Box) -> Item:
        box = Box(place.x, place.y, place.w, round(self.height(start, end), 2))
        label = typeset.set_text(f"{id}/code", self._lines[start:end], box, inset=_CODE_INSET)
        return Shape(f"{id}/ground", box, "round", 4.0, fill=self._ground, label=label)


class Whole(Flow):
    """Items that stay together: a picture and its caption. Drawn with their top left corner at 0, 0."""

    def __init__(self, group: Group, size: tuple[float, float], path: Path) -> None:
        super().__init__(1, path)
        self._group, self._size = group, size

    def height(self, start: int, end: int) -> float:
        return self._size[1]

    def item(self, id: str, start: int, end: int, place: Box) -> Item:
        return shifted(replace(self._group, id=f"{id}/figure"), place.x, place.y)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Units of a piece that stand on one page, and how far below its top, in pt."""

    flow: Flow
    start: int
    end: int
    y: float


def paged(flows: Sequence[Flow], room: float) -> tuple[list[list[Stretch]], list[Path]]:
    """The pieces on pages of height `room`, in order, and the paths of those with a unit that no page
    holds. A heading stands on the page of what follows it. Linear in the number of units."""
    pages: list[list[Stretch]] = [[]]
    lost: list[Path] = []
    for at, flow in enumerate(flows):
        start = 0
        while start < flow.count:
            page = pages[-1]
            y = _below(page)
            end = _most(flow, start, room - y)
            if end == start and page:
                _next_page(pages)
                continue
            if end == start:
                lost.append(flow.path)
                end = start + 1
            page.append(Stretch(flow, start, end, y))
            start = end
            if start < flow.count:
                pages.append([])
        if flow.keep and at + 1 < len(flows):
            following = flows[at + 1]
            if _below(pages[-1]) + following.height(0, 1) > room and len(pages[-1]) > 1:
                _next_page(pages)
    return pages, lost


def _below(page: Sequence[Stretch]) -> float:
    """Where the next piece stands."""
    if not page:
        return 0.0
    last = page[-1]
    gap = GAP / 2 if last.flow.keep else GAP
    return last.y + last.flow.height(last.start, last.end) + gap


def _next_page(pages: list[list[Stretch]]) -> None:
    """A new page, which takes the headings along that would be left at the foot of this one."""
    carried: list[Stretch] = []
    page = pages[-1]
    while len(page) > 1 and page[-1].flow.keep:
        carried.insert(0, page.pop())
    pages.append([])
    for stretch in carried:
        pages[-1].append(replace(stretch, y=_below(pages[-1])))


def _most(flow: Flow, start: int, room: float) -> int:
    """The last unit, plus one, that still stands in `room` when the piece starts at `start`."""
    low, high = start, flow.count
    while low < high:
        middle = (low + high + 1) // 2
        if flow.height(start, middle) <= room + 0.01:
            low = middle
        else:
            high = middle - 1
    return low


def items(page: Sequence[Stretch], id: str, box: Box) -> tuple[Item, ...]:
    """What stands on a page, in `box`."""
    return tuple(
        stretch.flow.item(
            f"{id}/{number}", stretch.start, stretch.end, Box(box.x, round(box.y + stretch.y, 2), box.w, 0.0)
        )
        for number, stretch in enumerate(page, start=1)
    )


def only_text(page: Sequence[Stretch]) -> tuple[Paragraph, ...]:
    """The paragraphs of a page that is text alone; none for any other."""
    if not all(isinstance(one.flow, Words) and one.flow.bar is None for one in page):
        return ()
    found: list[Paragraph] = []
    for stretch in page:
        assert isinstance(stretch.flow, Words)
        some = stretch.flow.paragraphs[stretch.start : stretch.end]
        gap = GAP / 2 if found and page[0].flow.keep else GAP
        found += [replace(some[0], before=gap if found else some[0].before), *some[1:]]
    return tuple(found)
