"""How large the parts of a chart stand: nodes by their outlines, labels of lines, names of groups."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import hypot

from slides.chart.model import Kind, Node
from slides.diagram.graph import Size
from slides.look import styled, typeset
from slides.look import theme as themes
from slides.look.theme import Theme
from slides.outlines import FORMS
from slides.scene import Align, Colour, Outline, Paragraph, TextRun

LABEL_INSET = (5.0, 2.0, 5.0, 2.0)
NAME_INSET = (8.0, 5.0, 8.0, 3.0)
READABLE = 12.0  # pt of a node's text, below which a chart is rather turned or divided
_LEADING = 1.15
_BLACK = Colour("#000000", "")
_DOT = 14.0  # pt across
_LONGEST_WORD = 2.2  # how much wider than other labels one long word may make a node


@dataclass(frozen=True, slots=True)
class Scale:
    """One step from generous to tight, in pt: text of nodes and of lines, distance of ranks, of
    neighbours, around what a group holds, and the widest label before it wraps."""

    text: float
    small: float
    rank: float
    node: float
    group: float
    widest: float


SCALES = (
    Scale(16.0, 14.0, 46.0, 36.0, 14.0, 210.0),
    Scale(14.0, 12.0, 36.0, 28.0, 12.0, 170.0),
    Scale(12.0, 12.0, 28.0, 20.0, 9.0, 140.0),
    Scale(12.0, 11.0, 22.0, 16.0, 8.0, 120.0),
    Scale(12.0, 10.5, 18.0, 12.0, 6.0, 100.0),
    Scale(10.5, 10.0, 15.0, 10.0, 5.0, 90.0),
)

OUTLINES: dict[Kind, Outline] = {
    "pill": "pill",
    "ellipse": "ellipse",
    "circle": "ellipse",
    "double-circle": "ellipse",
    "dot": "ellipse",
    "diamond": "diamond",
    "hexagon": "hexagon",
    "cylinder": "cylinder",
    "subroutine": "subroutine",
    "parallelogram": "parallelogram",
    "parallelogram-left": "parallelogram",
    "trapezoid": "trapezoid",
    "trapezoid-down": "trapezoid",
    "document": "document",
    "flag": "card",
    "text": "rect",
}
"""The outline of each kind of node; all others are boxes with round corners."""


@dataclass(frozen=True, slots=True)
class Face:
    """A node before it has a place, in pt."""

    node: Node
    outline: Outline
    size: Size
    text: float
    inset: tuple[float, float, float, float]


def face(node: Node, scale: Scale) -> Face:
    """Measures a node. A square corner is for what is drawn as a rule with round ones as well."""
    outline = OUTLINES.get(node.kind, "round")
    said = _said(node.label, scale.text)
    if not said or node.kind == "dot":
        size = (_DOT, _DOT) if node.kind == "dot" else (3 * scale.text, 2 * scale.text)
        return Face(node, outline, size, scale.text, (0.0, 0.0, 0.0, 0.0))
    room, soft = _measured(said, scale.widest)
    wide, tall = _outer(node.kind, outline, room, scale.text, soft=soft)
    inner = FORMS[outline].inner if outline in FORMS else (0.0, 0.0, 1.0, 1.0)
    left, top = inner[0] * wide, inner[1] * tall
    right, bottom = (1 - inner[2]) * wide, (1 - inner[3]) * tall
    if left + right + room[0] > wide:  # the words reach beyond the room that the outline keeps for them
        left = right = (wide - room[0]) / 2
    if top + bottom + room[1] > tall:
        top = bottom = (tall - room[1]) / 2
    return Face(node, outline, (wide, tall), scale.text, (left, top, right, bottom))


def _outer(kind: Kind, outline: Outline, room: Size, text: float, *, soft: bool) -> Size:
    """The size of an outline around its words; `soft`: some of their lines are broken by us."""
    (wide, tall), across, down = room, 1.3 * text, 0.85 * text
    if kind == "text":
        return wide + 6.0, tall + 4.0
    if kind in ("circle", "double-circle"):
        side = round(hypot(wide, tall) + 8.0 + (8.0 if kind == "double-circle" else 0.0), 1)
        return side, side
    if outline == "ellipse":
        return round(1.42 * wide + 8.0, 1), round(1.42 * tall + 6.0, 1)
    if outline == "diamond":
        # Words fit a diamond where their shares of its width and height are one together.
        return (2 * wide + 8.0, 2 * tall + 8.0) if soft else (1.7 * wide + 8.0, 2.43 * tall + 6.0)
    if outline == "pill":
        return wide + across + tall, max(tall + down, 2 * text)
    left, top, right, bottom = FORMS[outline].inner if outline in FORMS else (0.0, 0.0, 1.0, 1.0)
    return (
        round(max((wide + across) / (right - left), 3 * text), 1),
        round(max((tall + down) / (bottom - top), 2 * text), 1),
    )


def label_size(label: str, scale: Scale) -> Size:
    """Of the label of a line, with the ground around it."""
    (wide, tall), _ = _measured(_said(label, scale.small), scale.widest)
    left, top, right, bottom = LABEL_INSET
    return wide + left + right, tall + top + bottom


def name_size(label: str, scale: Scale) -> Size:
    """Of the name of a group, with the room around it."""
    (wide, tall), _ = _measured(_said(label, scale.small, bold=True), 1.6 * scale.widest)
    left, top, right, bottom = NAME_INSET
    return wide + left + right, tall + top + bottom


def paragraphs(
    label: str, size: float, colour: Colour, theme: Theme, *, bold: bool = False, align: Align = "center"
) -> tuple[Paragraph, ...]:
    """A label as one paragraph; none for no label. Links have the theme's colour where the words have the
    usual one, else that of the words."""
    runs = styled.runs(label, TextRun("", size, colour, bold=bold), theme)
    if colour != theme.colour("ink"):
        runs = tuple(replace(run, colour=colour) if run.href else run for run in runs)
    runs = tuple(run for run in runs if run.text)
    return (Paragraph(runs, align=align, leading=_LEADING),) if runs else ()


def _said(label: str, size: float, *, bold: bool = False) -> tuple[Paragraph, ...]:
    """A label to be measured: how wide words are is the same in every theme."""
    return paragraphs(label, size, _BLACK, themes.load("light"), bold=bold)


def _measured(said: tuple[Paragraph, ...], widest: float) -> tuple[Size, bool]:
    """Width and height, and whether lines are broken that the author did not break."""
    word = min(typeset.widest_word(said), _LONGEST_WORD * widest)
    natural = typeset.natural_width(said)
    spare = 4.0 + _mixed(said)  # so that no renderer's own widths break it
    width = max(min(natural, widest), word) + spare
    height = typeset.height(said, width)
    if natural > width:  # no wider than its lines need it
        narrow = _narrowest(said, max(word + spare, width / 2), width, height)
        width = narrow
    return (round(width, 1), round(height, 1)), natural > width


_SEAM = re.compile(r"(?<=[\u2e80-\uffef])(?=[!-~])|(?<=[!-~])(?=[\u2e80-\uffef])")


def _mixed(said: tuple[Paragraph, ...]) -> float:
    """What programs add between East Asian characters and others, at most a quarter of the size."""
    lines = "".join(one.plain + "\n" for one in said).split("\n")
    return 0.25 * said[0].runs[0].size * max(len(_SEAM.findall(line)) for line in lines)


def _narrowest(said: tuple[Paragraph, ...], low: float, high: float, height: float) -> float:
    """The least width at which the words stand no taller: lines of about equal length."""
    for _ in range(5):
        middle = (low + high) / 2
        if typeset.height(said, middle) <= height + 0.01:
            high = middle
        else:
            low = middle
    return high
