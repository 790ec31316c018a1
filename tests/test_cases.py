"""Golden cases: a spec and, beside it, what its tree and its deck are expected to be.

`pytest --accept` rewrites the expected files; the diff is the review. A folder without a spec of
its own is about the spec of that name in `spec/`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from slides.build import Planned, plan, rendered
from slides.scene import Curve, walk
from slides.scene_json import scene_json
from slides.spec.read import read_file
from tests.cases.shapes import shapes_text
from tests.conftest import SEED

CASES = Path(__file__).parent / "cases"
NAMES = ["gpt-ability", *sorted(path.parent.name for path in CASES.glob("*/spec.yaml"))]


@cache
def planned(name: str) -> Planned:
    own = CASES / name / "spec.yaml"
    return plan(read_file(own if own.exists() else SEED.with_stem(name), f"{name}.yaml"))


@pytest.mark.parametrize("name", NAMES)
def test_the_tree_is_as_expected(name: str, accept: bool) -> None:
    tree = planned(name).tree
    assert tree is not None
    is_as_expected(CASES / name / "scene.json", scene_json(tree), accept)


@pytest.mark.parametrize("name", NAMES)
def test_the_deck_is_as_expected(name: str, accept: bool) -> None:
    data = rendered(planned(name), ("pptx",))["pptx"]
    is_as_expected(CASES / name / "shapes.txt", shapes_text(data), accept)


def is_as_expected(path: Path, found: str, accept: bool) -> None:
    if accept:
        path.write_text(found, encoding="utf-8", newline="\n")
    assert path.exists(), f"{path} is missing: run pytest --accept"
    expected = path.read_text(encoding="utf-8")
    assert found == expected, f"{path} differs: see what changed, then run pytest --accept"


def test_no_case_warns() -> None:
    assert {name: planned(name).warnings for name in NAMES if planned(name).warnings} == {}


def test_every_connector_has_square_corners() -> None:
    tree = planned("side-by-side").tree
    assert tree is not None
    routes = {item.id: item.route for item in walk(tree.items) if isinstance(item, Curve)}
    assert set(routes.values()) <= {"straight", "elbow"}
