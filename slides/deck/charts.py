"""Diagram blocks → pieces that flow over pages: charts drawn natively, in parts where they are large."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import assert_never

from slides.chart import told
from slides.chart.model import Chart
from slides.chart.read import read
from slides.deck.desk import Desk
from slides.deck.flow import Flow, Path
from slides.deck.frame import Setting
from slides.diagram import any as diagrams
from slides.diagram import chart_draw, charted, parts
from slides.diagram.named import Saved
from slides.geometry import Box, rounded
from slides.look.theme import Theme
from slides.scene import Curve, Group, Item, Join, Picture, Scene, Shape, Table, Text, shifted
from slides.source import Problem
from slides.spec.blocks import Block, Diagram

_CAPTION = 34.0  # pt of a page for a caption


def flows(block: Diagram, path: Path, desk: Desk) -> Iterator[Flow]:
    """The diagram on one page or several; nothing where it cannot be read, or where no page holds it."""
    tall = desk.room - (_CAPTION if block.caption else 0.0)
    found, room = drawable(block, desk.setting), (desk.width, tall)
    if isinstance(found, Saved):
        with suppress(ValueError):
            yield Sheet(_fitted(found, room, _Look(desk.setting.theme)), path)
    elif found is not None:
        fonts = tuple(sorted(desk.setting.theme.families.items()))
        for laid in charted.pages(found, room, fonts):
            yield Sheet(chart_draw.scene(laid, desk.setting.theme), path)


def drawable(block: Diagram, setting: Setting) -> Chart | Saved | None:
    """What the block says, or the file that it names."""
    if block.file is not None:
        return setting.diagrams.get(block.file)
    return read(block.diagram, block.language).chart


class _Look:
    """A theme as a key: themes that are equal but not the same are drawn anew."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme

    def __hash__(self) -> int:
        return id(self.theme)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Look) and other.theme is self.theme


@lru_cache(maxsize=16)
def _fitted(found: Saved, room: tuple[float, float], look: _Look) -> Scene:
    return replace(diagrams.fitted(found.said, room, theme=look.theme), ground=None)


class Sheet(Flow):
    """A diagram, or a part of one, in the middle of its page."""

    def __init__(self, scene: Scene, path: Path) -> None:
        super().__init__(1, path)
        self._scene = scene

    def height(self, start: int, end: int) -> float:
        return self._scene.height

    def items(self, id: str, start: int, end: int, place: Box) -> tuple[Item, ...]:
        left = rounded(place.x + max(place.w - self._scene.width, 0.0) / 2)
        return tuple(shifted(within(item, f"{id}/"), left, place.y) for item in self._scene.items)


def too_large(found: Sequence[Block], path: Path, setting: Setting) -> Iterator[Problem]:
    """A warning for each diagram that no slide can hold, not even in parts: it is shown as code."""
    box = setting.box("content", "body")
    desk = Desk(setting, setting.style("body").sizes[0], box.w, box.h)
    for at, block in enumerate(found):
        if isinstance(block, Diagram) and drawable(block, setting) and not [*flows(block, (*path, at), desk)]:
            yield setting.problem(
                "this diagram is shown as code: no slide holds it at a readable size, not even in parts",
                *(*path, at, "diagram"),
                hint="draw parts of it, or shorten the labels",
                code="diagram-as-code",
                severity="warning",
            )


def outline(block: Diagram, setting: Setting) -> list[str]:
    """The diagram in words; the lines as they are written where it cannot be read."""
    match drawable(block, setting):
        case Saved(said):
            return parts.outline(said).splitlines()
        case Chart() as chart:
            return list(told.outline(chart))
        case _:
            return block.diagram.rstrip().splitlines()


def within(item: Item, prefix: str) -> Item:
    """The item and all it holds with ids that begin so: two diagrams may have nodes of one name."""
    id = prefix + item.id
    match item:
        case Group():
            return replace(item, id=id, items=tuple(within(one, prefix) for one in item.items))
        case Shape():
            label = replace(item.label, id=prefix + item.label.id) if item.label else None
            return replace(item, id=id, label=label)
        case Curve():
            if item.joins is None:
                return replace(item, id=id)
            start, end = (Join(prefix + join.shape, join.site) for join in item.joins)
            return replace(item, id=id, joins=(start, end))
        case Text() | Picture() | Table():
            return replace(item, id=id)
        case _:
            assert_never(item)
