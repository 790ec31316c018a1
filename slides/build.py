"""The recipe: read, check, lay out, plan, write; the one file that puts the stages in order."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal, TypeAlias

from slides import theming
from slides.background import started
from slides.diagram.layout import Engine
from slides.markdown.file import read_file
from slides.outputs import OutputError, save
from slides.scene import Deck, Scene
from slides.source import Problem, SpecError
from slides.spec import sections
from slides.spec.check import heard
from slides.spec.document import Document
from slides.write.svg_fit import Fit, slug

if TYPE_CHECKING:
    from slides.chart.model import Chart
    from slides.diagram.named import Saved
    from slides.diagram.tree import Drawing, Easel
    from slides.fetch import Fetcher
    from slides.look.pictures import Loaded
    from slides.look.styled import Marks
    from slides.look.theme import Theme
    from slides.spec.model import Roadmap

FORMATS = ("pptx", "svg", "png", "pdf")
"""What is written unless something else is asked for: the deck, and the tree as pictures."""
DECK = ("pptx", "html", "slides.pdf", "handout.pdf")
"""The endings of what shows the whole deck; the others show the tree."""
EVERY = (*FORMATS, *DECK[1:])
Rasteriser = Literal["resvg", "cairo"]


@dataclass(frozen=True, slots=True)
class Planned:
    """A spec turned into what there is to write; `name` starts the ids of its SVG, `fit` is how that fits."""

    deck: Deck
    tree: Scene | None
    theme: Theme
    warnings: tuple[Problem, ...]
    name: str = ""
    fit: Fit = field(default_factory=Fit)


Drawings: TypeAlias = "dict[Roadmap, tuple[Easel, Drawing]]"
"""The last road map drawn, for whoever plans again and again."""
Made: TypeAlias = dict[str, tuple[object, bytes]]
"""The last output of each ending with what it was made of, for whoever renders again and again."""


def plan(
    document: Document,
    *,
    engine: Engine = "embedded",
    formats: tuple[str, ...] = FORMATS,
    drawings: Drawings | None = None,
    folder: Path | None = None,
    fetch: Fetcher | None = None,
) -> Planned:
    """Deck and tree of a spec; raises SpecError with everything that cannot be shown.

    The slides of a large road map are laid out only where one of the `formats` shows them. A road map
    that `drawings` holds is not drawn again; they hold this one afterwards. Pictures are read from
    `folder`, that of the spec; those on the web are asked for only where there is something to `fetch` with.
    """
    from slides.look import fonts

    theme, found = theming.chosen(document, folder)
    drawings = {} if drawings is None else drawings
    with fonts.using(theme.families):
        pictures, diagrams = _pictures(document, folder, fetch), _diagrams(document, folder)
        planned = _planned(document, theme, engine, formats, drawings, pictures, diagrams)
    return replace(planned, warnings=(*found, *planned.warnings))


def _planned(
    document: Document,
    theme: Theme,
    engine: Engine,
    formats: tuple[str, ...],
    drawings: Drawings,
    shown: tuple[dict[str, Loaded], list[Problem]],
    named: tuple[dict[str, Chart | Saved], list[Problem]],
) -> Planned:
    from slides.deck import plan as planner

    spec = document.spec
    marks = planner.marks(spec)
    drawing = _drawing(document, theme, marks, engine, formats, drawings)
    pictures, missing = shown
    diagrams, undrawn = named
    deck, problems = planner.deck(document, drawing, theme, marks, pictures, diagrams)
    warnings = [
        *missing,
        *undrawn,
        *_faults(document, drawing),
        *_missing_glyphs(document, drawing),
        *(one for one in problems if one.severity == "warning"),
    ]
    warnings = [*document.warnings, *heard(warnings, spec.deck.silence)]
    problems = [one for one in problems if one.severity == "error"]
    if problems:
        raise SpecError([*warnings, *problems])
    name, fit = slug(PurePath(document.source.name).stem), Fit(language=deck.language)
    if drawing is None or spec.roadmap is None:
        return Planned(deck, None, theme, tuple(warnings), name, fit)
    from slides.diagram import pointers

    picture = pointers.linked(drawing.scene, pointers.papers(spec))
    fit = replace(fit, tips=pointers.tips(spec.roadmap), works=pointers.works(spec))
    return Planned(deck, picture, theme, tuple(warnings), name, fit)


def _pictures(
    document: Document, folder: Path | None, fetch: Fetcher | None
) -> tuple[dict[str, Loaded], list[Problem]]:
    """The pictures that the sections name, and a warning for each that is not there."""
    named = [(value.path, value.text) for value in sections.within(document.spec, "picture")]
    if not named:
        return {}, []
    from slides.look import pictures

    names = [name for _, name in named]
    fetched, failed = fetch(filter(pictures.is_remote, names)) if fetch else ({}, {})
    found, missing = pictures.load(names, folder, fetched)
    missing |= failed
    hint = "the slide shows its words and where it would be"
    return found, [
        Problem(
            "picture-missing",
            f'no picture "{name[:80]}": {missing[name]}',
            document.span(*path),
            f"{hint}; `--fetch-images` fetches it" if pictures.is_remote(name) and not fetch else hint,
            "warning",
        )
        for path, name in named
        if name in missing
    ]


def _diagrams(document: Document, folder: Path | None) -> tuple[dict[str, Chart | Saved], list[Problem]]:
    """The diagrams that the sections name by file, and what is wrong with those that cannot be drawn."""
    found: dict[str, Chart | Saved] = {}
    problems: list[Problem] = []
    for path, block in sections.diagrams(document.spec):
        if block.file is None:
            continue
        from slides.diagram import named

        one = named.load(block.file, folder, document.span(*path, "diagram"))
        if isinstance(one, list):
            problems += one
        else:
            found[block.file] = one
    return found, problems


def _drawing(
    document: Document,
    theme: Theme,
    marks: Marks,
    engine: Engine,
    formats: tuple[str, ...],
    drawings: Drawings,
) -> Drawing | None:
    """The road map laid out and drawn, None for a spec without one; raises SpecError where it cannot be."""
    roadmap = document.spec.roadmap
    if roadmap is None:
        return None
    from slides.deck.plan import card_links
    from slides.diagram import tree
    from slides.diagram.layout import LayoutError

    room = theme.layouts["figure"]["figure"]
    easel = tree.Easel(theme, (room.w, room.h), marks, engine, card_links(document.spec))
    try:
        return _drawn(roadmap, easel, drawings, formats)
    except LayoutError as error:
        raise SpecError([Problem("no-layout", str(error), document.span("roadmap"))]) from None


def _drawn(roadmap: Roadmap, easel: Easel, drawings: Drawings, formats: tuple[str, ...]) -> Drawing:
    from slides.diagram import tree

    known = drawings.get(roadmap)
    if known is None or known[0] != easel:
        known = easel, tree.drawn(roadmap, easel, sheets=not set(DECK).isdisjoint(formats))
        drawings.clear()
        drawings[roadmap] = known
    return known[1]


def _faults(document: Document, drawing: Drawing | None) -> Iterator[Problem]:
    for fault in drawing.faults if drawing else ():
        hint = "shorter names, or another `direction`, give the layout more room"
        yield Problem(
            "unclear-roadmap", f"in the road map, {fault}", document.key_span("roadmap"), hint, "warning"
        )


def _missing_glyphs(document: Document, drawing: Drawing | None) -> Iterator[Problem]:
    """PNG and PDF draw with the fonts that are known; PowerPoint and browsers find others for themselves."""
    from slides.look import fonts, system_fonts
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
        if not fonts.symbols().has(char) and system_fonts.font_for(char) is None
    }
    if lacking:
        shown = "".join(list(lacking)[:12]) + ("…" if len(lacking) > 12 else "")
        hint = "install a font that has them, as Noto Sans CJK; the deck and the SVG show them anyway"
        message = f"PNG and PDF of the road map cannot show {shown}"
        yield Problem("missing-glyph", message, document.key_span("roadmap"), hint, "warning")


def rendered(
    planned: Planned,
    formats: tuple[str, ...] = FORMATS,
    *,
    rasteriser: Rasteriser = "resvg",
    beside: bool = False,
    made: Made | None = None,
) -> dict[str, bytes]:
    """The bytes of each output by format; a deck without a road map has no pictures.

    With `beside`, PNG and PDF are made in processes of their own meanwhile. What `made` holds of the
    same deck or tree is not made again; it holds these outputs afterwards. Raises OutputError.
    """
    made = {} if made is None else made
    wanted = [name for name in EVERY if name in formats and (planned.tree or name in DECK)]
    origins = {name: _origin(planned, name, rasteriser) for name in wanted}
    new = [name for name in wanted if name not in made or made[name][0] != origins[name]]
    slow = {name: partial(_made, planned, name, rasteriser) for name in new if name.endswith(("png", "pdf"))}
    waiting = {name: started(work) if beside else work for name, work in slow.items()}
    found = {name: _made(planned, name, rasteriser) for name in new if name not in waiting}
    found |= {name: waiting[name]() for name in waiting}
    made |= {name: (origins[name], data) for name, data in found.items()}
    return {name: made[name][1] for name in wanted}


def _origin(planned: Planned, wanted: str, rasteriser: Rasteriser) -> object:
    """All that the bytes of an output depend on."""
    if wanted in DECK:
        return planned.deck, planned.theme
    fit = (planned.name, planned.fit) if wanted == "svg" else rasteriser
    return planned.tree, planned.theme, planned.deck.author, fit


def _made(planned: Planned, wanted: str, rasteriser: Rasteriser) -> bytes:
    from slides.look import fonts

    theme = planned.theme
    with fonts.using(theme.families), _own_fonts(theme):
        if wanted in DECK or planned.tree is None:
            return _deck(planned.deck, theme, wanted)
        if wanted == "svg":
            return vector(planned.tree, theme, planned.name, planned.fit)
        return drawn(planned.tree, theme, wanted, author=planned.deck.author, rasteriser=rasteriser)


@contextlib.contextmanager
def _own_fonts(theme: Theme) -> Iterator[None]:
    """Raises OutputError for whatever becomes of a font of the author's that is broken deep inside."""
    try:
        yield
    except Exception as error:
        named = [family.name for family in theme.families.values() if family.files]
        if not named or isinstance(error, OutputError):
            raise
        raise OutputError(f'cannot draw with the font "{named[0]}": its file is broken') from None


def _deck(deck: Deck, theme: Theme, wanted: str) -> bytes:
    if wanted == "html":
        from slides.write import html

        return html.write(deck, theme).encode()
    if wanted == "pptx":
        from slides.write import powerpoint

        return powerpoint.write(deck, theme)
    from slides.deck import handout
    from slides.look.decor import backdrops
    from slides.look.grounds import dressed
    from slides.write import pdf

    below = backdrops(theme)
    deck = replace(deck, slides=tuple(dressed(slide, below) for slide in deck.slides))
    pages = handout.slides(deck) if wanted == "slides.pdf" else handout.pages(deck, theme)
    names, scenes = [name for name, _ in pages], [scene for _, scene in pages]
    return pdf.write(scenes, theme, title=deck.title, author=deck.author, names=names)


def vector(scene: Scene, theme: Theme, name: str, fit: Fit | None = None) -> bytes:
    """One scene as SVG, all ids of which start with `name`."""
    from slides.write import svg

    return svg.write(scene, theme, prefix=f"{name}-" if name else "", fit=fit).encode()


def drawn(
    scene: Scene, theme: Theme, wanted: str, *, author: str = "", rasteriser: Rasteriser = "resvg"
) -> bytes:
    """One scene as `png` or `pdf`. Raises OutputError where the rasteriser is not there."""
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
    planned = plan(read_file(path), engine=engine, formats=formats, folder=path.parent)
    return save(rendered(planned, formats), path, out)
