"""Any diagram written with the `diagrams` library → Scene: icons, clusters and edges as native parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slides.diagram import faces, layout, lines, parts
from slides.diagram.faces import SCALES, Face, Scale
from slides.diagram.graph import AROUND_LABEL, Size, blind
from slides.diagram.layout import Engine, Placement
from slides.diagram.paint import Paint, number, paint
from slides.diagram.parsed import Attributes, Cluster, Edge, Parsed, parsed
from slides.look import theme as themes
from slides.look.theme import Theme
from slides.scene import Scene, texts

_TURNED = {"LR": "TB", "RL": "TB", "TB": "LR", "BT": "LR"}
_SPREAD = 1.3  # how much wider each further try is, to give the labels of edges room
_TRIES = 5
_LARGER = 1.35  # how much a small diagram may grow on its slide
LEAST = 10.0  # pt that text on a slide has at least


def scene_of(diagram: Any, *, theme: str | Theme = "light", engine: Engine = "embedded") -> Scene:
    """The diagram on a page cut to its size, in pt: icons as pictures, the rest as shapes and text.

    `diagram` is a `slides.Diagram`, or any `diagrams.Diagram` (which runs `dot` itself when its `with`
    block ends). Reads the icons. The same code gives an equal Scene.
    Raises ValueError, with a message of one line, for what cannot be drawn; LayoutError where Graphviz fails.
    """
    said = parsed(diagram.dot.source, engine)
    return _drawn(said, _Easel(paint(said, _theme(theme)), engine), SCALES[0], _direction(said))


def scene_for(
    diagram: Any, room: Size, *, theme: str | Theme = "light", engine: Engine = "embedded"
) -> Scene:
    """The diagram scaled to stand in `room` (width and height in pt) with its text as large as can be;
    turned by a quarter, left to right or downwards, only where it would not be readable otherwise.

    It has no title of its own. Raises ValueError where its text would be below 10 pt either way, and as
    `scene_of`.
    """
    return fitted(parsed(diagram.dot.source, engine), room, theme=_theme(theme), engine=engine)


def fitted(said: Parsed, room: Size, *, theme: Theme, engine: Engine = "embedded") -> Scene:
    """`scene_for` of a diagram that is read already."""
    easel = _Easel(paint(said, theme), engine, titled=False)
    for direction in (_direction(said), _TURNED[_direction(said)]):
        found = [_drawn_for(room, said, easel, scale, direction) for scale in SCALES]
        best = max((one for one in found if one), key=lambda one: _shown_size(one, room), default=None)
        if best and _shown_size(best, room) >= LEAST:
            return parts.scaled(best, _factor(best.width, best.height, room))
    raise ValueError(too_large(said.title))


def _theme(theme: str | Theme) -> Theme:
    return theme if isinstance(theme, Theme) else themes.load(theme)


def too_large(title: str) -> str:
    """What to say of a diagram whose text would be too small on a slide."""
    return f'diagram "{title}" does not fit a slide with text of {LEAST:g} pt or more; draw parts of it'


def _factor(width: float, height: float, room: Size) -> float:
    return min(room[0] / max(width, 1.0), room[1] / max(height, 1.0), _LARGER)


def _shown_size(scene: Scene, room: Size) -> float:
    """The smallest text of the scene once it is scaled to the room, in pt."""
    sizes = [run.size for text in texts(scene.items) for one in text.paragraphs for run in one.runs]
    return min(sizes, default=LEAST) * _factor(scene.width, scene.height, room)


def least_size(scene: Scene, room: Size) -> tuple[float, float]:
    """By how much a finished scene is scaled to stand in `room`, and the smallest text it then has, in pt."""
    return _factor(scene.width, scene.height, room), _shown_size(scene, room)


@dataclass(frozen=True, slots=True)
class _Easel:
    paint: Paint
    engine: Engine
    titled: bool = True


def _direction(said: Parsed) -> str:
    direction = said.attrs.get("rankdir", "TB").upper()
    return direction if direction in _TURNED else "TB"


class _NoPlace(ValueError):
    """A label has no place at one scale."""


def _drawn_for(room: Size, said: Parsed, easel: _Easel, scale: Scale, direction: str) -> Scene | None:
    """The diagram at one scale; None where it cannot be read in the room, or a label has no place."""
    found = [faces.face(node, scale, said.icons) for node in said.nodes]
    placement = _placed(said, found, scale, spread=scale.distance, direction=direction, engine=easel.engine)
    least = min((face.text_size for face in found if face.node.label), default=LEAST)
    if least * _factor(placement.width, placement.height, room) < LEAST:
        return None  # lines and labels only make it larger
    try:
        return _drawn(said, easel, scale, direction)
    except _NoPlace:
        return None


def _drawn(said: Parsed, easel: _Easel, scale: Scale, direction: str) -> Scene:
    """The diagram at one scale, spread until every label of an edge has a place of its own."""
    found = [faces.face(node, scale, said.icons) for node in said.nodes]
    lost = ""
    for attempt in range(_TRIES):
        spread = scale.distance * _SPREAD**attempt
        placement = _placed(said, found, scale, spread=spread, direction=direction, engine=easel.engine)
        laid = lines.laid(said, found, placement, scale, direction=direction)
        if laid.lost is None:
            return parts.scene(said, found, placement, laid, easel.paint, scale=scale, titled=easel.titled)
        lost = laid.lost
    raise _NoPlace(f'the label "{lost}" finds no place on its line; make it shorter or set a larger ranksep')


def _placed(
    said: Parsed, found: Sequence[Face], scale: Scale, *, spread: float, direction: str, engine: Engine
) -> Placement:
    dot = "\n".join(_dot(said, faces.place_sizes(found), scale, spread=spread, direction=direction))
    placement = layout.placement(layout.run(dot, engine))
    layout.check_complete(placement, {node.id for node in said.nodes}, {edge.id for edge in _laid_out(said)})
    return placement


def _laid_out(said: Parsed) -> list[Edge]:
    """The edges that Graphviz places; one from a node to itself is drawn beside it."""
    return [edge for edge in said.edges if edge.tail != edge.head]


_KEPT_GRAPH = ("newrank", "ordering", "clusterrank", "nslimit", "nslimit1", "mclimit")
_KEPT_NODE = ("group", "ordering")
_KEPT_EDGE = ("weight", "minlen", "constraint", "samehead", "sametail")
_PORTS = {"LR": ("e", "w"), "RL": ("w", "e"), "TB": ("s", "n"), "BT": ("n", "s")}


def _dot(
    said: Parsed, sizes: Mapping[str, Size], scale: Scale, *, spread: float, direction: str
) -> Iterator[str]:
    """The diagram for Graphviz: nodes of fixed size, and labels that take the room we measured."""
    given = {
        "rankdir": direction,
        "splines": "spline" if lines.square(said.attrs) else said.attrs["splines"],
        "nodesep": f"{number(said.attrs.get('nodesep'), 0.25) * spread:.3f}",
        "ranksep": f"{max(number(said.attrs.get('ranksep'), 0.5) * spread, 0.35):.3f}",
        **_kept(said.attrs, _KEPT_GRAPH),
    }
    yield f'digraph {{ graph [{_list(given)}] node [shape=box fixedsize=true label=""]'
    for node in said.nodes:
        width, height = sizes[node.id]
        size = {"width": f"{width / 72:.4f}", "height": f"{height / 72:.4f}"}
        yield f"{_quoted(node.id)} [{_list({**size, **_kept(node.attrs, _KEPT_NODE)})}]"
    for cluster in said.clusters:
        if not cluster.parent:
            yield from _cluster(cluster, said.clusters, scale)
    for kind, names in said.levels:
        yield f"{{ rank={_quoted(kind)} {' '.join(map(_quoted, names))} }}"
    for edge in _laid_out(said):
        yield _edge(edge, scale, direction)
    yield "}"


def _cluster(cluster: Cluster, every: Sequence[Cluster], scale: Scale) -> Iterator[str]:
    size = faces.text_size(cluster.attrs, scale, usual=12.0)
    left, top, right, bottom = faces.TITLE_INSET
    wide, tall = faces.label_size(cluster.label, size, bold=True)
    room = (wide + left + right - AROUND_LABEL, tall + top + bottom - AROUND_LABEL)
    label = _blind(*room) if cluster.label else 'label=""'
    yield f"subgraph {_quoted('cluster_' + cluster.id)} {{ graph [{label} labeljust=l margin=10]"
    yield " ".join(map(_quoted, cluster.nodes))
    for inner in every:
        if inner.parent == cluster.id:
            yield from _cluster(inner, every, scale)
    yield "}"


def _edge(edge: Edge, scale: Scale, direction: str) -> str:
    tail, head = _PORTS[direction]
    given = {"id": edge.id, "tailport": tail, "headport": head, **_kept(edge.attrs, _KEPT_EDGE)}
    label = ""
    if edge.label:
        wide, tall = lines.label_room(edge, scale)
        level = direction in ("LR", "RL")
        label = " " + (_blind(wide + 2 * lines.ENDS, tall) if level else _blind(wide, tall + 2 * lines.ENDS))
    return f"{_quoted(edge.tail)} -> {_quoted(edge.head)} [{_list(given)}{label}]"


def _blind(width: float, height: float) -> str:
    """`graph.blind` as DOT attributes; its line breaks are DOT's own."""
    return " ".join(f'{name}="{value}"' for name, value in blind(width, height).items())


def _kept(attrs: Attributes, names: Sequence[str]) -> dict[str, str]:
    return {name: attrs[name] for name in names if attrs.get(name)}


def _list(attrs: Mapping[str, str]) -> str:
    return " ".join(f"{name}={_quoted(value)}" for name, value in attrs.items())


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
