"""Flowcharts as people write them, and the faults of those that are none."""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings

from slides.chart import mermaid
from slides.chart.model import Chart, Kind, place
from slides.source import Source, Span
from tests.chart.charts import charts, written

NOTES = Path(__file__).parents[1] / "cases" / "notes"


def chart(text: str) -> Chart:
    reading = mermaid.read(text)
    assert reading.faults == ()
    assert reading.chart is not None
    return reading.chart


def faults(text: str) -> list[tuple[str, str]]:
    """Each message with the characters it is about."""
    reading = mermaid.read(text)
    assert reading.chart is None
    return [(fault.message, text[fault.at.start : fault.at.end]) for fault in reading.faults]


def edges(text: str) -> list[str]:
    signs = {"none": "", "arrow": ">", "circle": "o", "cross": "x"}
    forms = {"solid": "-", "dotted": ".", "thick": "=", "invisible": "~"}
    return [
        f"{edge.tail} {signs[edge.start].replace('>', '<')}{forms[edge.form] * edge.length}{signs[edge.end]} "
        f"{edge.head} {edge.label}".strip()
        for edge in chart(text).edges
    ]


def test_the_flowchart_of_a_note_is_read_in_full() -> None:
    found = re.search(
        r"```mermaid\n(.*?)```", (NOTES / "transformer-family.md").read_text("utf-8"), re.DOTALL
    )
    assert found
    family = chart(found[1])
    assert (len(family.nodes), len(family.edges)) == (25, 31)
    assert [group.label for group in family.groups] == ["Encoder only", "Decoder only", "Encoder and decoder"]
    assert Counter(edge.form for edge in family.edges) == {"solid": 15, "thick": 14, "dotted": 2}
    assert sum(bool(edge.label) for edge in family.edges) == 27
    bart = family.node("BART")
    assert bart is not None
    assert (bart.label, bart.group, bart.classes, bart.look.fill) == (
        "BART<br>2019-10",
        "ED",
        ("merge",),
        "#fde68a",
    )
    assert bart.look.width == 2
    assert found[1][bart.at.start : bart.at.end] == 'BART["BART<br/>2019-10"]'


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("A-->B", ["A -> B"]),
        ("A --- B", ["A - B"]),
        ("A ----> B", ["A ---> B"]),
        ("A -->|some words| B", ["A -> B some words"]),
        ("A -- some words --> B", ["A -> B some words"]),
        ("A --words--> B", ["A -> B words"]),
        ("A -- half-made -- B", None),
        ("A -- half-made --- B", ["A - B half-made"]),
        ('A -- "a --> b" --> B', ["A -> B a --> b"]),
        ("A -.-> B -.- C", ["A .> B", "B . C"]),
        ("A -. words .-> B", ["A .> B words"]),
        ("A ==> B === C", ["A => B", "B = C"]),
        ("A == words ==> B", ["A => B words"]),
        ("A ~~~ B", ["A ~ B"]),
        ("A --o B", ["A -o B"]),
        ("A x--x B", ["A x-x B"]),
        ("A o--o B", ["A o-o B"]),
        ("A <--> B", ["A <-> B"]),
        ("A & B ==> C & D", ["A => C", "A => D", "B => C", "B => D"]),
        ("A --> B --> C", ["A -> B", "B -> C"]),
        ("A --> B; B --> C;", ["A -> B", "B -> C"]),
        ("A\n  --> B\n  --> C", ["A -> B", "B -> C"]),
        ("A --> B %% a comment", ["A -> B"]),
        ("%% a comment --> C\nA --> B", ["A -> B"]),
        ("e1@--> B", None),
        ("A e1@==> B\n e1@{ animate: true }", ["A => B"]),
        ("a-b --> c_d.e", ["a-b -> c_d.e"]),
        ("模型 --> B", ["模型 -> B"]),
        ("end1 --> style2 --> graph", ["end1 -> style2", "style2 -> graph"]),
    ],
)
def test_lines_between_nodes(line: str, expected: list[str] | None) -> None:
    if expected is None:
        assert mermaid.read(f"flowchart LR\n{line}").faults
    else:
        assert edges(f"flowchart LR\n{line}") == expected


@pytest.mark.parametrize(
    ("said", "kind", "label"),
    [
        ("A", "rect", "A"),
        ("A[some words]", "rect", "some words"),
        ("A(round)", "round", "round"),
        ("A([pill])", "pill", "pill"),
        ("A[[sub]]", "subroutine", "sub"),
        ("A[(db)]", "cylinder", "db"),
        ("A((circle))", "circle", "circle"),
        ("A(((twice)))", "double-circle", "twice"),
        ("A{what?}", "diamond", "what?"),
        ("A{{six}}", "hexagon", "six"),
        ("A>flag]", "flag", "flag"),
        ("A[/in/]", "parallelogram", "in"),
        ("A[\\out\\]", "parallelogram-left", "out"),
        ("A[/up\\]", "trapezoid", "up"),
        ("A[\\down/]", "trapezoid-down", "down"),
        ('A@{ shape: diam, label: "why, now?" }', "diamond", "why, now?"),
        ("A@{ shape: cyl }", "cylinder", "A"),
        ('A["one<br/>two"]', "rect", "one<br>two"),
        ('A["a (b) [c]"]', "rect", "a (b) [c]"),
        ('A["#quot;x#quot; #35;"]', "rect", '"x" #'),
        ('A["`**bold** and *leaning*\n  below`"]', "rect", "**bold** and *leaning*<br>below"),
        ("A[<b>bold</b> &amp; <i>more</i>]", "rect", r"**bold** \& *more*"),
        ("A[fa:fa-car Car]", "rect", "Car"),
        ("A[fa:fa-fire-alt]", "rect", "fire alt"),
        ("A[two\\nlines]", "rect", "two<br>lines"),
        ("A[x < y and List<int>]", "rect", "x < y and List<int>"),
    ],
)
def test_nodes_and_their_labels(said: str, kind: Kind, label: str) -> None:
    (node,) = chart(f"graph TD\n  {said}").nodes
    assert (node.id, node.kind, node.label) == ("A", kind, label)


def test_a_node_is_what_is_said_of_it_last_and_stands_where_that_is_said() -> None:
    text = "graph TD\nA --> B\nA[words]\nA --> C"
    node = chart(text).node("A")
    assert node is not None
    assert (node.label, text[node.at.start : node.at.end]) == ("words", "A[words]")


def test_groups_nest_and_a_node_stands_in_the_first_that_ends() -> None:
    found = chart(
        'flowchart TB\nsubgraph one [The first]\n direction LR\n a --> b\n subgraph "two words"\n c\n end\n'
        " c --> d\nend\nsubgraph three\n  a --> e\nend\none --> three"
    )
    assert [(one.id, one.label, one.parent, one.direction) for one in found.groups] == [
        ("one", "The first", "", "LR"),
        ("two words", "two words", "one", None),
        ("three", "three", "", None),
    ]
    assert {node.id: node.group for node in found.nodes} == {
        "a": "one",
        "b": "one",
        "c": "two words",
        "d": "one",
        "e": "three",
    }
    assert (found.edges[-1].tail, found.edges[-1].head) == ("one", "three")


def test_looks_links_titles_and_directives() -> None:
    found = chart(
        "---\ntitle: All of it\nconfig:\n  theme: dark\n---\n%%{init: {'theme': 'dark'}}%%\nflowchart RL\n"
        "A:::big --> B\nclassDef big,small fill:#f9f,stroke:rgb(1, 2, 3),stroke-width:4px\n"
        "class B small;\nstyle B color:red,stroke-dasharray: 5 5\nlinkStyle 0 stroke:#ff3,stroke-width:4px\n"
        'click A "https://a.example/x" "a tip" _blank\nclick B call shout()\n'
    )
    assert (found.title, found.direction) == ("All of it", "RL")
    first, second = found.nodes
    assert (first.link, first.classes, first.look.stroke) == (
        "https://a.example/x",
        ("big",),
        "rgb(1, 2, 3)",
    )
    assert (second.link, second.look.ink, second.look.dashed) == ("", "red", True)
    assert found.edges[0].look.stroke == "#ff3"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "sequenceDiagram\nA->>B: hi",
            [('no flowchart: it begins with "sequenceDiagram"', "sequenceDiagram")],
        ),
        ("", [("the diagram is empty", "")]),
        ("flowchart TD\n", [("the flowchart has no nodes", "f")]),
        ("graph TD\nA[words\nB --> C", [('the label of "A" does not end: "]" is missing', "A[")]),
        ("graph TD\nA -->\n", [("a line leads to no node", "-->")]),
        ("graph TD\nA --> B C\nD ]", [('cannot read "C"', "C"), ('cannot read "]"', "]")]),
        ("graph TD\nA\nend", [('"end" closes no subgraph', "end")]),
        ("graph TD\nsubgraph x\nA", [('subgraph "x" is not closed by "end"', "subgraph x")]),
        ('graph TD\nA["words]', [("a quote is not closed", '"')]),
        ("graph TD\nA -->|words B", [('the label of a line does not end: "|" is missing', "|")]),
        ("graph TD\nA -- words B", [('the line "--" has no end', "--")]),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text: str, expected: list[tuple[str, str]]) -> None:
    assert faults(text) == expected


def test_a_fault_finds_its_line_in_the_file_around_it() -> None:
    text = "graph TD\n  A --> B C\n"
    file = Source(
        "x.yaml", f"blocks:\n  - diagram: |\n{''.join('      ' + line for line in text.splitlines(True))}"
    )
    (fault,) = mermaid.read(text).faults
    span = place(fault.at, text, Span(file, 10, len(file.text)))
    assert (file.text[span.start : span.end], file.place(span.start)) == ("C", (4, 17))


@pytest.mark.parametrize(
    "text",
    [
        "A[" * 30_000,
        "A[/x/]\n" * 12_000,
        "A -->" * 20_000,
        "A -- " * 20_000,
        "subgraph x\n" * 9_000,
        "A & " * 25_000,
        "A@{" * 30_000,
        "A" + "-" * 90_000,
        '"' * 90_000,
        "A[" + "<b>" * 25_000 + "]",
        "%%{" * 30_000,
        "a&b&c&d --> " * 9_000,
    ],
    ids=range(12),
)
def test_hostile_text_is_read_in_time(text: str) -> None:
    start = time.process_time()
    mermaid.read("graph TD\n" + text)
    assert time.process_time() - start < 10  # seconds of the processor; what is not linear takes minutes


@settings(max_examples=60, deadline=None)
@given(charts())
def test_a_chart_written_and_read_is_the_same(said: tuple[Chart, dict[str, str]]) -> None:
    from slides.inline import plain_text

    found, words = said
    again = chart(written(found, words))
    assert {node.id: (plain_text(node.label), node.kind, node.group) for node in again.nodes} == {
        node.id: (words[node.id], node.kind, node.group) for node in found.nodes
    }
    shape = [(e.tail, e.head, e.label, e.form, e.start, e.end, e.length) for e in found.edges]
    assert [(e.tail, e.head, e.label, e.form, e.start, e.end, e.length) for e in again.edges] == shape
    assert {(g.id, g.label, g.parent) for g in again.groups} == {
        (g.id, g.label, g.parent) for g in found.groups
    }
    assert again.direction == found.direction
