"""Decks written here are read back through python-pptx, connectors through the geometry of their presets."""

from __future__ import annotations

import io
import math
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pptx import Presentation

from slides.geometry import Box, Point
from slides.look.theme import load
from slides.scene import (
    Cell,
    Curve,
    Deck,
    Group,
    Item,
    Join,
    Paragraph,
    Picture,
    Row,
    Scene,
    Shape,
    Slide,
    Stroke,
    Table,
    Text,
    TextRun,
)
from slides.write.ooxml import emu
from slides.write.powerpoint import write
from tests.cases.shapes import choose_as_powerpoint

THEME = load("light")
PLACE = Box(50, 100, 300, 40)
INK, BLUE, MARK = THEME.colour("ink"), THEME.colour("blue"), THEME.colour("mark")
NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
}
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c6360606000000004"
    "0001f61738550000000049454e44ae426082"
)


def run(text: str, size: float = 14.0, **look) -> TextRun:
    return TextRun(text, size, look.pop("colour", INK), **look)


def text(id: str, *runs: TextRun, box: Box = PLACE, **more) -> Text:
    return Text(id, box, (Paragraph(runs),), (), **more)


def styled(role: str, words: str, *, style: str = "", layout: str = "content", **more) -> Text:
    """A text just as the layout's placeholder gives it."""
    look = THEME.text[style or role]
    spoken = TextRun(words, look.sizes[0], look.colour, bold=look.bold)
    said = Paragraph((spoken,), align=more.pop("align", look.align), before=look.before, leading=look.leading)
    return Text(role, THEME.layouts[layout][role], (said,), (), anchor=look.anchor, role=role, **more)


def shape(id: str, x: float = 100, y: float = 100, **more) -> Shape:
    box = Box(x, y, 80, 40)
    return Shape(id, box, label=text(f"{id}/label", run(id), box=box), **more)


def slide(*items: Item, id: str = "one", layout: str = "figure", **more) -> Slide:
    section = more.pop("section", "")
    return Slide(id, layout, section, Scene(960, 540, items), **more)


def deck(*slides: Slide) -> Deck:
    return Deck("A deck", "Ada", "Subject", ("b", "a"), "en-GB", "2022-12-11", slides)


def written(*items: Item, **more):
    """The only slide of a deck, read back as PowerPoint reads it."""
    found = Presentation(io.BytesIO(write(deck(slide(*items, **more)), THEME))).slides[0]
    choose_as_powerpoint(found.element)
    return found


def named(found, name: str):
    return next(shape for shape in found.shapes if shape.name == name)


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def test_placeholders_take_the_texts_of_their_role_and_say_nothing_that_the_layout_gives():
    found = written(
        styled("title", "A title"),
        styled("footer", "A footer"),
        styled("number", "1", style="footer", align="right"),
        layout="content",
    )
    kinds = [shape.placeholder_format.type.name for shape in found.placeholders]
    assert kinds == ["TITLE", "FOOTER", "SLIDE_NUMBER"]
    assert found.shapes.title.text_frame.text == "A title"
    for one in found.placeholders:
        assert one._element.find("p:spPr/a:xfrm", NAMES) is None
        assert one._element.find(".//a:pPr", NAMES) is None
        assert set(one._element.find(".//a:rPr", NAMES).attrib) == {"lang"}
        assert len(one._element.find(".//a:rPr", NAMES)) == 0
    assert found.placeholders[12]._element.find(".//a:fld", NAMES).get("type") == "slidenum"


def test_a_placeholder_says_what_differs_from_its_layout():
    body = styled("body", "small")
    moved = replace(
        body, box=body.box.moved(0, 10), paragraphs=(Paragraph((run("small", 15),), leading=1.1),)
    )
    found = named(written(moved, layout="content"), "body")
    assert found._element.find("p:spPr/a:xfrm/a:off", NAMES).get("y") == str(emu(body.box.y + 10))
    assert found._element.find(".//a:rPr", NAMES).get("sz") == "1500"
    assert found._element.find(".//a:pPr/a:buNone", NAMES) is not None
    assert found._element.find(".//a:lnSpc/a:spcPct", NAMES).get("val") == "91000"


def test_the_title_is_read_first_and_footer_and_number_last():
    found = written(
        styled("footer", "f"),
        shape("a"),
        styled("title", "t"),
        styled("number", "1", style="footer"),
        shape("b"),
    )
    assert [shape.name for shape in found.shapes] == ["title", "a", "b", "footer", "number"]


def test_a_second_text_of_a_role_is_a_text_box():
    found = written(styled("title", "t"), replace(styled("title", "again"), id="again"))
    assert not named(found, "again").is_placeholder


HOSTILE = ("</a:t><script>", "]]>", "_x0001_", "__x000D__x0041_", '😀 &amp; "q"', "tab\tend", "a\nb")


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=30) | st.sampled_from(HOSTILE))
def test_a_label_reads_back_as_it_was_said(words: str):
    item = replace(shape("a"), label=text("l", run(words)))
    said = named(written(item), "a").text_frame.text
    kept = [char for char in words if char in "\t\n" or char >= " "]
    assert said == "".join(kept).replace("\ufffe", "").replace("\uffff", "").replace("\n", "\v")


def test_text_that_looks_like_an_escape_is_split_before_the_x():
    found = named(written(text("t", run("_x0001_"))), "t")
    assert [one.text for one in found.text_frame.paragraphs[0].runs] == ["_", "x0001_"]


def test_hostile_names_and_descriptions_stay_text():
    found = written(Shape('"><x a="&\n', Box(0, 0, 9, 9), alt='<b>"&'))
    assert found.shapes[0].name == '"><x a="&\n'
    assert found.shapes[0]._element.find(".//p:cNvPr", NAMES).get("descr") == '<b>"&'


def test_looks_of_a_run_stand_in_the_schemas_order():
    link = run("code", face="mono", italic=True, raised=True, mark=MARK, href="https://example.org/?a=1&b=2")
    found = named(written(text("t", link)), "t").text_frame.paragraphs[0].runs[0]
    assert [child.tag.rpartition("}")[2] for child in found._r.rPr] == [
        "solidFill",
        "highlight",
        "latin",
        "cs",
        "hlinkClick",
    ]
    assert (found.font.name, found.font.italic, found._r.rPr.get("baseline")) == (
        "Courier New",
        True,
        "30000",
    )
    assert found.hyperlink.address == "https://example.org/?a=1&b=2"


def test_runs_name_the_language_of_their_letters():
    found = written(text("t", run("预训练 BERT"), run(" and "), run("שלום")))
    looks = [dict(one.attrib) for one in found.shapes[-1]._element.iter(f"{{{NAMES['a']}}}rPr")]
    assert [look.get("lang") for look in looks] == ["zh-CN", "en-GB", "he-IL"]
    assert [look.get("altLang") for look in looks] == ["en-GB", None, None]


def test_a_paragraph_that_begins_in_hebrew_runs_from_right_to_left():
    found = written(text("t", run("שלום, world")), text("u", run("world, שלום"), box=Box(50, 200, 300, 40)))
    turned, straight = (shape.text_frame.paragraphs[0]._p for shape in list(found.shapes)[-2:])
    assert (turned.pPr.get("rtl"), turned.pPr.get("algn")) == ("1", "r")
    assert straight.pPr is None or straight.pPr.get("rtl") is None


def test_lines_of_east_asian_letters_have_their_distance_in_points():
    found = written(text("t", run("预训练", 20.0)))
    (points,) = found.shapes[-1]._element.iter(f"{{{NAMES['a']}}}spcPts")
    assert points.get("val") == "2400"


def test_raised_and_lowered_runs_say_so():
    found = written(text("t", run("H"), run("2", lowered=True), run("x", raised=True)))
    looks = [one.get("baseline") for one in found.shapes[-1]._element.iter(f"{{{NAMES['a']}}}rPr")]
    assert looks == [None, "-25000", "30000"]


def test_a_link_to_a_slide_jumps_there():
    data = write(deck(slide(shape("a", href="#two")), slide(id="two")), THEME)
    found = Presentation(io.BytesIO(data))
    assert found.slides[0].shapes[0].click_action.target_slide.name == "two"
    assert found.slides[0].shapes[0].click_action.target_slide == found.slides[1]


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "file:///etc/passwd", "ftp://x", "https://", "/x", "x:y"]
)
def test_any_other_link_is_refused(href: str):
    with pytest.raises(ValueError, match="not a web or mail address"):
        write(deck(slide(text("t", run("x", href=href)))), THEME)


def test_what_is_not_there_is_named():
    away = Curve("c", (Point(0, 0), Point(9, 9)), Stroke(INK), joins=(Join("a", 0), Join("b", 1)))
    with pytest.raises(KeyError, match="joins 'b'"):
        write(deck(slide(shape("a"), away)), THEME)
    with pytest.raises(KeyError, match="no slide 'two'"):
        write(deck(slide(shape("a", href="#two"))), THEME)


def test_numbers_typed_as_bullets_are_counted_by_powerpoint():
    def entry(sign: str, level: int = 0) -> Paragraph:
        return Paragraph((run("x"),), level=level, indent=18, hanging=18, bullet=run(sign))

    said = tuple(
        entry(*sign) for sign in [("3.",), ("a.", 1), ("b.", 1), ("i.", 2), ("4.",), ("a.", 1), ("•",)]
    )
    found = named(written(replace(text("t"), paragraphs=said)), "t")
    marks = [(p.get("type"), p.get("startAt")) for p in found._element.iterfind(".//a:buAutoNum", NAMES)]
    letters, numbers = ("alphaLcPeriod", None), ("arabicPeriod", "3")
    assert marks == [numbers, letters, letters, ("romanLcPeriod", None), numbers, letters]
    assert found._element.find(".//a:buChar", NAMES).get("char") == "•"


def test_a_connector_is_glued_at_both_ends_across_groups():
    ends = (Point(180, 120), Point(300, 220))
    curve = Curve("c", ends, Stroke(INK), joins=(Join("a", 3), Join("b", 1)))
    found = written(Group("outer", (shape("a"), Group("inner", (shape("b", 300, 200),)))), curve)
    outer, inner = found.shapes[0], found.shapes[0].shapes[1]
    glue = named(found, "c")._element.find("p:nvCxnSpPr/p:cNvCxnSpPr", NAMES)
    assert [(int(end.get("id")), end.get("idx")) for end in glue] == [
        (outer.shapes[0].shape_id, "3"),
        (inner.shapes[0].shape_id, "1"),
    ]
    assert (named(found, "c").begin_x, named(found, "c").end_y) == (emu(180), emu(220))
    ids = [found.get("id") for found in found._element.iterfind(".//p:cNvPr", NAMES)]
    assert len(ids) == len(set(ids))


def drawn(element) -> list[Point]:
    """The corners that a connector's preset draws, in pt (presetShapeDefinitions.xml)."""
    frame, preset = element.find("p:spPr/a:xfrm", NAMES), element.find("p:spPr/a:prstGeom", NAMES)
    (x, y), (w, h) = ([int(value) for value in frame[at].attrib.values()] for at in (0, 1))
    adjust = [int(guide.get("fmla").split()[1]) / 100000 for guide in preset.iterfind(".//a:gd", NAMES)]
    bends = int(preset.get("prst")[-1]) - 1
    local = [(0.0, 0.0)]
    for at, share in enumerate(adjust):
        local.append((share * w, local[-1][1]) if at % 2 == 0 else (local[-1][0], share * h))
    if bends:
        local.append((w, local[-1][1]) if len(adjust) % 2 == 0 else (local[-1][0], h))
    local.append((w, h))
    turn = math.radians(int(frame.get("rot", "0")) / 60000)
    found = []
    for u, v in local:
        u, v = (w - u if frame.get("flipH") else u) - w / 2, (h - v if frame.get("flipV") else v) - h / 2
        across, down = u * math.cos(turn) - v * math.sin(turn), u * math.sin(turn) + v * math.cos(turn)
        found.append(Point((x + w / 2 + across) / 12700, (y + h / 2 + down) / 12700))
    return found


steps = st.integers(-30, 30).filter(bool).map(lambda step: step * 10.0)


@settings(max_examples=60, deadline=None)
@given(st.booleans(), st.lists(steps, min_size=1, max_size=5), st.data())
def test_an_elbow_is_drawn_through_its_points(upright: bool, lengths: list[float], data):
    points = [Point(400.0, 300.0)]
    for at, length in enumerate(lengths):
        x, y = points[-1]
        points.append(Point(x, y + length) if (at % 2 == 0) == upright else Point(x + length, y))
    curve = Curve("c", tuple(points), Stroke(INK), "elbow", joins=(Join("a", 3), Join("a", 1)))
    found = drawn(named(written(shape("a"), curve), "c")._element)
    assert len(found) == len(points)
    for own, wanted in zip(found, points, strict=True):
        assert math.dist(own, wanted) < 0.15
    assert all(min(abs(a.x - b.x), abs(a.y - b.y)) < 0.001 for a, b in pairwise(found))


def test_an_elbow_that_does_not_turn_is_straight():
    points = (Point(0, 50), Point(50, 50), Point(50, 50), Point(90, 50))
    curve = Curve("c", points, Stroke(INK), "elbow", joins=(Join("a", 3), Join("a", 1)))
    found = named(written(shape("a"), curve), "c")._element
    assert found.find(".//a:prstGeom", NAMES).get("prst") == "straightConnector1"


def test_a_curve_is_drawn_through_its_own_points_and_still_glued():
    points = (Point(300, 100), Point(280, 160), Point(120, 40), Point(100, 200))
    curve = Curve("c", points, Stroke(INK), "curve", joins=(Join("a", 3), Join("a", 1)))
    element = named(written(shape("a"), curve), "c")._element
    spots = [(int(p.get("x")), int(p.get("y"))) for p in element.iterfind(".//a:path//a:pt", NAMES)]
    assert element.find("p:spPr/a:xfrm", NAMES).get("flipH") == "1"
    assert spots == [(emu(300 - point.x), emu(point.y - 100)) for point in points]
    assert element.find(".//a:endCxn", NAMES) is not None


CROSS = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def between(*points: Point) -> str:
    curve = Curve("c", points, Stroke(INK), "elbow", joins=(Join("a", 2), Join("b", 0)))
    return part(write(deck(slide(shape("a"), shape("b", 300, 300), curve)), THEME), "ppt/slides/slide1.xml")


def test_programs_that_route_connectors_themselves_get_a_free_form_where_they_would_go_elsewhere():
    points = (Point(140, 140), Point(140, 160), Point(340, 160), Point(340, 300))
    tree = etree.fromstring(between(*points).encode())
    (either,) = tree.iter(f"{CROSS}AlternateContent")
    glued, free = either[0][0], either[1][0]
    assert len(glued.findall(".//a:stCxn", NAMES)) == len(glued.findall(".//a:endCxn", NAMES)) == 1
    at, spots = free.find(".//a:off", NAMES), free.iterfind(".//a:path//a:pt", NAMES)
    drawn_to = [(int(at.get("x")) + int(p.get("x")), int(at.get("y")) + int(p.get("y"))) for p in spots]
    assert drawn_to == [(emu(point.x), emu(point.y)) for point in points]
    ids = {one.find(".//p:cNvPr", NAMES).get("id") for one in (glued, free)}
    assert len(ids) == 1, "what is animated is the same in both"


def test_a_line_that_every_program_draws_alike_is_a_connector_and_no_more():
    middle = between(Point(140, 140), Point(140, 220), Point(340, 220), Point(340, 300))
    assert "AlternateContent" not in middle
    assert "p:cxnSp" in middle


def test_a_table_has_the_scenes_sizes_to_the_emu():
    columns, heights = (120.33, 200.1, 33.335), (24.17, 30.0)
    rule = Stroke(BLUE, 0.75)

    def cell(words: str, span: int = 1) -> Cell:
        return Cell(text(words, run(words), inset=(6, 4, 6, 4)), BLUE, span)

    rows = (Row(24.17, (cell("x"), cell("y"), cell("z"))), Row(30.0, (cell("wide", 3),)))
    found = named(written(Table("t", Box(50, 100, 353.77, 54.17), columns, rows, rule, "words")), "t")
    table = found.table
    assert found.width == sum(column.width for column in table.columns)
    assert found.height == sum(row.height for row in table.rows)
    for own, wanted in zip([row.height for row in table.rows], heights, strict=True):
        assert abs(own - emu(wanted)) <= 1
    assert table.first_row
    assert table.cell(1, 0).is_merge_origin
    assert table.cell(1, 0).span_width == 3
    assert table.cell(0, 1).text == "y"
    assert table.cell(0, 1).margin_left == emu(6)


def test_an_equal_picture_is_stored_once():
    pictures = (Picture(id, Box(0, 0, 9, 9), PIXEL, "image/png", "words") for id in "ab")
    data = write(
        deck(slide(*pictures), slide(Picture("c", Box(0, 0, 9, 9), PIXEL, "image/png", "w"), id="2")), THEME
    )
    names = [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if "media" in name]
    assert names == ["ppt/media/picture1.png"]
    assert Presentation(io.BytesIO(data)).slides[0].shapes[1].image.blob == PIXEL


def test_notes_keep_bold_and_links():
    spoken = Paragraph((run("bold", 12, bold=True), run(" link", 12, href="https://example.org/")))
    found = written(shape("a"), notes=(spoken,)).notes_slide
    runs = found.notes_text_frame.paragraphs[0].runs
    assert found.notes_text_frame.text == "bold link"
    assert (runs[0].font.bold, runs[1].hyperlink.address) == (True, "https://example.org/")


def test_sections_are_runs_of_slides():
    parts = [slide(id=str(at), section=name) for at, name in enumerate(("", "B", "B", "C"))]
    found = Presentation(io.BytesIO(write(deck(*parts), THEME)))
    sections = found.part._element.findall(".//p14:section", NAMES)
    counts = [(one.get("name"), len(one.findall(".//p14:sldId", NAMES))) for one in sections]
    assert counts == [("A deck", 1), ("B", 2), ("C", 1)]
    assert [one.slide_id for one in found.slides] == [256, 257, 258, 259]
    assert [one.name for one in found.slides] == ["0", "1", "2", "3"]


def test_properties_come_from_the_deck_and_not_from_the_clock():
    found = Presentation(io.BytesIO(write(deck(slide()), THEME))).core_properties
    assert (found.title, found.author, found.keywords, found.language) == ("A deck", "Ada", "b, a", "en-GB")
    assert found.created.isoformat()[:10] == found.modified.isoformat()[:10] == "2022-12-11"


def test_theme_colours_stay_theme_colours():
    label = text("l", run("x", colour=THEME.colour("loss")), run("y", colour=MARK))
    xml = part(
        write(deck(slide(replace(shape("a", fill=BLUE), label=label))), THEME), "ppt/slides/slide1.xml"
    )
    assert '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>' in xml
    assert '<a:schemeClr val="accent4"/>' in xml
    assert '<a:srgbClr val="FFE9A6"/>' in xml


SAMPLE = deck(
    slide(
        styled("title", "t"),
        shape("a", href="https://example.org/"),
        section="A",
        notes=(Paragraph((run("n"),)),),
    ),
    slide(Picture("c", Box(0, 0, 9, 9), PIXEL, "image/png", "w"), id="two", section="B"),
)


def test_the_same_deck_gives_the_same_bytes():
    assert write(SAMPLE, THEME) == write(SAMPLE, THEME)
    with zipfile.ZipFile(io.BytesIO(write(SAMPLE, THEME))) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert file.namelist()[0] == "[Content_Types].xml"


def test_the_bytes_do_not_depend_on_the_hash_seed(tmp_path: Path):
    script = (
        f"import hashlib, importlib.util as u; s = u.spec_from_file_location('m', {__file__!r});"
        "m = u.module_from_spec(s); s.loader.exec_module(m);"
        "print(hashlib.sha256(m.write(m.SAMPLE, m.THEME)).hexdigest())"
    )
    root = str(Path(__file__).resolve().parents[2])

    def digest(seed: str) -> str:
        around = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": root}
        done = subprocess.run(
            [sys.executable, "-c", script], env=around, capture_output=True, text=True, check=True
        )
        return done.stdout

    assert digest("1") == digest("2")
