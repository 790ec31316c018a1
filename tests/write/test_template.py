"""The templates that are committed: made from their themes, and as a user would want to find them."""

from __future__ import annotations

import io
import zipfile

import pytest
from pptx import Presentation

from slides.look import assets
from slides.look.theme import Theme, load
from slides.write import pptx_master, pptx_template
from slides.write.ooxml import colour, emu, spacing
from slides.write.pptx_template import Template

STYLES = {
    ("cover", "title"): "cover",
    ("cover", "subtitle"): "cover-sub",
    ("content", "title"): "title",
    ("content", "body"): "body",
    ("statement", "body"): "statement",
    ("figure", "footer"): "footer",
    ("figure", "number"): "footer",
}


@pytest.fixture(params=assets.theme_names())
def theme(request: pytest.FixtureRequest) -> Theme:
    return load(request.param)


def data(theme: Theme) -> bytes:
    return assets.template_file(theme.template).read_bytes()


@pytest.fixture
def template(theme: Theme) -> Template:
    return pptx_template.read(data(theme))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_the_template_is_what_the_script_makes_of_the_theme(theme):
    made = pptx_master.template(theme)
    assert parts(made) == parts(data(theme))
    assert made == pptx_master.template(theme)


def test_layouts_have_the_themes_names_and_places(theme, template):
    assert list(template.layouts) == list(theme.layouts)
    for name, boxes in theme.layouts.items():
        placeholders = template.layouts[name].placeholders
        assert set(placeholders) == set(boxes) - {"figure"}
        for role, found in placeholders.items():
            box = boxes[role]
            assert tuple(found.at) == tuple(map(emu, (box.x, box.y, box.w, box.h)))
            assert found.insets == (0, 0, 0, 0)


def test_text_comes_in_the_themes_styles(theme, template):
    for (layout, role), name in STYLES.items():
        style, found = theme.text[name], template.layouts[layout].placeholders[role].levels[0]
        assert found.size == style.sizes[0] * 100
        assert found.bold == style.bold
        assert found.colour == colour(style.colour, theme.slots)
        assert found.spacing == spacing(style.leading)
        assert found.before == style.before * 100


def test_the_body_has_nine_levels_of_bullets(template):
    levels = template.layouts["content"].placeholders["body"].levels
    assert all("buChar" in level.bullet and level.indent < 0 for level in levels)
    assert [level.margin for level in levels] == sorted({level.margin for level in levels})


def test_theme_colours_are_the_themes(theme):
    written = parts(data(theme))["ppt/theme/theme1.xml"].decode()
    plain = pptx_master.plain(theme)
    for name, slot in theme.slots.items():
        assert f'<a:{plain.get(slot, slot)}><a:srgbClr val="{theme.colour(name).hex[1:]}"/>' in written


def test_a_dark_ground_is_the_themes_dark_colour_with_its_light_one_as_text():
    written = parts(data(load("dark")))
    assert (
        b'<p:clrMap bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2"' in written["ppt/slideMasters/slideMaster1.xml"]
    )
    assert (
        f'<a:dk1><a:srgbClr val="{load("dark").colour("paper").hex[1:]}"/>'.encode()
        in (written["ppt/theme/theme1.xml"])
    )


def test_notes_stay_on_white_in_every_theme(theme):
    written = parts(data(theme))
    assert b'<p:clrMap bg1="lt1" tx1="dk1"' in written["ppt/notesMasters/notesMaster1.xml"]
    assert b'<a:lt1><a:srgbClr val="FFFFFF"/>' in written["ppt/theme/theme2.xml"]


def test_nothing_is_left_over(theme, template):
    opened = Presentation(io.BytesIO(data(theme)))
    assert len(opened.slides) == 0
    assert len(opened.slide_masters) == 1
    assert not [name for name in parts(data(theme)) if name.startswith("docProps")]
    assert (opened.slide_width, opened.slide_height) == (emu(theme.width), emu(theme.height))
    assert b"notesMasterIdLst" in template.presentation.data
