"""A chart that is laid out → Scene: groups as bands with names, lines, labels, nodes with their outlines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from slides.chart import told
from slides.chart.model import Group as Band
from slides.chart.model import Look
from slides.diagram import chart_faces as faces
from slides.diagram import chart_lines, route
from slides.diagram.chart_faces import LABEL_INSET, NAME_INSET, Face
from slides.diagram.chart_layout import Laid, centred
from slides.diagram.chart_plan import Line
from slides.diagram.paint import known_colour as _asked
from slides.diagram.paint import legible
from slides.geometry import Box
from slides.look import typeset
from slides.look.contrast import LARGE, contrast, mixed
from slides.look.theme import Theme
from slides.scene import Colour, Curve, Group, Item, Scene, Shape, Stroke, Text
from slides.spec import links

_TINT = 0.2  # of the colour of a group, where all of it would hide the lines


def scene(laid: Laid, theme: Theme) -> Scene:
    """The chart on a page cut to its size; ids are those of the parts of a road map, so that
    `verify.faults` knows what is what."""
    chart = laid.plan.chart
    boxes = {
        face.node.id: centred(laid.placement.nodes[f"node/{face.node.id}"], face.size)
        for face in laid.faces.values()
    }
    seen = [line for line in laid.plan.lines if line.id in laid.placement.edges]
    curves = [curve for line in seen for curve in chart_lines.curves(line, laid, theme)]
    items: tuple[Item, ...] = (
        *_bands(laid, boxes, curves, theme),
        *curves,
        *(item for line in seen for item in chart_lines.tips(line, laid, theme)),
        *(item for line in seen for item in _label(line, laid, theme)),
        *(item for face in laid.faces.values() for item in _node(face, boxes[face.node.id], theme)),
    )
    group = Group("chart", items, alt=told.sentence(chart))
    wide, tall = laid.size
    return Scene(wide, tall, (group,), None, chart.title, "\n".join(told.outline(chart)))


def _bands(laid: Laid, boxes: Mapping[str, Box], curves: Sequence[Curve], theme: Theme) -> Iterator[Item]:
    clusters = laid.placement.clusters
    depth = {group.id: len(laid.plan.around(group.id)) for group in laid.plan.chart.groups}
    numbered = list(enumerate(laid.plan.chart.groups))
    taken = [
        *boxes.values(),
        *(box for name, box in laid.placement.nodes.items() if name.startswith("method/")),
    ]
    for at, group in sorted(numbered, key=lambda one: (depth[one[1].id], one[0])):
        box = clusters.get(f"{at}")
        if box is None:
            continue
        asked = _asked(group.look.fill)
        fill = _ground(asked, theme) if asked else theme.colour("mist" if depth[group.id] % 2 else "paper")
        border = _asked(group.look.stroke) or asked or theme.colour("rule")
        stroke = Stroke(border, min(group.look.width or 1.0, 6.0), "dash" if group.look.dashed else "solid")
        ink = legible(_asked(group.look.ink) or theme.colour("slate"), fill)
        label = _name(group, box, laid, taken, curves, theme, ink=ink)
        yield Shape(f"series/{group.id}", box, "round", 6.0, fill, stroke, label)


def _ground(asked: Colour, theme: Theme) -> Colour:
    """The ground that an author asks for; a tint of it where no line could be told on it."""
    paper, line = theme.colour("paper").hex, theme.colour("slate").hex
    if contrast(asked.hex, line) >= LARGE:
        return asked
    return Colour(mixed(asked.hex, paper, _TINT), "")


def _name(
    group: Band,
    box: Box,
    laid: Laid,
    taken: Sequence[Box],
    curves: Sequence[Curve],
    theme: Theme,
    *,
    ink: Colour,
) -> Text | None:
    """A group's name at its top, as far to the left as no node covers it and no line crosses it."""
    said = faces.paragraphs(group.label, laid.scale.small, ink, theme, bold=True, align="left")
    if not said:
        return None
    wide, tall = faces.name_size(group.label, laid.scale)
    near = [one for one in taken if one.meets(box)]
    passing = [curve for curve in curves if route.hits(curve.points, [box], 0.0)]
    first: Text | None = None
    for top in (box.y, box.bottom - tall):
        left = box.x
        while left == box.x or left + wide <= box.right:
            place = Box(left, top, min(wide, box.w), tall)
            text = typeset.set_text(f"series/{group.id}/name", said, place, inset=NAME_INSET)
            first = first or text
            spot = text.ink.inset(-2)
            free = not any(spot.meets(one) for one in near)
            if free and not any(route.hits(curve.points, [spot], 0.0) for curve in passing):
                return text
            left += 12.0
    return first


def _label(line: Line, laid: Laid, theme: Theme) -> Iterator[Item]:
    box = laid.placement.nodes.get(line.label_id)
    said = faces.paragraphs(line.edge.label, laid.scale.small, theme.colour("ink"), theme)
    if box is None or not said:
        return
    label = typeset.set_text(f"{line.label_id}/text", said, box, anchor="middle", inset=LABEL_INSET)
    yield Shape(line.label_id, box, "round", 3.0, theme.colour("paper"), None, label)


def _node(face: Face, box: Box, theme: Theme) -> Iterator[Item]:
    node, look = face.node, face.node.look
    if node.kind == "stub":
        yield _stub(face, box, theme)
        return
    bare = node.kind == "text"
    usual = None if bare else theme.colour("blue-tint")
    fill = _asked(look.fill) or (theme.colour("slate") if node.kind == "dot" else usual)
    stroke = None if bare and not look.stroke else _stroke(look, theme)
    ink = legible(_asked(look.ink) or theme.colour("ink"), fill or theme.colour("paper"))
    said = faces.paragraphs(node.label, face.text, ink, theme)
    label = (
        typeset.set_text(f"node/{node.id}/text", said, box, anchor="middle", inset=face.inset)
        if said
        else None
    )
    radius = 0.0 if node.kind == "text" else 12.0 if node.kind == "round" else 5.0
    href = node.link if links.fault(node.link) is None else ""
    yield Shape(f"node/{node.id}", box, face.outline, radius, fill, stroke, label, href)
    if node.kind == "double-circle":
        yield Shape(f"tick/{node.id}", box.inset(3.5), "ellipse", stroke=stroke)


def _stub(face: Face, box: Box, theme: Theme) -> Shape:
    """What stands elsewhere: its name alone, in a dashed frame."""
    said = faces.paragraphs(face.node.label, face.text, theme.colour("slate"), theme)
    name = f"node/{face.node.id}"
    label = typeset.set_text(f"{name}/text", said, box, anchor="middle", inset=face.inset) if said else None
    return Shape(
        name, box, "round", 5.0, theme.colour("paper"), Stroke(theme.colour("rule"), 1.0, "dash"), label
    )


def _stroke(look: Look, theme: Theme) -> Stroke:
    width = min(look.width, 6.0) or 1.25
    return Stroke(_asked(look.stroke) or theme.colour("blue"), width, "dash" if look.dashed else "solid")
