"""Scene → stand-alone SVG: real text in light and dark, or outlines for the rasterisers."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from math import radians, tan
from types import MappingProxyType
from typing import assert_never

from slides.look.fonts import font_of
from slides.look.theme import Theme
from slides.scene import Curve, Group, Item, Line, Picture, Piece, Scene, Shape, Table, Text
from slides.write import outline, path
from slides.write.svg_style import Style
from slides.write.xml import Names, address, attribute, escape, number

_NO_STEPS: Mapping[str, int] = MappingProxyType({})


def write(
    scene: Scene,
    theme: Theme,
    *,
    prefix: str = "",
    outlined: bool = False,
    steps: Mapping[str, int] = _NO_STEPS,
    within: bool = False,
) -> str:
    """The scene as SVG text; one unit is 1 pt. Pure.

    `prefix` starts every id, class and custom property, so that several pictures
    can stand in one HTML page. Colours follow the reader's light or dark setting
    where CSS is known, and are the light ones elsewhere. With `outlined` there is
    no text, link, id or style: every consumer then draws the same picture.
    For a page of slides: `steps` gives items by id the number of the click that brings them
    (`data-step`), and `within` keeps links to other slides (`#id`).
    Raises ValueError for links other than http, https, mailto and paths, for colours that
    are not `#RRGGBB` and for lengths that are not finite.
    """
    if outlined:
        return stretched(scene, theme, width=scene.width, height=scene.height)
    page = _Page(Names(prefix), Style(theme, prefix, plain=False), False, steps, within)
    described, words = _words(scene, page)
    body = _body(scene, page)
    width, height = number(scene.width), number(scene.height)
    root = f'class="{page.style.root}" role="img"{described} xml:space="preserve"{page.style.family("sans")}'
    return (
        f'<svg {_SPACE} width="{width}" height="{height}" viewBox="0 0 {width} {height}" {root}>\n'
        f"{words}{page.style.sheet()}{body}</svg>\n"
    )


def stretched(scene: Scene, theme: Theme, *, width: float, height: float) -> str:
    """The outlined picture at exactly this size, in px: a rasteriser has nothing left to round."""
    page = _Page(Names(), Style(theme, "", plain=True), outlined=True)
    view = f'viewBox="0 0 {number(scene.width)} {number(scene.height)}" preserveAspectRatio="none"'
    size = f'width="{number(width)}" height="{number(height)}"'
    return f"<svg {_SPACE} {size} {view}>\n{_body(scene, page)}</svg>\n"


_SPACE = 'xmlns="http://www.w3.org/2000/svg"'


def _body(scene: Scene, page: _Page) -> str:
    ground = ""
    if scene.ground:
        extent = _extent(0, 0, scene.width, scene.height)
        ground = f"<rect{extent}{page.style.paint(scene.ground, None)}/>\n"
    return ground + "".join(_items(scene.items, page))


@dataclass(frozen=True, slots=True)
class _Page:
    """What one picture has used so far: its ids and its looks."""

    names: Names
    style: Style
    outlined: bool
    steps: Mapping[str, int] = field(default_factory=dict)
    within: bool = False

    def id(self, wanted: str) -> str:
        if self.outlined or not wanted:
            return ""
        step = f' data-step="{self.steps[wanted]}"' if wanted in self.steps else ""
        return f' id="{self.names.take(wanted)}"{step}'

    def target(self, href: str) -> str:
        """Where a link leads to, "" for none; a picture on its own has no other slides."""
        if self.outlined:
            return ""
        return href if self.within and href.startswith("#") else address(href)

    def title(self, words: str, tag: str = "title") -> str:
        return "" if self.outlined or not words else f"<{tag}>{escape(words)}</{tag}>"


def _words(scene: Scene, page: _Page) -> tuple[str, str]:
    """The root's aria attribute, and the title and description that it names."""
    given = [(tag, words) for tag, words in (("title", scene.title), ("desc", scene.desc)) if words]
    found = [(tag, page.names.take(tag), words) for tag, words in given]
    named = " ".join(name for _, name, _ in found)
    elements = "".join(f'<{tag} id="{name}">{escape(words)}</{tag}>\n' for tag, name, words in found)
    return (f' aria-labelledby="{named}"' if named else ""), elements


def _items(items: Iterable[Item], page: _Page) -> Iterator[str]:
    for item in items:
        match item:
            case Shape():
                yield _shape(item, page)
            case Curve():
                yield _curve(item, page)
            case Text():
                yield f"<g{page.id(item.id)}>{_text(item, page)}</g>\n"
            case Picture():
                yield _picture(item, page)
            case Table():
                yield _table(item, page)
            case Group():
                words = page.title(item.title) + page.title(item.alt, "desc")
                yield f"<g{page.id(item.id)}>{words}\n"
                yield from _items(item.items, page)
                yield "</g>\n"
            case _:
                assert_never(item)


def _shape(shape: Shape, page: _Page) -> str:
    href = page.target(shape.href)
    name, title = page.id(shape.id), page.title(shape.alt)
    frame = _frame(shape, page, clickable=bool(href))
    label = _text(shape.label, page) if shape.label else ""
    if href and "<a " in label:  # links do not nest: those in the label stay, the shape's keeps the rest
        frame, href = f'<a href="{attribute(href)}">{frame}</a>', ""
    opening, closing = (f'<a href="{attribute(href)}"{name}>', "</a>\n") if href else (f"<g{name}>", "</g>\n")
    return f"{opening}{title}{frame}{label}{closing}"


def _frame(shape: Shape, page: _Page, clickable: bool) -> str:
    if shape.fill is None and shape.stroke is None and not clickable:
        return ""
    paint = page.style.paint(shape.fill, shape.stroke)
    if clickable and shape.fill is None:
        paint += ' pointer-events="all"'
    box = shape.box
    if shape.outline == "ellipse":
        centre, radii = (number(box.centre.x), number(box.centre.y)), (number(box.w / 2), number(box.h / 2))
        return f'<ellipse cx="{centre[0]}" cy="{centre[1]}" rx="{radii[0]}" ry="{radii[1]}"{paint}/>'
    radius = path.corner_radius(shape)
    corners = f' rx="{number(radius)}"' if radius else ""
    return f"<rect{_extent(box.x, box.y, box.w, box.h)}{corners}{paint}/>"


def _extent(x: float, y: float, w: float, h: float) -> str:
    return f' x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}"'


def _curve(curve: Curve, page: _Page) -> str:
    shaft, head = path.drawn(curve)
    title = page.title(curve.alt)
    line = f'<path d="{_data(shaft)}"{page.style.paint(None, curve.stroke)}/>'
    if head:
        line += f'<path d="{_data(head)}"{page.style.paint(curve.stroke.colour, None)}/>'
    return f"<g{page.id(curve.id)}>{title}{line}</g>\n"


_LETTERS = {"move": "M", "line": "L", "curve": "C", "close": "Z"}


def _data(steps: path.Path) -> str:
    return "".join(
        _LETTERS[step.kind] + " ".join([f"{number(point.x)} {number(point.y)}" for point in step.points])
        for step in steps
    )


def _picture(picture: Picture, page: _Page) -> str:
    box = picture.box
    data = f"data:{picture.media};base64,{b64encode(picture.data).decode()}"
    title = page.title(picture.alt)
    extent = _extent(box.x, box.y, box.w, box.h)
    return f'<image{page.id(picture.id)}{extent} preserveAspectRatio="none" href="{data}">{title}</image>\n'


def _table(table: Table, page: _Page) -> str:
    cells = [cell for row in table.rows for cell in row.cells]
    fills = "".join(
        f"<rect{_extent(box.x, box.y, box.w, box.h)}{page.style.paint(cell.fill, None)}/>"
        for cell in cells
        if cell.fill and (box := cell.text.box)
    )
    lines = ""
    if table.rule and table.rows:
        lines = f'<path d="{_data(path.table_rules(table))}"{page.style.paint(None, table.rule)}/>'
    texts = "".join(
        f"<g{page.id(cell.text.id)}>{text}</g>" for cell in cells if (text := _text(cell.text, page))
    )
    return f"<g{page.id(table.id)}>{page.title(table.alt)}{fills}{lines}{texts}</g>\n"


def _text(text: Text, page: _Page) -> str:
    """The marks behind a text and its lines."""
    marks = "".join(
        f"<rect{_extent(box.x, box.y, box.w, box.h)}{page.style.paint(colour, None)}/>"
        for box, colour in path.marks(text)
    )
    line = _outlined_line if page.outlined else _line
    return marks + "".join([line(each, page) for each in text.lines])


def _line(line: Line, page: _Page) -> str:
    """One text element, or several where there are links: LibreOffice drops links inside a text."""
    parts: list[str] = []
    for href, run_of in groupby(line.pieces, key=lambda piece: page.target(piece.run.href)):
        pieces = [piece for piece in run_of if piece.run.text]
        if len(pieces) == 1:
            text = _characters("text", pieces[0], line.y, page)
        else:
            spans = "".join([_characters("tspan", piece, line.y, page) for piece in pieces])
            text = f"<text>{spans}</text>" if spans else ""
        parts.append(f'<a href="{attribute(href)}">{text}</a>' if href and text else text)
    return "".join(parts)


def _characters(tag: str, piece: Piece, y: float, page: _Page) -> str:
    place = f' x="{number(piece.x)}" y="{number(path.baseline(piece, y))}"'
    return f"<{tag}{place}{page.style.look(piece)}>{escape(piece.run.text)}</{tag}>"


def _outlined_line(line: Line, page: _Page) -> str:
    return "".join(_outlined(piece, line.y, page) for piece in line.pieces)


def _outlined(piece: Piece, y: float, page: _Page) -> str:
    run, font = piece.run, font_of(piece.run)
    parts: list[str] = []
    data = outline.path_data(font, run.text)
    if data:
        scale = path.set_size(piece) / font.unit
        slant = tan(radians(outline.slant(run))) * scale
        matrix = f"{scale:.7f} 0 {slant:.7f} {-scale:.7f} {number(piece.x)} {number(path.baseline(piece, y))}"
        parts.append(f'<path transform="matrix({matrix})" d="{data}"{page.style.paint(run.colour, None)}/>\n')
    for box in path.rules(piece, path.baseline(piece, y)):
        parts.append(f"<rect{_extent(box.x, box.y, box.w, box.h)}{page.style.paint(run.colour, None)}/>\n")
    return "".join(parts)
