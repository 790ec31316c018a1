"""The template that is committed: made from the theme, and as a user would want to find it."""

from __future__ import annotations

import importlib.util
import io
import zipfile

from pptx import Presentation

from slides.look import assets
from slides.look.theme import load
from slides.write import pptx_template
from slides.write.ooxml import colour, emu, spacing

THEME = load("light")
FILE = assets.template_file(THEME.template)
TEMPLATE = pptx_template.read(FILE)
STYLES = {
    ("cover", "title"): "cover",
    ("cover", "subtitle"): "cover-sub",
    ("content", "title"): "title",
    ("content", "body"): "body",
    ("statement", "body"): "statement",
    ("figure", "footer"): "footer",
    ("figure", "number"): "footer",
}


def made() -> bytes:
    spec = importlib.util.spec_from_file_location("make_template", FILE.with_name("make.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.template(THEME)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_the_template_is_what_the_script_makes_of_the_theme():
    assert parts(made()) == parts(FILE.read_bytes())
    assert made() == made()


def test_layouts_have_the_themes_names_and_places():
    assert list(TEMPLATE.layouts) == list(THEME.layouts)
    for name, boxes in THEME.layouts.items():
        placeholders = TEMPLATE.layouts[name].placeholders
        assert set(placeholders) == set(boxes) - {"figure"}
        for role, found in placeholders.items():
            box = boxes[role]
            assert tuple(found.at) == tuple(map(emu, (box.x, box.y, box.w, box.h)))
            assert found.insets == (0, 0, 0, 0)


def test_text_comes_in_the_themes_styles():
    for (layout, role), name in STYLES.items():
        style, found = THEME.text[name], TEMPLATE.layouts[layout].placeholders[role].levels[0]
        assert found.size == style.sizes[0] * 100
        assert found.bold == style.bold
        assert found.colour == colour(style.colour, THEME.slots)
        assert found.spacing == spacing(style.leading)
        assert found.before == style.before * 100


def test_the_body_has_nine_levels_of_bullets():
    levels = TEMPLATE.layouts["content"].placeholders["body"].levels
    assert all("buChar" in level.bullet and level.indent < 0 for level in levels)
    assert [level.margin for level in levels] == sorted({level.margin for level in levels})


def test_theme_colours_are_the_themes():
    theme = parts(FILE.read_bytes())["ppt/theme/theme1.xml"].decode()
    for name, slot in THEME.slots.items():
        assert f'<a:{slot}><a:srgbClr val="{THEME.colour(name).hex[1:]}"/></a:{slot}>' in theme


def test_nothing_is_left_over():
    opened = Presentation(str(FILE))
    assert len(opened.slides) == 0
    assert len(opened.slide_masters) == 1
    assert not [name for name in parts(FILE.read_bytes()) if name.startswith("docProps")]
    assert (opened.slide_width, opened.slide_height) == (emu(THEME.width), emu(THEME.height))
    assert b"notesMasterIdLst" in TEMPLATE.presentation.data
