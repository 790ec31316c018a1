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
    assert "x (idea only) (likely)" in found["words"]


def test_a_method_that_speaks_of_ideas_itself_gets_no_more_words() -> None:
    assert (
        "ideas, no code"
        in items({"from": "a", "to": ["b", "c"], "kind": "idea", "method": "ideas, no code"})["words"]
    )


def test_without_ideas_there_is_no_legend_of_them() -> None:
    assert not any("Idea" in words for words in items({"from": "a", "to": ["b", "c"]})["words"])
