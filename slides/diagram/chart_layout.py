"""A chart laid out at one scale: places by Graphviz, lines by the road map's own router."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import inf

from slides.chart.model import Group
from slides.diagram import chart_faces as faces
from slides.diagram import layout, route
from slides.diagram.chart_faces import Face, Scale
from slides.diagram.chart_plan import Line, Plan
from slides.diagram.columns import Wire
from slides.diagram.graph import Size
from slides.diagram.layout import Engine, Placement
from slides.diagram.ranks import CLEAR, rows
from slides.geometry import Box, Point, rounded
from slides.outlines import FORMS

_SECONDS = 10.0  # that Graphviz may take
_LOOP = 16.0  # pt that a line from a node to itself takes beside it


@dataclass(frozen=True, slots=True)
class Laid:
    """A chart with all its parts in place, in pt; the placement's edges are the corners of lines by id,
    its nodes hold labels of lines (`method/…`) too."""

    plan: Plan
    scale: Scale
    direction: str
    faces: Mapping[str, Face]
    placement: Placement

    @property
    def size(self) -> Size:
        return self.placement.width, self.placement.height


def laid(plan: Plan, scale: Scale, direction: str, engine: Engine = "embedded") -> Laid:
    """Raises LayoutError where Graphviz fails."""
    down = direction in ("TB", "BT")
    found = {node.id: faces.face(node, scale) for node in plan.chart.nodes}
    labels = {
        line.label_id: faces.label_size(line.edge.label, scale) for line in plan.lines if line.edge.label
    }
    loops = _loops(plan)
    names = {
        f"{at}": faces.name_size(group.label, scale)
        for at, group in enumerate(plan.chart.groups)
        if group.label
    }
    margins = _margins(plan, found, names, scale)
    dot = "\n".join(_dot(plan, found, labels, loops, scale, margins=margins, down=down))
    placement = layout.placement(layout.run(dot, engine, _SECONDS))
    expected = {f"node/{name}" for name in found} | {name for name in labels if name not in loops}
    layout.check_complete(placement, expected, set())
    placement = _framed(replace(placement, edges={}), names, margins, scale)
    placement = placement if down else layout.turned(placement)
    placement = _aligned(plan, placement, scale)
    placement = _routed(plan, found, placement, names, scale, down=down)
    if direction in ("BT", "RL"):
        placement = _mirrored(layout.cut(placement))
    placement = _with_loops(plan, found, placement, labels, down=down)
    placement = layout.cut(placement if down else layout.turned(placement))
    return Laid(plan, scale, direction, found, placement)


def _margins(
    plan: Plan, found: Mapping[str, Face], names: Mapping[str, Size], scale: Scale
) -> dict[str, float]:
    """What Graphviz keeps free around all that a group holds, so that its name has room above it: as high
    as the name, and as wide where no node within is."""
    widest: dict[str, float] = {}
    for name, face in found.items():
        for around in plan.around(name):
            widest[around] = max(widest.get(around, 0.0), face.size[0])
    margins: dict[str, float] = {}
    for at, group in enumerate(plan.chart.groups):
        wide, tall = names.get(f"{at}", (0.0, 0.0))
        margins[f"{at}"] = round(max(scale.group, tall, (wide - widest.get(group.id, 0.0)) / 2), 1)
    return margins


def _framed(
    found: Placement, names: Mapping[str, Size], margins: Mapping[str, float], scale: Scale
) -> Placement:
    """Groups without the room for a name at the sides where no name stands: Graphviz keeps the same
    margin at all four."""
    clusters: dict[str, Box] = {}
    for name, box in found.clusters.items():
        wide, tall = names.get(name, (0.0, 0.0))
        top, below = margins[name] - max(scale.group, tall), margins[name] - scale.group
        side = max(min(margins[name] - scale.group, (box.w - wide) / 2), 0.0)
        clusters[name] = Box(box.x + side, box.y + top, box.w - 2 * side, box.h - top - below)
    return replace(found, clusters=clusters)


_FAR = 40.0  # pt that a label is moved at most


def _aligned(plan: Plan, found: Placement, scale: Scale) -> Placement:
    """Labels moved along their rank to stand right above or below an end of their line, where they can."""
    nodes = dict(found.nodes)
    for row in rows(nodes):
        order = sorted(row, key=lambda name: nodes[name].x)
        for at, name in enumerate(order):
            if not name.startswith("method/"):
                continue
            line, box = plan.lines[int(name.split("/")[1])], nodes[name]
            low = nodes[order[at - 1]].right + scale.node / 2 if at else -inf
            high = nodes[order[at + 1]].x - scale.node / 2 if at + 1 < len(order) else inf
            for end in (line.head, line.tail):
                x = nodes[f"node/{end}"].centre.x - box.w / 2
                if low <= x and x + box.w <= high and abs(x - box.x) <= _FAR:
                    nodes[name] = Box(x, box.y, box.w, box.h)
                    break
    return replace(found, nodes=nodes)


def _loops(plan: Plan) -> dict[str, str]:
    """The lines from a node to itself, by the ids that their labels have."""
    return {line.label_id: line.tail for line in plan.lines if line.is_loop}


def _dot(
    plan: Plan,
    found: Mapping[str, Face],
    labels: Mapping[str, Size],
    loops: Mapping[str, str],
    scale: Scale,
    *,
    margins: Mapping[str, float],
    down: bool,
) -> Iterator[str]:
    step = 2 if any(name not in loops for name in labels) else 1
    yield (
        f"digraph {{ graph [rankdir={'TB' if down else 'LR'} splines=false newrank=true "
        f"nodesep={scale.node / 72:.3f} ranksep={scale.rank / 72 / step:.3f} nslimit=2 nslimit1=2"
        "]"
        ' node [shape=box fixedsize=true label=""]'
    )
    room = {f"node/{name}": face.size for name, face in found.items()}
    for name, looped in loops.items():
        (wide, tall), label = room[f"node/{looped}"], labels.get(name, (0.0, 0.0))
        beside = 2 * (_LOOP + label[0 if down else 1])
        size = found[looped].size
        wider, taller = (size[0] + beside, 0.0) if down else (0.0, size[1] + beside)
        room[f"node/{looped}"] = max(wide, wider), max(tall, taller)
    room |= {name: size for name, size in labels.items() if name not in loops}
    homes: dict[str, list[str]] = {}
    for node in plan.chart.nodes:
        homes.setdefault(node.group, []).append(f"node/{node.id}")
    for line in plan.lines:
        if line.label_id in labels and not line.is_loop:
            homes.setdefault(plan.common(line.edge), []).append(line.label_id)
    numbers = {group.id: at for at, group in enumerate(plan.chart.groups)}
    inner: dict[str, list[Group]] = {}
    for group in plan.chart.groups:
        inner.setdefault(group.parent, []).append(group)

    def within(group: str) -> Iterator[str]:
        for name in homes.get(group, ()):
            yield f"{_quoted(name)} [width={room[name][0] / 72:.4f} height={room[name][1] / 72:.4f}]"
        for held in inner.get(group, ()):
            margin = margins[f"{numbers[held.id]}"]
            yield f'subgraph cluster_{numbers[held.id]} {{ graph [label="" margin={margin:.1f}]'
            yield from within(held.id)
            yield "}"

    yield from within("")
    for line in plan.lines:
        if line.is_loop:
            continue
        tail, head = f"node/{line.tail}", f"node/{line.head}"
        tail, head = (head, tail) if line.back else (tail, head)
        span = line.edge.length * step
        if line.label_id in labels:
            yield f"{_quoted(tail)} -> {_quoted(line.label_id)} [weight=2 minlen={span // 2}]"
            yield f"{_quoted(line.label_id)} -> {_quoted(head)} [weight=2 minlen={span - span // 2}]"
        else:
            yield f"{_quoted(tail)} -> {_quoted(head)} [weight=2 minlen={span}]"
    yield "}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _routed(
    plan: Plan,
    found: Mapping[str, Face],
    placement: Placement,
    names: Mapping[str, Size],
    scale: Scale,
    *,
    down: bool,
) -> Placement:
    """The placement with the corners of all lines, as in a chart that grows down."""
    clear = CLEAR if scale.rank < 24 else 1.75 * CLEAR
    seen = [line for line in plan.lines if not line.is_loop and line.edge.form != "invisible"]
    ends = [_ends(line, plan, placement) for line in seen]
    gates = {name: box for pair in ends for name, box in pair if name.startswith("gate/")}
    placement = replace(placement, nodes={**placement.nodes, **gates})
    ranks = route.ranks_among(placement, names, frozenset(), clear=clear, down=down)
    leaving = _counted(tail for (tail, _), _ in ends)
    arriving = _counted(head for _, (head, _) in ends)
    wires: list[Wire] = []
    for line, ((tail, first), (head, last)) in zip(seen, ends, strict=True):
        fans = leaving[tail] > 1 or arriving[head] == 1
        kin = (
            f"out {tail} {line.edge.form} {line.edge.start}"
            if fans
            else f"in {head} {line.edge.form} {line.edge.end}"
        )
        through: tuple[tuple[int, float], ...] = ()
        if line.label_id in placement.nodes:
            through = ((ranks.of[line.label_id], placement.nodes[line.label_id].centre.x),)
        wires.append(Wire(tail, head, kin, fans, first.centre.x, last.centre.x, through))
    placement, turns = route.run_along(placement, ranks, wires, rank=scale.rank)
    edges = {
        line.id: route.corners(
            Point(wire.start, _border(wire.source, placement, found, foot=True, down=down)),
            turn,
            Point(wire.end, _border(wire.target, placement, found, foot=False, down=down)),
        )
        for line, wire, turn in zip(seen, wires, turns, strict=True)
    }
    nodes = {name: box for name, box in placement.nodes.items() if name not in gates}
    return replace(placement, nodes=nodes, edges=edges)


def _ends(line: Line, plan: Plan, found: Placement) -> tuple[tuple[str, Box], tuple[str, Box]]:
    """What a line is laid between: nodes, or gates in the borders of groups."""
    numbers = {group.id: f"{at}" for at, group in enumerate(plan.chart.groups)}
    pair: list[tuple[str, Box]] = []
    for end, node, foot in ((line.edge.tail, line.tail, True), (line.edge.head, line.head, False)):
        cluster = found.clusters.get(numbers.get(end, ""))
        if cluster is None or line.stands_in(end, plan):
            pair.append((f"node/{node}", found.nodes[f"node/{node}"]))
            continue
        y = cluster.bottom - 1.0 if foot else cluster.y
        side = "foot" if foot else "head"
        pair.append((f"gate/{side}/{numbers[end]}", Box(cluster.centre.x - 0.5, y, 1.0, 1.0)))
    return pair[0], pair[1]


def _border(name: str, placement: Placement, found: Mapping[str, Face], *, foot: bool, down: bool) -> float:
    """Where an outline begins or ends along the ranks: that of a group, or of a node."""
    box = placement.nodes[name]
    if name.startswith("gate/"):
        cluster = placement.clusters[name.rpartition("/")[2]]
        return cluster.bottom if foot else cluster.y
    return _edge_at(box, found[name.removeprefix("node/")], foot=foot, down=down)


def _counted(names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in names:
        found[name] = found.get(name, 0) + 1
    return found


def _edge_at(box: Box, face: Face, *, foot: bool, down: bool) -> float:
    """Where the outline of a node begins or ends along the ranks: some are narrower than their box."""
    depth = face.size[1] if down else face.size[0]
    share = 1.0 if foot else 0.0
    if form := FORMS.get(face.outline):
        share = form.sites[(2 if foot else 0) if down else (3 if foot else 1)][1 if down else 0]
    return box.centre.y - depth / 2 + share * depth


def _with_loops(
    plan: Plan, found: Mapping[str, Face], placement: Placement, labels: Mapping[str, Size], *, down: bool
) -> Placement:
    """The lines from a node to itself, out of its right side and into its top (as in a chart that grows
    down), and their labels beside."""
    nodes = dict(placement.nodes)
    edges = dict(placement.edges)
    for line in plan.lines:
        if not line.is_loop or line.edge.form == "invisible":
            continue
        face = found[line.tail]
        box = centred(nodes[f"node/{line.tail}"], face.size if down else face.size[::-1])
        sites = (FORMS[face.outline] if face.outline in FORMS else FORMS["diamond"]).sites
        beside, above = (sites[3], sites[0]) if down else (sites[2][::-1], sites[1][::-1])
        right = Point(rounded(box.x + beside[0] * box.w), rounded(box.y + beside[1] * box.h))
        top = Point(rounded(box.x + above[0] * box.w), rounded(box.y + above[1] * box.h))
        x, y = rounded(box.right + _LOOP - 5), rounded(box.y - 10)
        edges[line.id] = (right, Point(x, right.y), Point(x, y), Point(top.x, y), top)
        if size := labels.get(line.label_id):
            wide, tall = size if down else size[::-1]
            nodes[line.label_id] = Box(x + 2, rounded(right.y - tall / 2), wide, tall)
    return replace(placement, nodes=nodes, edges=edges)


def centred(room: Box, size: Size) -> Box:
    """A box of that size in the middle of the room."""
    wide, tall = size
    x, y = room.centre.x - wide / 2, room.centre.y - tall / 2
    return Box(rounded(x), rounded(y), rounded(wide), rounded(tall))


def _mirrored(found: Placement) -> Placement:
    """The drawing upside down."""

    def box(one: Box) -> Box:
        return Box(one.x, rounded(found.height - one.bottom), one.w, one.h)

    return replace(
        found,
        nodes={name: box(one) for name, one in found.nodes.items()},
        clusters={name: box(one) for name, one in found.clusters.items()},
        edges={
            name: tuple(Point(x, rounded(found.height - y)) for x, y in points)
            for name, points in found.edges.items()
        },
    )
