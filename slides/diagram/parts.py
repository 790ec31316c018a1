"""A diagram with its places and lines → Scene: clusters, connectors, nodes with icons, labels, title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from slides.diagram import faces
from slides.diagram.faces import LABEL_INSET, TITLE_INSET, Face, Scale
from slides.diagram.layout import Placement
from slides.diagram.lines import Laid, Lines
from slides.diagram.paint import WHITE, Paint, number, stroke, styles_of
from slides.diagram.parsed import Cluster, Edge, Node, Parsed
from slides.geometry import Box, Point, around, rounded
from slides.look import typeset
from slides.scaling import scaled as scaled
from slides.scene import (
    Align,
    Colour,
    Curve,
    Group,
    Item,
    Join,
    Picture,
    Scene,
    Shape,
    Stroke,
    Text,
    extent,
    shifted,
    walk,
)

_MARGIN = 18.0
_ICON = 0.72  # of a tile's side
_JUST: Mapping[str, Align] = {"l": "left", "c": "center", "r": "right"}


def scene(
    said: Parsed,
    found: Sequence[Face],
    placement: Placement,
    lines: Lines,
    paint: Paint,
    *,
    scale: Scale,
    titled: bool,
) -> Scene:
    """The diagram on a page cut to its size, with its name on top if it is `titled`."""
    ground = paint.of(said.attrs.get("bgcolor"), "paper")
    fills = _fills(said, placement, paint)
    clusters = tuple(_clusters(said, placement, fills, paint, ground=ground, scale=scale))
    items: tuple[Item, ...] = (
        *([Group("clusters", clusters)] if clusters else []),
        *(curve for line in lines.every for curve in _curves(line, found, paint)),
        *(_node(face, placement.nodes[face.node.id], fills, paint, ground=ground) for face in found),
        *_labels(lines, fills, paint, ground=ground, scale=scale),
    )
    group = Group("diagram", items, alt=sentence(said), title=said.title)
    whole = around([*map(extent, walk(items))])
    name = _name(said, whole.w, paint, ground) if titled and said.title else None
    top = name.box.h + 10 if name else 0.0
    margin = _MARGIN if titled else 1.0  # a slide has margins of its own
    placed = shifted(group, margin - whole.x, margin + top - whole.y)
    width = max(whole.w, name.box.w if name else 0.0) + 2 * margin
    return Scene(
        rounded(width),
        rounded(whole.h + top + 2 * margin),
        ((name,) if name else ()) + (placed,),
        ground,
        said.title,
        outline(said),
    )


def _name(said: Parsed, width: float, paint: Paint, ground: Colour) -> Text:
    size = min(max(number(said.attrs.get("fontsize"), 15.0) + 2, 14.0), 24.0)
    colour = paint.ink(said.attrs.get("fontcolor"), ground)
    said_name = faces.paragraphs(said.title, size, colour, align="left", bold=True)
    wide = max(width, typeset.widest_word(said_name) + 4)
    return typeset.set_text(
        "title",
        said_name,
        _rounded(Box(_MARGIN, _MARGIN, wide, typeset.height(said_name, wide))),
        role="title",
    )


def _fills(said: Parsed, placement: Placement, paint: Paint) -> list[tuple[Box, Colour]]:
    """The grounds of clusters, outer ones first."""
    found: list[tuple[Box, Colour]] = []
    for cluster in _outer_first(said.clusters):
        box, fill = placement.clusters.get(cluster.id), _fill(cluster, paint)
        if box and fill:
            found.append((box, fill))
    return found


def _fill(cluster: Cluster, paint: Paint) -> Colour | None:
    if "invis" in styles_of(cluster.attrs):
        return None
    if "filled" in styles_of(cluster.attrs):
        return paint.filled(cluster.attrs.get("fillcolor") or cluster.attrs.get("color") or "lightgrey")
    return paint.filled(cluster.attrs.get("bgcolor"))


def _outer_first(clusters: Sequence[Cluster], parent: str = "") -> Iterator[Cluster]:
    for cluster in clusters:
        if cluster.parent == parent:
            yield cluster
            yield from _outer_first(clusters, cluster.id)


def _below(spot: Point, fills: Sequence[tuple[Box, Colour]], ground: Colour) -> Colour:
    """The colour of what lies under a point."""
    for box, fill in reversed(fills):
        if box.x <= spot.x <= box.right and box.y <= spot.y <= box.bottom:
            return fill
    return ground


def _clusters(
    said: Parsed,
    placement: Placement,
    fills: Sequence[tuple[Box, Colour]],
    paint: Paint,
    *,
    ground: Colour,
    scale: Scale,
) -> Iterator[Item]:
    for cluster in _outer_first(said.clusters):
        box = placement.clusters.get(cluster.id)
        if box is None:
            continue
        under = _below(Point(box.x + 1, box.y + 1), [one for one in fills if one[0].holds(box)], ground)
        size = faces.text_size(cluster.attrs, scale, usual=12.0)
        align = _JUST.get(cluster.attrs.get("labeljust", "c"), "center")
        colour = paint.ink(cluster.attrs.get("fontcolor"), under)
        title = faces.paragraphs(cluster.label, size, colour, align=align, bold=True)
        label = typeset.set_text(f"{cluster.id}/title", title, box, inset=TITLE_INSET) if title else None
        line: Stroke | None = None
        if "invis" not in styles_of(cluster.attrs):
            pen = paint.of(cluster.attrs.get("pencolor") or cluster.attrs.get("color"), "rule")
            line = stroke(cluster.attrs, pen, width=1.0)
        round_off = "rounded" in styles_of(cluster.attrs)
        yield Shape(
            cluster.id, box, "round" if round_off else "rect", 8.0, _fill(cluster, paint), line, label
        )


def _node(
    face: Face, place: Box, fills: Sequence[tuple[Box, Colour]], paint: Paint, *, ground: Colour
) -> Group:
    node = face.node
    tile, under = face.boxes(place)
    tile = _rounded(tile)
    behind = _below(tile.centre, fills, ground)
    if face.icon is None:
        return Group(node.id, (_box(face, tile, behind, paint),), title=faces.named(node))
    across, down = face.icon.width, face.icon.height
    share = _ICON * tile.w / max(across, down)
    wide, tall = across * share, down * share
    spot = Box(tile.centre.x - wide / 2, tile.centre.y - tall / 2, wide, tall)
    items: tuple[Item, ...] = (
        Shape(tile_id(node), tile, "round", tile.w * 0.16, WHITE, Stroke(paint.named("rule"), 0.75)),
        Picture(
            f"{node.id}/icon",
            _rounded(spot),
            face.icon.data,
            face.icon.media,
            faces.icon_name(node) + " icon",
        ),
    )
    if under:
        said = faces.paragraphs(node.label, face.text_size, paint.ink(node.attrs.get("fontcolor"), behind))
        items = (*items, typeset.set_text(f"{node.id}/label", said, _rounded(under)))
    return Group(node.id, items, title=faces.named(node))


def _box(face: Face, tile: Box, behind: Colour, paint: Paint) -> Shape:
    """A node without icon: its label in its outline, if it asks for one."""
    attrs = face.node.attrs
    bare = attrs.get("shape") in ("none", "plaintext", "plain") or bool(attrs.get("image"))
    styles = styles_of(attrs)
    fill: Colour | None = None if bare else WHITE
    if "filled" in styles or "fillcolor" in attrs:
        fill = paint.filled(attrs.get("fillcolor") or attrs.get("color") or "lightgrey")
    ink = paint.ink(attrs.get("fontcolor"), fill or behind)
    if fill == WHITE:
        ink = replace(paint, fixed=True).of(attrs.get("fontcolor"), "ink")  # white stays white on a dark page
    line = (
        None if bare or "invis" in styles else stroke(attrs, paint.of(attrs.get("color"), "slate"), width=1.0)
    )
    said = faces.paragraphs(face.node.label, face.text_size, ink)
    label = typeset.set_text(f"{face.node.id}/label", said, tile, anchor="middle") if said else None
    return Shape(tile_id(face.node), tile, face.outline, 8.0, fill, line, label)


def tile_id(node: Node) -> str:
    return f"{node.id}/tile"


def _curves(line: Laid, found: Sequence[Face], paint: Paint) -> Iterator[Curve]:
    """One connector, drawn towards its arrowhead; one for each way where there are two heads."""
    edge = line.edge
    by_id = {face.node.id: face for face in found}
    joins = (_join(by_id[edge.tail], line.leaves), _join(by_id[edge.head], line.arrives))
    looks = stroke(edge.attrs, paint.of(edge.attrs.get("color"), "slate"), width=1.25)
    way = edge.attrs.get("dir", "forward")
    if way in ("forward", "both", "none"):
        yield Curve(edge.id, line.points, looks, line.route, way != "none", joins)
    if way in ("back", "both"):
        name = edge.id if way == "back" else f"{edge.id}/back"
        yield Curve(name, line.points[::-1], looks, line.route, True, (joins[1], joins[0]))


def _join(face: Face, side: int) -> Join:
    """The site of a side: below an icon its label's lower edge, else the tile's own (an ellipse has 8)."""
    if side == 2 and face.under[1]:
        return Join(f"{face.node.id}/label", 2)
    return Join(tile_id(face.node), side * 2 if face.outline == "ellipse" else side)


def _labels(
    lines: Lines, fills: Sequence[tuple[Box, Colour]], paint: Paint, *, ground: Colour, scale: Scale
) -> Iterator[Item]:
    for line in lines.every:
        place, edge = lines.labels.get(line.edge.id), line.edge
        if place is None:
            continue
        box = _rounded(place)
        under = _below(box.centre, fills, ground)
        size = faces.text_size(edge.attrs, scale, usual=12.0)
        said = faces.paragraphs(edge.label, size, paint.ink(edge.attrs.get("fontcolor"), under))
        label = typeset.set_text(f"{edge.id}/text", said, box, anchor="middle", inset=LABEL_INSET)
        yield Shape(f"{edge.id}/label", box, "round", 3.0, under, None, label)


def _rounded(box: Box) -> Box:
    return Box(rounded(box.x), rounded(box.y), rounded(box.w), rounded(box.h))


def sentence(said: Parsed) -> str:
    """The diagram in one sentence, with counts."""
    counts = [_counted(len(said.nodes), "node"), _counted(len(said.edges), "connection")]
    if said.clusters:
        counts.insert(1, _counted(len(said.clusters), "cluster"))
    return f"{said.title or 'Diagram'}: {', '.join(counts[:-1])} and {counts[-1]}."


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def outline(said: Parsed) -> str:
    """The diagram in words: its nodes by cluster, then its connections."""
    names = {node.id: faces.named(node) for node in said.nodes}
    inside = {name for cluster in said.clusters for name in cluster.nodes}
    lines = [sentence(said), *(f"- {names[node.id]}" for node in said.nodes if node.id not in inside)]
    lines += _told(said.clusters, names, "", 0)
    arrows = {"back": "←", "both": "↔", "none": "—"}
    for edge in said.edges:
        way = arrows.get(edge.attrs.get("dir", "forward"), "→")
        label = f" ({_flat(edge)})" if edge.label else ""
        lines.append(f"{names[edge.tail]} {way} {names[edge.head]}{label}")
    return "\n".join(lines)


def _flat(one: Cluster | Edge) -> str:
    return " ".join(one.label.split())


def _told(clusters: Sequence[Cluster], names: Mapping[str, str], parent: str, depth: int) -> Iterator[str]:
    for cluster in clusters:
        if cluster.parent == parent:
            yield f"{'  ' * depth}{_flat(cluster) or 'unnamed'}:"
            yield from (f"{'  ' * depth}- {names[name]}" for name in cluster.nodes)
            yield from _told(clusters, names, cluster.id, depth + 1)
