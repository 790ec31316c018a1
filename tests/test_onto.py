"""Road maps and diagrams on slides of python-pptx."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Inches

import slides
from slides.geometry import Box
from slides.look import theme as themes
from slides.scene import Scene, Shape
from tests.conftest import SEED

THEME = themes.load("light")


def deck() -> Presentation:
    """python-pptx's own template, made wide, with one slide that has a title."""
    found = Presentation()
    found.slide_width = Inches(13.333)
    found.slides.add_slide(found.slide_layouts[5]).shapes.title.text = "Lineage"
    return found


def saved(found: Presentation) -> Presentation:
    buffer = io.BytesIO()
    found.save(buffer)
    return Presentation(io.BytesIO(buffer.getvalue()))


def numbers(slide: Any) -> list[str]:
    """Those of all shapes, but for a connector's other form, which is the same shape."""
    return slide._element.xpath("//*[local-name()='cNvPr'][not(ancestor::*[local-name()='Fallback'])]/@id")


def test_the_road_map_of_a_spec_is_one_group_of_native_shapes_in_its_room() -> None:
    found = deck()
    group = slides.draw_on(
        found.slides[0], SEED, left=Inches(0.5), top=Inches(1.1), width=Inches(12), height=Inches(6.3)
    )
    assert Inches(0.5) <= group.left
    assert group.left + group.width <= Inches(12.5)
    assert Inches(1.1) <= group.top
    assert group.top + group.height <= Inches(7.4)
    (slide,) = saved(found).slides
    drawn = slide.shapes[-1]
    words = [run.text for run in drawn._element.iter("{*}t")]
    assert "ChatGPT" in words
    assert {one.get("typeface") for one in drawn._element.iter("{*}latin")} == {"Arial"}
    assert len(numbers(slide)) == len(set(numbers(slide)))
    glued = list(drawn._element.iter("{*}cxnSp"))
    assert glued
    ends = {one.get("id") for name in ("stCxn", "endCxn") for one in drawn._element.iter(f"{{*}}{name}")}
    assert ends <= set(numbers(slide))


def test_links_are_those_of_the_slide() -> None:
    found = deck()
    box = Box(0, 0, 100, 50)
    scene = Scene(
        100, 50, (Shape("card", box, fill=THEME.colour("blue"), href="https://example.org/a"),), None, "One"
    )
    slides.draw_on(found.slides[0], scene)
    (slide,) = saved(found).slides
    (link,) = slide.shapes[-1]._element.iter("{*}hlinkClick")
    (name,) = [value for key, value in link.attrib.items() if key.endswith("}id")]
    assert slide.part.rels[name].target_ref == "https://example.org/a"


def test_what_does_not_fit_leaves_the_slide_as_it_was(tmp_path: Path) -> None:
    found = deck()
    with pytest.raises(ValueError, match="does not fit"):
        slides.draw_on(found.slides[0], SEED, width=Inches(1), height=Inches(1))
    spec = tmp_path / "x.yaml"
    spec.write_text("deck: {title: T}\nsummary: [One.]\n")
    with pytest.raises(ValueError, match="has no road map"):
        slides.draw_on(found.slides[0], spec)
    assert len(found.slides[0].shapes) == 1


def test_the_example_of_the_docs_makes_a_deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (Path(__file__).parents[1] / "docs" / "python-pptx.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(code, {})
    (slide,) = Presentation("diagram-own.pptx").slides
    assert "web 2" in [run.text for run in slide.shapes[-1]._element.iter("{*}t")]
    assert len(list(slide.shapes[-1]._element.iter("{*}blip"))) == 3
