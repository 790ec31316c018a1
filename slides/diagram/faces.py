"""How large everything in a diagram stands: nodes with their icons, labels, titles of clusters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from slides.diagram import icons
from slides.diagram.graph import Size
from slides.diagram.icons import Icon
from slides.diagram.paint import number, styles_of
from slides.diagram.parsed import Attributes, Node
from slides.geometry import Box
from slides.look import typeset
from slides.scene import Align, Colour, Outline, Paragraph, TextRun

GAP = 3.0  # between an icon's tile and its label, pt
LABEL_INSET = (6.0, 2.0, 6.0, 2.0)  # of a label on a line
TITLE_INSET = (10.0, 5.0, 10.0, 3.0)  # of a cluster's title
_BOX_INSET = 10.0
_WIDEST = 150.0  # of a label, before it wraps


@dataclass(frozen=True, slots=True)
class Scale:
    """One step from generous to tight: a tile's side and the least sizes of text in pt, and how much
    of the distances that the diagram asks for is kept."""

    tile: float
    text: float
    small: float
    distance: float


SCALES = (
    Scale(60.0, 13.0, 12.0, 0.75),
    Scale(52.0, 12.0, 12.0, 0.6),
    Scale(46.0, 12.0, 11.0, 0.45),
    Scale(40.0, 11.0, 10.5, 0.35),
    Scale(34.0, 10.5, 10.0, 0.28),
)


@dataclass(frozen=True, slots=True)
class Face:
    """A node before it has a place. The icon's tile stands above its label; a node without icon is a
    box with its label inside, so `under` has no size then."""

    node: Node
    icon: Icon | None
    outline: Outline
    tile: Size
    under: Size
    text_size: float

    def boxes(self, place: Box) -> tuple[Box, Box | None]:
        """The tile and the label below it, at the top of the node's place."""
        (width, height), (wide, tall) = self.tile, self.under
        tile = Box(place.centre.x - width / 2, place.y, width, height)
        if not tall:
            return tile, None
        return tile, Box(place.centre.x - wide / 2, tile.bottom + GAP, wide, tall)


def face(node: Node, scale: Scale, known: Mapping[str, Icon]) -> Face:
    """Measures the node; raises ValueError for an icon that is not `known` and may not be read."""
    size = text_size(node.attrs, scale, usual=13.0)
    path = node.attrs.get("image", "")
    said = paragraphs(node.label, size, Colour("#000000", ""))
    width, height = _measure(said, _WIDEST)
    if path and not icons.is_blank(path):
        icon = known.get(path) or icons.read(path)
        return Face(node, icon, "round", (scale.tile, scale.tile), (width, height), size)
    if path:  # an icon of nothing: room for it, and the label
        return Face(
            node, None, "rect", (max(width, scale.tile * 0.6), max(height, scale.tile * 0.6)), (0, 0), size
        )
    outline = _outline(node.attrs)
    squeeze = 1.42 if outline == "ellipse" else 1.0  # the square in a circle
    inset = 2 * _BOX_INSET
    tile = max((width + inset) * squeeze, 1.3 * scale.tile), max((height + inset) * squeeze, 0.8 * scale.tile)
    return Face(node, None, outline, tile, (0.0, 0.0), size)


def place_sizes(faces: Sequence[Face]) -> dict[str, Size]:
    """The room of each node: all equally high, so that the tiles of one rank stand in line."""
    tall = max(one.tile[1] + (GAP + one.under[1] if one.under[1] else 0.0) for one in faces)
    return {one.node.id: (max(one.tile[0], one.under[0]), tall) for one in faces}


def text_size(attrs: Attributes, scale: Scale, *, usual: float) -> float:
    """The size asked for where it is not the usual one of `diagrams`; never below the scale's least."""
    asked = number(attrs.get("fontsize"), usual)
    least = scale.text if usual >= 13 else scale.small
    return least if asked == usual else min(max(asked, least), 24.0)


def paragraphs(
    label: str, size: float, colour: Colour, *, align: Align = "center", bold: bool = False
) -> tuple[Paragraph, ...]:
    """The label's lines as one paragraph; none for no label."""
    if not label:
        return ()
    return (Paragraph((TextRun(label, size, colour, bold=bold),), align=align, leading=1.15),)


def label_size(label: str, size: float, *, bold: bool = False, widest: float = 220.0) -> Size:
    """Width and height of a label without insets."""
    return _measure(paragraphs(label, size, Colour("#000000", ""), bold=bold), widest)


def named(node: Node) -> str:
    """What to call a node in words: its label, else the name of its icon."""
    label = " ".join(node.label.split())
    return label or icon_name(node) or "unnamed"


def icon_name(node: Node) -> str:
    """The name of a node's icon as words: `elb`, `simple queue service sqs`."""
    path = node.attrs.get("image", "")
    return "" if not path or icons.is_blank(path) else Path(path).stem.replace("-", " ").replace("_", " ")


def _measure(said: tuple[Paragraph, ...], widest: float) -> Size:
    if not said:
        return 0.0, 0.0
    # More than the widest line, so that no renderer's own widths break it.
    width = max(min(typeset.natural_width(said), widest), typeset.widest_word(said)) + 4
    return round(width, 1), round(typeset.height(said, width), 1)


def _outline(attrs: Attributes) -> Outline:
    shape = attrs.get("shape", "ellipse")
    if shape in ("ellipse", "oval", "circle", "doublecircle", "point"):
        return "ellipse"
    return "round" if "rounded" in styles_of(attrs) else "rect"
