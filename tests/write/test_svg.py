from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from slides.geometry import Box, Point
from slides.look.fonts import load
from slides.scene import Colour, Curve, Shape, Stroke, TextRun
from slides.write import outline, svg, xml
from tests.write.sample_scene import COLOURS, HOSTILE, THEME, of_text, run, sample, scene_of, text

SVG = "{http://www.w3.org/2000/svg}"
XML_ID = re.compile("[A-Za-z_][A-Za-z0-9_-]*")
KNOWN = {"svg", "title", "desc", "style", "g", "a", "rect", "ellipse", "path", "image", "text", "tspan"}


def parsed(written: str) -> etree._Element:
    return etree.fromstring(written.encode())


def tags(root: etree._Element) -> set[str]:
    return {str(element.tag).removeprefix(SVG) for element in root.iter()}


def words_of(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())


def test_every_kind_of_item_is_written_in_known_elements_only() -> None:
    assert tags(parsed(svg.write(sample(), THEME))) == KNOWN


def test_hostile_words_stay_words() -> None:
    root = parsed(svg.write(sample(), THEME))
    assert "script" not in tags(root)
    shown = HOSTILE.replace("\x00", "\ufffd").replace("\ud800", "\ufffd").replace("\ufffe", "\ufffd")
    assert shown in [words_of(element) for element in root.iter(f"{SVG}text")]
    assert root.findtext(f"{SVG}title") == shown


@given(st.text())
def test_any_text_comes_back_from_the_parser(words: str) -> None:
    root = parsed(svg.write(of_text(run("x" + words)), THEME))
    (found,) = root.iter(f"{SVG}text")
    assert words_of(found) == "x" + xml.clean(words)


@given(st.lists(st.text(max_size=5), max_size=20), st.text(max_size=3))
def test_ids_are_valid_and_unique(wanted: list[str], prefix: str) -> None:
    items = [Shape(name, Box(0, 0, 1, 1)) for name in wanted]
    root = parsed(svg.write(scene_of(*items), THEME, prefix=prefix))
    ids = [str(name) for name in root.xpath("//@id")]  # type: ignore[union-attr]
    assert len(set(ids)) == len(ids)
    assert all(XML_ID.fullmatch(name) for name in ids)


def test_title_and_description_are_named_by_the_root() -> None:
    root = parsed(svg.write(of_text(run("x")), THEME, prefix="p-"))
    assert root.get("role") == "img"
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == ("p-title", "p-desc")
    assert [root.findtext(f"{SVG}{tag}") for tag in ("title", "desc")] == ["A tree", "What it shows"]


def test_nothing_but_links_leads_outside() -> None:
    root = parsed(svg.write(sample(), THEME))
    names = ("href", "{http://www.w3.org/1999/xlink}href")
    targets = [(one.tag, one.get(name)) for one in root.iter() for name in names if one.get(name)]
    assert len(targets) == 3
    assert all(tag == f"{SVG}a" or str(href).startswith("data:image/png;") for tag, href in targets)
    assert "url(" not in etree.tostring(root, encoding="unicode")


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", " https://x", "file:///etc/passwd", "data:text/html,x"]
)
def test_other_links_than_web_and_mail_are_refused(href: str) -> None:
    with pytest.raises(ValueError, match="not a web or mail address"):
        svg.write(of_text(run("x", href=href)), THEME)


def test_a_link_is_escaped_and_one_between_slides_is_plain_text() -> None:
    root = parsed(svg.write(of_text(run("a", href='https://x.org/?q="<a>&b'), run("b", href="#c")), THEME))
    assert [link.get("href") for link in root.iter(f"{SVG}a")] == ["https://x.org/?q=%22%3Ca%3E&b"]


def test_links_do_not_nest() -> None:
    label = text("l", Box(0, 0, 90, 30), [run("own "), run("link", href="https://b.org/")])
    shape = Shape("s", Box(0, 0, 90, 30), label=label, href="https://a.org/")
    root = parsed(svg.write(scene_of(shape), THEME))
    assert [link.get("href") for link in root.iter(f"{SVG}a")] == ["https://a.org/", "https://b.org/"]
    assert not root.xpath("//*[local-name()='a']//*[local-name()='a']")


def test_light_is_in_attributes_and_dark_in_the_sheet() -> None:
    written = svg.write(of_text(run("x", colour="gain")), THEME, prefix="p-")
    assert f'fill="{COLOURS["gain"].hex}" class="p-gain-fill"' in written
    assert (
        f"--gain:var(--slides-gain,{THEME.dark['gain']});"
        in written.partition("prefers-color-scheme:dark")[2]
    )
    assert "--violet" not in written


def test_one_name_with_two_colours_stays_two() -> None:
    items = [Shape(value, Box(0, 0, 9, 9), fill=Colour(value, "own")) for value in ("#111111", "#222222")]
    written = svg.write(scene_of(*items), THEME)
    assert "--own:#111111;--own-2:#222222;}" in written


@pytest.mark.parametrize("value", ["red", "#12345", '#123456"/><script>', "#123456}</style>"])
def test_only_hex_colours_are_written(value: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        svg.write(scene_of(Shape("s", Box(0, 0, 1, 1), fill=Colour(value, "ink"))), THEME)


def test_a_length_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="not a finite number"):
        svg.write(scene_of(Shape("s", Box(0, float("nan"), 1, 1), fill=COLOURS["ink"])), THEME)


def test_pieces_stand_where_they_were_measured() -> None:
    scene = of_text(run("one "), run("two ", bold=True), run("1", raised=True), run(" three"))
    pieces = scene.items[0].lines[0].pieces  # type: ignore[union-attr]
    spans = list(parsed(svg.write(scene, THEME)).iter(f"{SVG}tspan"))
    assert [float(span.get("x", "")) for span in spans] == [round(piece.x, 2) for piece in pieces]
    assert [span.text for span in spans] == ["one ", "two ", "1", " three"]
    assert [span.get("y") for span in spans] == ["28", "28", "23.8", "28"]


def test_a_line_around_a_link_is_texts_side_by_side() -> None:
    root = parsed(svg.write(of_text(run("a "), run("b", href="https://b.org/"), run(" c")), THEME))
    assert [words_of(element) for element in root.iter(f"{SVG}text")] == ["a ", "b", " c"]


def test_an_arrowhead_ends_at_the_last_point() -> None:
    arrow = Curve("e", (Point(10, 50), Point(100, 50)), Stroke(COLOURS["ink"], 2))
    shaft, head = parsed(svg.write(scene_of(arrow), THEME)).iter(f"{SVG}path")
    assert shaft.get("d") == "M10 50L94.75 50"
    assert head.get("d") == "M100 50L93 52.94L93 47.06Z"


def test_outlined_text_needs_no_font_and_no_sheet() -> None:
    assert tags(parsed(svg.write(sample(), THEME, outlined=True))) == {
        *("svg", "g", "rect", "ellipse", "path", "image")
    }


def test_an_outline_is_the_glyphs_own() -> None:
    assert outline.path_data(load("sans"), "A") == (
        "M1167 0l-161 412h-642l-162 -412h-198l575 1409h217l566 -1409z"
        "m-482 1265l-9 -28q-25 -83 -74 -213l-180 -463h527l-181 465q-28 69 -56 156z"
    )


def test_a_missing_character_is_a_square_and_a_mark_without_width_nothing() -> None:
    font = load("sans")
    assert outline.path_data(font, "\U00014400") == outline.path_data(font, "\u25a1") != ""
    assert outline.path_data(font, "\u200b\x00 ") == ""


def test_equal_scenes_give_equal_text_in_other_processes() -> None:
    code = (
        "import hashlib; from slides.write import svg; from tests.write.sample_scene import THEME, sample;"
        "print(hashlib.sha256(svg.write(sample(), THEME).encode()).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        )
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout


def test_an_empty_scene_and_empty_lines_are_fine() -> None:
    bare = replace(scene_of(text("t", Box(0, 0, 9, 9), [], [run("")])), ground=None, title="", desc="")
    root = parsed(svg.write(bare, THEME))
    assert root.get("aria-labelledby") is None
    assert tags(root) == {"svg", "style", "g"}


def test_looks_are_written_as_attributes() -> None:
    look: TextRun = run("x", face="mono", bold=True, italic=True, underline=True, strike=True)
    element = parsed(svg.write(of_text(look), THEME)).find(f".//{SVG}text")
    assert element is not None
    assert element.get("font-family") == "'Courier New', 'Liberation Mono', Courier, monospace"
    assert (element.get("font-weight"), element.get("font-style")) == ("bold", "italic")
    assert element.get("text-decoration") == "underline line-through"
