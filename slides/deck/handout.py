"""A deck on paper: its slides one to a page, or a hand-out with the notes below each slide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from slides.geometry import Box, rounded
from slides.look import styled, typeset
from slides.look.theme import Theme
from slides.scaling import scaled
from slides.scene import Deck, Group, Item, Line, Scene, Shape, Slide, Stroke, Text, shifted

Named = tuple[str, Scene]
"""A page and its name, which links lead to; "" for one that continues another."""

_PAGE = (595.28, 841.89)  # A4, pt
_MARGIN = 48.0
_GAP = 20.0  # between slide and notes
_FOOT = 20.0  # below the notes


def slides(deck: Deck) -> list[Named]:
    """Each slide as a page of its own size."""
    return [(slide.id, slide.scene) for slide in deck.slides]


def pages(deck: Deck, theme: Theme) -> list[Named]:
    """A4 pages: each slide with its notes below it, which go on over as many pages as they take."""
    found: list[Named] = []
    for slide in deck.slides:
        for at, items in enumerate(_items(slide, theme)):
            number = _foot(f"{deck.title}  |  {len(found) + 1}", theme)
            ground = theme.on_paper(theme.colour("paper"))
            scene = Scene(*_PAGE, (*items, number), ground, "" if at else slide.scene.title)
            found.append(("" if at else slide.id, scene))
    return found


def _items(slide: Slide, theme: Theme) -> Iterator[tuple[Item, ...]]:
    """What stands on each of the pages of one slide."""
    width = _PAGE[0] - 2 * _MARGIN
    small = scaled(slide.scene, width / slide.scene.width)
    page = Box(0, 0, small.width, small.height)
    ground = () if theme.is_light else (Shape("ground", page, fill=slide.scene.ground),)
    frame = Shape("frame", page, stroke=Stroke(theme.on_paper(theme.colour("rule")), 0.75))
    picture = tuple(shifted(item, _MARGIN, _MARGIN) for item in (*ground, *small.items, frame))
    below = _MARGIN + small.height + _GAP
    top, bottom = _MARGIN, _PAGE[1] - _MARGIN - _FOOT
    said = theme.printed(slide.notes)
    notes = typeset.set_text("notes", said, Box(_MARGIN, 0, width, 1.0)) if said else None
    runs = list(_runs(notes.lines if notes else (), [bottom - below, bottom - top]))
    yield (Group("slide", picture), *(_text(run, below, width) for run in runs[:1]))
    for run in runs[1:]:
        yield (_text(run, top, width),)


def _runs(lines: tuple[Line, ...], rooms: list[float]) -> Iterator[tuple[Line, ...]]:
    """The lines of each page; `rooms` are the heights of the first page and of all others, in pt."""
    starts = [0]
    for at, line in enumerate(lines):
        room = rooms[0] if len(starts) == 1 else rooms[-1]
        if line.y - _top(lines[starts[-1]]) > room and at > starts[-1]:
            starts.append(at)
    for start, end in pairwise([*starts, len(lines)]):
        yield lines[start:end]


def _top(line: Line) -> float:
    return line.y - 1.2 * max((piece.run.size for piece in line.pieces), default=0.0)


def _text(lines: tuple[Line, ...], y: float, width: float) -> Text:
    """Lines of the notes, set as if the page were endless, where they stand on theirs."""
    down = y - _top(lines[0]) if lines else 0.0
    moved = tuple(replace(line, y=rounded(line.y + down)) for line in lines)
    return Text("notes", Box(_MARGIN, y, width, _PAGE[1] - _MARGIN - _FOOT - y), (), moved)


def _foot(words: str, theme: Theme) -> Text:
    style = theme.text["footer"]
    run = styled.plain_run(words, style, style.sizes[0])
    (said,) = theme.printed((styled.paragraph((run,), style),))
    box = Box(_MARGIN, _PAGE[1] - _MARGIN, _PAGE[0] - 2 * _MARGIN, 14.0)
    return typeset.set_text("foot", (said,), box)
