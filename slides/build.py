"""The recipe: read, check, lay out, plan, write; the one file that puts the stages in order."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from slides.background import started
from slides.diagram.layout import Engine
from slides.scene import Deck, Scene
from slides.source import Problem, SpecError
from slides.spec.document import Document
from slides.spec.read import read_file

if TYPE_CHECKING:
    from slides.diagram.tree import Drawing
    from slides.look.theme import Theme

FORMATS = ("pptx", "svg", "png", "pdf")
Rasteriser = Literal["resvg", "cairo"]


class OutputError(OSError):
    """An output could not be written; the message is one line for people."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A spec turned into what there is to write."""

    deck: Deck
    tree: Scene | None
    theme: str
    warnings: tuple[Problem, ...]


def plan(document: Document, *, engine: Engine = "embedded") -> Planned:
    """Deck and tree of a spec; raises SpecError with everything that cannot be shown."""
    from slides.deck import plan as planner
    from slides.look import theme as themes

    spec = document.spec
    theme = themes.load(spec.deck.theme)
    marks = planner.marks(spec)
    drawing = None
    if spec.roadmap is not None:
        from slides.diagram import tree
        from slides.diagram.layout import LayoutError

        room = theme.layouts["figure"]["figure"]
        try:
            links = planner.card_links(spec.roadmap)
            drawing = tree.drawn(spec.roadmap, tree.Easel(theme, (room.w, room.h), marks, engine, links))
        except LayoutError as error:
            raise SpecError([Problem(str(error), document.span("roadmap"))]) from None
    deck, problems = planner.deck(document, drawing, theme, marks)
    warnings = [*document.warnings, *_faults(document, drawing), *_missing_glyphs(document, drawing)]
    if problems:
        raise SpecError([*warnings, *problems])
    return Planned(deck, drawing.scene if drawing else None, theme.name, tuple(warnings))


def _faults(document: Document, drawing: Drawing | None) -> Iterator[Problem]:
    for fault in drawing.faults if drawing else ():
        hint = "shorter names, or another `direction`, give the layout more room"
        yield Problem(f"in the road map, {fault}", document.key_span("roadmap"), hint, "warning")


def _missing_glyphs(document: Document, drawing: Drawing | None) -> Iterator[Problem]:
    """PNG and PDF draw with the fonts at hand; PowerPoint and browsers find others for themselves."""
    from slides.look import fonts
    from slides.scene import texts

    pieces = (
        piece
        for text in (texts(drawing.scene.items) if drawing else ())
        for line in text.lines
        for piece in line.pieces
    )
    lacking = {
        char: None
        for piece in pieces
        for char in piece.run.text
        if not char.isspace() and fonts.load().advance(char) and not fonts.font_of(piece.run).has(char)
    }
    if lacking:
        shown = "".join(list(lacking)[:12]) + ("…" if len(lacking) > 12 else "")
        hint = "the deck and the SVG show them, in fonts of the reader's machine"
        message = f"PNG and PDF of the road map cannot show {shown}"
        yield Problem(message, document.key_span("roadmap"), hint, "warning")


def rendered(
    planned: Planned,
    formats: tuple[str, ...] = FORMATS,
    *,
    rasteriser: Rasteriser = "resvg",
    beside: bool = False,
) -> dict[str, bytes]:
    """The bytes of each output by format; a deck without a road map has no pictures.

    With `beside`, PNG and PDF are made in processes of their own meanwhile. Raises OutputError.
    """
    wanted = [name for name in FORMATS if name in formats and (planned.tree or name == "pptx")]
    slow = {name: partial(_made, planned, name, rasteriser) for name in wanted if name in ("png", "pdf")}
    waiting = {name: started(work) if beside else work for name, work in slow.items()}
    quick = {name: _made(planned, name, rasteriser) for name in wanted if name not in waiting}
    return {name: quick[name] if name in quick else waiting[name]() for name in wanted}


def _made(planned: Planned, wanted: str, rasteriser: Rasteriser) -> bytes:
    from slides.look import theme as themes

    theme = themes.load(planned.theme)
    if wanted == "pptx" or planned.tree is None:
        from slides.write import powerpoint

        return powerpoint.write(planned.deck, theme)
    return drawn(planned.tree, theme, wanted, author=planned.deck.author, rasteriser=rasteriser)


def drawn(
    scene: Scene, theme: Theme, wanted: str, *, author: str = "", rasteriser: Rasteriser = "resvg"
) -> bytes:
    """One scene as `svg`, `png` or `pdf`. Raises OutputError where the rasteriser is not there."""
    if wanted == "svg":
        from slides.write import svg

        return svg.write(scene, theme).encode()
    if wanted == "pdf":
        from slides.write import pdf

        return pdf.write([scene], theme, title=scene.title, author=author)
    from slides.write import png

    try:
        return png.write(scene, theme, rasteriser=rasteriser)
    except png.RasteriserError as error:
        raise OutputError(str(error)) from None


def build(
    path: Path, out: Path, *, formats: tuple[str, ...] = FORMATS, engine: Engine = "embedded"
) -> list[Path]:
    """Build one spec into `out`; returns the files written.

    Raises SpecError before anything is written, OutputError where a file cannot be.
    """
    planned = plan(read_file(path), engine=engine)
    return save(rendered(planned, formats), path, out)


def save(contents: Mapping[str, bytes], spec: Path, out: Path) -> list[Path]:
    """Write the files of a spec, all or none: each to a temporary name first, then renamed.

    `contents` maps a file's ending to its bytes. Raises OutputError.
    """
    folder = _folder(out)
    targets = {folder / f"{spec.stem}.{ending}": data for ending, data in contents.items()}
    for target in targets:
        if target.exists() and spec.exists() and target.samefile(spec):
            raise OutputError(f"cannot write {target}: it is the spec itself")
    waiting: dict[Path, Path] = {}
    try:
        for target, data in targets.items():
            waiting[target] = _written(target, data)
        for target, temporary in waiting.items():
            _replace(temporary, target)
    finally:
        for temporary in waiting.values():
            with contextlib.suppress(OSError):
                temporary.unlink()
    return list(targets)


def _folder(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise OutputError(f"cannot write to {out}: it is a file, not a folder") from None
    except OSError as error:
        raise OutputError(f"cannot make the folder {out}: {_reason(error)}") from None
    return out


def _written(target: Path, data: bytes) -> Path:
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if target.is_dir():
            raise IsADirectoryError(0, "it is a folder")
        with temporary.open("xb") as file:
            file.write(data)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise OutputError(f"cannot write {target}: {_reason(error)}") from None
    return temporary


def _replace(temporary: Path, target: Path) -> None:
    try:
        temporary.replace(target)
    except PermissionError:
        raise OutputError(f"cannot replace {target}: if it is open in PowerPoint, close it there") from None
    except OSError as error:
        raise OutputError(f"cannot write {target}: {_reason(error)}") from None


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
