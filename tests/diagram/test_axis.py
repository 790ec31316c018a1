"""The time axis."""

from __future__ import annotations

from typing import Any

import pytest

from slides.diagram import axis
from slides.diagram.tree import Easel, drawn
from slides.scene import Shape, walk
from slides.spec import dates
from slides.spec.model import Roadmap
from tests.diagram.roadmaps import ROOM, THEME


def road(direction: str = "TB", align: str = "date") -> Roadmap:
    models: list[dict[str, Any]] = [
        {"id": "a", "name": "A", "date": "2018"},
        {"id": "c", "name": "C", "date": "2020-05"},
        {"id": "b", "name": "B", "date": "2019-02 to 2019-04"},
        {"id": "d", "name": "D", "date": "2020-05"},
        {"id": "e", "name": "E"},
    ]
    steps = [{"from": "a", "to": ["b", "c"]}, {"from": "c", "to": "d"}, {"from": "d", "to": "e"}]
    return Roadmap.model_validate({"align": align, "direction": direction, "models": models, "steps": steps})


def test_lines_are_in_the_order_of_dates_and_a_model_of_the_same_date_comes_after_its_source() -> None:
    found = [(tick.label, tick.models) for tick in axis.ticks(road())]
    assert found == [("2018", ("a",)), ("2019-02", ("b",)), ("2020-05", ("c",)), ("", ("d",))]


def test_there_is_no_axis_unless_asked_for() -> None:
    assert axis.ticks(road(align="none")) == ()


@pytest.mark.parametrize("direction", ["TB", "LR"])
def test_models_stand_along_the_axis_in_the_order_of_their_dates(direction: str) -> None:
    scene = drawn(road(direction), Easel(THEME, ROOM)).scene
    boxes = {item.id: item.box for item in walk(scene.items) if isinstance(item, Shape)}
    along = [boxes[name].centre.y if direction == "TB" else boxes[name].centre.x for name in "abcd"]
    assert along == sorted(along)
    assert len(set(along)) == 4


@pytest.mark.parametrize("direction", ["TB", "LR"])
def test_what_a_slide_has_left_goes_to_the_longest_times(direction: str) -> None:
    models = [
        {"id": id, "name": id, "date": date} for id, date in (("a", "2019"), ("b", "2020"), ("c", "2023"))
    ]
    steps = [{"from": "a", "to": "b", "method": "x"}, {"from": "b", "to": "c", "method": "y"}]
    tree = {"align": "date", "direction": direction, "models": models, "steps": steps}
    scene = drawn(Roadmap.model_validate(tree), Easel(THEME, ROOM)).sheets[0].scene
    boxes = {item.id: item.box for item in walk(scene.items) if isinstance(item, Shape)}
    a, b, c = (boxes[name].centre.y if direction == "TB" else boxes[name].centre.x for name in "abc")
    assert 1.5 < (c - b) / (b - a) < 3.05


def test_a_drawing_with_an_axis_has_no_faults() -> None:
    for direction in ("TB", "LR"):
        assert drawn(road(direction), Easel(THEME, ROOM)).faults == ()


def test_steps_back_in_time_are_found() -> None:
    models = [{"id": "a", "name": "A", "date": "2020"}, {"id": "b", "name": "B", "date": "2019"}]
    turned = {"align": "date", "models": models, "steps": [{"from": "a", "to": "b"}]}
    assert list(dates.backward(Roadmap.model_validate(turned))) == [(0, "a", "b")]


def test_a_picture_that_no_slide_has_to_hold_gives_long_times_more_room() -> None:
    """Monthly models after a pause of six years: more of them than a slide holds."""
    dates_of = ["2010-01", *(f"20{16 + at // 12}-{at % 12 + 1:02}" for at in range(30))]
    models = [{"id": f"m{at}", "name": f"Model {at}", "date": date} for at, date in enumerate(dates_of)]
    steps = [{"from": f"m{at}", "to": f"m{at + 1}", "method": "x"} for at in range(30)]
    roadmap = Roadmap.model_validate({"align": "date", "models": models, "steps": steps})
    found = drawn(roadmap, Easel(THEME, ROOM), sheets=False)
    boxes = {item.id: item.box for item in walk(found.scene.items) if isinstance(item, Shape)}
    gaps = [boxes[f"m{at + 1}"].centre.y - boxes[f"m{at}"].centre.y for at in range(30)]
    assert gaps[0] > 5 * max(gaps[1:])
    assert not found.faults
