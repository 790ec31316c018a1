"""How steps of each kind look."""

from __future__ import annotations

from typing import Any

from slides.diagram.tree import Easel, drawn
from slides.scene import Curve, Shape, texts, walk
from slides.spec.model import Roadmap
from tests.diagram.roadmaps import ROOM, THEME


def items(*steps: dict[str, Any]) -> dict[str, Any]:
    models = [{"id": name, "name": name.upper()} for name in ("a", "b", "c")]
    scene = drawn(Roadmap.model_validate({"models": models, "steps": steps}), Easel(THEME, ROOM)).scene
    found = {item.id: item for item in walk(scene.items)}
    return {**found, "words": [text.plain for text in texts(scene.items)]}


def dash(item: Any) -> tuple[str, str]:
    assert isinstance(item, Curve | Shape)
    assert item.stroke is not None
    return item.stroke.dash, item.stroke.colour.name


def test_an_idea_is_dotted_and_said_in_words_and_in_the_legend() -> None:
    found = items({"from": "a", "to": "b", "kind": "idea"}, {"from": "a", "to": "c", "method": "Training"})
    assert dash(found["step/0/a>b"]) == dash(found["method/0"]) == ("dot", "slate")
    assert dash(found["step/1/a>c"]) == ("solid", "slate")
    assert "idea only" in found["words"]
    assert "Idea only, no code or weights" in found["words"]


def test_an_idea_in_doubt_is_dotted_in_the_colour_of_doubt_and_says_both() -> None:
    found = items({"from": "a", "to": ["b", "c"], "kind": "idea", "method": "x", "certainty": "likely"})
    assert dash(found["step/0/a>b"]) == ("dot", "doubt")
    assert "x (idea only) \u00a0?\u00a0\u00a0likely" in found["words"]


def test_a_method_that_speaks_of_ideas_itself_gets_no_more_words() -> None:
    assert (
        "ideas, no code"
        in items({"from": "a", "to": ["b", "c"], "kind": "idea", "method": "ideas, no code"})["words"]
    )


def test_without_ideas_there_is_no_legend_of_them() -> None:
    assert not any("Idea" in words for words in items({"from": "a", "to": ["b", "c"]})["words"])


FORMS = {
    "stated": {"method": "x"},
    "doubtful": {"method": "x", "certainty": "likely"},
    "disputed": {"method": "x", "certainty": "disputed"},
    "idea": {"method": "x", "kind": "idea"},
}


def looks(step: dict[str, Any]) -> dict[str, Any]:
    """Line, head and words of a step, and the legend that it asks for; no colour."""
    found = items({"from": "a", "to": "b", **step}, {"from": "a", "to": "c"})
    line, box = found["step/0/a>b"], found["method/0"]
    legend = {name for name in found if name.startswith("legend/") and not name.endswith("/mark")}
    return {
        "line": dash(line)[0], "head": line.open_head, "box": dash(box)[0], "words": box.label.plain,
        "legend": legend,
    }  # fmt: skip


def test_every_form_of_doubt_has_a_line_a_mark_and_a_label_of_its_own_and_no_need_of_colour() -> None:
    found = {name: looks(step) for name, step in FORMS.items()}
    assert {name: look["line"] for name, look in found.items()} == {
        "stated": "solid", "doubtful": "dash", "disputed": "dashdot", "idea": "dot",
    }  # fmt: skip
    assert [look["head"] for look in found.values()] == [False, False, False, True]
    assert len({look["box"] for look in found.values()}) == len(FORMS)
    said = [look["words"].split() for look in found.values()]
    assert said == [["x"], ["x", "?", "likely"], ["x", "!", "disputed"], ["x", "(idea", "only)"]]


def test_the_legend_tells_of_what_is_used_and_of_nothing_else() -> None:
    assert {name: looks(step)["legend"] for name, step in FORMS.items()} == {
        "stated": set(),
        "doubtful": {"legend/step", "legend/doubtful-step"},
        "disputed": {"legend/step", "legend/disputed-step"},
        "idea": {"legend/idea"},
    }


def test_a_disputed_model_is_told_from_one_in_doubt() -> None:
    models = [
        {"id": "a", "name": "A", "certainty": "disputed"}, {"id": "b", "name": "B", "certainty": "unknown"},
    ]  # fmt: skip
    scene = drawn(Roadmap.model_validate({"models": models}), Easel(THEME, ROOM)).scene
    found = {item.id: item for item in walk(scene.items)}
    assert (dash(found["a"])[0], dash(found["b"])[0]) == ("dashdot", "dash")
    assert {"legend/doubtful-model", "legend/disputed-model"} <= found.keys()
