"""What is to be seen and where: the waist between the stages that decide and the writers.

Every length is in pt, measured from the top left of the page; every colour and
size is resolved. A Scene holds no Spec and no source places, only ids.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, assert_never

from slides.geometry import Box, Point, around, hull, rounded

if TYPE_CHECKING:
    from slides.formula.tree import Formula

Face = Literal["sans", "mono", "title"]
Align = Literal["left", "center", "right"]
Anchor = Literal["top", "middle", "bottom"]
Dash = Literal["solid", "dash", "dot", "dashdot"]
Outline = Literal[
    "rect", "round", "pill", "ellipse",
    "diamond", "hexagon", "cylinder", "subroutine", "parallelogram", "trapezoid", "document", "card",
]  # fmt: skip
Role = Literal["", "title", "subtitle", "body", "footer", "number", "date"]
Transition = Literal["", "morph"]


@dataclass(frozen=True, slots=True)
class Colour:
    """A resolved colour and the theme's name for it (`ink`, `gain`, …)."""

    hex: str
    name: str


@dataclass(frozen=True, slots=True)
class Stroke:
    colour: Colour
    width: float = 1.0
    dash: Dash = "solid"


@dataclass(frozen=True, slots=True)
class TextRun:
    """Characters of one look. `href` is an address or `#slide-id`.

    Of a formula, `text` is what can be read of it in a row of characters. `numbered` tells the number of
    a footnote or a reference from a power or a word in brackets.
    """

    text: str
    size: float
    colour: Colour
    face: Face = "sans"
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    raised: bool = False
    lowered: bool = False
    mark: Colour | None = None
    href: str = ""
    formula: Formula | None = None
    numbered: bool = False

    def saying(self, text: str) -> TextRun:
        """Other characters in the same look; `dataclasses.replace` takes three times as long."""
        return TextRun(
            text, self.size, self.colour, self.face, self.bold, self.italic, self.underline, self.strike,
            self.raised, self.lowered, self.mark, self.href, self.formula, self.numbered,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What a paragraph says. A run's text may hold `\\n`, a line break inside the paragraph.

    `indent` is the distance of the text from the left of its box; the bullet stands
    `hanging` to the left of it, and without a bullet the first line does. `leading` is the
    line pitch as a multiple of the size.
    """

    runs: tuple[TextRun, ...]
    level: int = 0
    indent: float = 0.0
    hanging: float = 0.0
    bullet: TextRun | None = None
    align: Align = "left"
    before: float = 0.0
    leading: float = 1.2

    @property
    def plain(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def opening(self) -> float:
        """How far from the left of the box the first line's text starts."""
        return self.indent if self.bullet else self.indent - self.hanging


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of one run as it stands on one line: left edge, advance width, and how far above the
    line's baseline it stands by itself (a part of a formula)."""

    x: float
    width: float
    run: TextRun
    rise: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """One set line; `y` is the baseline. `curves` are what is drawn of formulas: bars, roots, brackets."""

    y: float
    pieces: tuple[Piece, ...]
    curves: tuple[Curve, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """Text in a box: its paragraphs (what it says) and its lines (where each falls).

    `inset` is the distance of the text from the box: left, top, right, bottom.
    """

    id: str
    box: Box
    paragraphs: tuple[Paragraph, ...]
    lines: tuple[Line, ...]
    anchor: Anchor = "top"
    inset: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    role: Role = ""

    @property
    def plain(self) -> str:
        return "\n".join(paragraph.plain for paragraph in self.paragraphs)

    @property
    def ink(self) -> Box:
        """What the lines themselves cover, about; raises ValueError for a text without any."""
        return around(
            [
                Box(p.x, line.y - p.rise - p.run.size, p.width, p.run.size)
                for line in self.lines
                for p in line.pieces
            ]
        )


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline in a box with its label inside, so that both move together.

    `alt` empty on a shape without label means decoration. `radius` rounds the
    corners of `round`; a `pill` is round by half its height. `outlines.py` tells how those of
    flowcharts (`diamond` and after) are drawn.
    """

    id: str
    box: Box
    outline: Outline = "rect"
    radius: float = 0.0
    fill: Colour | None = None
    stroke: Stroke | None = None
    label: Text | None = None
    href: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Join:
    """A curve's end is glued to connection site `site` of shape `shape`.

    Sites of most outlines: 0 top, 1 left, 2 bottom, 3 right (presetShapeDefinitions.xml; an
    ellipse has eight, 0, 2, 4, 6 being these four; `outlines.py` has those of flowcharts).
    """

    shape: str
    site: int


Route = Literal["straight", "elbow", "curve"]


@dataclass(frozen=True, slots=True)
class Curve:
    """A path from its first to its last point; with two joins, a connector.

    `points`: for `straight` 2 points, for `elbow` the 2 ends and the corners between them,
    for `curve` a start and then Bézier triples (two controls, one end). `arrow`: there is a head at
    the last point; `both`: there is one at the first as well. It is a triangle, or where it is `open`,
    its two strokes alone.
    """

    id: str
    points: tuple[Point, ...]
    stroke: Stroke
    route: Route = "straight"
    arrow: bool = True
    joins: tuple[Join, Join] | None = None
    alt: str = ""
    open_head: bool = False
    both: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    id: str
    box: Box
    data: bytes
    media: Literal["image/png", "image/jpeg"]
    alt: str


@dataclass(frozen=True, slots=True)
class Cell:
    """`text.box` is the whole cell; `span` counts the columns it takes."""

    text: Text
    fill: Colour | None = None
    span: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    height: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`rule` is the line below each row; the first `header` rows are headings."""

    id: str
    box: Box
    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    rule: Stroke | None
    alt: str
    header: int = 1


@dataclass(frozen=True, slots=True)
class Group:
    """Items that are moved, named and described together; drawn in order."""

    id: str
    items: tuple[Item, ...]
    alt: str = ""
    title: str = ""


Item = Shape | Curve | Text | Picture | Table | Group


@dataclass(frozen=True, slots=True)
class Scene:
    """One page: its size, its ground (None: transparent) and its items from back to front.

    `title` and `desc` say in words what the page shows.
    """

    width: float
    height: float
    items: tuple[Item, ...]
    ground: Colour | None = None
    title: str = ""
    desc: str = ""


@dataclass(frozen=True, slots=True)
class Slide:
    """A page of the deck. `layout` names a layout of the template; `notes` are the speaker's.

    `reveal`: the ids of the items (not of what groups hold) that each click brings, in a show;
    what none brings is there from the start. `transition` is how the slide itself comes.
    """

    id: str
    layout: str
    section: str
    scene: Scene
    notes: tuple[Paragraph, ...] = ()
    reveal: tuple[tuple[str, ...], ...] = ()
    transition: Transition = ""


@dataclass(frozen=True, slots=True)
class Deck:
    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    language: str
    date: str
    slides: tuple[Slide, ...]


def walk(items: tuple[Item, ...]) -> Iterator[Item]:
    """Every item, a group before what it holds."""
    for item in items:
        yield item
        if isinstance(item, Group):
            yield from walk(item.items)


def texts(items: tuple[Item, ...]) -> Iterator[Text]:
    """Every text in drawing order: free ones, labels and table cells."""
    for item in walk(items):
        match item:
            case Text():
                yield item
            case Shape(label=Text() as label):
                yield label
            case Table():
                yield from (cell.text for row in item.rows for cell in row.cells)
            case _:
                pass


def extent(item: Item) -> Box:
    """The box around an item; a curve's is that of its points."""
    match item:
        case Group():
            return around([extent(one) for one in item.items])
        case Curve():
            return hull(item.points)
        case _:
            return item.box


def shifted(item: Item, dx: float, dy: float) -> Item:
    """The item and all it holds, moved by `dx` and `dy` pt."""
    match item:
        case Group():
            return replace(item, items=tuple(shifted(one, dx, dy) for one in item.items))
        case Curve():
            return _curve(item, dx, dy)
        case Shape():
            label = _text(item.label, dx, dy) if item.label else None
            return replace(item, box=_box(item.box, dx, dy), label=label)
        case Text():
            return _text(item, dx, dy)
        case Table():
            rows = tuple(
                replace(row, cells=tuple(replace(cell, text=_text(cell.text, dx, dy)) for cell in row.cells))
                for row in item.rows
            )
            return replace(item, box=_box(item.box, dx, dy), rows=rows)
        case Picture():
            return replace(item, box=_box(item.box, dx, dy))
        case _:
            assert_never(item)


def _text(text: Text, dx: float, dy: float) -> Text:
    lines = tuple(
        Line(
            rounded(line.y + dy),
            tuple(replace(piece, x=rounded(piece.x + dx)) for piece in line.pieces),
            tuple(_curve(curve, dx, dy) for curve in line.curves),
        )
        for line in text.lines
    )
    return replace(text, box=_box(text.box, dx, dy), lines=lines)


def _curve(curve: Curve, dx: float, dy: float) -> Curve:
    return replace(curve, points=tuple(_point(point, dx, dy) for point in curve.points))


def _box(box: Box, dx: float, dy: float) -> Box:
    return Box(rounded(box.x + dx), rounded(box.y + dy), box.w, box.h)


def _point(point: Point, dx: float, dy: float) -> Point:
    return Point(rounded(point.x + dx), rounded(point.y + dy))
