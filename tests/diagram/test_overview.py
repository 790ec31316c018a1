"""A road map too large for one slide is shown at a glance, by series or by sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from slides.diagram import overview
from slides.diagram.division import by_series, part
from slides.diagram.tree import Drawing, Easel, drawn
from slides.scene import Group, Scene, Shape, texts, walk
from slides.spec.model import Roadmap
from tests.diagram.roadmaps import ROOM, THEME


def many(series: Sequence[str], each: int, steps: Sequence[tuple[int, int]] = (), **more: Any) -> Roadmap:
    """Series of `each` models in a fan, with steps between models by number."""
    ids = [f"m{at}" for at in range(len(series) * each)]
    models = [
        {"id": id, "name": f"A long name {id}", "series": series[at // each], "date": f"{1990 + at}"}
        for at, id in enumerate(ids)
    ]
    fans = [
        {"from": f"m{at - at % each}", "to": f"m{at}", "method": "tuned"}
        for at in range(len(ids))
        if at % each
    ]
    across = [{"from": f"m{one}", "to": f"m{other}"} for one, other in steps]
    named = [{"id": one, "name": f"Series {one}"} for one in series]
    return Roadmap.model_validate({"series": named, "models": models, "steps": [*fans, *across], **more})


def draw(roadmap: Roadmap) -> Drawing:
    return drawn(roadmap, Easel(THEME, ROOM))


def boxes(scene: Scene) -> list[Shape]:
    return [item for item in walk(scene.items) if isinstance(item, Shape) and item.id.startswith("branch-")]


def test_each_series_is_a_box_that_leads_to_its_first_sheet() -> None:
    found = draw(many("abc", 20, [(0, 20), (20, 40), (1, 25)]))
    first = found.sheets[0]
    assert (first.about, first.part) == ("overview", None)
    cards = [box for box in boxes(first.scene) if "/" not in box.id]
    assert [box.label.plain.splitlines()[0] for box in cards if box.label] == [
        "Series a\u00a0\u00a01990\u20132009",
        "Series b\u00a0\u00a02010\u20132029",
        "Series c\u00a0\u00a02030\u20132049",
    ]
    homes = [sheet.part.models[0].series for sheet in found.sheets[1:] if sheet.part]
    assert homes[0] == "a"
    assert cards[0].href == "#roadmap-2"
    assert "2 steps" in {text.plain for text in texts(first.scene.items)}
    group = first.scene.items[0]
    assert isinstance(group, Group)
    assert group.alt == "Overview of 60 models in 3 boxes: Series a, Series b, Series c."


def test_a_circle_of_series_is_told_as_steps_back() -> None:
    roadmap = many("ab", 20, [(0, 20), (1, 21), (22, 2)])
    whole = overview.roadmap_of(roadmap, overview.branches(roadmap, by_series(roadmap), ()))
    assert [(step.sources, step.to, step.method) for step in whole.steps] == [
        (("branch-1",), ("branch-2",), "2 steps, 1 back")
    ]


def test_one_series_alone_is_shown_by_its_sheets() -> None:
    found = draw(many("a", 60))
    cards = [box for box in boxes(found.sheets[0].scene) if "/" not in box.id]
    assert [box.href for box in cards] == [f"#roadmap-{at}" for at in range(2, len(found.sheets) + 1)]


def test_forty_series_that_are_no_tree_for_a_slide_stand_in_rows() -> None:
    names = [f"s{at}" for at in range(40)]
    chain = [(at * 3, at * 3 + 3) for at in range(39)]
    first = draw(many(names, 3, chain)).sheets[0]
    assert first.about == "overview"
    assert len([box for box in boxes(first.scene) if "/" not in box.id]) == 40
    assert first.scene.width <= ROOM[0]
    assert first.scene.height <= ROOM[1]


def test_more_series_than_a_slide_can_show_have_no_overview() -> None:
    names = [f"s{at}" for at in range(41)]
    assert all(sheet.part is not None for sheet in draw(many(names, 3)).sheets)


def test_a_sheet_of_one_series_leaves_its_name_to_the_title_and_explains_stubs() -> None:
    found = draw(many("ab", 20, [(0, 20)]))
    sheet = next(sheet for sheet in found.sheets if sheet.stubs)
    said = {text.plain for text in texts(sheet.scene.items)}
    assert said.isdisjoint({"Series a", "Series b"})
    assert "Drawn on another slide" in said


@pytest.mark.parametrize("count", [3, 30])
def test_very_many_steps_from_elsewhere_into_one_model_are_one(count: int) -> None:
    models = [{"id": f"m{at}", "name": f"Model {at}"} for at in range(count + 1)]
    steps = [{"from": f"m{at}", "to": f"m{count}", "method": f"by {at}"} for at in range(count)]
    roadmap = Roadmap.model_validate({"models": models, "steps": steps})
    found, view = part(roadmap, (f"m{count}",), {})
    assert len(found.steps) == (count if count < 10 else 1)
    if count > 10:
        assert found.steps[0].method == "30 steps"
        assert {model.name for model in found.models if model.id in view.stubs} == {"30 models"}


@pytest.mark.parametrize("count", [7, 10, 11, 25])
@pytest.mark.parametrize("direction", ["TB", "LR"])
def test_however_many_steps_lead_into_a_model_it_has_a_sheet_and_its_notes_tell_them_all(
    count: int, direction: str
) -> None:
    method = "a long method of training on code and text with human feedback and more data than before"
    models = [{"id": f"m{at}", "name": f"A source, number {at}, with a long name"} for at in range(count)]
    steps = [{"from": f"m{at}", "to": "end", "method": f"{method} {at}"} for at in range(count)]
    roadmap = Roadmap.model_validate(
        {"direction": direction, "models": [*models, {"id": "end", "name": "End"}], "steps": steps}
    )
    found = drawn(roadmap, Easel(THEME, ROOM))
    assert not found.lost
    assert not found.faults
    home = next(
        sheet
        for sheet in found.sheets
        if sheet.part and "end" in ids(sheet.part) and "end" not in sheet.stubs
    )
    assert all(f"{method} {at}" in home.scene.desc for at in range(count))


def ids(roadmap: Roadmap) -> set[str]:
    return {model.id for model in roadmap.models}
