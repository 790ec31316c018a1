"""Diagrams of sections: native shapes, told in the notes; what cannot be read stays code, with a warning."""

from __future__ import annotations

from slides.build import plan
from slides.scene import Curve, Deck, Group, Shape, walk
from slides.source import Source
from slides.spec.read import read

FLOW = """
deck: {title: T}
sections:
  - title: How it works
    blocks:
      - text: "A few words first."
      - diagram: |
          flowchart LR
            A[Ask] -->|politely| B{Known?}
            B -- no --> A
            subgraph G [Answers]
              B -- yes --> C([Tell])
            end
        caption: "As it should be."
      - diagram: "digraph { A -> B }"
        language: dot
"""

HEAD = "deck: {title: T}\nsections:\n  - title: S\n    blocks:\n      - diagram: |\n"


def deck_of(text: str) -> Deck:
    return plan(read(text, "x.yaml")).deck


def test_a_diagram_is_shapes_and_glued_connectors_with_ids_of_its_own() -> None:
    (slide, *_) = [one for one in deck_of(FLOW).slides if one.section == "How it works"]
    items = [item for one in deck_of(FLOW).slides for item in walk(one.scene.items)]
    said = [item.label.plain for item in items if isinstance(item, Shape) and item.label]
    assert [
        word for word in ("Ask", "Known?", "Tell", "politely", "no", "yes", "Answers") if word not in said
    ] == []
    ids = [item.id for item in walk(slide.scene.items)]
    assert len(ids) == len(set(ids))
    curves = [item for item in items if isinstance(item, Curve) and item.joins]
    known = {item.id for item in items if isinstance(item, Shape)}
    assert len(curves) == 2 * 3 + 1  # a label divides its line
    assert all(join.shape in known for curve in curves for join in curve.joins or ())
    charts = [item for item in items if isinstance(item, Group) and item.id.endswith("/chart")]
    assert [one.alt for one in charts] == [
        "Flowchart: 3 nodes, 1 group and 3 connections.",
        "Flowchart: 2 nodes and 1 connection.",
    ]


def test_the_notes_tell_the_diagram() -> None:
    notes = [line.plain for slide in deck_of(FLOW).slides for line in slide.notes]
    for line in ("Ask → Known? (politely)", "Known? → Ask (no)", "Answers:", "As it should be."):
        assert line in notes
    assert "A → B" in notes


def test_what_cannot_be_read_stays_code_and_every_reason_has_its_place() -> None:
    text = HEAD + "          graph TD\n            A --> B C\n            D[open\n"
    document = read(text, "x.yaml")
    found = [
        (one.code, one.message, Source("x.yaml", text).place(one.span.start))
        for one in document.warnings
        if one.span
    ]
    assert found == [
        ("diagram-as-code", 'this diagram is shown as code: cannot read "C"', (7, 21)),
        (
            "diagram-as-code",
            'this diagram is shown as code: the label of "D" does not end: "]" is missing',
            (8, 13),
        ),
    ]
    slide = plan(document).deck.slides[-1]
    shown = [item.label.plain for item in walk(slide.scene.items) if isinstance(item, Shape) and item.label]
    assert any("A --> B C" in words for words in shown)
    assert any("D[open" in line.plain for line in slide.notes)


def test_a_large_diagram_goes_on_on_further_slides() -> None:
    lines = "".join(f"            n{at}[Step number {at}] -->|and then| n{at + 1}\n" for at in range(40))
    text = f"{HEAD}          graph TD\n{lines}"
    slides = [slide for slide in deck_of(text).slides if slide.section == "S"]
    assert len(slides) > 1
    shown = [
        item.label.plain
        for slide in slides
        for item in walk(slide.scene.items)
        if isinstance(item, Shape) and item.label
    ]
    assert {f"Step number {at}" for at in range(40)} <= set(shown)


def test_a_diagram_that_no_slide_holds_stays_code_with_a_warning() -> None:
    lines = "".join(f"            hub -->|a rather long label {at}| n{at}\n" for at in range(160))
    planned = plan(read(f"{HEAD}          graph TD\n{lines}", "x.yaml"))
    (warning,) = planned.warnings
    assert warning.code == "diagram-as-code"
    assert "no slide holds it" in warning.message
