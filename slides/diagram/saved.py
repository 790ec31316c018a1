"""A diagram of the `diagrams` library as a file: plain JSON with its icons within, for a spec to name.

What is read is taken for hostile: every value is checked, nothing is run, no path in it is opened.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from slides.diagram import icons, paint
from slides.diagram.icons import Icon
from slides.diagram.parsed import MOST_EDGES, MOST_NODES, Attributes, Cluster, Edge, Node, Parsed
from slides.look import pictures

One = TypeVar("One")

FORMAT = "roadmap-slides diagram, version 1"
MOST_BYTES = 10_000_000
_MOST_CLUSTERS = 100
_DEEPEST = 20
_LONGEST = 1000  # characters of a label
_BLANK = "generic/blank/blank.png"

_COLOURS = ("color", "fillcolor", "fontcolor", "bgcolor", "pencolor")
_LOOKS = (*_COLOURS, "style", "penwidth", "fontsize")
_NODE = (*_LOOKS, "shape", "group", "ordering")
_EDGE = (*_LOOKS, "dir", "tailport", "headport", "constraint", "weight", "minlen")
_CLUSTER = (*_LOOKS, "labeljust")
_GRAPH = (
    "rankdir",
    "splines",
    "nodesep",
    "ranksep",
    "bgcolor",
    "fontcolor",
    "fontsize",
    "newrank",
    "ordering",
)
_VALUES = re.compile(r"[\w#.,:;+ -]{1,80}")
_SMALL = {"weight": 100, "minlen": 10, "penwidth": 20, "fontsize": 96, "nodesep": 5, "ranksep": 5}
_SPLINES = ("spline", "ortho", "polyline", "line")


def written(said: Parsed) -> str:
    """The diagram as JSON text. Reads the icons; raises ValueError for one that may not be read."""
    names, data = _icons(said)
    parts: dict[str, Any] = {
        "format": FORMAT,
        "title": said.title,
        "attrs": _kept(said.attrs, _GRAPH),
        "nodes": [_node(one, names) for one in said.nodes],
        "clusters": [
            {
                "id": one.id,
                "label": one.label,
                "parent": one.parent,
                "nodes": [*one.nodes],
                "attrs": _kept(one.attrs, _CLUSTER),
            }
            for one in said.clusters
        ],
        "edges": [
            {
                "id": one.id,
                "tail": one.tail,
                "head": one.head,
                "label": one.label,
                "attrs": _kept(one.attrs, _EDGE),
            }
            for one in said.edges
        ],
        "levels": [{"rank": kind, "nodes": [*nodes]} for kind, nodes in said.levels],
        "icons": data,
    }
    lines = ",\n".join(f"{json.dumps(key)}: {_listed(value)}" for key, value in parts.items())
    return f"{{\n{lines}\n}}\n"


def _listed(value: Any) -> str:
    """JSON with each entry of a list, or each icon, on a line of its own."""
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join("  " + json.dumps(one, ensure_ascii=False) for one in value) + "\n]"
    if isinstance(value, dict) and any(len(one) > 200 for one in value.values()):
        return (
            "{\n"
            + ",\n".join(f"  {json.dumps(key)}: {json.dumps(one)}" for key, one in value.items())
            + "\n}"
        )
    return json.dumps(value, ensure_ascii=False)


def _node(node: Node, names: Mapping[str, str]) -> dict[str, Any]:
    path = node.attrs.get("image", "")
    icon = {"icon": _BLANK if icons.is_blank(path) else names[path]} if path else {}
    return {"id": node.id, "label": node.label, **icon, "attrs": _kept(node.attrs, _NODE)}


def _icons(said: Parsed) -> tuple[dict[str, str], dict[str, str]]:
    """By their paths the names that icons have in the file; by these names their bytes in base 64."""
    names: dict[str, str] = {}
    data: dict[str, str] = {}
    for node in said.nodes:
        path = node.attrs.get("image", "")
        if not path or icons.is_blank(path) or path in names:
            continue
        icon = said.icons.get(path) or icons.read(path)
        plain = name = re.sub(r"[^\w.-]+", "-", path.replace("\\", "/").rpartition("/")[2])
        count = 1
        while name in data:
            count += 1
            name = f"{count}-{plain}"
        names[path], data[name] = name, b64encode(icon.data).decode("ascii")
    return names, data


def _kept(attrs: Attributes, names: tuple[str, ...]) -> dict[str, str]:
    return {name: attrs[name] for name in names if attrs.get(name) and _fault_of(name, attrs[name]) is None}


class Unfit(ValueError):
    """What is wrong with a file, in words; `line` is where, as far as it is known."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


def read(text: str) -> Parsed:
    """The diagram in the file; raises Unfit for anything that `written` would not have written."""
    try:
        found = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise Unfit(f"it is no JSON: {error.msg.lower()}", error.lineno) from None
    except (RecursionError, ValueError):
        raise Unfit("it is no JSON that can be read") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Unfit(f'it is no diagram: "format" is not "{FORMAT}"')
    return _Reader(found).parsed()


def _no_number(name: str) -> float:
    raise ValueError(name)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Takes the parts out of the JSON; each is named in words where it is wrong."""

    found: Mapping[str, Any]

    def parsed(self) -> Parsed:
        data = {name: _icon(name, value) for name, value in self._map("icons", 300).items()}
        nodes = tuple(self._each("nodes", MOST_NODES, lambda one, where: _read_node(one, where, data)))
        if not nodes:
            raise Unfit('"nodes" holds nothing')
        known = _once([node.id for node in nodes], "nodes")
        clusters = tuple(
            self._each("clusters", _MOST_CLUSTERS, lambda one, where: _read_cluster(one, where, known))
        )
        _nested(clusters)
        edges = tuple(self._each("edges", MOST_EDGES, lambda one, where: _read_edge(one, where, known)))
        _once([*known, *(one.id for one in clusters), *(one.id for one in edges)], "clusters and edges")
        levels = tuple(self._each("levels", 100, lambda one, where: _read_level(one, where, known)))
        attrs = {"splines": "spline", **_attrs(self.found.get("attrs", {}), _GRAPH, '"attrs"')}
        if attrs["splines"] not in _SPLINES:
            raise Unfit(f'"splines" cannot be "{attrs["splines"]}"')
        title = _text(self.found.get("title", ""), '"title"')
        return Parsed(title, nodes, clusters, edges, levels, attrs, data)

    def _map(self, key: str, most: int) -> Mapping[str, Any]:
        value = self.found.get(key, {})
        if not isinstance(value, dict) or len(value) > most:
            raise Unfit(f'"{key}" is no mapping of at most {most} entries')
        return value

    def _each(self, key: str, most: int, take: Callable[[Mapping[str, Any], str], One]) -> Iterator[One]:
        value = self.found.get(key, [])
        if not isinstance(value, list):
            raise Unfit(f'"{key}" is no list')
        if len(value) > most:
            raise Unfit(f'"{key}" holds {len(value)} entries; the most that is drawn is {most}')
        for at, one in enumerate(value, 1):
            where = f'number {at} of "{key}"'
            if not isinstance(one, dict):
                raise Unfit(f"{where} is no mapping")
            yield take(one, where)


def _text(value: Any, where: str, most: int = _LONGEST) -> str:
    if not isinstance(value, str):
        raise Unfit(f"{where} is no text")
    if len(value) > most:
        raise Unfit(f"{where} is longer than {most} characters")
    return "".join(char for char in value if char == "\n" or char.isprintable())


def _name(value: Any, where: str, known: Mapping[str, None] | None = None) -> str:
    name = _text(value, where, 200)
    if not name or "\n" in name or '"' in name or "\\" in name:
        raise Unfit(f"{where} is no name")
    if known is not None and name not in known:
        raise Unfit(f'{where}: there is no node "{name}"')
    return name


def _attrs(value: Any, allowed: tuple[str, ...], where: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise Unfit(f"the attributes of {where} are no mapping")
    for name, one in value.items():
        if name not in allowed:
            raise Unfit(f'{where}: the attribute "{str(name)[:40]}" is not known')
        if fault := _fault_of(name, one):
            raise Unfit(f"{where}: {fault}")
    return dict(value)


def _fault_of(name: str, value: Any) -> str | None:
    """What is wrong with the value of an attribute."""
    if not isinstance(value, str) or not _VALUES.fullmatch(value):
        return f'"{name}" cannot be {str(value)[:40]!r}'
    if name in _SMALL and not 0 <= paint.number(value, -1.0) <= _SMALL[name]:
        return f'"{name}" is a number up to {_SMALL[name]}'
    if name in _COLOURS and not paint.is_known(value):
        return f'colour "{value[:40]}" is not known'
    return None


def _icon(name: str, value: Any) -> Icon:
    where = f'icon "{name[:40]}"'
    try:
        data = b64decode(_text(value, where, 3_000_000), validate=True)
        loaded = pictures.checked(data)
    except Unfit:
        raise
    except (Error, ValueError):
        raise Unfit(f"{where} is no PNG or JPEG picture") from None
    return Icon(loaded.data, loaded.media, int(loaded.width), int(loaded.height))


def _read_node(one: Mapping[str, Any], where: str, data: Mapping[str, Icon]) -> Node:
    attrs = _attrs(one.get("attrs", {}), _NODE, where)
    if "icon" in one:
        icon = _text(one["icon"], where, 200)
        if icon != _BLANK and icon not in data:
            raise Unfit(f'{where}: there is no icon "{icon[:40]}"')
        attrs["image"] = icon
    return Node(_name(one.get("id"), where), _text(one.get("label", ""), where), attrs)


def _read_cluster(one: Mapping[str, Any], where: str, known: Mapping[str, None]) -> Cluster:
    nodes = one.get("nodes", [])
    if not isinstance(nodes, list):
        raise Unfit(f"{where}: its nodes are no list")
    parent = _name(one["parent"], where) if one.get("parent") else ""
    label = _text(one.get("label", ""), where)
    inside = tuple(_name(name, where, known) for name in nodes[: MOST_NODES + 1])
    return Cluster(
        _name(one.get("id"), where), label, parent, inside, _attrs(one.get("attrs", {}), _CLUSTER, where)
    )


def _read_edge(one: Mapping[str, Any], where: str, known: Mapping[str, None]) -> Edge:
    tail, head = _name(one.get("tail"), where, known), _name(one.get("head"), where, known)
    label = _text(one.get("label", ""), where)
    return Edge(_name(one.get("id"), where), tail, head, label, _attrs(one.get("attrs", {}), _EDGE, where))


def _read_level(one: Mapping[str, Any], where: str, known: Mapping[str, None]) -> tuple[str, tuple[str, ...]]:
    kind = one.get("rank")
    if kind not in ("same", "min", "max", "source", "sink") or not isinstance(one.get("nodes"), list):
        raise Unfit(f"{where} is no rank of nodes")
    return kind, tuple(_name(name, where, known) for name in one["nodes"][: MOST_NODES + 1])


def _once(names: list[str], what: str) -> dict[str, None]:
    found: dict[str, None] = {}
    for name in names:
        if name in found:
            raise Unfit(f'the id "{name}" stands twice among the {what}')
        found[name] = None
    return found


def _nested(clusters: tuple[Cluster, ...]) -> None:
    """Every cluster stands in one that is there, none in itself, and each node in one cluster."""
    parents = {one.id: one.parent for one in clusters}
    _once([one.id for one in clusters], "clusters")
    _once([name for one in clusters for name in one.nodes], "nodes of clusters")
    for one in clusters:
        at, depth = one.parent, 0
        while at:
            depth += 1
            if at not in parents or depth > _DEEPEST:
                raise Unfit(f'cluster "{one.id}" stands in none that is there')
            at = parents[at]
