"""A chart while it is being read: what each statement says, gathered until it can be told as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from slides.chart.model import (
    DEEPEST,
    MOST_EDGES,
    MOST_GROUPS,
    MOST_NODES,
    At,
    Chart,
    Direction,
    Edge,
    Fault,
    Group,
    Kind,
    Look,
    Node,
)


class Broken(Exception):
    """Ends the reading of a statement, or of all of the text where it is `hopeless`."""

    def __init__(self, message: str, at: At, hint: str | None = None, *, hopeless: bool = False) -> None:
        super().__init__(message)
        self.fault = Fault(message, at, hint)
        self.hopeless = hopeless


@dataclass(slots=True)
class Draft:
    """Everything said so far. A node stands in the first group to end that speaks of it."""

    usual: Kind
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    groups: dict[str, Group] = field(default_factory=dict)
    inside: list[tuple[str, dict[str, None]]] = field(default_factory=list)  # open groups, what they mention
    owners: dict[str, str] = field(default_factory=dict)

    def mention(
        self, name: str, at: At, *, label: str | None = None, kind: Kind | None = None, usual_label: str = ""
    ) -> None:
        """A node is spoken of; `label` and `kind` where it is defined as well."""
        known = self.nodes.get(name)
        if known is None:
            if len(self.nodes) >= MOST_NODES:
                raise Broken(f"more than {MOST_NODES} nodes are not drawn", at, hopeless=True)
            known = Node(name, usual_label, self.usual, at=at)
        if label is not None:
            known = replace(known, label=label, at=at)
        self.nodes[name] = replace(known, kind=kind) if kind else known
        if self.inside:
            self.inside[-1][1][name] = None

    def connect(self, tails: Sequence[str], heads: Sequence[str], like: Edge) -> None:
        """An edge from each of the tails to each of the heads."""
        if len(self.edges) + len(tails) * len(heads) > MOST_EDGES:
            raise Broken(f"more than {MOST_EDGES} edges are not drawn", like.at, hopeless=True)
        self.edges += [replace(like, tail=tail, head=head) for tail in tails for head in heads]

    def enter(self, name: str, label: str, at: At) -> None:
        """A group begins; one of the same name goes on."""
        if len(self.inside) >= DEEPEST:
            raise Broken(f"groups deeper than {DEEPEST} are not drawn", at, hopeless=True)
        if len(self.groups) >= MOST_GROUPS:
            raise Broken(f"more than {MOST_GROUPS} groups are not drawn", at, hopeless=True)
        if name not in self.groups:
            self.groups[name] = Group(name, label, self.inside[-1][0] if self.inside else "", at=at)
        self.inside.append((name, {}))

    def leave(self) -> None:
        name, mentioned = self.inside.pop()
        for one in mentioned:
            self.owners.setdefault(one, name)

    def chart(self, direction: Direction, title: str, looks: Mapping[str, Look] | None = None) -> Chart:
        """The whole chart; what is spoken of as a node and is a group is the group. `looks` are the
        looks of nodes and groups by id."""
        looks = looks or {}
        nodes = tuple(
            replace(node, group=self.owners.get(node.id, ""), look=looks.get(node.id, node.look))
            for node in self.nodes.values()
            if node.id not in self.groups
        )
        groups = tuple(replace(one, look=looks.get(one.id, one.look)) for one in self.groups.values())
        return Chart(nodes, tuple(self.edges), groups, direction, title)
