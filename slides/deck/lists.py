"""Lists of points → body text on one slide or on several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from slides.deck import cutting, mentions, shorten
from slides.deck.frame import Setting, footnote_room
from slides.geometry import Box
from slides.inline import parse, roman
from slides.look import styled, typeset
from slides.scene import Paragraph, TextRun
from slides.spec.blocks import Text
from slides.spec.model import DOUBTFUL, Item, Points

Path = tuple[str | int, ...]

_SMALLEST = 12.0  # pt, for body text at any level
_READABLE = 16.0  # below this size a list continues on another slide rather than shrink
_GENEROUS = 1.1  # times the theme's largest size, for a list that fills less than this share of a slide
SHORT = 0.5
_STRETCH = 0.45  # of a slide: as much takes a stretch of a point that goes on, at most
_STEP = 1.5  # pt by which each level is smaller than the one above
_INDENT = 18.0  # of a level, as the template has it
_BULLETS = ("•", "–", "•", "–")


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a list with its place; levels count from 0, `widest` is the length of the list's
    longest number, so that all its slides have one indent.

    Of a point that no slide holds, `shown` is the stretch that stands on one, at the size of its part; all
    but the first have no label.
    """

    item: Item
    level: int
    label: str
    path: Path
    widest: int = 2
    shown: Paragraph | None = None

    @property
    def goes_on(self) -> bool:
        """It stands on the slide before as well."""
        return not self.label


@dataclass(frozen=True, slots=True)
class Part:
    """What of a list stands on one slide, at which size."""

    points: tuple[Point, ...]
    size: float
    marked: tuple[str, ...]


def points_of(points: Points, path: Path, start: int = 1) -> tuple[Point, ...]:
    """The list in reading order, its first number being `start`."""
    every = tuple(_flat(points.items, path, level=0, numbered=bool(points.numbered), start=start))
    widest = max((len(point.label) for point in every if point.label[0].isdigit()), default=2)
    return tuple(replace(point, widest=widest) for point in every)


def _flat(
    items: Sequence[Item], path: Path, *, level: int, numbered: bool, start: int = 1
) -> Iterator[Point]:
    for at, item in enumerate(items):
        label = _TASKS.get(item.done) or (_number(at + start, level) if numbered else _bullet(level))
        here = (*path, "items", at)
        yield Point(item, level, label, here)
        yield from _flat(item.items, here, level=level + 1, numbered=numbered)


_TASKS: dict[bool | None, str] = {True: "☑", False: "☐"}


def _bullet(level: int) -> str:
    return _BULLETS[min(level, len(_BULLETS) - 1)]


def _number(count: int, level: int) -> str:
    """1. a. i. 1. …; letters go on with aa.

    >>> _number(3, 0), _number(28, 1), _number(40, 2)
    ('3.', 'ab.', 'xl.')
    """
    match level % 3:
        case 0:
            return f"{count}."
        case 1:
            letters = ""
            while count:
                count, rest = divmod(count - 1, 26)
                letters = chr(ord("a") + rest) + letters
            return f"{letters}."
        case _:
            return f"{roman(count)}."


def paragraphs(points: Sequence[Point], size: float, setting: Setting, lead: str | None) -> list[Paragraph]:
    """The points as paragraphs; `size` is that of the top level."""
    style = setting.style("body")
    result: list[Paragraph] = []
    if lead:
        base = styled.plain_run("", style, size)
        content = styled.runs(lead, base, setting.theme, setting.marks)
        doubts = mentions.of_text(content, setting.mentions, base=base, theme=setting.theme)
        result.append(styled.paragraph(shorten.shown((*content, *doubts), setting), style))
    return result + [_paragraph(point, size, setting) for point in points]


def _paragraph(point: Point, size: float, setting: Setting) -> Paragraph:
    if point.shown:
        return point.shown
    style = setting.style("body")
    own = max(size - _STEP * point.level, _SMALLEST)
    base = styled.plain_run("", style, own)
    numbered = point.label.endswith(".")
    bullet = replace(base, text=point.label, colour=setting.theme.colour("blue"), bold=False)
    step = max(_INDENT, round(size * (0.7 + 0.6 * (point.widest - 1)))) if numbered else _INDENT
    wide = round(size * 0.45) if point.item.done is not None else 0  # a box is wider than a bullet
    return Paragraph(
        shorten.shown(said(point.item, base, setting), setting),
        level=min(point.level, 8),
        indent=step * (point.level + 1) + wide,
        hanging=step + wide,
        bullet=bullet,
        before=style.before if point.level == 0 else style.before / 2,
        leading=style.leading,
    )


def is_long(point: Point, setting: Setting) -> bool:
    """A slide shows only the beginning of the point."""
    base = styled.plain_run("", setting.style("body"), _SMALLEST)
    return shorten.is_long(said(point.item, base, setting), setting)


def said(item: Item | Text, base: TextRun, setting: Setting) -> tuple[TextRun, ...]:
    """The words of a point or a paragraph, its certainty where in doubt, the number of its source, and
    those of caveats on the models that it speaks of."""
    content = styled.runs(item.text, base, setting.theme, setting.marks)
    doubts = mentions.of_text(content, setting.mentions, base=base, theme=setting.theme)
    if item.certainty in DOUBTFUL:
        content = (*content, styled.doubt(f" ({item.certainty})", base, setting.theme))
    if item.source:
        cite = styled.runs(f"[@{item.source}]", base, setting.theme, setting.marks)
        content = (*content, replace(base, text=" "), *cite)
    return (*content, *doubts)


def marks_in(texts: Sequence[str]) -> tuple[str, ...]:
    """The ids of the footnotes that the texts mark, in order, each once."""
    return tuple(dict.fromkeys(run.footnote for text in texts for run in parse(text) if run.footnote))


@dataclass(frozen=True, slots=True)
class Body:
    """Where a list is to stand; `lead` opens its first slide."""

    setting: Setting
    lead: str | None = None
    layout: str = "content"

    def box(self, marked: Sequence[str]) -> Box:
        """The body's box less the room that the footnotes take."""
        box = self.setting.box(self.layout, "body")
        return Box(box.x, box.y, box.w, box.h - footnote_room(marked, self.setting, self.layout))


class _Measured:
    """A list at one size: how tall any run of its points stands, without setting it again."""

    def __init__(self, points: Sequence[Point], size: float, body: Body) -> None:
        self.points, self.size, self._body = points, size, body
        set_ = paragraphs(points, size, body.setting, None)
        width = body.setting.box(body.layout, "body").w
        self._before = [paragraph.before for paragraph in set_]
        heights = (typeset.height([one], width) + one.before for one in set_)
        self._sums = list(accumulate(heights, initial=0.0))
        lead = paragraphs((), size, body.setting, body.lead)
        self._lead = typeset.height(lead, width) + self._before[0] if lead else 0.0

    def fits(self, start: int, end: int, share: float = 1.0) -> bool:
        """The points from `start` to before `end` stand within `share` of a slide's body."""
        tall = self._sums[end] - self._sums[start] - self._before[start]
        tall += self._lead if start == 0 else 0.0
        marked = marks_in([point.item.text for point in self.points[start:end] if "[^" in point.item.text])
        return tall <= self._body.box(marked).h * share + 0.01

    @property
    def holds_each(self) -> bool:
        return not self.too_long

    @property
    def too_long(self) -> list[Point]:
        return [point for at, point in enumerate(self.points) if not self.fits(at, at + 1)]

    def part(self, start: int, end: int) -> Part:
        points = tuple(self.points[start:end])
        return Part(points, self.size, marks_in([point.item.text for point in points]))


def readable_sizes(sizes: Sequence[float]) -> list[float]:
    """Those at which text goes on on another slide rather than become smaller; of small text the largest."""
    return [size for size in sizes if size >= _READABLE] or [sizes[0]]


def generous(sizes: Sequence[float]) -> float:
    """The size of text so short that it fills less than half of a slide."""
    return round(sizes[0] * _GENEROUS, 1)


def divided(points: Sequence[Point], body: Body) -> tuple[list[Part], list[Point]]:
    """The list on as few slides as a readable size allows, and the points that footnotes leave no room for.

    One slide at the largest size that fits; below 16 pt it is rather continued, each top-level
    point kept with what is below it where a slide can hold them. Only a point that no slide
    holds at 16 pt makes the text smaller still; one that no slide holds at any size goes on on the next.
    """
    sizes = body.setting.style("body").sizes
    readable = readable_sizes(sizes)
    least = _Measured(points, readable[-1], body)
    count = len(points)
    if least.fits(0, count):
        shares = [(generous(sizes), SHORT), *((size, 1.0) for size in readable)]
        measured = ((_Measured(points, size, body), share) for size, share in shares)
        found = next((one for one, share in measured if one.fits(0, count, share)), least)
        return [found.part(0, count)], []
    if least.holds_each:
        return _balanced(_largest(points, readable, body, least)), []
    smaller = [_Measured(points, size, body) for size in sizes if size < _READABLE]
    for one in smaller:
        if one.holds_each:
            return _balanced(one), []
    stretched = _Measured(list(_stretches(points, least, body)), least.size, body)
    return _balanced(stretched), stretched.too_long


def _stretches(points: Sequence[Point], measured: _Measured, body: Body) -> Iterator[Point]:
    """The points, those that no slide holds in stretches that each leave room for another on a slide."""
    too_long = {point.path for point in measured.too_long}
    for point in points:
        if point.path in too_long and not point.shown:
            yield from _in_stretches(point, _paragraph(point, measured.size, body.setting), body)
        else:
            yield point


def _in_stretches(point: Point, whole: Paragraph, body: Body) -> Iterator[Point]:
    box = body.box(marks_in([point.item.text]))
    line = max(run.size for run in whole.runs) * whole.leading
    for at, shown in enumerate(cutting.divided(whole, box.w, max(box.h * _STRETCH, line))):
        yield replace(point, shown=shown, label=point.label if at == 0 else "")


def opening(lead: str, path: Path, body: Body) -> list[Point]:
    """A line above the list that leaves little of a slide to it, as stretches that go on; else nothing."""
    size = readable_sizes(body.setting.style("body").sizes)[-1]
    (whole,) = paragraphs((), size, body.setting, lead)
    box = body.box(marks_in([lead]))
    if typeset.height([whole], box.w) <= box.h * _STRETCH:
        return []
    return list(_in_stretches(Point(Item(text=lead), 0, "", path), whole, body))


def _largest(points: Sequence[Point], sizes: Sequence[float], body: Body, least: _Measured) -> _Measured:
    """The largest size that takes no more slides than the least."""
    fewest, best = len(_pages(least)), least
    for size in reversed(sizes[:-1]):
        larger = _Measured(points, size, body)
        if not larger.holds_each or len(_pages(larger)) > fewest:
            break
        best = larger
    return best


def _balanced(measured: _Measured) -> list[Part]:
    """As many slides as needed, about equally full."""
    pages = _pages(measured)
    for percent in range(50, 100, 5):
        evener = _pages(measured, share=percent / 100, most=len(pages))
        if evener and len(evener) == len(pages):
            pages = evener
            break
    return [measured.part(start, end) for start, end in pages]


def _pages(measured: _Measured, share: float = 1.0, most: int | None = None) -> list[tuple[int, int]]:
    """Start and end of the points on each slide; none if it takes more than `most` slides."""
    pages: list[tuple[int, int]] = []
    start = 0
    for first, last in _groups(measured.points):
        if measured.fits(start, last, share):
            continue
        if start < first:
            pages.append((start, first))
            start = first
        if not measured.fits(first, last):
            start = _spread(measured, pages, first, last)
        if most is not None and len(pages) >= most:
            return []
    return [*pages, (start, len(measured.points))]


def _spread(measured: _Measured, pages: list[tuple[int, int]], first: int, last: int) -> int:
    """A group too tall for any slide is broken between its points; where its last slide starts."""
    start = first
    for at in range(first + 1, last):
        if not measured.fits(start, at + 1):
            pages.append((start, at))
            start = at
    return start


def _groups(points: Sequence[Point]) -> Iterator[tuple[int, int]]:
    """Start and end of each top-level point with all that is below it."""
    starts = [at for at, point in enumerate(points) if point.level == 0]
    return pairwise([*starts, len(points)])
