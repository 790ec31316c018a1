"""Lists of points → body text on one slide or on several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from slides.deck.frame import Setting, footnote_room
from slides.geometry import Box
from slides.inline import parse
from slides.look import styled, typeset
from slides.scene import Paragraph, TextRun
from slides.spec.model import DOUBTFUL, Item, Points

Path = tuple[str | int, ...]

_SMALLEST = 12.0  # pt, for body text at any level
_READABLE = 16.0  # below this size a list continues on another slide rather than shrink
_GENEROUS = (26.0, 24.0, 22.0)  # sizes of a list so short that it fills less than this share of a slide
_SHORT = 0.5
_STEP = 1.5  # pt by which each level is smaller than the one above
_INDENT = 18.0  # of a level, as the template has it
_BULLETS = ("•", "–", "•", "–")


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a list with its place: level from 0, `first` of its top-level point."""

    item: Item
    level: int
    label: str
    path: Path
    starts_group: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What of a list stands on one slide, at which size."""

    points: tuple[Point, ...]
    size: float
    marked: tuple[str, ...]


def points_of(points: Points, path: Path) -> tuple[Point, ...]:
    """The list in reading order."""
    return tuple(_flat(points.items, path, level=0, numbered=bool(points.numbered)))


def _flat(items: Sequence[Item], path: Path, *, level: int, numbered: bool) -> Iterator[Point]:
    for at, item in enumerate(items):
        label = _number(at + 1, level) if numbered else _BULLETS[min(level, len(_BULLETS) - 1)]
        here = (*path, "items", at)
        yield Point(item, level, label, here, level == 0)
        yield from _flat(item.items, here, level=level + 1, numbered=numbered)


def _number(count: int, level: int) -> str:
    """1. a. i. 1. …; letters go on with aa, Roman numerals to 39.

    >>> _number(3, 0), _number(28, 1), _number(14, 2)
    ('3.', 'ab.', 'xiv.')
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
            tens, ones = divmod(count, 10)
            roman = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
            return f"{'x' * tens}{roman}."


def paragraphs(points: Sequence[Point], size: float, setting: Setting, lead: str | None) -> list[Paragraph]:
    """The points as paragraphs; `size` is that of the top level."""
    style = setting.style("body")
    result: list[Paragraph] = []
    if lead:
        content = styled.runs(lead, styled.plain_run("", style, size), setting.theme, setting.marks)
        result.append(styled.paragraph(content, style))
    return result + [_paragraph(point, size, setting) for point in points]


def _paragraph(point: Point, size: float, setting: Setting) -> Paragraph:
    style = setting.style("body")
    own = max(size - _STEP * point.level, _SMALLEST)
    base = styled.plain_run("", style, own)
    numbered = point.label.endswith(".")
    bullet = replace(base, text=point.label, colour=setting.theme.colour("blue"), bold=False)
    step = max(_INDENT, round(size * 1.3)) if numbered else _INDENT
    return Paragraph(
        said(point.item, base, setting),
        level=min(point.level, 8),
        indent=step * (point.level + 1),
        hanging=step,
        bullet=bullet,
        before=style.before if point.level == 0 else style.before / 2,
        leading=style.leading,
    )


def said(item: Item, base: TextRun, setting: Setting) -> tuple[TextRun, ...]:
    """The point's words, its certainty where in doubt, and the number of its source."""
    content = styled.runs(item.text, base, setting.theme, setting.marks)
    if item.certainty in DOUBTFUL:
        content = (*content, styled.doubt(f" ({item.certainty})", base, setting.theme))
    if item.source:
        cite = styled.runs(f"[@{item.source}]", base, setting.theme, setting.marks)
        content = (*content, replace(base, text=" "), *cite)
    return content


def marks_in(texts: Sequence[str]) -> tuple[str, ...]:
    """The ids of the footnotes that the texts mark, in order, each once."""
    return tuple(dict.fromkeys(run.footnote for text in texts for run in parse(text) if run.footnote))


@dataclass(frozen=True, slots=True)
class Body:
    """Where a list is to stand; `lead` opens its first slide."""

    setting: Setting
    lead: str | None = None
    layout: str = "content"

    def fits(self, points: Sequence[Point], size: float, *, first: bool, share: float = 1.0) -> bool:
        """The points stand within `share` of a slide's body."""
        room = self.box(marks_in([point.item.text for point in points]))
        lead = self.lead if first else None
        return typeset.height(paragraphs(points, size, self.setting, lead), room.w) <= room.h * share

    def box(self, marked: Sequence[str]) -> Box:
        """The body's box less the room that the footnotes take."""
        box = self.setting.box(self.layout, "body")
        return Box(box.x, box.y, box.w, box.h - footnote_room(marked, self.setting, self.layout))

    def holds_each(self, points: Sequence[Point], size: float) -> bool:
        return all(self.fits([point], size, first=at == 0) for at, point in enumerate(points))


def divided(points: Sequence[Point], body: Body) -> tuple[list[Part], list[Point]]:
    """The list on as few slides as a readable size allows, and the points too long for any slide.

    One slide at the largest size that fits; below 16 pt it is rather continued, each top-level
    point kept with what is below it where a slide can hold them. Only a point that no slide
    holds at 16 pt makes the text smaller still.
    """
    sizes = body.setting.style("body").sizes
    readable = [size for size in sizes if size >= _READABLE]
    for size in _GENEROUS:
        if body.fits(points, size, first=True, share=_SHORT):
            return [_part(points, size)], []
    for size in readable:
        if body.fits(points, size, first=True):
            return [_part(points, size)], []
    possible = [size for size in readable if body.holds_each(points, size)]
    if possible:
        fewest = len(_pages(points, possible[-1], body))
        size = next(size for size in possible if len(_pages(points, size, body)) == fewest)
        return _balanced(points, size, body), []
    for size in sizes:
        if size < _READABLE and body.holds_each(points, size):
            return _balanced(points, size, body), []
    small = sizes[-1]
    lost = [point for at, point in enumerate(points) if not body.fits([point], small, first=at == 0)]
    return [_part(points, small)], lost


def _balanced(points: Sequence[Point], size: float, body: Body) -> list[Part]:
    """As many slides as needed, about equally full."""
    pages = _pages(points, size, body)
    for percent in range(50, 100, 5):
        evener = _pages(points, size, body, share=percent / 100)
        if len(evener) == len(pages):
            return [_part(page, size) for page in evener]
    return [_part(page, size) for page in pages]


def _pages(points: Sequence[Point], size: float, body: Body, share: float = 1.0) -> list[list[Point]]:
    pages: list[list[Point]] = [[]]
    for group in _groups(points):
        if body.fits([*pages[-1], *group], size, first=len(pages) == 1, share=share):
            pages[-1] += group
        elif pages[-1] and body.fits(group, size, first=False):
            pages.append(list(group))
        else:
            _spread(pages, group, size, body)
    return pages


def _spread(pages: list[list[Point]], group: Sequence[Point], size: float, body: Body) -> None:
    """A group too tall for any slide is broken between its points."""
    for point in group:
        if pages[-1] and not body.fits([*pages[-1], point], size, first=len(pages) == 1):
            pages.append([])
        pages[-1].append(point)


def _groups(points: Sequence[Point]) -> list[list[Point]]:
    groups: list[list[Point]] = []
    for point in points:
        if point.starts_group or not groups:
            groups.append([])
        groups[-1].append(point)
    return groups


def _part(points: Sequence[Point], size: float) -> Part:
    return Part(tuple(points), size, marks_in([point.item.text for point in points]))
