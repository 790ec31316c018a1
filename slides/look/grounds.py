"""Text on grounds that a theme's colours were not made for: a title on a coloured band, a dark cover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from slides.look.contrast import LARGE, TEXT, readable
from slides.scene import Colour, Item, Paragraph, Shape, Slide, Text, TextRun

Grounds = Mapping[str, Mapping[str, str]]
"""Layout → role → `#RRGGBB`; the role "" is the page, and whatever has no ground of its own."""


PANEL = "panel"
"""The id of the plain ground that the texts of a slide get where a picture is behind them."""


def standing_out(items: tuple[Item, ...], grounds: Mapping[str, str]) -> tuple[Item, ...]:
    """The items of a slide, with texts that stand on the page itself in colours that can be read there."""
    if not grounds:
        return items
    return tuple(_toned(item, grounds) if isinstance(item, Text) else item for item in items)


def dressed(slide: Slide, backdrops: Mapping[str, tuple[Shape, ...]]) -> Slide:
    """The slide with what its template draws below it, for outputs that do not have the template."""
    below = backdrops.get(slide.layout, ())
    return replace(slide, scene=replace(slide.scene, items=(*below, *slide.scene.items))) if below else slide


def _toned(text: Text, grounds: Mapping[str, str]) -> Text:
    ground = grounds.get(text.role) or grounds.get("")
    if ground is None:
        return text
    lines = tuple(
        replace(line, pieces=tuple(replace(piece, run=_readable(piece.run, ground)) for piece in line.pieces))
        for line in text.lines
    )
    return replace(text, paragraphs=tuple(_paragraph(one, ground) for one in text.paragraphs), lines=lines)


def _paragraph(said: Paragraph, ground: str) -> Paragraph:
    runs = tuple(_readable(run, ground) for run in said.runs)
    return replace(said, runs=runs, bullet=said.bullet and _readable(said.bullet, ground))


def _readable(run: TextRun, ground: str) -> TextRun:
    large = run.size >= 18 or (run.bold and run.size >= 14)
    found = readable(run.colour.hex, [run.mark.hex if run.mark else ground], LARGE if large else TEXT)
    return run if found == run.colour.hex else replace(run, colour=Colour(found, ""))
