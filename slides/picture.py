"""One picture from Python: a Scene or a diagram → a file; the ending of its name decides which kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from slides import build, outputs
from slides.diagram import any as diagrams
from slides.diagram import parts, saved
from slides.diagram.parsed import parsed
from slides.look import fonts, styled, typeset
from slides.look import theme as themes
from slides.look.theme import Theme
from slides.scene import Deck, Item, Scene, Slide, Text, shifted
from slides.write.svg_fit import slug

ENDINGS = (*(f".{name}" for name in build.FORMATS), ".json")


def save(picture: Any, path: str | Path, *, theme: str = "light") -> Path:
    """Writes a Scene or a diagram (`slides.Diagram`, `diagrams.Diagram`) to `path`, which it returns.

    `.svg`, `.png` and `.pdf` are cut to the picture's size; a `.pptx` holds one slide with the picture
    as native shapes, no text of it below 10 pt; a `.json` holds a diagram (not a Scene) for a spec to
    name, its icons within. The file is written beside `path` first, then renamed.
    Raises ValueError for another ending, or for a picture that does not fit a slide, OutputError where
    the file cannot be written; both with a message of one line.
    """
    path = Path(path)
    if path.suffix.lower() not in ENDINGS:
        raise ValueError(f'cannot write "{path.name}": the ending must be one of {", ".join(ENDINGS)}')
    look = themes.load(theme)
    with fonts.using(look.families):
        data = _bytes(picture, path.suffix.lower(), look)
    # The stem of a name with any ending is the name; no spec stands behind this picture.
    return outputs.save({path.suffix[1:]: data}, Path(f"{path.stem}.picture"), path.parent)[0]


def _bytes(picture: Any, ending: str, theme: Theme) -> bytes:
    if ending == ".json":
        if isinstance(picture, Scene):
            raise ValueError(
                "a .json holds a diagram; a Scene is a finished picture: save it as .svg or .png"
            )
        return saved.written(parsed(picture.dot.source)).encode()
    if ending == ".pptx":
        from slides.write import powerpoint

        return powerpoint.write(_deck(picture, theme), theme)
    scene = picture if isinstance(picture, Scene) else diagrams.scene_of(picture, theme=theme)
    if ending == ".svg":
        return build.vector(scene, theme, slug(scene.title) if scene.title else "")
    return build.drawn(scene, theme, ending[1:])


def _deck(picture: Any, theme: Theme) -> Deck:
    """One slide: the picture's title in its placeholder, the picture below, its outline as notes."""
    room = theme.layouts["figure"]["figure"]
    if isinstance(picture, Scene):
        scene = _untitled(picture)
        factor, least = diagrams.least_size(scene, (room.w, room.h))
        if least < diagrams.LEAST:
            raise ValueError(diagrams.too_large(scene.title))
        scene = parts.scaled(scene, factor)
    else:
        scene = diagrams.scene_for(picture, (room.w, room.h), theme=theme)
    title = scene.title or "Diagram"
    left, top = room.x + (room.w - scene.width) / 2, room.y + (room.h - scene.height) / 2
    items = (_title(title, theme), *(shifted(item, left, top) for item in scene.items))
    notes = theme.text["notes"]
    said = tuple(
        styled.paragraph((styled.plain_run(line, notes, notes.sizes[0]),), notes)
        for line in scene.desc.splitlines()
    )
    page = Scene(theme.width, theme.height, items, theme.colour("paper"), title, scene.desc)
    slide = Slide("diagram", "figure", "", page, said)
    return Deck(title, "roadmap-slides", "", (), "en", "", (slide,))


def _untitled(scene: Scene) -> Scene:
    """The scene without its own title, which the slide shows, and without the room of it."""
    titles = [item for item in scene.items if isinstance(item, Text) and item.role == "title"]
    rest: tuple[Item, ...] = tuple(item for item in scene.items if item not in titles)
    top = max((item.box.bottom for item in titles), default=0.0)
    moved = tuple(shifted(item, 0, -top) for item in rest)
    return Scene(scene.width, scene.height - top, moved, scene.ground, scene.title, scene.desc)


def _title(title: str, theme: Theme) -> Text:
    style, box = theme.text["title"], theme.layouts["figure"]["title"]

    def make(size: float) -> tuple[Any, ...]:
        return (styled.paragraph((styled.plain_run(title, style, size),), style, before=0),)

    size = typeset.fit(make, style.sizes, box.w, box.h) or style.sizes[-1]
    return typeset.set_text("diagram/title", make(size), box, anchor=style.anchor, role="title")
