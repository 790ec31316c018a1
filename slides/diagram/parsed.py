"""What a diagram written with `diagrams` says: its DOT, read by Graphviz, as plain data with stable ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from slides.diagram.icons import Icon
from slides.diagram.layout import Engine, run

MOST_NODES = 300
MOST_EDGES = 1000

Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Node:
    id: str
    label: str
    attrs: Attributes


@dataclass(frozen=True, slots=True)
class Cluster:
    """`parent` is the id of the cluster around it, if any; `nodes` stand in it, not in one inside it."""

    id: str
    label: str
    parent: str
    nodes: tuple[str, ...]
    attrs: Attributes


@dataclass(frozen=True, slots=True)
class Edge:
    id: str
    tail: str
    head: str
    label: str
    attrs: Attributes


@dataclass(frozen=True, slots=True)
class Parsed:
    """A whole diagram; `levels` are nodes asked to stand in one rank, with the kind of rank. `icons` are
    those that it brings along; all others are read from where their paths lead."""

    title: str
    nodes: tuple[Node, ...]
    clusters: tuple[Cluster, ...]
    edges: tuple[Edge, ...]
    levels: tuple[tuple[str, tuple[str, ...]], ...]
    attrs: Attributes
    icons: Mapping[str, Icon] = field(default_factory=dict)


def parsed(dot: str, engine: Engine = "embedded") -> Parsed:
    """The diagram that `dot` describes; ids come from labels in the order of the code, so that the
    random ones of `diagrams` leave no trace.

    Raises ValueError for what cannot be drawn, LayoutError for DOT that Graphviz refuses.
    """
    body, brace, rest = dot.rpartition("}")
    # Nothing is drawn from this reply, so no lines need be routed.
    reply = run(f"{body}\ngraph [splines=none]\n{brace}{rest}" if brace else dot, engine)
    objects = reply.get("objects", [])
    found = [one for one in objects if "pos" in one and "bb" not in one]
    groups = [one for one in objects if str(one["name"]).startswith("cluster")]
    edges = reply.get("edges", [])
    for count, most, what in ((len(found), MOST_NODES, "nodes"), (len(edges), MOST_EDGES, "edges")):
        if count > most:
            raise ValueError(f"the diagram has {count} {what}; the most that is drawn is {most}")
    if not found:
        raise ValueError("the diagram has no nodes")
    labels = _Labels(dot)
    names = _Names()
    ids = {one["_gvid"]: names.take(labels.plain(one) or "node") for one in found}
    nodes = tuple(Node(ids[one["_gvid"]], labels.plain(one), _attributes(one)) for one in found)
    every = tuple(_edges(edges, ids, labels, names))
    levels = tuple(
        (str(one["rank"]), tuple(ids[at] for at in one["nodes"]))
        for one in objects
        if one not in groups and one.get("rank") and one.get("nodes")
    )
    clusters = tuple(_clusters(groups, ids, labels, names))
    attrs = {**_attributes(reply), "splines": _splines(dot)}
    return Parsed(labels.plain(reply), nodes, clusters, every, levels, attrs)


def _splines(dot: str) -> str:
    """The kind of lines that the diagram's own attributes ask for, the first list of its DOT."""
    asked = re.findall(r'\bsplines="?(\w*)', dot.partition("]\n")[0])
    found = str(asked[-1]).lower() if asked else ""
    # Graphviz' own `curved` knows neither sides nor labels, and turns some edges round.
    return found if found in ("ortho", "polyline", "line") else "spline"


def _edges(
    edges: list[dict[str, Any]], ids: Mapping[int, str], labels: _Labels, names: _Names
) -> Iterator[Edge]:
    for one in edges:
        tail, head = ids[one["tail"]], ids[one["head"]]
        yield Edge(names.exact(f"edge/{tail}>{head}"), tail, head, labels.plain(one), _attributes(one))


def _clusters(
    groups: list[dict[str, Any]], ids: Mapping[int, str], labels: _Labels, names: _Names
) -> Iterator[Cluster]:
    known = {one["_gvid"]: names.exact(f"cluster/{_slug(labels.plain(one))}") for one in groups}
    parents = {inner: known[one["_gvid"]] for one in groups for inner in one.get("subgraphs", ())}
    inside: dict[int, set[int]] = {
        one["_gvid"]: {
            node
            for sub in groups
            if sub["_gvid"] in one.get("subgraphs", ())
            for node in sub.get("nodes", ())
        }
        for one in groups
    }
    for one in groups:
        own = tuple(ids[at] for at in one.get("nodes", ()) if at not in inside[one["_gvid"]])
        parent = parents.get(one["_gvid"], "")
        yield Cluster(known[one["_gvid"]], labels.plain(one), parent, own, _attributes(one))


def _attributes(found: Mapping[str, Any]) -> Attributes:
    return {name: value for name, value in found.items() if isinstance(value, str)}


class _Labels:
    """Labels as plain text. Graphviz' own line ends `\\n`, `\\l`, `\\r` are line ends."""

    def __init__(self, dot: str) -> None:
        self._dot = dot

    def plain(self, found: Mapping[str, Any]) -> str:
        """Raises ValueError for an HTML label; its text has nothing that tells it from a plain one but
        the DOT it came from."""
        text = str(found.get("label", "") or found.get("xlabel", ""))
        if text and (f"label=<{text}>" in self._dot or f'label="<{text}>"' in self._dot):
            raise ValueError(f'label "<{text[:60]}>": HTML labels cannot be drawn; write plain text')
        return re.sub(r"\\(.)", lambda at: self._meant(at[1], found), text).strip()

    @staticmethod
    def _meant(letter: str, found: Mapping[str, Any]) -> str:
        """What an escape stands for (Graphviz, attribute type escString)."""
        if letter in "nlr":
            return "\n"
        return str(found.get("name", "")) if letter in "NG" else letter


class _Names:
    """Hands out ids, each once, numbered where one is taken."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, text: str) -> str:
        return self.exact(f"node/{_slug(text)}")

    def exact(self, wanted: str) -> str:
        name, count = wanted, 1
        while name in self._taken:
            count += 1
            name = f"{wanted}-{count}"
        self._taken.add(name)
        return name


def _slug(text: str) -> str:
    r"""Letters and digits in lower case, all else a hyphen.

    >>> _slug("User DB\n(primary)")
    'user-db-primary'
    """
    return re.sub(r"[\W_]+", "-", text.lower()).strip("-")[:60] or "unnamed"
