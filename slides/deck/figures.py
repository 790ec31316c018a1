"""Picture blocks → pieces: a picture with its caption, two or three side by side, or a box that names one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from slides.deck.desk import Desk
from slides.deck.flow import Flow, Marked, Path, Whole
from slides.deck.lists import marks_in
from slides.geometry import Box, rounded
from slides.look import styled, typeset
from slides.look.pictures import Loaded, is_remote
from slides.scene import Group, Item, Paragraph, Picture, Shape, Stroke
from slides.spec import blocks, links

BETWEEN = 24.0  # pt between pictures side by side
_ENLARGED = 1.5  # how much a picture may grow beyond its own pixels
_PX = 0.75  # pt
_LEAST = 0.55  # of its size: so much smaller may a picture become, to stand where there is less room
_ABOVE = 6.0  # pt between a picture and its caption
_ROW = 4.4  # what the proportions of pictures in a row add up to at most: more makes a strip of them


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture that is there, with its caption; `width` is what its author asks for, in pt."""

    block: blocks.Picture
    loaded: Loaded
    caption: tuple[Paragraph, ...]

    @property
    def ratio(self) -> float:
        return self.loaded.width / self.loaded.height

    @property
    def widest(self) -> float:
        """In pt: as wide as its author says, or so wide that its pixels do not show."""
        return (self.block.width or self.loaded.width * _ENLARGED) * _PX

    @property
    def words(self) -> str:
        return self.block.alt or styled.plain_text(self.block.caption or "") or self.block.picture


class Figure(Flow):
    """Pictures side by side, each with its caption, as large as their place allows."""

    def __init__(self, pictures: Sequence[Shown], width: float, room: float, paths: Sequence[Path]) -> None:
        texts = [one.block.caption for one in pictures if one.block.caption]
        super().__init__(1, paths[0], [marks_in(texts)])
        self.paths = tuple(paths)
        self.pictures, self._width = tuple(pictures), width
        space = width - BETWEEN * (len(pictures) - 1)
        ratios = sum(one.ratio for one in pictures)
        widest = min(one.widest / one.ratio for one in pictures)
        high = min(space / ratios, widest)
        self._natural = min(high, room - self._captions(high))
        self._smallest = self._natural * _LEAST

    def _shares(self, high: float) -> list[float]:
        """How wide each column is: as its picture, and what is left over evenly, for the captions."""
        wide = [one.ratio * high for one in self.pictures]
        over = self._width - BETWEEN * (len(wide) - 1) - sum(wide)
        return [one + over / len(wide) for one in wide]

    def _captions(self, high: float) -> float:
        shares = self._shares(high)
        tall = [typeset.height(one.caption, wide) for one, wide in zip(self.pictures, shares, strict=True)]
        return max(tall) + (_ABOVE if any(tall) else 0.0)

    def height(self, start: int, end: int) -> float:
        return self._smallest + self._captions(self._smallest)

    def tall(self, start: int, end: int, room: float) -> float:
        return self._high(room) + self._captions(self._high(room))

    def _high(self, room: float) -> float:
        """How high the pictures are where they and their captions have `room`."""
        high = min(self._natural, room - self._captions(self._natural))
        return max(min(high, room - self._captions(max(high, 1.0))), self._smallest)

    def shown_width(self, room: float) -> float:
        """How wide the pictures are together where they have `room`."""
        return sum(one.ratio for one in self.pictures) * self._high(room)

    def items(self, id: str, start: int, end: int, place: Box) -> tuple[Item, ...]:
        high = self._high(place.h)
        found: list[Item] = []
        x = place.x
        for number, (one, wide) in enumerate(zip(self.pictures, self._shares(high), strict=True), start=1):
            found += _framed(one, f"{id}/{number}" if len(self.pictures) > 1 else id, high, Box(
                x, place.y, wide, place.h
            ))  # fmt: skip
            x += wide + BETWEEN
        if len(found) == 1:
            return tuple(found)
        alt = "Figure: " + "; ".join(one.words for one in self.pictures)
        return (Group(f"{id}/figure", tuple(found), alt=alt),)


def _framed(one: Shown, id: str, high: float, place: Box) -> Iterator[Item]:
    """A picture in the middle of its column, its caption below."""
    wide = one.ratio * high
    x = place.x + (place.w - wide) / 2
    box = Box(rounded(x), rounded(place.y), rounded(wide), rounded(high))
    yield Picture(f"{id}/picture", box, one.loaded.data, one.loaded.media, one.words)
    if one.caption:
        tall = rounded(typeset.height(one.caption, place.w))
        below = Box(rounded(place.x), rounded(place.y + high + _ABOVE), rounded(place.w), tall)
        yield typeset.set_text(f"{id}/caption", one.caption, below)


def rows(found: Sequence[blocks.Picture], paths: Sequence[Path], desk: Desk) -> Iterator[Flow]:
    """Pictures that follow each other: in rows of two or three where their shapes allow, else below each
    other; those that are not there as boxes."""
    waiting: list[tuple[Shown, Path]] = []
    for block, path in zip(found, paths, strict=True):
        loaded = desk.setting.pictures.get(block.picture)
        if loaded is None:
            yield from _row(waiting, desk)
            waiting = []
            yield _missing(block, path, desk)
        else:
            waiting.append((Shown(block, loaded, tuple(_caption(block, desk))), path))
    yield from _row(waiting, desk)


def _row(found: Sequence[tuple[Shown, Path]], desk: Desk) -> Iterator[Figure]:
    if not found:
        return
    count = len(found)
    most = 3 if count in (3, 5, 6) or count > 6 else 2
    while most > 1 and sum(one.ratio for one, _ in found[:most]) > _ROW:
        most -= 1
    first, rest = found[:most], found[most:]
    yield Figure([one for one, _ in first], desk.width, desk.room, [path for _, path in first])
    yield from _row(rest, desk)


def _caption(block: blocks.Picture, desk: Desk) -> Iterator[Paragraph]:
    style = desk.setting.style("caption")
    base = styled.plain_run("", style, style.sizes[0])
    link = f"[{block.link}]({block.link})" if block.link else None
    for text in (block.caption, link):
        if text:
            yield replace(styled.paragraph(desk.runs(text, base), style), align="center")


def _missing(block: blocks.Picture, path: Path, desk: Desk) -> Whole:
    """A box that says what a picture that is not there would show, and where it would come from."""
    theme = desk.setting.theme
    small = replace(desk.base, size=14.0, colour=theme.colour("slate"))
    link = block.picture if is_remote(block.picture) and links.fault(block.picture) is None else ""
    shown = replace(small, text=block.picture, href=link, underline=bool(link))
    said = [desk.paragraph((replace(small, text=f"Picture: {block.alt}"),))] if block.alt else []
    said.append(desk.paragraph((replace(shown, colour=theme.colour("link") if link else small.colour),)))
    inset = (12.0, 10.0, 12.0, 10.0)
    box = Box(0.0, 0.0, desk.width, rounded(typeset.height(said, desk.width - 24) + 20))
    label = typeset.set_text("picture/text", said, box, inset=inset)
    stroke = Stroke(theme.colour("rule"), 1.0, "dash")
    items: list[Item] = [Shape("picture", box, "round", 4.0, theme.colour("mist"), stroke, label)]
    bottom = box.h
    if caption := tuple(_caption(block, desk)):
        tall = rounded(typeset.height(caption, desk.width))
        items.append(
            typeset.set_text("picture/caption", caption, Box(0.0, bottom + _ABOVE, desk.width, tall))
        )
        bottom += _ABOVE + tall
    words = block.alt or styled.plain_text(block.caption or "") or block.picture
    marked: Marked = marks_in([block.caption or ""])
    return Whole(Group("figure", tuple(items), alt=f"Figure: {words}"), bottom, path, marked)
