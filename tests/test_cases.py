"""Golden cases: a spec and, beside it, what its tree and its deck are expected to be.

`pytest --accept` rewrites the expected files; the diff is the review. A folder without a spec of
its own is about the spec of that name in `spec/`.
"""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from slides.build import Planned, plan, rendered
from slides.scene import Curve, walk
from slides.scene_json import scene_json
from slides.spec.read import read_file
from tests.cases.shapes import choose_as_powerpoint, shapes_text
from tests.conftest import SEED

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
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


@pytest.mark.parametrize("name", ["forms", "gpt-ability"])
def test_what_a_click_brings_is_a_shape_of_its_slide_itself(name: str) -> None:
    """PowerPoint animates nothing inside a group, and repairs a file whose effects aim at nothing."""
    data = rendered(planned(name), ("pptx",))["pptx"]
    aimed = 0
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in (one for one in package.namelist() if one.startswith("ppt/slides/slide")):
            tree = etree.fromstring(package.read(part))
            targets = [one.get("spid") for one in tree.iter(f"{P}spTgt")]
            for either in tree.iter(f"{MC}AlternateContent"):
                ids = [{one.get("id") for one in way.iter(f"{P}cNvPr")} for way in either]
                assert all(one == ids[0] for one in ids) or "transition" in etree.tostring(either).decode()
            choose_as_powerpoint(tree)
            top = tree.findall(f"{P}cSld/{P}spTree/*")
            standing = [
                one.find(f".//{P}cNvPr").get("id") for one in top if one.find(f".//{P}cNvPr") is not None
            ]
            assert set(targets) <= set(standing), part
            assert len(standing) == len(set(standing)), part
            aimed += len(targets)
    assert aimed or name != "forms"
