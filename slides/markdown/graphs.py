"""A graph in Mermaid's or Graphviz' language that shows who descends from whom → a family."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from slides.inline import plain_text
from slides.markdown.families import Family, Model, Step, dated, identifier, is_date
from slides.markdown.marks import Meaning, meaning
from slides.markdown.parts import Note, get, words_of
from slides.markdown.phrases import phrases
from slides.source import Span
from slides.spec.nodes import Node

if TYPE_CHECKING:
    from slides.chart.model import Chart, Edge


def chart_of(block: Node) -> Chart | None:
    """The chart of a block that holds a graph in text; None where it cannot be read."""
    from slides.chart import dot, mermaid

    read = dot.read if words_of(get(block, "language")) == "dot" else mermaid.read
    return read(words_of(get(block, "diagram"))).chart


def is_dated(chart: Chart) -> bool:
    """Most nodes bear a date, as models do."""
    dates = sum(bool(_label(node.label)[1]) for node in chart.nodes)
    return len(chart.nodes) >= 4 and 2 * dates >= len(chart.nodes)


def family(note: Note, block: Node, chart: Chart, near: list[str]) -> Family | None:
    """The family that a graph shows; None where it shows anything else. `near` are the texts around it."""
    edges = [_forward(edge) for edge in chart.edges if edge.form != "invisible"]
    known = {node.id for node in chart.nodes}
    if not edges or any(edge is None or {edge.tail, edge.head} - known for edge in edges):
        return None
    span, said = block.span, legend(near)
    made = Family()
    ids = _models(made, chart, span)
    steps = [_step(edge, ids, span, said) for edge in edges if edge]
    made.steps = _joined(steps)
    if (thick := said.get("thick")) and (kind := _MERGE.search(thick.words)):
        for edge in edges:
            if edge and edge.form == "thick":
                id_ = ids[edge.head]
                made.models[id_] = replace(made.models[id_], kind=kind[0].casefold())
    made.say = [one for one in _comments(words_of(get(block, "diagram"))) if len(one.split()) > 2]
    if not made.sound() or any(step.to in step.sources for step in made.steps):
        return None
    if "dotted" not in said and any(edge and edge.form == "dotted" for edge in edges):
        hint = "say so in a sentence beside the graph: dotted arrows are …"
        note.warn(
            "dotted-unexplained",
            "the note does not say what its dotted arrows mean: they are shown as doubtful",
            span,
            hint,
        )
    _read_as(note, block, chart, made)
    return made


def _forward(edge: Edge) -> Edge | None:
    """The edge as an arrow from tail to head; None where it is a line or points both ways."""
    if edge.end != "none" and edge.start == "none":
        return edge
    if edge.start != "none" and edge.end == "none":
        return replace(edge, tail=edge.head, head=edge.tail, start="none", end=edge.start)
    return None


def _models(made: Family, chart: Chart, span: Span) -> dict[str, str]:
    """Enters the nodes as models and the groups that hold some as series; the ids of the models by node."""
    groups = {group.id: group for group in chart.groups}
    series: dict[str, str] = {}
    ids: dict[str, str] = {}
    for node in chart.nodes:
        if node.group and node.group not in series:
            path, at = list[str](), node.group
            while at:
                path.append(groups[at].label or at)
                at = groups[at].parent
            series[node.group] = identifier(path[0], made.series, node.group)
            made.series[series[node.group]] = " › ".join(reversed(path))
        name, date, said = _label(node.label or node.id)
        ids[node.id] = id_ = identifier(name, made.models, node.id)
        link = node.link if node.link.startswith(("http://", "https://")) else ""
        band = series.get(node.group, "")
        made.models[id_] = Model(id_, name, span, date, band, link=link, say="<br>".join(said))
    return ids


def _label(label: str) -> tuple[str, str, list[str]]:
    """The name on a box, its date, and the further lines.

    >>> _label("BERT (2018.10)<br>encoder only<br>reads both sides")
    ('BERT', '2018.10', ['encoder only', 'reads both sides'])
    """
    first, *others = [line.strip() for line in label.split("<br>") if line.strip()] or [label]
    name, date = dated(first)
    kept = []
    for line in others:
        if not date and is_date(line.strip("()（） ")):
            date = line.strip("()（） ")
        else:
            kept.append(line)
    if len(kept) == 1 and len(name) + len(kept[0]) <= _LONGEST_NAME:
        name, kept = f"{name} {kept[0]}", []
    return name, date, kept


_LONGEST_NAME = 40  # characters of a name that a box writes on two lines


def _step(edge: Edge, ids: dict[str, str], span: Span, said: dict[str, Meaning]) -> Step:
    dashed = edge.form == "dotted" or edge.look.dashed
    found = said.get("dotted", Meaning(certainty="unknown")) if dashed else Meaning()
    label = re.sub(r"\s*<br>\s*", " ", edge.label)
    return Step((ids[edge.tail],), ids[edge.head], span, label, found.kind, found.certainty)


def _joined(steps: list[Step]) -> list[Step]:
    """Arrows that follow one another into a model, alike in all else: one step of several models."""
    made: list[Step] = []
    for step in steps:
        last = made[-1] if made else None
        if last and replace(last, sources=step.sources) == step and step.sources[0] not in last.sources:
            made[-1] = replace(last, sources=(*last.sources, *step.sources))
        else:
            made.append(step)
    return made


_FORMS = {
    "dotted": """dotted|dashed|broken|虚线|虛線|点线|破線|点線|점선|gestrichelt\\w*|gepunktet\\w*|
        punktiert\\w*|pointillés?|tirets|punteadas?|discontinuas?|пунктир\\w*""",
    "thick": "thick|bold|fat|粗线|粗線|굵은|dick\\w*|fett\\w*|épais\\w*|gras\\w*|grues\\w*|жирн\\w*",
    "solid": """plain|solid|normal|thin|实线|實線|実線|실선|durchgezogen\\w*|continu\\w*|pleins?|sólid\\w*|
        сплошн\\w*""",
}
_FORM = phrases("|".join(f"(?P<{name}>{words})" for name, words in _FORMS.items()))
_MERGE = phrases(r"\bmerges?\b|合流|合并")
_LINES = phrases("""arrow|line|edge|link|connect|one|线|線|箭头|矢印|화살표|Pfeil|Linie|flèche|trait|flecha|
    línea|стрел|лини""")


def legend(texts: list[str]) -> dict[str, Meaning]:
    """What sentences beside a graph say of dotted and of thick arrows.

    >>> legend(["A plain arrow: weights, a dotted one that only an idea was borrowed."])["dotted"].kind
    'idea'
    >>> legend(["实线表示沿用权重，虚线表示可能。"])["dotted"].certainty
    'possibly'
    """
    said: dict[str, Meaning] = {}
    for text in texts:
        plain = plain_text(text)
        hits = list(_FORM.finditer(plain)) if _LINES.search(plain) else []
        for at, hit in enumerate(hits):
            end = hits[at + 1].start() if at + 1 < len(hits) else len(plain)
            clause = re.split(r"[.;。；]\s*", plain[hit.end() : end])[0]
            said.setdefault(str(hit.lastgroup), meaning(clause))
    return said


def _comments(text: str) -> list[str]:
    return [one.strip() for one in re.findall(r"(?m)^\s*(?:%%(?!\{)|//|#)\s*(\S.*)$", text)]


def _read_as(note: Note, block: Node, chart: Chart, made: Family) -> None:
    """Of the graph's text, what its labels show is what counts; the rest is syntax."""
    labels = [node.label or node.id for node in chart.nodes]
    labels += [step.method for step in made.steps] + [group.label for group in chart.groups]
    note.read_as[block.span.start] = " ".join(plain_text(label) for label in labels)
