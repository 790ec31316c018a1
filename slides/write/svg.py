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
from slides.outlines import FORMS
from slides.scene import Curve, Group, Item, Line, Picture, Piece, Scene, Shape, Table, Text
from slides.write import outline, path
from slides.write.svg_fit import Fit
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
    fit: Fit | None = None,
) -> str:
    """The scene as SVG text; one unit is 1 pt. Pure.

    `prefix` starts every id and class, so that several pictures can stand in one HTML page. Colours
    follow the reader's light or dark setting, or the page's, where CSS is known, and are those of
    `fit.scheme`, else the light ones, elsewhere. With `outlined` there is no text, link, id or style:
    every consumer then draws the same picture.
    For a page of slides: `steps` gives items by id the number of the click that brings them
    (`data-step`), and `within` keeps links to other slides (`#id`).
    Raises ValueError for links other than http, https, mailto and paths, for colours that
    are not `#RRGGBB` and for lengths that are not finite.
    """
    if outlined:
        return stretched(scene, theme, width=scene.width, height=scene.height)
    fit = fit or Fit()
    page = _Page(
        Names(prefix), Style(theme, prefix, plain=False, scheme=fit.scheme), False, steps, within, fit
    )
    described, words = _words(scene, page)
    body = _body(scene, page)
    clickable = "<a " in body
    widest = "" if within else "100%" if fit.width else f"min(100%,{number(scene.width)}pt)"
    sheet = page.style.sheet(widest=widest, clickable=clickable)
    language = f' xml:lang="{attribute(fit.language)}"' if fit.language else ""
    # The children of an `img` are nobody's to reach; what has links is a document.
    role = f' role="{"graphics-document" if clickable else "img"}"{described}{language}'
    frame = f"{_SPACE}{_linking(body)}{_size(scene, fit.width)} {_view(scene)}"
    look = f' class="{page.style.root}"{role} xml:space="preserve"{page.style.family("sans")}'
    return f"<svg {frame}{look}>\n{words}{sheet}{body}</svg>\n"


def _view(scene: Scene) -> str:
    return f'viewBox="0 0 {number(scene.width)} {number(scene.height)}"'


def _size(scene: Scene, width: float | None) -> str:
    if width is None:
        return ""
    return f' width="{number(width)}" height="{number(width * scene.height / scene.width)}"'


def stretched(scene: Scene, theme: Theme, *, width: float, height: float) -> str:
    """The outlined picture at exactly this size, in px: a rasteriser has nothing left to round."""
    page = _Page(Names(), Style(theme, "", plain=True), outlined=True)
    body = _body(scene, page)
    size = f'width="{number(width)}" height="{number(height)}"'
    root = f'{_SPACE}{_linking(body)} {size} {_view(scene)} preserveAspectRatio="none"'
    return f"<svg {root}>\n{body}</svg>\n"


def _linking(body: str) -> str:
    """The namespace of pictures' addresses, where there are pictures."""
    return _XLINK if "<image " in body else ""


_SPACE = 'xmlns="http://www.w3.org/2000/svg"'
_XLINK = ' xmlns:xlink="http://www.w3.org/1999/xlink"'  # Office and older Inkscapes know no other address


def _body(scene: Scene, page: _Page) -> str:
    ground = ""
    if scene.ground:
        extent = _extent(0, 0, scene.width, scene.height)
        ground = f"<rect{extent}{page.style.ground(scene.ground)}/>\n"
    return ground + "".join(_items(scene.items, page))


@dataclass(frozen=True, slots=True)
class _Page:
    """What one picture has used so far: its ids and its looks."""

    names: Names
    style: Style
    outlined: bool
    steps: Mapping[str, int] = field(default_factory=dict)
    within: bool = False
    fit: Fit = field(default_factory=Fit)

    def id(self, wanted: str) -> str:
        if self.outlined or not wanted:
            return ""
        step = f' data-step="{self.steps[wanted]}"' if wanted in self.steps else ""
        return f' id="{self.names.take(wanted)}"{step}'

    def link(self, href: str, content: str, name: str = "") -> str:
        """`content` as a link; as it is where there is nowhere to go.

        In a frame or an `<object>` a link has to leave it, hence its target.
        """
        way = "" if href.startswith("#") else ' target="_top" rel="noopener"'
        return f'<a href="{attribute(href)}"{way}{name}>{content}</a>' if href else content

    def target(self, href: str) -> str:
        """Where a link leads to, "" for none; a picture on its own has no other slides."""
        if self.outlined or not href:
            return ""
        return href if self.within and href.startswith("#") else address(self.fit.links(address(href)))

    def work(self, href: str, words: str) -> str:
        """What a link of few words, as `[1]`, leads to; the words come first, as they are read out."""
        called = self.fit.works.get(href, "") if href else ""
        return _element("title", f"{words.strip()} {called}" if called and called not in words else "")

    def silence(self, curve: Curve) -> str:
        """What an arrow tells a pointer, its card and its method tell a screen reader already."""
        return ' aria-hidden="true"' if curve.id in self.fit.tips and not curve.alt else ""

    def title(self, item: Shape | Curve | Table | Group | Picture, alt: str) -> str:
        """What a pointer shows that rests on an item."""
        return "" if self.outlined else _element("title", self.fit.tips.get(item.id) or alt)


def _element(tag: str, words: str) -> str:
    return f"<{tag}>{escape(words)}</{tag}>" if words else ""


def _words(scene: Scene, page: _Page) -> tuple[str, str]:
    """The root's aria attributes, and the title and description that they name."""
    given = [(tag, words) for tag, words in (("title", scene.title), ("desc", scene.desc)) if words]
    found = [(tag, page.names.take(tag), words) for tag, words in given]
    elements = "".join(f'<{tag} id="{name}">{escape(words)}</{tag}>\n' for tag, name, words in found)
    named = "".join(f' {_ARIA[tag]}="{name}"' for tag, name, _ in found)
    return named, elements


_ARIA = {"title": "aria-labelledby", "desc": "aria-describedby"}


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
                words = page.title(item, item.title) + ("" if page.outlined else _element("desc", item.alt))
                yield f"<g{page.id(item.id)}>{words}\n"
                yield from _items(item.items, page)
                yield "</g>\n"
            case _:
                assert_never(item)


def _shape(shape: Shape, page: _Page) -> str:
    href = page.target(shape.href)
    name, title = page.id(shape.id), page.title(shape, shape.alt)
    frame = _frame(shape, page, clickable=bool(href))
    label = _text(shape.label, page) if shape.label else ""
    if href and "<a " in label:  # links do not nest: those in the label stay, the shape's keeps the rest
        frame, title, href = page.link(href, title + frame), "", ""
    content = f"{title}{frame}{label}"
    return (page.link(href, content, name) if href else f"<g{name}>{content}</g>") + "\n"


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
    if shape.outline in FORMS:
        return f'<path d="{_data(path.outline(shape))}"{paint}/>'
    radius = path.corner_radius(shape)
    corners = f' rx="{number(radius)}"' if radius else ""
    return f"<rect{_extent(box.x, box.y, box.w, box.h)}{corners}{paint}/>"


def _extent(x: float, y: float, w: float, h: float) -> str:
    return f' x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}"'


def _curve(curve: Curve, page: _Page) -> str:
    title = page.title(curve, curve.alt)
    return f"<g{page.id(curve.id)}{page.silence(curve)}>{title}{_path(curve, page)}</g>\n"


def _path(curve: Curve, page: _Page) -> str:
    shaft, head = path.drawn(curve)
    line = f'<path d="{_data(shaft)}"{page.style.paint(None, curve.stroke)}/>'
    if head:
        line += f'<path d="{_data(head)}"{page.style.paint(curve.stroke.colour, None)}/>'
    return line


_LETTERS = {"move": "M", "line": "L", "curve": "C", "close": "Z"}


def _data(steps: path.Path) -> str:
    return "".join(
        _LETTERS[step.kind] + " ".join([f"{number(point.x)} {number(point.y)}" for point in step.points])
        for step in steps
    )


def _picture(picture: Picture, page: _Page) -> str:
    box = picture.box
    data = f"data:{picture.media};base64,{b64encode(picture.data).decode()}"
    title = page.title(picture, picture.alt)
    place = f'{page.id(picture.id)}{_extent(box.x, box.y, box.w, box.h)} preserveAspectRatio="none"'
    return f'<image{place} xlink:href="{data}">{title}</image>\n'


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
    return f"<g{page.id(table.id)}>{page.title(table, table.alt)}{fills}{lines}{texts}</g>\n"


def _text(text: Text, page: _Page) -> str:
    """The marks behind a text and its lines."""
    marks = "".join(
        f"<rect{_extent(box.x, box.y, box.w, box.h)}{page.style.paint(colour, None)}/>"
        for box, colour in path.marks(text)
    )
    line = _outlined_line if page.outlined else _line
    return marks + "".join([line(each, page) + _drawn(each, page) for each in text.lines])


def _drawn(line: Line, page: _Page) -> str:
    """What formulas on the line have beside characters."""
    return "".join([_path(curve, page) for curve in line.curves])


def _line(line: Line, page: _Page) -> str:
    """One text element, or several where there are links: LibreOffice drops links inside a text."""
    if len(line.pieces) == 1 and not line.pieces[0].run.href:  # most are
        return _characters("text", line.pieces[0], line.y, page) if line.pieces[0].run.text else ""
    parts: list[str] = []
    for href, run_of in groupby(line.pieces, key=lambda piece: page.target(piece.run.href)):
        pieces = [piece for piece in run_of if piece.run.text]
        if len(pieces) == 1:
            text = _characters("text", pieces[0], line.y, page)
        else:
            spans = "".join([_characters("tspan", piece, line.y, page) for piece in pieces])
            text = f"<text>{spans}</text>" if spans else ""
        words = "".join(piece.run.text for piece in pieces)
        parts.append(page.link(href, page.work(href, words) + text) if text else "")
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
