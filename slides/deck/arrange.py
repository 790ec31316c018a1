"""How the blocks of a section share slides: below each other, in two columns, text beside a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from slides.deck import blocks, paging
from slides.deck.desk import Desk
from slides.deck.figures import Figure
from slides.deck.flow import Flow, Marked, Path, Words
from slides.deck.frame import Setting, footnote_room
from slides.deck.lists import SHORT, generous, readable_sizes
from slides.deck.paging import Page, Room
from slides.geometry import Box, rounded
from slides.look import typeset
from slides.spec import blocks as kinds

_BETWEEN = 32.0  # pt between two columns
_SHARES = (0.36, 0.42, 0.5, 0.58, 0.64)  # of a slide's width, for a picture beside text
_SMALL = 0.38  # of the width that a picture would have alone: as small may it be where there is text
_BESIDE = 1.15  # a picture beside text is worth as much as one that much wider below it
_MANY = 8  # points, each on one line of half a slide: a list as long may stand in two columns
_EVEN = 0.4  # of two columns, the lower is at least that share of the other


@dataclass(frozen=True, slots=True)
class Column:
    """What stands in a box of a slide, from top to bottom."""

    box: Box
    page: Page


Sheet = tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The blocks that are to be laid out (by their numbers), and the room there is for them on a slide."""

    setting: Setting
    layout: str
    found: Sequence[kinds.Block]
    path: Path
    numbers: tuple[int, ...]

    @property
    def box(self) -> Box:
        boxes = self.setting.theme.layouts[self.layout]
        return boxes.get("body") or boxes["figure"]

    @property
    def room(self) -> Room:
        known: dict[Marked, float] = {}

        def below(marked: Marked) -> float:
            if marked not in known:
                known[marked] = footnote_room(marked, self.setting, self.layout)
            return known[marked]

        return Room(self.box.h, below)

    def flows(self, size: float, width: float, numbers: Sequence[int] | None = None) -> list[Flow]:
        """The blocks, or some of them, as pieces in a column of that width."""
        desk = Desk(self.setting, size, width, self.box.h)
        some = self.numbers if numbers is None else numbers
        return list(blocks.flows(self.found, self.path, desk, some))

    @property
    def readable(self) -> list[float]:
        return readable_sizes(self.setting.style("body").sizes)

    @property
    def generous(self) -> float:
        return generous(self.setting.style("body").sizes)

    @property
    def pictures(self) -> tuple[int, ...]:
        """The blocks that are pictures, and are there."""
        return tuple(at for at in self.numbers if self._is_picture(self.found[at]))

    def _is_picture(self, block: kinds.Block) -> bool:
        return isinstance(block, kinds.Picture) and block.picture in self.setting.pictures

    @property
    def others(self) -> tuple[int, ...]:
        shown = self.pictures
        return tuple(at for at in self.numbers if at not in shown)


def board(setting: Setting, found: Sequence[kinds.Block], path: Path) -> Board:
    """All blocks of a section, in the room that both text and figures have."""
    layouts = setting.theme.layouts
    layout = "content" if layouts["figure"]["figure"].holds(layouts["content"]["body"]) else "figure"
    return Board(setting, layout, found, path, tuple(range(len(found))))


def sheets(board: Board, layout: kinds.Layout) -> tuple[list[Sheet], list[Path]]:
    """The blocks on slides, and the paths of what these do not show in full."""
    if layout == "two":
        return _columns(board)
    if layout == "one":
        return _flowing(board)
    chosen = _picture_and_words(board, layout) or (_two_lists(board) if layout == "auto" else None)
    if chosen is not None:
        return [chosen], []
    found, cut = _flowing(board)
    if len(found) > 1 and len(board.pictures) > 1 and not cut:
        single = [_picture_and_words(part, layout) for part in _parts(board)]
        if all(one is not None for one in single):
            return [one for one in single if one is not None], []
    return found, cut


def _flowing(board: Board) -> tuple[list[Sheet], list[Path]]:
    """From top to bottom, on as few slides as a readable size allows, at the largest such size."""
    box, room, readable = board.box, board.room, board.readable

    def at(size: float) -> tuple[list[Flow], int, list[Path]]:
        flows = board.flows(size, box.w)
        pages, lost = paging.paged(flows, room)
        return flows, len(pages), [*lost, *(path for flow in flows for path in flow.cut)]

    flows, count, cut = at(readable[0])
    if count == 1 and not cut:
        larger = board.flows(board.generous, box.w)
        roomy, lost = paging.paged(larger, room)
        tall = roomy[0][-1].y + roomy[0][-1].tall if roomy[0] else 0.0
        short = len(roomy) == 1 and not lost and tall <= room.height * SHORT and _is_airy(roomy[0], box.w)
        flows = larger if short and not board.pictures else flows
    else:
        flows, cut = _smaller(board, at)
    pages, _ = paging.balanced(flows, room)
    return [(Column(box, page),) for page in pages], cut


At = Callable[[float], tuple[list[Flow], int, list[Path]]]


def _is_airy(page: Page, width: float) -> bool:
    """No paragraph has more than three lines: larger it would be a wall."""
    return all(
        typeset.height([one], width) <= 3.01 * one.leading * one.runs[0].size
        for stretch in page
        if isinstance(stretch.flow, Words)
        for one in stretch.flow.paragraphs
        if one.runs
    )


def _smaller(board: Board, at: At) -> tuple[list[Flow], list[Path]]:
    """The largest readable size that takes no more pages than the least of them; a smaller one only
    where something does not fit on a page otherwise."""
    readable = board.readable
    flows, fewest, cut = at(readable[-1])
    if cut:
        tried = [at(size) for size in board.setting.style("body").sizes if size < readable[-1]]
        flows, _, cut = next((one for one in tried if not one[2]), tried[-1] if tried else (flows, 0, cut))
        return flows, cut
    for size in readable[:-1]:
        larger, count, bad = at(size)
        if count <= fewest and not bad:
            return larger, []
    return flows, []


def _columns(board: Board) -> tuple[list[Sheet], list[Path]]:
    """In two columns a slide, about equally full."""
    boxes = _halves(board.box)
    best: list[Page] = []
    cut: list[Path] = []
    for size in board.readable:
        flows = board.flows(size, boxes[0].w)
        pages, lost = paging.balanced(flows, board.room, columns=2)
        cut = [*lost, *(path for flow in flows for path in flow.cut)]
        best = pages
        if len(pages) <= 2 and not cut:
            break
    pairs = [best[at : at + 2] for at in range(0, len(best), 2)]
    return [tuple(Column(box, page) for box, page in zip(boxes, pair, strict=False)) for pair in pairs], cut


def _halves(box: Box, share: float = 0.5) -> tuple[Box, Box]:
    """Two columns; the left takes `share` of the width."""
    wide = rounded((box.w - _BETWEEN) * share)
    right = Box(rounded(box.x + wide + _BETWEEN), box.y, rounded(box.w - _BETWEEN - wide), box.h)
    return replace(box, w=wide), right


def _single(board: Board, flows: list[Flow]) -> Page | None:
    """The pieces on one page, if one holds them."""
    if not flows or any(flow.cut for flow in flows):
        return None
    pages, lost = paging.paged(flows, board.room)
    return pages[0] if len(pages) == 1 and not lost else None


def _picture_and_words(board: Board, layout: kinds.Layout) -> Sheet | None:
    """One picture (or some in a row) and what is said about it, on one slide; None if it holds not both.
    Of all ways the one with the largest picture and the largest text."""
    pictures, words = board.pictures, board.others
    if not pictures or pictures != tuple(range(pictures[0], pictures[-1] + 1)):
        return None
    alone = board.flows(board.readable[0], board.box.w, pictures)
    if len(alone) > 1 or not isinstance(alone[0], Figure):
        return None
    whole = alone[0].shown_width(board.box.h)
    if not words:
        return _alone(board, alone[0])
    if not all(_is_wordy(board.found[at]) for at in words):
        return None
    options = [
        (min(shown / whole, 1.0) * size, sheet)
        for size in board.readable
        for shown, sheet in _options(board, layout, size, pictures, words)
        if shown >= whole * _SMALL
    ]
    return max(options, key=lambda one: one[0])[1] if options else None


def _alone(board: Board, figure: Figure) -> Sheet:
    """A picture in the middle of the slide, as large as it may be."""
    page = _single(board, [figure])
    assert page is not None
    (one,) = page
    return (Column(board.box, [replace(one, y=rounded((board.box.h - one.tall) / 2))]),)


def _options(
    board: Board, layout: kinds.Layout, size: float, pictures: Sequence[int], words: Sequence[int]
) -> Iterator[tuple[float, Sheet]]:
    """The ways in which both fit on a slide at that size, and how wide each shows the picture."""
    stacked = _single(board, board.flows(size, board.box.w))
    if stacked and layout == "auto":
        yield _shown(stacked), (Column(board.box, stacked),)
    on_left = layout == "picture-left" or (layout == "auto" and pictures[0] < words[0])
    for share in _SHARES:
        left, right = _halves(board.box, share if on_left else 1 - share)
        mine, other = (left, right) if on_left else (right, left)
        told = _single(board, board.flows(size, other.w, words))
        seen = _single(board, board.flows(size, mine.w, pictures))
        if told and seen and _fits_width(told, other.w):
            columns = Column(mine, seen), Column(other, told)
            yield _shown(seen) * _BESIDE, columns if on_left else columns[::-1]


def _fits_width(page: Page, width: float) -> bool:
    """No word is wider than its column."""
    return all(
        typeset.widest_word(one.flow.paragraphs, hyphens=True) <= width
        for one in page
        if isinstance(one.flow, Words)
    )


def _shown(page: Page) -> float:
    """How wide the pictures on a page are."""
    return max((one.flow.shown_width(one.tall) for one in page if isinstance(one.flow, Figure)), default=0.0)


def _is_wordy(block: kinds.Block) -> bool:
    """It can stand in a narrow column."""
    match block:
        case kinds.Text() | kinds.Heading() | kinds.List() | kinds.Definitions() | kinds.Math():
            return True
        case kinds.Quote() | kinds.Details():
            return all(_is_wordy(one) for one in block.blocks)
        case _:
            return False


def _two_lists(board: Board) -> Sheet | None:
    """Two columns: of two headings with what stands below each, or of one long list of short points."""
    heads = [at for at in board.numbers if isinstance(board.found[at], kinds.Heading)]
    if len(heads) != 2 or heads[0] != board.numbers[0] or heads[1] == board.numbers[-1]:
        return _two_halves(board)
    if heads[1] == 1 or not all(_is_wordy(board.found[at]) for at in board.numbers):
        return None
    boxes = _halves(board.box)
    for size in (board.generous, *board.readable[:2]):
        pages = [
            _single(board, board.flows(size, box.w, numbers))
            for box, numbers in zip(
                boxes, (board.numbers[: heads[1]], board.numbers[heads[1] :]), strict=True
            )
        ]
        if pages[0] and pages[1] and _are_even(pages[0], pages[1]):
            return tuple(Column(box, page) for box, page in zip(boxes, pages, strict=True) if page)
    return None


def _are_even(one: Page, other: Page) -> bool:
    tall = [page[-1].y + page[-1].tall for page in (one, other)]
    return min(tall) >= max(tall) * _EVEN


def _two_halves(board: Board) -> Sheet | None:
    """A list of many points, each so short that half of a slide's width holds it."""
    only = board.found[board.numbers[0]] if len(board.numbers) == 1 else None
    if not isinstance(only, kinds.List) or len(only.items) < _MANY or any(one.items for one in only.items):
        return None
    boxes = _halves(board.box)
    for size in board.readable:
        flows = board.flows(size, boxes[0].w)
        (words,) = flows
        wide = typeset.natural_width(words.paragraphs) if isinstance(words, Words) else boxes[0].w
        if wide > boxes[0].w or (
            len(only.items) < _MANY * 1.5 and _single(board, board.flows(size, board.box.w))
        ):
            return None
        pages, lost = paging.balanced(flows, board.room, columns=2)
        if len(pages) == 2 and not lost:
            return tuple(Column(box, page) for box, page in zip(boxes, pages, strict=True))
    return None


def _parts(board: Board) -> Iterator[Board]:
    """The blocks around each picture: a part ends where a heading follows a picture, or another picture."""
    part: list[int] = []
    pictures = board.pictures
    for at in board.numbers:
        has_picture = any(one in pictures for one in part)
        ends = isinstance(board.found[at], kinds.Heading) or (at in pictures and part[-1:] != [at - 1])
        goes_on = at in pictures and part and part[-1] in pictures
        if part and has_picture and not goes_on and (ends or at in pictures):
            yield replace(board, numbers=tuple(part))
            part = []
        part.append(at)
    yield replace(board, numbers=tuple(part))
