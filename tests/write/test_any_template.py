"""Decks in templates of others: layouts told by placeholders, colours that can be read, nothing lost."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pptx import Presentation

from slides import build
from slides.look import assets, palette
from slides.look import theme as themes
from slides.markdown.file import read_file
from slides.source import Problem, SpecError
from slides.write import pptx_look
from slides.write.pptx_colours import colours
from slides.write.pptx_template import read
from tests.look.seen import seen
from tests.write.test_opened import changed, part

ROOT = Path(__file__).parents[2]
OFFICE = (
    Path(pptx.__file__).parent / "templates" / "default.pptx"
).read_bytes()  # 4:3, as Office 2007 had it
NAMES = ("cover", "content", "statement", "figure")
SPEC = """deck: {title: How forests grow, date: 2024-05-01, subtitle: A report, template: company.pptx}
roadmap: {models: [{id: a, name: Seed}, {id: b, name: Tree}], steps: [{from: a, to: b, method: rain}]}
summary: [Trees grow., "They ==need== light and [water](https://example.org/)."]
sections:
  - title: Numbers
    blocks:
      - {columns: [Tree, Height], table: [[Oak, 30 m], [Yew, 20 m]]}
      - code: "print('leaf')"
        language: python
"""


def saved(made: Callable[..., None], start: bytes = OFFICE) -> bytes:
    """The presentation after python-pptx has changed it."""
    opened = Presentation(io.BytesIO(start))
    made(opened)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def planned(template: bytes, folder: Path) -> build.Planned:
    (folder / "company.pptx").write_bytes(template)
    spec = folder / "a.yaml"
    spec.write_text(SPEC, encoding="utf-8")
    return build.plan(read_file(spec), folder=folder)


def deck(template: bytes, folder: Path) -> tuple[object, tuple[Problem, ...]]:
    found = planned(template, folder)
    data = build.rendered(found, ("pptx",))["pptx"]
    assert data == build.rendered(found, ("pptx",))["pptx"]
    return Presentation(io.BytesIO(data)), found.warnings


def used(template: bytes) -> dict[str, str]:
    return {name: layout.name for name, layout in read(template).layouts.items()}


def only(*names: str) -> Callable[..., None]:
    """Takes out all layouts but these."""

    def make(opened) -> None:
        for layout in list(opened.slide_layouts):
            if layout.name not in names:
                opened.slide_layouts.remove(layout)

    return make


def test_layouts_are_told_by_their_placeholders() -> None:
    assert used(OFFICE) == {
        "cover": "Title Slide",
        "content": "Title and Content",
        "statement": "Title and Content",  # the section header of 2007 has its text above its title
        "figure": "Title Only",
    }


@pytest.mark.parametrize("name", ["", "Folie", "标题幻灯片", "content"])
def test_names_of_layouts_do_not_matter(name: str) -> None:
    def rename(opened) -> None:
        for at, layout in enumerate(opened.slide_layouts):
            layout.name = f"{name} {at}" if name else ""

    before, after = read(OFFICE).layouts, read(saved(rename)).layouts
    assert {key: one.part for key, one in after.items()} == {key: one.part for key, one in before.items()}


def test_a_deck_stands_in_the_templates_placeholders(tmp_path: Path) -> None:
    opened, _ = deck(OFFICE, tmp_path)
    assert (opened.slide_width, opened.slide_height) == (9144000, 6858000)
    kinds = [[str(one.placeholder_format.type) for one in slide.placeholders] for slide in opened.slides]
    assert kinds[0] == ["CENTER_TITLE (3)", "SUBTITLE (4)"]
    assert all(one[0] in ("TITLE (1)", "CENTER_TITLE (3)") for one in kinds)
    assert all({"FOOTER (15)", "SLIDE_NUMBER (13)", "DATE (16)"} <= set(one) for one in kinds[1:])
    own = [
        shape for slide in opened.slides for shape in slide.placeholders if shape._element.spPr.xfrm is None
    ]
    assert len(own) >= 4 * (len(kinds) - 1)  # they stay where the layout has them


def test_masters_and_layouts_stay_and_sample_slides_go(tmp_path: Path) -> None:
    def add(opened) -> None:
        opened.slides.add_slide(opened.slide_layouts[0]).shapes.title.text = "A sample"

    template = saved(add)
    opened, _ = deck(template, tmp_path)
    assert [layout.name for layout in opened.slide_layouts] == [
        layout.name for layout in Presentation(io.BytesIO(OFFICE)).slide_layouts
    ]
    assert "A sample" not in {slide.shapes.title.text for slide in opened.slides}
    assert opened.slides[0].has_notes_slide


def test_a_template_of_the_other_ending_becomes_a_presentation(tmp_path: Path) -> None:
    kinds = part("[Content_Types].xml", OFFICE).replace(b"presentation.main+xml", b"template.main+xml")
    template = changed({"[Content_Types].xml": kinds}, OFFICE)
    found = planned(template, tmp_path)
    written = build.rendered(found, ("pptx",))["pptx"]
    assert b"presentation.main+xml" in part("[Content_Types].xml", written)


def test_a_font_that_is_not_at_hand_is_named(tmp_path: Path) -> None:
    (found,) = planned(OFFICE, tmp_path).warnings
    assert (found.code, '"Calibri"' in found.message) == ("font-not-at-hand", True)
    assert found.span is not None


def test_what_a_template_lacks_is_told_with_what_is_done_instead(tmp_path: Path) -> None:
    opened, warnings = deck(blank(), tmp_path)
    told = {one.message: one.hint for one in warnings if one.code == "template-part-missing"}
    assert told["the template has no layout with a title and a subtitle"]
    assert told["the template has no layout with a title and a large text below it"]
    words = {
        shape.text_frame.text for slide in opened.slides for shape in slide.shapes if shape.has_text_frame
    }
    assert {"How forests grow", "Summary"} <= words


@pytest.mark.parametrize("kept", [["Title Slide"], ["Title and Content"], ["Title Only"], ["Two Content"]])
def test_a_deck_is_built_with_any_one_layout(kept: list[str], tmp_path: Path) -> None:
    found = planned(saved(only(*kept)), tmp_path)
    page = [slide.scene for slide in found.deck.slides]
    assert all(
        item.box.x >= 0 and item.box.right <= 720.1
        for scene in page
        for item in scene.items
        if hasattr(item, "box")
    )


def noise() -> bytes:
    """A picture of many colours."""
    picture = Image.new("RGB", (64, 64))
    picture.putdata([((x * 83) % 256, (x * 151) % 256, (x * 29) % 256) for x in range(64 * 64)])
    small = picture.crop((0, 0, 8, 8)).resize((400, 300), Image.Resampling.NEAREST)
    out = io.BytesIO()
    small.save(out, "PNG")
    return out.getvalue()


def pictured() -> bytes:
    """A template with a picture of many colours behind its slides."""
    master, links = "ppt/slideMasters/slideMaster1.xml", "ppt/slideMasters/_rels/slideMaster1.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    behind = (
        b'<p:bg><p:bgPr><a:blipFill><a:blip r:embed="rIdBg"/><a:stretch><a:fillRect/></a:stretch>'
        b"</a:blipFill><a:effectLst/></p:bgPr></p:bg>"
    )
    types = part("[Content_Types].xml", OFFICE)
    png = b'<Default Extension="png" ContentType="image/png"/>'
    return changed(
        {
            master: re.sub(rb"<p:bg>.*?</p:bg>", behind, part(master, OFFICE), flags=re.DOTALL),
            links: part(links, OFFICE).replace(
                b"</Relationships>",
                f'<Relationship Id="rIdBg" Type="{kind}" Target="../media/bg.png"/></Relationships>'.encode(),
            ),
            "[Content_Types].xml": types
            if png in types
            else types.replace(b"<Override", png + b"<Override", 1),
            "ppt/media/bg.png": noise(),
        },
        OFFICE,
    )


def test_texts_on_a_picture_of_many_colours_get_a_plain_ground(tmp_path: Path) -> None:
    found = planned(pictured(), tmp_path)
    assert all(slide.scene.items[0].id == "panel" for slide in found.deck.slides)
    written = build.rendered(found, ("pptx",))["pptx"]
    slide = part("ppt/slides/slide2.xml", written)
    assert slide.index(b'name="panel"') < slide.index(b'type="title"')  # below it
    assert "ppt/media/bg.png" in io_names(written)


def io_names(data: bytes) -> list[str]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.namelist()


def blank() -> bytes:
    """A template without any placeholder for text."""
    return saved(only("Blank"))


TEMPLATES = {
    "office": lambda: OFFICE,
    "light": lambda: assets.template_file("light.pptx").read_bytes(),
    "dark": lambda: assets.template_file("dark.pptx").read_bytes(),
    "picture": pictured,
    "blank": blank,
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_text_and_line_can_be_read_in_any_template(name: str, tmp_path: Path) -> None:
    found = planned(TEMPLATES[name](), tmp_path)
    paper = found.theme.colour("paper")
    scenes = [slide.scene for slide in found.deck.slides]
    assert not {one for scene in scenes for one in seen(scene, paper) if not one.is_clear}


def test_our_own_template_looks_like_its_theme(tmp_path: Path) -> None:
    theme, problems = pptx_look.theme_of(TEMPLATES["dark"](), "dark", None)
    own = themes.load("dark")
    assert problems == []
    assert theme.layouts["content"] == own.layouts["content"]
    assert theme.colour("paper").hex == own.colour("paper").hex
    assert theme.colour("ink").hex == own.colour("ink").hex
    assert theme.text["title"].sizes[0] == own.text["title"].sizes[0]


HEX = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")
SLOTS = ("bg1", "tx1", "bg2", "tx2", *(f"accent{at}" for at in range(1, 7)), "hlink", "folHlink")


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(SLOTS, HEX)), HEX, HEX)
def test_whatever_colours_a_template_has_ours_can_be_read(
    scheme: dict[str, str], paper: str, ink: str
) -> None:
    base = themes.entries("light")["colours"]
    found = colours(base, scheme, paper=paper, ink=ink, own={})
    shown = {name: entry["dark"] for name, entry in found.items()}
    printed = {name: entry["light"] for name, entry in found.items()}
    assert not [one for one in palette.weak(shown, shown) if one.ratio < 4.495]
    assert not [one for one in palette.weak(printed, printed) if one.ground == "paper" and one.ratio < 4.495]


@pytest.mark.parametrize("data", [b"", b"PK", b"<html>", OFFICE[:9000]])
def test_a_file_that_is_no_template_is_a_problem_in_its_place(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(SpecError) as caught:
        planned(data, tmp_path)
    (found,) = caught.value.problems
    assert found.code == "template-unreadable"
    assert found.span is not None
    assert "company.pptx" in found.span.source.text[found.span.start : found.span.end]


def test_a_template_that_lies_elsewhere_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "company.pptx").write_bytes(OFFICE)
    (tmp_path / "in" / "a.yaml").write_text("deck: {title: A, template: ../company.pptx}\n", encoding="utf-8")
    with pytest.raises(SpecError, match="leads out"):
        build.plan(read_file(tmp_path / "in" / "a.yaml"), folder=tmp_path / "in")
