"""Scenes → PDF, page by page: real text in embedded fonts, vector shapes, live links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, assert_never
from urllib.parse import quote

from slides import scripts
from slides.geometry import Box
from slides.look.fonts import Font, font_of
from slides.look.theme import Theme
from slides.outlines import FORMS
from slides.scene import (
    Colour,
    Curve,
    Group,
    Item,
    Picture,
    Piece,
    Scene,
    Shape,
    Stroke,
    Table,
    Text,
)
from slides.write import outline, path
from slides.write.xml import address, clean

if TYPE_CHECKING:
    from fpdf import FPDF
    from fpdf.drawing import PaintedPath

_EPOCH = "2000-01-01"
_ADDRESS = "%/:?#[]@!$&'()*+,;=~"  # RFC 3986 reserved; what is not ASCII gets encoded


def write(
    scenes: Sequence[Scene],
    theme: Theme,
    *,
    title: str,
    author: str = "",
    date: str = "",
    names: Sequence[str] = (),
) -> bytes:
    """The scenes as a PDF, each on a page of its own size, in the colours they have.

    `names` are the pages' own, in order, for links between them (`#name`); others lead nowhere.
    `date` (ISO, else 2000-01-01) becomes the creation date: equal input gives equal bytes.
    Characters that neither the shipped fonts nor those of this machine have become a white square.
    Raises ValueError for a date that is none and for links other than http, https, mailto and paths,
    OSError for a picture that cannot be read.
    """
    from fpdf import FPDF
    from fpdf.fonts import TTFFont

    pdf = FPDF(unit="pt")
    pdf.set_auto_page_break(False)
    pdf.set_title(clean(title))
    if author:
        pdf.set_author(clean(author))
    pdf.set_creator("slides")
    pdf.set_producer("slides")
    pdf.set_creation_date(_moment(date))
    try:
        for number, name in enumerate(names, start=1):
            if name:
                pdf.add_link(page=number, name=name)
        for scene in scenes:
            _page(pdf, scene, named=len(scenes) > 1)
        return bytes(pdf.output())
    finally:
        for font in pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.close()


def _page(pdf: FPDF, scene: Scene, *, named: bool) -> None:
    pdf.add_page(format=(scene.width, scene.height))
    if named and scene.title:
        pdf.start_section(clean(scene.title))
    if scene.ground:
        _rectangle(pdf, Box(0, 0, scene.width, scene.height), scene.ground)
    _items(pdf, scene.items)


def _moment(date: str) -> datetime:
    moment = datetime.fromisoformat(date or _EPOCH)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _items(pdf: FPDF, items: Iterable[Item]) -> None:
    for item in items:
        match item:
            case Shape():
                _shape(pdf, item)
            case Curve():
                _curve(pdf, item)
            case Text():
                _text(pdf, item)
            case Picture():
                box = item.box
                pdf.image(BytesIO(item.data), box.x, box.y, box.w, box.h, alt_text=clean(item.alt) or None)
            case Table():
                _table(pdf, item)
            case Group():
                _items(pdf, item.items)
            case _:
                assert_never(item)


def _shape(pdf: FPDF, shape: Shape) -> None:
    if (shape.fill or shape.stroke) and shape.outline in FORMS:
        _path(pdf, path.outline(shape), shape.fill, shape.stroke)
    elif shape.fill or shape.stroke:
        drawn, box = _painted(shape.fill, shape.stroke), shape.box
        if shape.outline == "ellipse":
            drawn.ellipse(box.centre.x, box.centre.y, box.w / 2, box.h / 2)
        else:
            radius = path.corner_radius(shape)
            drawn.rectangle(box.x, box.y, box.w, box.h, radius, radius)
        _draw(pdf, drawn)
    _link(pdf, shape.box, shape.href)
    if shape.label:
        _text(pdf, shape.label)


def _table(pdf: FPDF, table: Table) -> None:
    cells = [cell for row in table.rows for cell in row.cells]
    for cell in cells:
        if cell.fill:
            _rectangle(pdf, cell.text.box, cell.fill)
    if table.rule:
        _path(pdf, path.table_rules(table), None, table.rule)
    for cell in cells:
        _text(pdf, cell.text)


def _text(pdf: FPDF, text: Text) -> None:
    for box, colour in path.marks(text):
        _rectangle(pdf, box, colour)
    for line in text.lines:
        for piece in line.pieces:
            _piece(pdf, piece, line.y)
        for curve in line.curves:
            _curve(pdf, curve)


def _curve(pdf: FPDF, curve: Curve) -> None:
    shaft, head = path.drawn(curve)
    _path(pdf, shaft, None, curve.stroke)
    _path(pdf, head, curve.stroke.colour, None)


def _piece(pdf: FPDF, piece: Piece, y: float) -> None:
    run, size = piece.run, path.set_size(piece)
    font, base = font_of(run), path.baseline(piece, y)
    pdf.set_text_color(run.colour.hex)
    lean = outline.slant(run)
    for shift, chosen, text in _stretches(font, scripts.drawn(run.text)):
        _choose(pdf, chosen, size)
        x = piece.x + shift * size
        with pdf.skew(ax=lean, x=x, y=base) if lean else nullcontext():
            pdf.text(x, base, text)
    for box in path.rules(piece, base):
        _rectangle(pdf, box, run.colour)
    height = Font.ascent + Font.descent
    _link(pdf, Box(piece.x, base - Font.ascent * size, piece.width, height * size), run.href)


def _choose(pdf: FPDF, font: Font, size: float) -> None:
    """Makes `font` the current one; it is read, and later embedded, only if it is used."""
    family = f"{font.path}-{font.number}".lower()
    if family not in pdf.fonts:
        pdf.add_font(family, fname=font.path, collection_font_number=font.number)
    pdf.set_font(family, size=size)
    if pdf.font_stretching != font.stretch * 100:
        pdf.set_stretching(font.stretch * 100)


def _stretches(font: Font, text: str) -> Iterator[tuple[float, Font, str]]:
    """What to draw, how far from the start, in em, and with which font.

    Where `font` lacks a character another stretch begins, and one more where the font that has it
    gives it another width than there is room for.
    """
    if all(map(font.has, text)):
        yield 0.0, font, text
        return
    at = start = 0.0
    last, chars = font, ""
    for char in text:
        other, instead = outline.shown(font, char)
        if chars and (other is not last or (instead and start + last.width(chars) != at)):
            yield start, last, chars
            chars = ""
        if instead and not chars:
            start, last = at, other
        chars += instead
        at += font.advance(char)
    if chars:
        yield start, last, chars


def _link(pdf: FPDF, box: Box, href: str) -> None:
    if href[:1] == "#" and href[1:] in pdf.named_destinations:
        pdf.link(box.x, box.y, box.w, box.h, href)
    elif target := address(href):
        pdf.link(box.x, box.y, box.w, box.h, quote(target, safe=_ADDRESS))


def _rectangle(pdf: FPDF, box: Box, fill: Colour) -> None:
    pdf.set_fill_color(fill.hex)
    pdf.rect(box.x, box.y, box.w, box.h, style="F")


def _path(pdf: FPDF, steps: path.Path, fill: Colour | None, stroke: Stroke | None) -> None:
    if not steps:
        return
    drawn = _painted(fill, stroke)
    for step in steps:
        match step.kind, step.points:
            case "move", (point,):
                drawn.move_to(*point)
            case "line", (point,):
                drawn.line_to(*point)
            case "curve", (first, second, end):
                drawn.curve_to(*first, *second, *end)
            case _:
                drawn.close()
    _draw(pdf, drawn)


def _draw(pdf: FPDF, drawn: PaintedPath) -> None:
    with pdf.drawing_context() as context:
        context.add_item(drawn, False)  # no copy: the path is ours alone


def _painted(fill: Colour | None, stroke: Stroke | None) -> PaintedPath:
    """An empty path with its paint."""
    from fpdf.drawing import PaintedPath

    drawn = PaintedPath()
    style = drawn.style
    style.auto_close = False
    style.fill_color = fill.hex if fill else None
    style.stroke_color = stroke.colour.hex if stroke else None
    if stroke:
        style.stroke_width = stroke.width
        style.stroke_cap_style = "butt"
        style.stroke_dash_pattern = path.dashes(stroke) or None
    return drawn
