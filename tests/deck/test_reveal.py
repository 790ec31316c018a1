"""A road map that appears click by click, on one slide or a slide a click."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from slides.diagram.reveal import Revealed, revealed, started
from slides.diagram.tree import Drawing, Easel, Sheet, drawn
from slides.scene import Curve, Deck, Group, Item, Slide, walk
from slides.spec import lineage
from slides.spec.model import Roadmap
from tests.deck.specs import deck, notes_text, slide
from tests.diagram.roadmaps import ROOM, THEME, large_roadmap, roadmaps

few = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
ways = st.sampled_from(["tree", "date", "series"])


def drawing(roadmap: Roadmap) -> Drawing:
    return drawn(roadmap, Easel(THEME, ROOM))


def shown(sheet: Sheet) -> tuple[Roadmap, Group, Revealed]:
    (tree,) = sheet.scene.items
    assert isinstance(tree, Group)
    assert sheet.part is not None
    return sheet.part, tree, revealed(sheet.part, tree, sheet.stubs)


def ids(items: tuple[Item, ...]) -> list[str]:
    return [item.id for item in walk(items) if not isinstance(item, Group)]


@few
@given(roadmaps(), ways)
def test_what_a_click_brings_has_all_that_it_hangs_on(roadmap: Roadmap, reveal: Any) -> None:
    for sheet in drawing(roadmap.model_copy(update={"reveal": reveal})).sheets:
        if sheet.part is not None:
            is_in_order(sheet)


def is_in_order(sheet: Sheet) -> None:
    part, tree, found = shown(sheet)
    assert sorted(ids(found.items)) == sorted(ids((tree,))), "everything, and once"
    moments = {item.id: 0 for item in walk(found.items)}
    for number, click in enumerate(found.clicks, start=1):
        assert click.model in click.items
        for item in (item for item in found.items if item.id in click.items):
            moments |= {inner.id: number for inner in walk((item,))}
    come = [click.model for click in found.clicks]
    start = started(part, sheet.stubs)
    assert start.isdisjoint(come)
    assert start | set(come) == {model.id for model in part.models}
    for child, parents in lineage.parents(part).items():
        if child not in sheet.stubs:
            assert all(moments[parent] < moments[child] for parent in parents)
    for item in walk(found.items):
        if isinstance(item, Curve) and item.joins:
            assert moments[item.id] == max(moments[join.shape] for join in item.joins)
    steps = [number for click in found.clicks for number in click.steps]
    assert len(steps) == len(set(steps))


def test_a_tree_on_several_slides_appears_on_each_and_stubs_are_there_from_the_start() -> None:
    whole = large_roadmap().model_copy(update={"reveal": "tree"})
    found = drawing(whole)
    overview, *parts = found.sheets
    assert overview.part is None
    assert len(parts) > 1
    come: list[str] = []
    for sheet in parts:
        is_in_order(sheet)
        here = [click.model for click in shown(sheet)[2].clicks]
        assert sheet.stubs.isdisjoint(here)
        come += here
    assert sorted([*come, "one-0"]) == sorted(model.id for model in whole.models)


BASE: dict[str, Any] = {
    "models": [
        {"id": "base", "name": "Base", "say": "Say base."},
        {"id": "code", "name": "Code", "date": "2021-07"},
        {"id": "chat", "name": "Chat", "certainty": "likely", "say": "Say *chat*."},
    ],
    "steps": [
        {"to": "base", "method": "Pretraining"},
        {"from": "base", "to": "code", "method": "Training on code", "say": "Say step."},
        {"id": "merge", "from": ["base", "code"], "to": "chat", "method": "Tuning", "certainty": "probably"},
    ],
    "caveats": [{"on": "merge", "text": "Not sure.", "certainty": "hypothesis"}],
    "say": "Say tree.",
}


def family(**more: str) -> Deck:
    return deck(roadmap={**BASE, **more})


def test_clicks_bring_step_method_model_and_caveat_together() -> None:
    found = slide(family(reveal="tree"), "roadmap")
    assert found.reveal == (
        ("step/1/base>code", "method/1", "code"),
        (
            "step/2/base>chat",
            "step/2/code>chat",
            "method/2",
            "method/2/caveat-1",
            "chat",
            "caveat-1/callout",
            "caveat-1/leader",
        ),
    )
    tops = {item.id for item in found.scene.items}
    assert all(id in tops for click in found.reveal for id in click)
    opening = next(item for item in found.scene.items if item.id == "roadmap")
    assert isinstance(opening, Group)
    assert {"base", "method/0"} <= {item.id for item in opening.items}
    assert opening.alt == (
        "Road map of 3 models, 1 in doubt, and 3 steps, 2 in doubt, with 1 caveat, from Base to Chat."
    )


def test_the_notes_say_what_each_click_shows_and_what_to_say() -> None:
    said = notes_text(slide(family(reveal="tree"), "roadmap")).splitlines()
    assert said[:2] == ["Say tree.", "Say base."]
    assert said[said.index("Click 1: Code (2021-07), from Base by Training on code") :] == [
        "Click 1: Code (2021-07), from Base by Training on code",
        "Say step.",
        "Click 2: Chat (likely), from Base and Code by Tuning (probably)",
        "Caveat 1 (hypothesis): Not sure.",
        "Say chat.",
    ]


def test_without_reveal_the_tree_stays_one_group() -> None:
    found = slide(family(), "roadmap")
    assert found.reveal == ()
    assert [item.id for item in found.scene.items if isinstance(item, Group)] == ["roadmap"]
    assert "Click 1" not in notes_text(found)


def test_a_tree_of_roots_alone_has_no_clicks() -> None:
    lone = {"reveal": "tree", "models": [{"id": "a", "name": "A", "say": "Say a."}]}
    found = slide(deck(roadmap=lone), "roadmap")
    assert found.reveal == ()
    assert "Say a." in notes_text(found)


def of_road_map(found: Deck) -> list[Slide]:
    return [one for one in found.slides if one.id.startswith("roadmap")]


def test_as_slides_each_adds_to_the_one_before() -> None:
    found = of_road_map(family(reveal="tree", reveal_as="slides"))
    assert [one.id for one in found] == ["roadmap", "roadmap-click-1", "roadmap-click-2"]
    assert [one.transition for one in found] == ["", "morph", "morph"]
    assert [one.scene.title for one in found] == [f"Road map ({at}/3)" for at in (1, 2, 3)]
    assert all(one.reveal == () for one in found)
    trees = [{item.id: item for item in walk(one.scene.items) if "roadmap" not in item.id} for one in found]
    assert trees[0].items() < trees[1].items() < trees[2].items()
    whole = slide(family(), "roadmap")
    assert {id for id in ids(whole.scene.items) if "roadmap" not in id} <= trees[2].keys()
    said = [notes_text(one) for one in found]
    assert "Say base." in said[0]
    assert said[1].startswith("Click 1: Code")
    assert "Chat" in said[2]
    assert "Chat" not in said[1]


@pytest.mark.parametrize("reveal_as", ["clicks", "slides"])
def test_a_page_that_is_no_tree_stays_as_it_is(reveal_as: str) -> None:
    found = family(reveal="tree", reveal_as=reveal_as)
    assert all(not one.reveal and not one.transition for one in found.slides if one not in of_road_map(found))
