"""A chart in words: one sentence, and its outline, for who cannot see it and for the speaker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from slides.chart.model import Chart, Edge
from slides.inline import plain_text

_ARROWS = {(False, False): "—", (False, True): "→", (True, False): "←", (True, True): "↔"}


def sentence(chart: Chart) -> str:
    """What the chart is, with counts."""
    counts = [_counted(len(chart.nodes), "node"), _counted(len(_seen(chart)), "connection")]
    if chart.groups:
        counts.insert(1, _counted(len(chart.groups), "group"))
    title = _flat(chart.title) or "Flowchart"
    return f"{title}: {', '.join(counts[:-1])} and {counts[-1]}."


def outline(chart: Chart) -> Iterator[str]:
    """The sentence; the nodes by group; then every connection with its label."""
    yield sentence(chart)
    names = named(chart)
    yield from _held(chart, names, "", 0)
    for edge in _seen(chart):
        yield told(edge, names)


def told(edge: Edge, names: Mapping[str, str]) -> str:
    """A connection in words."""
    arrow = _ARROWS[edge.start != "none", edge.end != "none"]
    label = f" ({_flat(edge.label)})" if edge.label else ""
    return f"{names[edge.tail]} {arrow} {names[edge.head]}{label}"


def named(chart: Chart) -> dict[str, str]:
    """What to call every node and group: its label, else its id."""
    return {one.id: _flat(one.label) or one.id for one in chart.nodes} | {
        one.id: _flat(one.label) or one.id for one in chart.groups
    }


def _seen(chart: Chart) -> list[Edge]:
    return [edge for edge in chart.edges if edge.form != "invisible" or edge.label]


def _held(chart: Chart, names: Mapping[str, str], group: str, depth: int) -> Iterator[str]:
    blanks = "  " * depth
    for node in chart.nodes:
        if node.group == group:
            link = f" <{node.link}>" if node.link else ""
            yield f"{blanks}- {names[node.id]}{link}"
    for one in chart.groups:
        if one.parent == group:
            yield f"{blanks}{names[one.id]}:"
            yield from _held(chart, names, one.id, depth + 1)


def _flat(label: str) -> str:
    return " ".join(plain_text(label).split())


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
