"""Pieces from top to bottom → pages (or columns) that hold them, and the items on these."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from slides.deck.flow import BAR, HARDLY, NEVER, Flow, Marked, Path, Words, bar
from slides.geometry import Box, rounded
from slides.scene import Colour, Item, Paragraph

GAP = 12.0  # pt between two pieces
_CLOSE = 6.0  # pt below a heading, above a caption, between the parts of a quote
_EARLY = 0.6  # of what a page could hold of a piece: as early may it end, to end at a better place


@dataclass(frozen=True, slots=True)
class Room:
    """The height of a page in pt, and how much of it footnotes take."""

    height: float
    below: Callable[[Marked], float]

    def left(self, marked: Marked) -> float:
        return self.height - (self.below(tuple(dict.fromkeys(marked))) if marked else 0.0)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Units of a piece that stand on one page: how far below its top and how tall, in pt."""

    flow: Flow
    start: int
    end: int
    y: float
    tall: float


Page = list[Stretch]


def paged(flows: Sequence[Flow], room: Room, share: float = 1.0) -> tuple[list[Page], list[Path]]:
    """The pieces on pages of which about `share` is filled, in order, and the paths of those with a unit
    that no page holds. A heading stands on the page of what follows it. Linear in the number of units."""
    pages: list[Page] = [[]]
    lost: list[Path] = []
    after = _after(flows)
    for at, flow in enumerate(flows):
        start = 0
        while start < flow.count:
            page = pages[-1]
            end = _end(page, flow, start, room, share)
            if end == start and not _is_blank(page):
                _next_page(pages)
                continue
            if end == start:
                lost.append(flow.path)
                end = start + 1
            y = _below(page, flow)
            left = room.left((*marked(page), *flow.marked(start, end))) - y
            least = flow.height(start, end)
            if end == flow.count and least + after[at] <= left:
                left -= after[at]
            page.append(Stretch(flow, start, end, y, flow.tall(start, end, left)))
            start = end
            if start < flow.count:
                pages.append([])
    return pages, lost


def _after(flows: Sequence[Flow]) -> list[float]:
    """Of each piece, how much room all that follows it takes at least."""
    found = [0.0]
    for flow, before in zip(reversed(flows[1:]), reversed(flows[:-1]), strict=True):
        found.append(found[-1] + flow.height(0, flow.count) + _gap(before, flow))
    return list(reversed(found))


def balanced(flows: Sequence[Flow], room: Room, columns: int = 1) -> tuple[list[Page], list[Path]]:
    """The pieces on as few pages as need be, about equally full; their number is what `columns` times
    some slides hold, or less where there is too little to divide."""
    pages, lost = paged(flows, room)
    most = -(-len(pages) // columns) * columns
    if most == 1 or lost:
        return pages, lost
    total = sum(flow.height(0, flow.count) + GAP for flow in flows)
    share = total / (most * room.height)
    while share < 1.0:
        evener, bad = paged(flows, room, share)
        if len(evener) <= most and not bad:
            return evener, []
        share += 0.04
    return pages, lost


def marked(page: Sequence[Stretch]) -> Marked:
    """The footnotes that a page marks, in order, each once."""
    return tuple(dict.fromkeys(id for one in page for id in one.flow.marked(one.start, one.end)))


def _is_blank(page: Sequence[Stretch]) -> bool:
    """Nothing but headings stands there: what does not fit now never will."""
    return all(one.flow.keep for one in page)


def _below(page: Sequence[Stretch], flow: Flow) -> float:
    """Where the next piece stands."""
    if not page:
        return 0.0
    last = page[-1]
    return last.y + last.tall + _gap(last.flow, flow)


def _gap(above: Flow, below: Flow) -> float:
    quoted = bool(above.bars) and above.bars[:1] == below.bars[:1]
    return _CLOSE if above.keep or below.tied or quoted else GAP


def _next_page(pages: list[Page]) -> None:
    """A new page, which takes the headings along that would be left at the foot of this one."""
    carried: list[Stretch] = []
    page = pages[-1]
    while len(page) > 1 and page[-1].flow.keep:
        carried.insert(0, page.pop())
    pages.append([])
    for stretch in carried:
        pages[-1].append(replace(stretch, y=_below(pages[-1], stretch.flow)))


def _end(page: Page, flow: Flow, start: int, room: Room, share: float) -> int:
    """The unit before which the page ends, when the piece goes on there with `start`."""
    y = _below(page, flow)
    blank = _is_blank(page)
    known = marked(page)
    end = _most(flow, start, y, room, known, share)
    if (end == start and blank) or flow.tied:
        end = _most(flow, start, y, room, known, 1.0)
    if end in (start, flow.count):
        return end
    filled = flow.height(start, end) * _EARLY
    found = [at for at in range(start + 1, end + 1) if flow.height(start, at) >= filled]
    best = min(found or [end], key=lambda at: (flow.strain(at), -at))
    if start == 0 and not blank and flow.strain(best) >= (HARDLY if y > room.height / 3 else NEVER):
        return start
    return best


def _most(flow: Flow, start: int, y: float, room: Room, known: Marked, share: float) -> int:
    """The last unit, plus one, that still stands on the page when the piece starts at `y`."""
    low, high = start, flow.count
    while low < high:
        middle = (low + high + 1) // 2
        left = room.left((*known, *flow.marked(start, middle)))
        limit = min(left, room.height * share)
        foot = flow.foot if middle == flow.count else 0.0
        if y + flow.height(start, middle) + foot <= limit + 0.01:
            low = middle
        else:
            high = middle - 1
    return low


def items(page: Sequence[Stretch], id: str, box: Box, quote: Colour) -> tuple[Item, ...]:
    """What stands on a page, in `box`; `quote` is the colour of the bars beside quotes."""
    found: list[Item] = list(_bars(page, id, box, quote))
    for number, one in enumerate(page, start=1):
        inward = BAR * len(one.flow.bars)
        place = Box(box.x + inward, rounded(box.y + one.y), box.w - inward, rounded(one.tall))
        found += one.flow.items(f"{id}/{number}", one.start, one.end, place)
    return tuple(found)


def _bars(page: Sequence[Stretch], id: str, box: Box, colour: Colour) -> Iterator[Item]:
    """A bar for each quote, from its first piece on the page to its last."""
    for number, quote in enumerate(dict.fromkeys(path for one in page for path in one.flow.bars), start=1):
        inside = [one for one in page if quote in one.flow.bars]
        depth = inside[0].flow.bars.index(quote)
        top, foot = inside[0].y, inside[-1].y + inside[-1].tall
        yield bar(
            f"{id}/quote-{number}", Box(box.x + BAR * depth, rounded(box.y + top), 0.0, foot - top), colour
        )


def only_text(page: Sequence[Stretch]) -> tuple[Paragraph, ...]:
    """The paragraphs of a page that is text alone; none for any other."""
    if not all(isinstance(one.flow, Words) and not one.flow.bars for one in page):
        return ()
    found: list[Paragraph] = []
    for at, one in enumerate(page):
        assert isinstance(one.flow, Words)
        some = one.flow.paragraphs[one.start : one.end]
        gap = _gap(page[at - 1].flow, one.flow) if at else some[0].before
        found += [replace(some[0], before=gap), *some[1:]]
    return tuple(found)
