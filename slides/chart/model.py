"""A chart as its author wrote it: nodes, edges and groups in order, each with its place in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from slides.source import Problem, Severity, Span

Direction = Literal["TB", "BT", "LR", "RL"]
Form = Literal["solid", "dotted", "thick", "invisible"]
Head = Literal["none", "arrow", "circle", "cross"]
Kind = Literal[
    "rect",
    "round",
    "pill",
    "ellipse",
    "circle",
    "double-circle",
    "diamond",
    "hexagon",
    "cylinder",
    "subroutine",
    "parallelogram",
    "parallelogram-left",
    "trapezoid",
    "trapezoid-down",
    "flag",
    "document",
    "text",
    "dot",
    "stub",
]
"""The forms of nodes; a `stub` stands for a node that stands in another part of its chart."""

MOST_NODES = 2000
MOST_EDGES = 5000
MOST_GROUPS = 300
DEEPEST = 20  # groups within groups
MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class At:
    """The characters `start` to `end` (exclusive) of the chart's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Look:
    """What an author asks for beyond the form: colours as written (`#fde68a`, `red`), empty where
    nothing is asked; `width` of a line in px, 0 where nothing is asked.
    """

    fill: str = ""
    stroke: str = ""
    ink: str = ""
    width: float = 0.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """`label` is inline Markdown, its line ends `<br>`. `group` is the id of the innermost group it
    stands in, or empty. `classes` are the names that the author gave to its look, already in `look`.
    """

    id: str
    label: str
    kind: Kind = "rect"
    group: str = ""
    link: str = ""
    classes: tuple[str, ...] = ()
    look: Look = Look()
    at: At = At(0, 0)


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two nodes or groups, named by id. `start` and `end` are the heads it has at its tail
    and at its head; `length` is how many ranks it asks to span; `id` only where the author gave one.
    """

    tail: str
    head: str
    label: str = ""
    form: Form = "solid"
    start: Head = "none"
    end: Head = "arrow"
    length: int = 1
    id: str = ""
    look: Look = Look()
    at: At = At(0, 0)


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes with a frame around them; `parent` is the group it stands in, or empty."""

    id: str
    label: str
    parent: str = ""
    direction: Direction | None = None
    classes: tuple[str, ...] = ()
    look: Look = Look()
    at: At = At(0, 0)


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole chart; ids of nodes and groups are unique, and each that an edge names is there."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...] = ()
    groups: tuple[Group, ...] = ()
    direction: Direction = "TB"
    title: str = ""

    def node(self, name: str) -> Node | None:
        """The node of that id."""
        return next((node for node in self.nodes if node.id == name), None)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a chart's text, where in it, and the remedy where one is known."""

    message: str
    at: At
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: its chart, or the faults that keep it from being one."""

    chart: Chart | None
    faults: tuple[Fault, ...] = ()


def problems(
    faults: Iterable[Fault], text: str, around: Span, *, code: str, severity: Severity = "warning"
) -> Iterator[Problem]:
    """The faults of a chart's `text` at their places in the file that it was taken from."""
    for fault in faults:
        yield Problem(code, fault.message, place(fault.at, text, around), fault.hint, severity)


def place(at: At, text: str, around: Span) -> Span:
    """Where the characters `at` of `text` stand in its source; `around` holds the text there, each line
    perhaps further in, with other lines before it (the fence of a note, the key of a spec). `around`
    itself where the line cannot be told. Linear in the length of both.
    """
    number = text.count("\n", 0, at.start)
    begin = text.rfind("\n", 0, at.start) + 1
    lines = text.split("\n")
    start, held = around.start, around.source.text
    for line in lines[: number + 1]:
        found = held.find(line.strip(), start, around.end)
        if found < 0:
            return around
        # The next line of the text stands below this one, unless all of it was written on one line.
        below = held.find("\n", found, around.end)
        last, start = found, (below + 1 if below >= 0 else found + len(line.strip()))
    inward = len(lines[number]) - len(lines[number].lstrip())
    first = last + max(at.start - begin - inward, 0)
    end = min(at.end, begin + len(lines[number].rstrip()))
    return Span(around.source, first, max(first + 1, first + end - at.start))
