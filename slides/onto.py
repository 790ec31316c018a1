"""A picture on a slide that python-pptx made or opened: native shapes in somebody's own deck."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slides.deck.plan import marks
from slides.diagram import any as diagrams
from slides.diagram import cards, trial
from slides.diagram.cards import FULL
from slides.geometry import Box
from slides.look import fonts
from slides.look import theme as themes
from slides.look.theme import Theme
from slides.markdown.file import read_file
from slides.scaling import scaled
from slides.scene import Curve, Group, Scene, shifted, walk
from slides.spec import lineage
from slides.spec.model import Roadmap
from slides.write.ooxml import SPACES, R, quoted
from slides.write.pptx_layouts import plain_levels
from slides.write.pptx_package import Media
from slides.write.pptx_shapes import Page, shapes
from slides.write.pptx_text import Sheet

if TYPE_CHECKING:
    from lxml.etree import _Element
    from pptx.shapes.group import GroupShape
    from pptx.slide import Slide

_MARGIN = 24.0  # pt around a picture that is given no place


def draw_on(
    slide: Slide,
    picture: Any,
    *,
    left: int | None = None,
    top: int | None = None,
    width: int | None = None,
    height: int | None = None,
    theme: str = "light",
) -> GroupShape:
    """Put a road map (a spec or note, by its path), a Scene or a diagram on a slide of python-pptx.

    Lengths in EMU, as python-pptx has them (`Inches(1)`); without them the picture takes the whole slide.
    It is scaled to that room, in the middle of it, as one group of native shapes and glued connectors,
    in colours of its own, and returned. Raises SpecError for a spec that is wrong, ValueError for one
    without a road map and for a room in which text would be below 10 pt; the slide is as before then.
    """
    look = themes.load(theme)
    room = _room(slide, left, top, width, height)
    with fonts.using(look.families):
        scene = _fitted(picture, room, look)
    x, y = room.x + (room.w - scene.width) / 2, room.y + (room.h - scene.height) / 2
    items = tuple(shifted(item, x, y) for item in scene.items)
    if len(items) == 1 and isinstance(items[0], Group):
        return _added(slide, items[0], look)
    title = scene.title or "Diagram"
    return _added(slide, Group(title, items, alt=scene.desc, title=title), look)


def _room(slide: Slide, left: int | None, top: int | None, width: int | None, height: int | None) -> Box:
    from pptx.util import Emu

    page = slide.part.package.presentation_part.presentation
    x = _MARGIN if left is None else Emu(left).pt
    y = _MARGIN if top is None else Emu(top).pt
    w = Emu(page.slide_width).pt - x - _MARGIN if width is None else Emu(width).pt
    h = Emu(page.slide_height).pt - y - _MARGIN if height is None else Emu(height).pt
    return Box(x, y, w, h)


def _fitted(picture: Any, room: Box, theme: Theme) -> Scene:
    if isinstance(picture, str | Path):
        spec = read_file(Path(picture)).spec
        if spec.roadmap is None:
            raise ValueError(f'"{Path(picture).name}" has no road map')
        picture = _tree(spec.roadmap, trial.Easel(theme, (room.w, room.h), marks(spec)))
    if not isinstance(picture, Scene):
        return diagrams.scene_for(picture, (room.w, room.h), theme=theme)
    factor, least = diagrams.least_size(picture, (room.w, room.h))
    if least < diagrams.LEAST:
        raise ValueError(diagrams.too_large(picture.title))
    return scaled(picture, factor)


def _tree(roadmap: Roadmap, easel: trial.Easel) -> Scene:
    """The whole road map at the most generous scale that the room holds; where it holds none, at a tight
    one, and the way in which its text comes out largest."""
    found = trial.best(roadmap, easel, FULL)
    if found:
        return _scene(roadmap, found, easel)
    ways = (roadmap, roadmap.model_copy(update={"direction": "LR" if roadmap.direction == "TB" else "TB"}))
    every = [
        _scene(way, trial.at(scale, way, easel, FULL), easel)
        for way in ways
        for scale in cards.smallest(easel.theme)
    ]
    return max(every, key=lambda scene: diagrams.least_size(scene, easel.room)[1])


def _scene(roadmap: Roadmap, tried: trial.Tried, easel: trial.Easel) -> Scene:
    return trial.scene(roadmap, tried, easel, FULL, lineage.outline(roadmap), room=easel.room)


def _added(slide: Slide, group: Group, theme: Theme) -> GroupShape:
    """The group as the last shape of the slide; numbers go on from those that the slide has."""
    from pptx.oxml import parse_xml

    shown: _Element = slide.shapes._spTree
    first = 1 + max(int(found.get("id", "1")) for found in shown.iter("{*}cNvPr"))
    main = slide.part.package.presentation_part._element
    mono, sans = (quoted(theme.fonts[face]) for face in ("mono", "sans"))
    sheet = Sheet({}, mono, "", None, sans=sans)  # without slots colours stay as they are
    numbered = enumerate(walk((group,)), first)
    targets = {item.id: number for number, item in numbered if not isinstance(item, Curve | Group)}
    media = Media()
    written = shapes((group,), Page(sheet, media, plain_levels(main), targets, count(first)))
    added = parse_xml(written.replace("<p:grpSp>", f"<p:grpSp {SPACES}>", 1))
    _related(slide, added, sheet, media)
    shown.append(added)
    return slide.shapes[-1]  # type: ignore[return-value]


def _related(slide: Slide, added: _Element, sheet: Sheet, media: Media) -> None:
    """Links and pictures in the relationships of the slide, under the names that these get there."""
    from io import BytesIO

    pictures = {part.name: part.data for part in media.parts()}
    names: dict[str, str] = {}
    for found in sheet.relations.all():
        if found.outside:
            names[found.id] = slide.part.relate_to(found.target, found.kind, is_external=True)
        else:
            names[found.id] = slide.part.get_or_add_image_part(BytesIO(pictures[found.target]))[1]
    for element in added.iter():
        for name, value in element.attrib.items():
            if str(name).startswith(f"{{{R}}}") and value in names:
                element.set(name, names[str(value)])
