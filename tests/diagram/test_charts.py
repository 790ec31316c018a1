"""Charts on pages: nothing is lost, covered or crossed, and all of it fits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from slides.chart import dot, mermaid, parts
from slides.chart.model import Chart
from slides.diagram import chart_draw, charted, verify
from slides.diagram.chart_faces import SCALES
from slides.diagram.chart_layout import Laid, laid
from slides.diagram.chart_plan import plan
from slides.diagram.shelf import crosses
from slides.geometry import Box
from slides.look.contrast import contrast
from slides.outlines import FORMS
from slides.scene import Curve, Scene, Shape, extent, texts, walk
from tests.chart.charts import charts
from tests.diagram.roadmaps import THEME

ROOM = (864.0, 394.0)
NOTES = Path(__file__).parents[1] / "cases" / "notes"


def chart(text: str) -> Chart:
    found = (dot if "graph {" in text else mermaid).read(text).chart
    assert found is not None
    return found


def drawn(text: str, scale: int = 2) -> tuple[Laid, Scene]:
    found = chart(text)
    placed = laid(plan(found), SCALES[scale], found.direction)
    return placed, chart_draw.scene(placed, THEME)


def curves(scene: Scene) -> dict[str, Curve]:
    return {item.id: item for item in walk(scene.items) if isinstance(item, Curve)}


def shapes(scene: Scene) -> dict[str, Shape]:
    return {item.id: item for item in walk(scene.items) if isinstance(item, Shape)}


def sound(scene: Scene) -> None:
    """Every end of a connector is glued to a site that is where the line ends."""
    known = shapes(scene)
    for curve in curves(scene).values():
        if curve.joins is None:
            continue
        for join, point in zip(curve.joins, (curve.points[0], curve.points[-1]), strict=True):
            shape = known[join.shape]
            if form := FORMS.get(shape.outline):
                u, v = form.sites[form.numbers.index(join.site)]
            else:
                side = join.site // 2 if shape.outline == "ellipse" else join.site
                u, v = ((0.5, 0.0), (0.0, 0.5), (0.5, 1.0), (1.0, 0.5))[side]
            box = shape.box
            assert (point.x, point.y) == pytest.approx((box.x + u * box.w, box.y + v * box.h), abs=0.8)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(charts())
def test_every_part_of_a_chart_is_drawn_and_covers_nothing(said: tuple[Chart, dict[str, str]]) -> None:
    found, _ = said
    placed = laid(plan(found), SCALES[2], found.direction)
    scene = chart_draw.scene(placed, THEME)
    known = shapes(scene)
    assert {f"node/{node.id}" for node in found.nodes} <= known.keys()
    assert {f"method/{at}" for at, edge in enumerate(found.edges) if edge.label} <= known.keys()
    assert len({curve.id.split("/")[1] for curve in curves(scene).values() if curve.joins}) == len(
        found.edges
    )
    held = {node.group for node in found.nodes}
    assert {f"series/{group.id}" for group in found.groups if group.id in held} <= known.keys()
    sound(scene)
    page = Box(0, 0, scene.width, scene.height)
    assert all(page.holds(extent(item), 6.0) for item in walk(scene.items))
    loops = any(edge.tail == edge.head for edge in found.edges)
    if not loops:  # one that turns back to its own node crosses what comes into it
        assert [fault for fault in verify.faults(scene) if "stands on" in fault] == []


def test_a_label_stands_on_its_own_line_also_where_the_line_goes_back() -> None:
    _, scene = drawn("flowchart TD\nA -->|there| B --> C -->|and back| A\nC -->|again| B")
    lines, known = curves(scene), shapes(scene)
    for number, name in ((0, "A>B"), (2, "C>A"), (3, "C>B")):
        into, out = lines[f"step/{number}/{name}"], lines[f"step/{number}/{name}/on"]
        assert into.joins
        assert out.joins
        assert into.joins[1].shape == out.joins[0].shape == f"method/{number}"
        assert not into.arrow
        assert out.arrow
        assert known[f"method/{number}"].label is not None
    assert list(verify.faults(scene)) == []
    sound(scene)


@pytest.mark.parametrize("direction", ["TB", "BT", "LR", "RL"])
def test_lines_follow_the_direction(direction: str) -> None:
    _, scene = drawn(f"flowchart {direction}\nA --> B")
    boxes = {name: shape.box.centre for name, shape in shapes(scene).items()}
    start, end = boxes["node/A"], boxes["node/B"]
    along = {"TB": end.y - start.y, "BT": start.y - end.y, "LR": end.x - start.x, "RL": start.x - end.x}
    assert along[direction] > 20
    assert curves(scene)["step/0/A>B"].route == "straight"
    sound(scene)


def test_lines_end_at_the_border_of_a_group() -> None:
    _, scene = drawn(
        "flowchart TB\nsubgraph one [First]\na --> b\nend\nsubgraph two [Second]\nc --> d\nend\n"
        "one -->|then| two\nx --> one\ntwo --> y"
    )
    lines, known = curves(scene), shapes(scene)
    assert [join.shape for join in lines["step/2/one>two"].joins or ()] == ["series/one", "method/2"]
    assert [join.shape for join in lines["step/2/one>two/on"].joins or ()] == ["method/2", "series/two"]
    assert known["series/one"].box.holds(known["node/a"].box)
    assert list(verify.faults(scene)) == []
    sound(scene)


def test_groups_nest_and_empty_ones_are_nodes() -> None:
    _, scene = drawn(
        "flowchart LR\nsubgraph A\nsubgraph B\nx\nend\ny\nend\nsubgraph C\nend\nx --> C\nA --> A\nx --> B"
    )
    known = shapes(scene)
    assert known["series/A"].box.holds(known["series/B"].box)
    assert known["series/B"].box.holds(known["node/x"].box)
    assert "node/C" in known
    sound(scene)


def test_heads_forms_and_looks_are_kept() -> None:
    _, scene = drawn(
        "flowchart TD\nA <--> B\nB -.-> C\nC ==> D\nD --- E\nE --o F\nF --x G\nG ~~~ H\n"
        "I@{ shape: dbl-circ, label: I }\n"
        "style A fill:#123456,stroke:#abc,color:#fff\nlinkStyle 3 stroke:red\nclick A 'x'\n"
        'click B "https://example.org"\nclick C "javascript:alert(1)"'
    )
    lines, known = curves(scene), shapes(scene)
    assert lines["step/0/A>B"].both
    assert lines["step/1/B>C"].stroke.dash == "dot"
    assert lines["step/2/C>D"].stroke.width > 2
    assert not lines["step/3/D>E"].arrow
    assert lines["step/3/D>E"].stroke.colour.hex == "#FF0000"
    assert {"tick/4/0", "tick/I"} <= known.keys()
    assert {"tick/5/0a", "tick/5/0b"} <= lines.keys()
    assert not any(name.startswith("step/6") for name in lines)
    assert known["node/A"].fill is not None
    assert known["node/A"].fill.hex == "#123456"
    assert (known["node/B"].href, known["node/C"].href) == ("https://example.org", "")


@pytest.mark.parametrize("form", FORMS)
def test_words_stand_inside_their_outline(form: str) -> None:
    _, scene = drawn(
        "flowchart TD\n"
        'a{"a choice to make"}\nb{{"what comes first"}}\nc[("a database<br>of it")]\nd[["a subroutine"]]\n'
        'e[/"what goes in"/]\nf[\\"by hand"/]\ng@{ shape: doc, label: "a document" }\nh>"a card"]\n'
        'i{"a very long question, which has to be broken into several lines by us"}'
    )
    (shape,) = [one for one in shapes(scene).values() if one.outline == form][:1]
    assert shape.label is not None
    assert shape.box.holds(shape.label.ink.inset(-1))
    assert len(shape.label.lines) == len(shape.label.plain.split("\n"))


def test_the_flowchart_of_a_note_takes_an_overview_and_a_page_for_each_group() -> None:
    note = (NOTES / "transformer-family.md").read_text(encoding="utf-8")
    text = re.search(r"```mermaid\n(.*?)```", note, re.DOTALL)
    assert text
    found = chart(text[1])
    pages = charted.pages(found, ROOM)
    assert 4 <= len(pages) <= 6
    assert all(page.size[0] <= ROOM[0] and page.size[1] <= ROOM[1] for page in pages)
    shown = {node.id for page in pages for node in page.plan.chart.nodes if node.kind != "stub"}
    assert {node.id for node in found.nodes} <= shown
    told = {(e.tail, e.head, e.label) for page in pages for e in page.plan.chart.edges}
    assert {(e.tail, e.head, e.label) for e in found.edges} <= told
    for page in pages:
        scene = chart_draw.scene(page, THEME)
        assert list(verify.faults(scene)) == []
        assert (
            min(run.size for text in texts(scene.items) for one in text.paragraphs for run in one.runs) >= 10
        )


def test_halves_hold_every_line_with_stubs_at_the_cut() -> None:
    found = chart("flowchart TD\n" + "\n".join(f"n{at} -->|l{at}| n{at + 1}" for at in range(7)))
    first, second = parts.halves(found, [node.id for node in found.nodes])
    kinds = {node.id: node.kind for node in first.nodes}
    assert kinds == {"n0": "rect", "n1": "rect", "n2": "rect", "n3": "rect", "n4": "stub"}
    assert {edge.label for edge in (*first.edges, *second.edges)} == {f"l{at}" for at in range(7)}


def test_what_no_page_holds_is_not_drawn() -> None:
    hub = chart("flowchart TD\n" + "\n".join(f"hub -->|a rather long label {at}| n{at}" for at in range(160)))
    assert charted.pages(hub, ROOM) == ()


def test_a_chart_is_turned_before_it_is_divided() -> None:
    found = chart("flowchart LR\n" + " --> ".join(f"step{at}[A step of the work {at}]" for at in range(7)))
    (page,) = charted.pages(found, (300.0, 600.0))
    assert page.direction == "TB"


def test_lines_do_not_run_through_nodes() -> None:
    _, scene = drawn("flowchart TD\nA --> B --> C --> D\nA --> D\nD --> A\nA --> C")
    boxes = {name: shape.box.inset(1) for name, shape in shapes(scene).items() if name.startswith("node/")}
    for curve in curves(scene).values():
        own = {join.shape for join in curve.joins or ()}
        for start, end in zip(curve.points, curve.points[1:], strict=False):
            assert not any(crosses(start, end, box) for name, box in boxes.items() if name not in own)


def test_the_ground_of_a_group_never_hides_its_lines_or_its_name() -> None:
    for colour in ("#3b82f6", "#000", "white", "rgb(20, 20, 20)", "#52606D"):
        _, scene = drawn(
            f"flowchart TD\nsubgraph G [Name]\na --> b\nend\nstyle G fill:{colour},color:{colour}"
        )
        band, line = shapes(scene)["series/G"], curves(scene)["step/0/a>b"]
        assert band.fill is not None
        assert band.label is not None
        assert contrast(band.fill.hex, line.stroke.colour.hex) >= 3
        assert contrast(band.fill.hex, band.label.paragraphs[0].runs[0].colour.hex) >= 4.5
