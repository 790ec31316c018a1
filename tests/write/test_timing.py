"""The animations of a slide, as PowerPoint reads them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from slides.build import plan
from slides.geometry import Box, Point
from slides.look import theme as themes
from slides.scene import Curve, Deck, Group, Join, Paragraph, Scene, Shape, Slide, Stroke, Text, TextRun
from slides.spec.read import read_file
from slides.write.powerpoint import write
from slides.write.pptx_timing import Target, timing, transition
from tests.conftest import SEED

THEME = themes.load("light")
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
P159 = "http://schemas.microsoft.com/office/powerpoint/2015/09/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NAMES = {"p": P, "mc": MC, "p159": P159}


def shape(id: str, x: float) -> Shape:
    box = Box(x, 100, 80, 40)
    label = Text(f"{id}/text", box, (Paragraph((TextRun(id, 14, THEME.colour("ink")),)),), ())
    return Shape(id, box, stroke=Stroke(THEME.colour("ink")), label=label)


LINE = Curve(
    "line",
    (Point(180, 120), Point(300, 120)),
    Stroke(THEME.colour("ink")),
    joins=(Join("one", 3), Join("two", 1)),
)
WORDS = Text("words", Box(100, 300, 80, 40), (Paragraph((TextRun("Words", 14, THEME.colour("ink")),)),), ())
TITLE = replace(WORDS, id="title", role="title")
GROUP = Group("group", (shape("inner", 500),), "A")
ITEMS = (TITLE, shape("one", 100), LINE, shape("two", 300), GROUP, WORDS)
CLICKS = (("line", "two"), ("group",), ("words",))


def slide(**more: Any) -> Slide:
    return Slide("one", "figure", "", Scene(960, 540, ITEMS), **more)


def roots(deck: Deck) -> list[etree._Element]:
    with zipfile.ZipFile(io.BytesIO(write(deck, THEME))) as file:
        count = len(deck.slides)
        return [etree.fromstring(file.read(f"ppt/slides/slide{at}.xml")) for at in range(1, count + 1)]


def deck(*slides: Slide) -> Deck:
    return Deck("A deck", "Ada", "", (), "en-GB", "2022-12-11", slides)


def written(**more: Any) -> etree._Element:
    return roots(deck(slide(**more)))[0]


def clicks(root: etree._Element) -> list[list[str]]:
    """The names of the shapes that each click brings."""
    names = {one.get("id"): one.get("name") for one in root.iterfind("p:cSld//p:cNvPr", NAMES)}
    return [
        [names[target.get("spid")] for target in click.iterfind(".//p:animEffect//p:spTgt", NAMES)]
        for click in root.iterfind(".//p:cTn[@nodeType='mainSeq']/p:childTnLst/p:par", NAMES)
    ]


def test_each_click_brings_its_shapes_in_order() -> None:
    assert clicks(written(reveal=CLICKS)) == [list(click) for click in CLICKS]


def test_the_first_effect_waits_for_the_click_and_the_others_run_with_it() -> None:
    for click in written(reveal=CLICKS).iterfind(".//p:cTn[@nodeType='mainSeq']/p:childTnLst/p:par", NAMES):
        assert click.find("p:cTn/p:stCondLst/p:cond", NAMES).get("delay") == "indefinite"
        effects = click.findall(".//p:cTn[@presetClass='entr']", NAMES)
        assert {one.get("presetID") for one in effects} == {"10"}
        kinds = [one.get("nodeType") for one in effects]
        assert kinds == ["clickEffect", *["withEffect"] * (len(kinds) - 1)]


def test_time_nodes_are_numbered_once() -> None:
    numbers = [one.get("id") for one in written(reveal=CLICKS).iterfind(".//p:cTn", NAMES)]
    assert numbers == [str(at) for at in range(1, len(numbers) + 1)]


def test_shapes_with_text_stand_in_the_build_list_and_no_others() -> None:
    root = written(reveal=CLICKS)
    names = {one.get("id"): one.get("name") for one in root.iterfind("p:cSld//p:cNvPr", NAMES)}
    builds = {names[one.get("spid")]: one.get("animBg") for one in root.iterfind(".//p:bldP", NAMES)}
    assert builds == {"two": "1", "words": None}
    grouped = {
        names[one.find(".//p:spTgt", NAMES).get("spid")]
        for one in root.iterfind(".//p:cTn[@presetClass='entr'][@grpId]", NAMES)
    }
    assert grouped == set(builds)


def test_transition_and_timing_follow_the_colours_in_that_order() -> None:
    tags = [etree.QName(child).localname for child in written(reveal=CLICKS, transition="morph")]
    assert tags == ["cSld", "clrMapOvr", "AlternateContent", "timing"]


def test_morph_falls_back_to_a_fade() -> None:
    root = written(transition="morph")
    choice, fallback = root.find("mc:AlternateContent", NAMES)
    assert choice.get("Requires") == "p159"
    assert choice.nsmap["p159"] == P159
    assert choice.find("p:transition/p159:morph", NAMES).get("option") == "byObject"
    assert fallback.find("p:transition/p:fade", NAMES) is not None


def test_a_slide_without_clicks_says_nothing_of_time() -> None:
    assert [etree.QName(child).localname for child in written()] == ["cSld", "clrMapOvr"]
    assert timing(()) == transition("") == ""
    assert timing([[]]) == ""
    assert "bldLst" not in timing([[Target(4)]])


@pytest.mark.parametrize("id", ["nothing", "inner"])
def test_only_what_stands_on_the_slide_itself_can_appear(id: str) -> None:
    with pytest.raises(KeyError, match=id):
        written(reveal=((id,),))


def test_the_road_map_of_the_seed_appears_as_its_slide_says() -> None:
    document = read_file(SEED)
    assert document.spec.roadmap is not None
    roadmap = document.spec.roadmap.model_copy(update={"reveal": "date", "reveal_as": "clicks"})
    spec = document.spec.model_copy(update={"roadmap": roadmap})
    found = plan(replace(document, spec=spec)).deck
    for one, root in zip(found.slides, roots(found), strict=True):
        assert clicks(root) == [list(click) for click in one.reveal]
    assert max(len(one.reveal) for one in found.slides) == len(roadmap.models) - 1
