"""Callouts of caveats and the legend: in a column beside a tree, or in rows below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from slides.diagram import cards, legend, route
from slides.diagram.cards import BADGE, BADGE_PITCH, CALLOUT_INSET, View, Words
from slides.geometry import Box, Point, rounded
from slides.look import typeset
from slides.look.theme import Theme
from slides.scene import Curve, Item, Join, Paragraph, Route, Shape, Stroke, TextRun
from slides.spec.model import Roadmap

WIDTH = 189.0  # of a callout, pt
GAP = 18.0  # between tree and callouts
_APART = 8.0  # between callouts


def width(roadmap: Roadmap, view: View) -> float:
    """What the column takes of the page's width; a tree without doubts has none."""
    return WIDTH + GAP + 1 if roadmap.caveats or legend.entries(roadmap, view) else 0.0


def height(roadmap: Roadmap, words: Words, theme: Theme, view: View) -> float:
    """What callouts and legend take below each other."""
    callouts = sum(_callout_height(words, number) + _APART for number in range(1, len(roadmap.caveats) + 1))
    return callouts + legend.height(roadmap, theme, view, WIDTH)


def column(
    roadmap: Roadmap,
    boxes: Mapping[str, Box],
    words: Words,
    theme: Theme,
    view: View,
    *,
    left: float,
    top: float,
    floor: float,
) -> Iterator[Item]:
    """Callouts one below the other from `top` on, and the legend standing on `floor`. A callout for which
    there is no room is left to its own slide; its number still stands at the tree."""
    ceiling = floor - legend.height(roadmap, theme, view, WIDTH)
    down = roadmap.direction == "TB"
    place = Box(left, top, WIDTH, ceiling - top)
    found = list(_callout_boxes(roadmap, boxes, words, place, numbered=False))
    leaders = [list(_leader(*one, boxes, words, theme, down=down)) for one in found]
    if not all(leaders):  # where not every callout stands at its model, they are looked up by number
        found = list(_callout_boxes(roadmap, boxes, words, place, numbered=True))
        leaders = [[] for _ in found]
    for (number, _, box), leader in zip(found, leaders, strict=True):
        yield from _callout(number, words, box, theme)
        yield from leader
    yield from legend.drawn(roadmap, theme, view, left=left, top=ceiling, wide=WIDTH)


def rows_height(roadmap: Roadmap, words: Words, theme: Theme, view: View, wide: float) -> float:
    """What callouts and legend take in rows below a tree `wide` pt wide, with the gap to it."""
    told = legend.height(roadmap, theme, view, wide)
    callouts = max((box.bottom for _, box in _cells(roadmap, words, wide)), default=0.0)
    return callouts + told + (GAP if callouts else legend.GAP) if callouts or told else 0.0


def rows(
    roadmap: Roadmap, words: Words, theme: Theme, view: View, *, left: float, top: float, wide: float
) -> Iterator[Item]:
    """Callouts in rows, in the order of their numbers, and the legend below them."""
    bottom = top + legend.GAP
    for number, box in _cells(roadmap, words, wide):
        place = box.moved(left, top + GAP)
        yield from _callout(number, words, Box(rounded(place.x), rounded(place.y), box.w, box.h), theme)
        bottom = max(bottom, place.bottom)
    yield from legend.drawn(roadmap, theme, view, left=left, top=bottom, wide=wide)


def _cells(roadmap: Roadmap, words: Words, wide: float) -> Iterator[tuple[int, Box]]:
    """Number and box of each callout in rows of `wide`, from the top left of the first."""
    columns = max(int((wide + _COLUMN_GAP) // (WIDTH + BADGE / 2 + _COLUMN_GAP)), 1)
    numbers = range(1, len(roadmap.caveats) + 1)
    y = 0.0
    for first in range(0, len(numbers), columns):
        row = numbers[first : first + columns]
        talls = [_callout_height(words, number) for number in row]
        for at, number in enumerate(row):
            x = BADGE / 2 + at * (WIDTH + BADGE / 2 + _COLUMN_GAP)
            yield number, Box(x, y, WIDTH, rounded(talls[at]))
        y += max(talls) + _APART


_COLUMN_GAP = 12.0


def _callout_boxes(
    roadmap: Roadmap, boxes: Mapping[str, Box], words: Words, place: Box, *, numbered: bool
) -> Iterator[tuple[int, str, Box]]:
    """Number, anchor and box of each callout that fits; the others are on their slide alone. In the
    order of what they speak of from top to bottom, or of their numbers."""
    wanted: list[tuple[float, int, str, float]] = []
    for number, caveat in enumerate(roadmap.caveats, start=1):
        anchor = cards.anchors(roadmap, caveat.on)[0]
        tall = _callout_height(words, number)
        wanted.append((boxes[anchor].centre.y - tall / 2, number, anchor, tall))
    if not numbered:
        wanted.sort()
    below = [sum(tall + _APART for *_, tall in wanted[at:]) for at in range(len(wanted))]
    y = place.y
    for (best, number, anchor, tall), rest in zip(wanted, below, strict=True):
        y = max(y, min(best, place.bottom - rest + _APART))
        if y + tall > place.bottom + 0.01:
            return
        yield number, anchor, Box(place.x, round(y, 2), WIDTH, round(tall, 2))
        y += tall + _APART


def _callout_height(words: Words, number: int) -> float:
    left, top, right, bottom = CALLOUT_INSET
    return typeset.height(words.callouts[number - 1], WIDTH - left - right) + top + bottom


def _callout(number: int, words: Words, box: Box, theme: Theme) -> Iterator[Item]:
    name = f"caveat-{number}"
    said = words.callouts[number - 1]
    label = typeset.set_text(f"{name}/text", said, box, anchor="middle", inset=CALLOUT_INSET)
    stroke = Stroke(theme.colour("doubt"), 1.0)
    disc = Box(rounded(box.x - BADGE / 2), rounded(box.centre.y - BADGE / 2), BADGE, BADGE)
    yield Shape(name, box, "round", 6.0, theme.tint("doubt"), stroke, label)
    yield badge(f"{name}/number", disc, words.numbers[number - 1], theme)


def _leader(
    number: int, anchor: str, box: Box, boxes: Mapping[str, Box], words: Words, theme: Theme, *, down: bool
) -> Iterator[Curve]:
    """A dotted line from the caveat's number at the tree to its callout, where nothing is in the way."""
    numbers = words.badges[anchor]
    card = without_badges(boxes[anchor], numbers, down=down)
    disc = _badge_boxes(card, len(numbers), down=down)[numbers.index(number)]
    start = Point(disc.right, disc.centre.y)
    end = Point(rounded(box.x - BADGE / 2), rounded(box.centre.y))
    middle = end.x - BADGE / 2
    points = (start, end) if abs(start.y - end.y) < 0.5 else (
        start, Point(middle, start.y), Point(middle, end.y), end,
    )  # fmt: skip
    others = [other for name, other in boxes.items() if name != anchor]
    if 12 < end.x - start.x < _FAR and not route.hits(points, others):
        joins = (Join(f"{anchor}/caveat-{number}", 6), Join(f"caveat-{number}/number", 2))
        stroke = Stroke(theme.colour("doubt"), 1.0, "dot")
        kind: Route = "straight" if len(points) == 2 else "elbow"
        yield Curve(f"caveat-{number}/leader", points, stroke, kind, arrow=False, joins=joins)


_FAR = 420.0  # pt that a line to a callout may run; the eye loses a longer one


def without_badges(box: Box, badges: Sequence[int], *, down: bool) -> Box:
    """The card itself, without the room for its caveats' numbers (see `cards.size`)."""
    if not badges:
        return box
    return box.inset(len(badges) * BADGE_PITCH, 0) if down else box.inset(0, BADGE_PITCH)


def badges(name: str, box: Box, words: Words, theme: Theme, *, down: bool) -> Iterator[Shape]:
    """The numbers of a card's caveats, where no arrow of its own runs."""
    numbers = words.badges.get(name, ())
    for number, place in zip(numbers, _badge_boxes(box, len(numbers), down=down), strict=True):
        yield badge(f"{name}/caveat-{number}", place, words.numbers[number - 1], theme)


def _badge_boxes(card: Box, count: int, *, down: bool) -> list[Box]:
    """To the right of a card in a tree that grows down, else below it."""
    left = rounded(card.right + 2 if down else card.centre.x - (count * BADGE_PITCH - 2) / 2)
    top = rounded(card.centre.y - BADGE / 2 if down else card.bottom + 2)
    return [Box(left + at * BADGE_PITCH, top, BADGE, BADGE) for at in range(count)]


def badge(id: str, box: Box, number: int, theme: Theme) -> Shape:
    """A caveat's number in a disc."""
    run = TextRun(str(number), 10.0, theme.colour("paper"), bold=True)
    label = typeset.set_text(
        f"{id}/text", [Paragraph((run,), align="center", leading=1.0)], box, anchor="middle"
    )
    return Shape(id, box, "ellipse", fill=theme.colour("doubt"), label=label)
