"""The column beside a tree: callouts of caveats as high as what they speak of, and the legend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from slides.diagram import cards, route
from slides.diagram.cards import BADGE, BADGE_PITCH, CALLOUT_INSET, Words
from slides.geometry import Box, Point, rounded
from slides.look import styled, typeset
from slides.look.theme import Theme
from slides.scene import Curve, Group, Item, Join, Paragraph, Route, Shape, Stroke, TextRun
from slides.spec.model import DOUBTFUL, Roadmap

WIDTH = 189.0  # of the column, pt
GAP = 18.0  # between tree and column
_MARK = 26.0  # width of a legend's sample
_APART = 8.0  # between callouts


def width(roadmap: Roadmap) -> float:
    """What the column takes of the page's width; a tree without doubts has none."""
    return WIDTH + GAP + 1 if roadmap.caveats or list(_legend_entries(roadmap)) else 0.0


def height(roadmap: Roadmap, words: Words, theme: Theme) -> float:
    """What callouts and legend take below each other."""
    callouts = sum(_callout_height(words, number) + _APART for number in range(1, len(roadmap.caveats) + 1))
    return callouts + _legend_height(roadmap, theme)


def column(
    roadmap: Roadmap, boxes: Mapping[str, Box], words: Words, theme: Theme, *, left: float, floor: float
) -> Iterator[Item]:
    """Callouts one below the other, and the legend standing on `floor`. A callout for which
    there is no room is left to its own slide; its number still stands at the tree."""
    legend = tuple(_legend(roadmap, left, floor, theme))
    ceiling = floor - _legend_height(roadmap, theme)
    for number, anchor, box in _callout_boxes(roadmap, boxes, words, left, ceiling):
        yield from _callout(number, words, box, theme)
        yield from _leader(number, anchor, box, boxes, words, theme, down=roadmap.direction == "TB")
    if legend:
        yield Group("roadmap/legend", legend, title="Legend")


def _callout_boxes(
    roadmap: Roadmap, boxes: Mapping[str, Box], words: Words, left: float, floor: float
) -> Iterator[tuple[int, str, Box]]:
    """Number, anchor and box of each callout that fits; the others are on their slide alone."""
    wanted: list[tuple[float, int, str, float]] = []
    for number, caveat in enumerate(roadmap.caveats, start=1):
        anchor = cards.anchors(roadmap, caveat.on)[0]
        tall = _callout_height(words, number)
        wanted.append((boxes[anchor].centre.y - tall / 2, number, anchor, tall))
    wanted.sort()
    below = [sum(tall + _APART for *_, tall in wanted[at:]) for at in range(len(wanted))]
    y = 0.0
    for (best, number, anchor, tall), rest in zip(wanted, below, strict=True):
        y = max(y, min(best, floor - rest + _APART))
        if y + tall > floor + 0.01:
            return
        yield number, anchor, Box(left, round(y, 2), WIDTH, round(tall, 2))
        y += tall + _APART


def _callout_height(words: Words, number: int) -> float:
    left, top, right, bottom = CALLOUT_INSET
    return typeset.height(words.callouts[number - 1], WIDTH - left - right) + top + bottom


def _callout(number: int, words: Words, box: Box, theme: Theme) -> Iterator[Item]:
    name = f"caveat-{number}"
    said = words.callouts[number - 1]
    label = typeset.set_text(f"{name}/text", said, box, anchor="middle", inset=CALLOUT_INSET)
    stroke = Stroke(theme.colour("doubt"), 1.0)
    disc = Box(box.x - BADGE / 2, box.centre.y - BADGE / 2, BADGE, BADGE)
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
    end = Point(box.x - BADGE / 2, box.centre.y)
    middle = end.x - BADGE / 2
    points = (start, end) if abs(start.y - end.y) < 0.5 else (
        start, Point(middle, start.y), Point(middle, end.y), end,
    )  # fmt: skip
    others = [other for name, other in boxes.items() if name != anchor]
    if end.x - start.x > 12 and not route.hits(points, others):
        joins = (Join(f"{anchor}/caveat-{number}", 6), Join(f"caveat-{number}/number", 2))
        stroke = Stroke(theme.colour("doubt"), 1.0, "dot")
        kind: Route = "straight" if len(points) == 2 else "elbow"
        yield Curve(f"caveat-{number}/leader", points, stroke, kind, arrow=False, joins=joins)


def _legend_entries(roadmap: Roadmap) -> Iterator[tuple[str, str]]:
    """Mark and meaning of every mark that the drawing uses."""
    steps = {step.certainty in DOUBTFUL for step in roadmap.steps}
    if True in steps:
        if False in steps:
            yield "step", "Step as the source states it"
        yield "doubtful-step", "Step in doubt; the word says how sure"
    if any(model.certainty in DOUBTFUL for model in roadmap.models):
        yield "doubtful-model", "Model in doubt"
    if roadmap.caveats:
        yield "caveat", "Caveat: see the box of this number"


def _legend_rows(roadmap: Roadmap, theme: Theme) -> list[tuple[str, tuple[Paragraph, ...], float]]:
    """Mark, words and height of each line of the legend."""
    style = theme.text["caption"]
    rows: list[tuple[str, tuple[Paragraph, ...], float]] = []
    for mark, meaning in _legend_entries(roadmap):
        base = styled.plain_run(meaning, style, _LEGEND_SIZE)
        said = (styled.paragraph((base,), style, before=0),)
        rows.append((mark, said, typeset.height(said, WIDTH - _MARK - 8)))
    return rows


_LEGEND_SIZE = 11.0


def _legend_height(roadmap: Roadmap, theme: Theme) -> float:
    return sum(tall + 5 for *_, tall in _legend_rows(roadmap, theme))


def _legend(roadmap: Roadmap, left: float, floor: float, theme: Theme) -> Iterator[Item]:
    y = floor - _legend_height(roadmap, theme) + 5
    for mark, paragraphs, tall in _legend_rows(roadmap, theme):
        name = f"legend/{mark}"
        box = Box(left + _MARK + 8, rounded(y), WIDTH - _MARK - 8, tall)
        yield from _sample(f"{name}/mark", mark, left, rounded(y + 1.2 * _LEGEND_SIZE / 2), theme)
        yield typeset.set_text(name, paragraphs, box)
        y += tall + 5


def _sample(id: str, mark: str, left: float, middle: float, theme: Theme) -> Iterator[Shape]:
    """A small specimen of the mark, marked as decoration: the words beside it say what it is."""
    if mark == "caveat":
        disc = Box(left + (_MARK - 12) / 2, middle - 6, 12.0, 12.0)
        yield Shape(id, disc, "ellipse", fill=theme.colour("doubt"))
        return
    doubtful = mark.startswith("doubtful")
    colour = theme.colour("doubt" if doubtful else "slate")
    if mark.endswith("model"):
        box = Box(left, middle - 5, _MARK, 10.0)
        yield Shape(id, box, "round", 3.0, theme.colour("paper"), Stroke(colour, 1.5, "dash"))
    else:
        box = Box(left, middle - 4, _MARK, 8.0)
        stroke = Stroke(colour, 1.5, "dash" if doubtful else "solid")
        yield Shape(id, box, "round", 2.0, theme.colour("paper"), stroke)


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
    left = card.right + 2 if down else rounded(card.centre.x - (count * BADGE_PITCH - 2) / 2)
    top = rounded(card.centre.y - BADGE / 2) if down else card.bottom + 2
    return [Box(left + at * BADGE_PITCH, top, BADGE, BADGE) for at in range(count)]


def badge(id: str, box: Box, number: int, theme: Theme) -> Shape:
    """A caveat's number in a disc."""
    run = TextRun(str(number), 10.0, theme.colour("paper"), bold=True)
    label = typeset.set_text(
        f"{id}/text", [Paragraph((run,), align="center", leading=1.0)], box, anchor="middle"
    )
    return Shape(id, box, "ellipse", fill=theme.colour("doubt"), label=label)
