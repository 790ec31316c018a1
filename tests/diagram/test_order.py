"""Models made from the same one stand in the order that the spec asks for."""

from __future__ import annotations

import pytest

from slides.diagram.tree import Easel, drawn
from slides.scene import Shape, walk
from slides.spec.model import Roadmap
from tests.diagram.roadmaps import ROOM, THEME

DATES = {"c": "1993", "a": "1991", "e": None, "b": "1992", "d": "1994-05"}


def family(order: str, direction: str) -> Roadmap:
    models: list[dict[str, str | None]] = [{"id": "root", "name": "Root"}]
    models += [{"id": name, "name": f"Model {name}", "date": date} for name, date in DATES.items()]
    steps = [{"from": "root", "to": name, "method": f"by {name}"} for name in DATES]
    steps += [{"from": "b", "to": "late"}, {"from": "c", "to": "late"}]
    models += [{"id": "late", "name": "Late"}]
    return Roadmap.model_validate({"models": models, "steps": steps, "order": order, "direction": direction})


@pytest.mark.parametrize("direction", ["TB", "LR"])
@pytest.mark.parametrize(("order", "wanted"), [("file", "caebd"), ("date", "abcde")])
def test_siblings_stand_in_the_order_asked_for(order: str, wanted: str, direction: str) -> None:
    scene = drawn(family(order, direction), Easel(THEME, ROOM)).scene
    boxes = {item.id: item.box for item in walk(scene.items) if isinstance(item, Shape)}
    across = {name: boxes[name].x if direction == "TB" else boxes[name].y for name in DATES}
    found = "".join(sorted(DATES, key=across.__getitem__))
    assert found in (wanted, wanted[::-1]) if direction == "LR" else found == wanted
