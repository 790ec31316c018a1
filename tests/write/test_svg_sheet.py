"""An SVG in documents of others: its colours, its names, and that it holds nothing but what SVG knows."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from slides.build import plan, rendered
from slides.geometry import Box
from slides.scene import Colour, Scene, Shape
from slides.spec.read import read, read_file
from slides.write import svg, svg_sheet
from slides.write.svg_fit import FRAME, Fit, slug
from tests.conftest import SEED
from tests.write.sample_scene import COLOURS, THEME, of_text, run, sample, scene_of

DOCS = Path(__file__).parents[2] / "docs"
SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
XML = "{http://www.w3.org/XML/1998/namespace}"

EVERYWHERE = {"id", "class"}
PAINT = {"fill", "stroke", "stroke-width", "stroke-dasharray", "pointer-events"}
TYPE = {"font-family", "font-size", "font-weight", "font-style", "text-decoration"}
# Attributes of SVG 1.1 (https://www.w3.org/TR/SVG11/attindex.html), and of SVG 2 `role` and `aria-*`, `href`
# without a prefix, `rel` and `data-*` (https://www.w3.org/TR/SVG2/attindex.html).
KNOWN = {
    "svg": {
        "viewBox",
        "width",
        "height",
        "role",
        "aria-labelledby",
        "aria-describedby",
        f"{XML}space",
        f"{XML}lang",
        *TYPE,
    },
    "title": set[str](),
    "desc": set[str](),
    "style": set[str](),
    "g": {"data-step", "aria-hidden"},
    "a": {"href", "target", "rel"},
    "rect": {"x", "y", "width", "height", "rx", *PAINT},
    "ellipse": {"cx", "cy", "rx", "ry", *PAINT},
    "path": {"d", *PAINT},
    "image": {"x", "y", "width", "height", "preserveAspectRatio", f"{XLINK}href"},
    "text": {"x", "y", *PAINT, *TYPE},
    "tspan": {"x", "y", *PAINT, *TYPE},
}


@cache
def seed() -> str:
    return rendered(plan(read_file(SEED), formats=("svg",)), ("svg",))["svg"].decode()


def parsed(written: str) -> etree._Element:
    return etree.fromstring(written.encode())


@pytest.mark.parametrize("written", [svg.write(sample(), THEME, fit=Fit(width=640)), seed()])
def test_every_element_and_attribute_is_one_that_svg_knows(written: str) -> None:
    for element in parsed(written).iter():
        tag = str(element.tag).removeprefix(SVG)
        foreign = {str(name) for name in element.attrib} - KNOWN[tag] - EVERYWHERE
        assert foreign == set(), tag
        assert "" not in element.attrib.values()


def test_the_seed_tree_is_small() -> None:
    assert len(seed().encode()) < 60_000


def test_the_documented_colours_are_those_of_the_theme(accept: bool) -> None:
    page, block = DOCS / "svg.md", re.compile("(?<=-->\n).*?(?=<!-- end -->)", re.DOTALL)
    text = page.read_text(encoding="utf-8")
    wanted = block.sub(lambda _: svg_sheet.reference(THEME), text)
    if accept:
        page.write_text(wanted, encoding="utf-8", newline="\n")
        text = wanted
    assert text == wanted, "run pytest --accept"


def test_every_property_in_use_is_documented() -> None:
    documented = set(re.findall(r"`(--slides-[a-z-]+)`", svg_sheet.reference(THEME)))
    for written in (seed(), svg.write(sample(), THEME)):
        assert set(re.findall(r"var\((--slides-[a-z0-9-]+)", written)) <= documented


def test_every_colour_of_the_theme_can_be_set_by_the_page_and_one_of_no_theme_is_fixed() -> None:
    items = [Shape("a", Box(0, 0, 9, 9), fill=one) for one in (COLOURS["blue"], Colour("#010203", "blue"))]
    written = svg.write(scene_of(*items), THEME)
    assert "--blue:var(--slides-blue,#1F5F99);--blue-2:#010203;" in written


def test_the_name_of_a_colour_cannot_end_the_sheet() -> None:
    hostile = Colour("#010203", "x);}</style><script>alert(1)</script>")
    colours, light = {**THEME.colours, hostile.name: hostile}, {**THEME.light, hostile.name: hostile.hex}
    theme = replace(THEME, colours=colours, light=light)
    written = svg.write(scene_of(Shape("a", Box(0, 0, 9, 9), fill=hostile)), theme)
    assert "script>" not in written
    assert written.count("</style>") == 1


def test_the_light_colours_are_attributes_and_a_fixed_scheme_has_no_other() -> None:
    scene = of_text(run("x", colour="gain"))
    light, dark = THEME.colour("gain").hex, THEME.dark["gain"]
    assert f'fill="{light}"' in svg.write(scene, THEME)
    for scheme, its, other in (("light", light, dark), ("dark", dark, light)):
        written = svg.write(scene, THEME, fit=Fit(scheme=scheme))  # type: ignore[arg-type]
        assert f'fill="{its}"' in written
        assert other not in written
        assert "data-theme" not in written
        assert "prefers-color-scheme" not in written


def test_the_page_overrules_the_reader_and_the_picture_overrules_the_page() -> None:
    sheet = svg.write(of_text(run("x")), THEME, prefix="p-").partition("<style>")[2].partition("</style>")[0]
    places = [
        "@media (prefers-color-scheme:dark){.p-scene{",
        "[data-theme=light] .p-scene,[data-md-color-scheme=default] .p-scene,[data-bs-theme=light] .p-scene{",
        "[data-theme=dark] .p-scene,[data-md-color-scheme=slate] .p-scene,[data-bs-theme=dark] .p-scene{",
        "[data-theme=dark] [data-theme=light] .p-scene,.p-scene.p-scene[data-theme=light]{",
        ".p-scene.p-scene[data-theme=dark]{",
        "@media print{.p-scene.p-scene.p-scene.p-scene{",
    ]
    found = [sheet.find(place) for place in places]
    assert -1 not in found
    assert found == sorted(found)


def test_a_picture_has_no_size_unless_one_is_asked_for() -> None:
    free, fixed = (parsed(svg.write(scene_of(), THEME, fit=Fit(width=width))) for width in (None, 800.0))
    assert (free.get("width"), free.get("height"), free.get("viewBox")) == (None, None, "0 0 400 200")
    assert (fixed.get("width"), fixed.get("height")) == ("800", "400")


def scoped(written: str) -> tuple[set[str], set[str]]:
    root = parsed(written)
    ids = {str(name) for name in root.xpath("//@id")}  # type: ignore[union-attr]
    classes = {word for names in root.xpath("//@class") for word in str(names).split()}  # type: ignore[union-attr]
    return ids, classes


def test_ids_classes_and_what_refers_to_them_start_with_the_name() -> None:
    ids, classes = scoped(seed())
    assert all(name.startswith("gpt-ability-") for name in ids | classes)
    named = re.findall(r'aria-\w+by="([^"]+)"', seed())
    assert set(named) <= ids
    rules = re.sub(r"\{[^{}]*\}", "", seed().partition("<style>")[2].partition("</style>")[0])
    assert set(re.findall(r"\.([a-z][\w-]*)", rules)) <= classes | {FRAME}
    assert "url(" not in seed()


def test_two_pictures_in_one_page_share_no_name() -> None:
    first, second = (scoped(svg.write(sample(), THEME, prefix=prefix)) for prefix in ("a-", "b-"))
    assert not first[0] & second[0]
    assert not first[1] & second[1]


@pytest.mark.parametrize(("one", "other"), [("路线图", "能力图"), ("Über", "uber"), ("1", "2"), ("", "x")])
def test_different_names_of_files_start_different_ids(one: str, other: str) -> None:
    assert slug(one) != slug(other)
    assert all(re.fullmatch("[a-z][a-z0-9-]*", slug(name)) for name in (one, other))


def test_a_picture_with_links_is_a_document_and_one_without_an_image() -> None:
    linked = of_text(run("x", href="https://example.org/"))
    roles = [parsed(svg.write(scene, THEME)).get("role") for scene in (linked, of_text(run("x")))]
    assert roles == ["graphics-document", "img"]


def test_links_leave_the_frame_that_the_picture_is_in() -> None:
    for link in parsed(seed()).iter(f"{SVG}a"):
        assert (link.get("target"), link.get("rel")) == ("_top", "noopener")


def test_links_follow_the_lineage_and_lead_to_the_papers() -> None:
    from slides.spec import lineage

    spec = read_file(SEED).spec
    assert spec.roadmap
    ids = [str(link.get("id")) for link in parsed(seed()).iter(f"{SVG}a") if link.get("id")]
    assert ids == [f"gpt-ability-{name.replace('.', '-')}" for name in lineage.order(spec.roadmap)]


SMALL = """\
deck: {title: Small}
roadmap:
  models: [{id: a, name: A, date: 2020, source: paper}, {id: b, name: B}]
  steps: [{to: a, method: Training}, {id: tuned, from: a, to: b, method: Tuning, certainty: likely}]
  caveats: [{on: tuned, text: "Not said outright. [@paper]"}]
references: {paper: {title: A paper, link: "https://example.org/a"}}
"""


def small() -> etree._Element:
    return parsed(rendered(plan(read(SMALL, "small.yaml")), ("svg",))["svg"].decode())


def test_a_card_without_a_link_of_its_own_leads_to_the_paper_that_is_its_source() -> None:
    links = {link.get("id"): link.get("href") for link in small().iter(f"{SVG}a")}
    assert links["small-a"] == "https://example.org/a"


def test_what_a_pointer_rests_on_says_itself_in_a_sentence() -> None:
    said = {one.get("id"): one.findtext(f"{SVG}title") for one in small().iter(f"{SVG}g", f"{SVG}a")}
    assert said["small-a"] == "A [2020], by Training"
    assert said["small-b"] == "B, from A by Tuning (likely)"
    assert said["small-method-1"] == "B: from A by Tuning (likely)"
    assert said["small-step-1-a-b"] == "B: from A by Tuning (likely)"
    assert said["small-method-1-caveat-1"] == "Caveat 1: Not said outright."
    (mark,) = (one for one in small().iter(f"{SVG}a") if one.get("id") is None)
    assert (mark.findtext(f"{SVG}title"), mark.findtext(f"{SVG}text")) == ("[1] A paper", "[1]")


def test_a_screen_reader_hears_of_a_step_once_and_in_its_language() -> None:
    root = small()
    hidden = {one.get("id") for one in root.iter(f"{SVG}g") if one.get("aria-hidden") == "true"}
    assert hidden == {"small-step-0-method-0-a", "small-step-1-a-b"}
    assert root.get(f"{XML}lang") == "en-GB"


def test_addresses_can_be_told_from_another_document() -> None:
    scene: Scene = of_text(run("x", href="notes.md#a"), run("y", href="https://example.org/"))
    fit = Fit(links=lambda href: href if "://" in href else f"../{href}")
    targets = [link.get("href") for link in parsed(svg.write(scene, THEME, fit=fit)).iter(f"{SVG}a")]
    assert targets == ["../notes.md#a", "https://example.org/"]
    with pytest.raises(ValueError, match="not a web or mail address"):
        svg.write(scene, THEME, fit=Fit(links=lambda _: "javascript:alert(1)"))
