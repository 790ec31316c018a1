"""Graphs in DOT as people write them, and the faults of those that are none."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from slides.chart import dot
from slides.chart.model import Chart

NOTES = Path(__file__).parents[1] / "cases" / "notes"


def chart(text: str) -> Chart:
    reading = dot.read(text)
    assert reading.faults == ()
    assert reading.chart is not None
    return reading.chart


def ends(text: str) -> list[str]:
    return [f"{edge.tail}>{edge.head}" for edge in chart(text).edges]


def labels(text: str) -> list[str]:
    return [node.label for node in chart(text).nodes]


def test_the_graph_of_a_note_is_read_in_full() -> None:
    found = re.search(r"```dot\n(.*?)```", (NOTES / "zh-pretraining.md").read_text("utf-8"), re.DOTALL)
    assert found
    tree = chart(found[1])
    assert (len(tree.nodes), len(tree.edges), tree.direction) == (14, 15, "LR")
    assert [edge.look.dashed for edge in tree.edges].count(True) == 2
    ernie = tree.node("ernie3")
    assert ernie is not None
    assert (ernie.label, ernie.kind, ernie.look.fill) == (
        "ERNIE 3.0（100 亿）<br>2021-07",
        "round",
        "#fde68a",
    )
    assert found[1][ernie.at.start : ernie.at.end].startswith("ernie3  [label=")
    assert tree.edges[4].label == "近义词代替 [MASK]"


def test_chains_groups_and_ports() -> None:
    assert ends("digraph { a -> b -> c }") == ["a>b", "b>c"]
    assert ends("digraph { {a b} -> c:p:n -> {d; e} }") == ["a>c", "b>c", "c>d", "c>e"]
    assert ends("digraph { subgraph s { a b } s2 -> subgraph s }") == ["s2>a", "s2>b"]
    assert ends("strict digraph { a -> b a -> b b -> a }") == ["a>b", "b>a"]


def test_comments_semicolons_and_texts_in_parts() -> None:
    text = '# first\ndigraph "G" { // a\n/* b -> c */ a [label="one" + " two"]; a -> "b c", d }'
    assert labels(text) == ["one two", "b c", "d"]
    assert ends(text) == ["a>b c"]


def test_labels_are_text() -> None:
    assert labels(r'digraph { a [label="x\ny\lz"] b [label="\N!"] c }') == ["x<br>y<br>z", "b!", "c"]
    assert labels("digraph { a [label=<<b>x</b><br/>y &amp; z>] }") == ["**x**<br>y & z"]
    assert labels(
        "digraph { a [label=<<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>>] }"
    ) == ["1 | 2<br>3"]
    assert labels('digraph { a [shape=record label="<f0> left|<f1> right"] }') == ["left | right"]
    assert labels(r'digraph { a [shape=record label="{Animal|+ name\l+ age\l}"] }') == [
        "Animal<br>+ name<br>+ age"
    ]


def test_defaults_hold_for_what_comes_after_and_within() -> None:
    found = chart(
        "digraph { a; node [shape=box]; b; subgraph cluster_x { label=X; node [shape=diamond]; c }; d }"
    )
    assert [node.kind for node in found.nodes] == ["ellipse", "rect", "diamond", "rect"]
    assert [node.group for node in found.nodes] == ["", "", "cluster_x", ""]
    assert [group.label for group in found.groups] == ["X"]


def test_clusters_nest_and_other_subgraphs_are_none() -> None:
    found = chart("digraph { label=T; subgraph cluster_a { a; subgraph cluster_b { b; {rank=same; c} } } }")
    assert [(group.id, group.parent, group.label) for group in found.groups] == [
        ("cluster_a", "", ""),
        ("cluster_b", "cluster_a", ""),
    ]
    assert [node.group for node in found.nodes] == ["cluster_a", "cluster_b", "cluster_b"]
    assert found.title == "T"


def test_edges_have_forms_heads_and_labels() -> None:
    found = chart(
        "digraph { edge [color=red]; a -> b [style=dashed label=x]; a -> c [style=bold dir=both "
        "arrowtail=odot]; b -> c [style=invis minlen=2]; c -> d [dir=none taillabel=1 headlabel=n] }"
    )
    shapes = [(e.form, e.start, e.end, e.label, e.length) for e in found.edges]
    assert shapes == [
        ("dotted", "none", "arrow", "x", 1),
        ("thick", "circle", "arrow", "", 1),
        ("invisible", "none", "arrow", "", 2),
        ("solid", "none", "none", "1<br>n", 1),
    ]
    assert {edge.look.stroke for edge in found.edges} == {"red"}
    assert [edge.end for edge in chart("graph { a -- b }").edges] == ["none"]


@pytest.mark.parametrize(
    ("text", "message", "there"),
    [
        ("", "the graph is empty", ""),
        ("flowchart LR\n", 'no graph: it begins with "flowchart"', "flowchart"),
        ("digraph { a -> }", '"}" stands where a name is expected', "}"),
        ("digraph { a -> b", 'the graph ends where "}" is expected', "b"),
        ('digraph { a [label="x] }', 'cannot read """', '"'),
        ("digraph { a [label=<x] }", 'the label in "<" and ">" does not end', "<"),
        ("digraph { a [label=] }", '"]" stands where a name is expected', "]"),
        ("digraph { } ", "the graph has no nodes", "digraph"),
        ("digraph { a } digraph { b }", "a second graph begins here", "digraph"),
        ("digraph " + "{" * 60 + "a" + "}" * 60, "braces deeper than 40 are not read", "{"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text: str, message: str, there: str) -> None:
    reading = dot.read(text)
    assert reading.chart is None
    (fault,) = reading.faults
    assert (fault.message, text[fault.at.start : fault.at.end]) == (message, there)


@pytest.mark.parametrize(
    "text",
    [
        "a -> " * 20_000,
        "{" * 90_000,
        "a [" * 30_000,
        "<" * 90_000,
        "/*" * 45_000,
        '"' * 90_001,
        "a;" * 45_000,
        "{a b c d} -> " * 9_000,
        'a [shape=record label="' + "<" * 80_000 + '"]}',
        "subgraph cluster_a {" * 5_000,
        "subgraph {a};" * 7_000,
    ],
    ids=range(11),
)
def test_hostile_text_is_read_in_time(text: str) -> None:
    start = time.process_time()
    dot.read("digraph {" + text)
    assert time.process_time() - start < 10  # seconds of the processor; what is not linear takes minutes
