"""How blocks share slides: pictures beside text, columns, and where pages end."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from slides.build import plan
from slides.scene import Picture, Slide, Table, Text, texts, walk
from slides.source import Source
from slides.spec.read import built
from tests.deck.specs import slide_text
from tests.deck.test_sections import node, slides_of, stands

SOME = "A paragraph that says something about the picture, in a few words."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, size in (("tall.png", (600, 900)), ("wide.png", (1600, 400)), ("square.png", (800, 800))):
        written = BytesIO()
        Image.new("RGB", size, "navy").save(written, "PNG")
        (tmp_path / name).write_bytes(written.getvalue())
    return tmp_path


def pictured(folder: Path, *blocks: Any, **more: Any) -> list[Slide]:
    root = node({"deck": {"title": "T"}, "sections": [{"title": "S", "blocks": list(blocks), **more}]})
    found = plan(built(Source("x.yaml", ""), root), folder=folder).deck.slides
    for slide in found:
        if slide.id != "cover":
            stands(slide)
    return [one for one in found if one.id != "cover"]


def picture(slide: Slide) -> Picture:
    return next(item for item in walk(slide.scene.items) if isinstance(item, Picture))


def body(slide: Slide) -> Text:
    return next(one for one in texts(slide.scene.items) if one.role == "body")


def test_a_tall_picture_stands_on_the_side_where_its_author_put_it(folder: Path) -> None:
    (after,) = pictured(folder, SOME, {"picture": "tall.png"})
    assert picture(after).box.x > body(after).box.right
    (before,) = pictured(folder, {"picture": "tall.png"}, SOME)
    assert picture(before).box.right < body(before).box.x
    (named,) = pictured(folder, SOME, {"picture": "tall.png"}, layout="picture-left")
    assert picture(named).box.right < body(named).box.x


def test_a_wide_picture_stands_below_its_text(folder: Path) -> None:
    (slide,) = pictured(folder, SOME, {"picture": "wide.png", "caption": "What it shows."})
    assert picture(slide).box.y > 100
    assert picture(slide).box.w > 800


def test_two_pictures_stand_side_by_side_and_equally_high(folder: Path) -> None:
    both = [{"picture": "tall.png", "caption": "a"}, {"picture": "square.png", "caption": "b"}]
    (slide,) = pictured(folder, *both)
    left, right = [item for item in walk(slide.scene.items) if isinstance(item, Picture)]
    assert left.box.right < right.box.x
    assert abs(left.box.h - right.box.h) < 0.1


def test_a_picture_alone_is_as_large_as_its_slide_allows(folder: Path) -> None:
    (slide,) = pictured(folder, {"picture": "tall.png", "caption": "What it shows."})
    assert picture(slide).box.h > 350
    assert "What it shows." in slide_text(slide)


def test_pictures_with_their_texts_have_a_slide_each_where_one_holds_not_all(folder: Path) -> None:
    found = pictured(folder, *[SOME, {"picture": "tall.png"}, {"heading": "Next"}] * 3, SOME)
    assert all("Next" not in slide_text(one).splitlines()[-2:] for one in found)
    assert (
        len([one for one in found if any(isinstance(item, Picture) for item in walk(one.scene.items))]) == 3
    )


def test_two_headings_with_lists_are_two_columns() -> None:
    (slide,) = slides_of(
        {"heading": "For"}, {"list": ["a", "b", "c"]}, {"heading": "Against"}, {"list": ["d", "e", "f"]}
    )
    at = {text.plain: text.box for text in texts(slide.scene.items)}
    assert at["For"].y == at["Against"].y
    assert at["Against"].x > at["For"].right


def test_a_long_list_of_short_points_stands_in_two_columns() -> None:
    (slide,) = slides_of({"list": [f"point {at}" for at in range(20)]})
    lists = [one for one in texts(slide.scene.items) if one.plain.startswith("point")]
    assert [len(one.paragraphs) for one in lists] == [10, 10]


def test_layout_two_fills_both_columns() -> None:
    (slide,) = slides_of(*["Some words that make a paragraph."] * 4, layout="two")
    left = [one for one in texts(slide.scene.items) if not one.role and one.box.x < 400]
    right = [one for one in texts(slide.scene.items) if not one.role and one.box.x > 400]
    assert len(left) == len(right) == 2


def test_a_point_never_ends_a_slide_with_its_sub_points_on_the_next() -> None:
    for before in range(1, 16):
        points = [*["some words"] * before, {"text": "parent", "items": ["child one", "child two"]}]
        for slide in slides_of({"list": points}, "A paragraph. " * 20, {"list": points}):
            for text in texts(slide.scene.items):
                assert text.plain.splitlines()[-1:] != ["parent"]


def test_a_heading_among_rows_stands_above_one_of_them() -> None:
    for count in range(10, 24):
        rows = [["x", "y"]] * count + [["**Part**", ""]] + [["z", "w"]] * 5
        for slide in slides_of({"columns": ["A", "B"], "table": rows}):
            (table,) = [item for item in walk(slide.scene.items) if isinstance(item, Table)]
            assert table.rows[-1].cells[0].text.plain != "Part"


def test_a_caption_stands_on_the_slide_of_the_last_row() -> None:
    for count in range(8, 30):
        found = slides_of({"columns": ["A", "B"], "table": [["x", "y"]] * count, "caption": "Said below."})
        last = found[-1]
        assert any(isinstance(item, Table) for item in walk(last.scene.items)), count
        assert "Said below." in slide_text(last)


def test_a_footnote_stands_only_on_the_slide_that_marks_it() -> None:
    rows = [["x[^n]" if at == 0 else "x", "y"] for at in range(60)]
    root = node(
        {
            "deck": {"title": "T"},
            "footnotes": {"n": "Said below."},
            "sections": [{"title": "S", "blocks": [{"table": rows}]}],
        }
    )
    first, *others = plan(built(Source("x.yaml", ""), root)).deck.slides[1:]
    assert "Said below." in slide_text(first)
    assert others
    assert all("Said below." not in slide_text(one) for one in others)


def test_the_notes_of_a_slide_are_of_what_begins_there() -> None:
    found = slides_of({"table": [[f"row {at}", "y"] for at in range(40)]}, "The last words.")
    assert len(found) > 1
    assert "The last words." in "".join(one.plain for one in found[-1].notes)
    assert "The last words." not in "".join(one.plain for one in found[0].notes)


def test_quotes_within_quotes_have_a_bar_each() -> None:
    (slide,) = slides_of("Before.", {"quote": ["outer", {"quote": ["inner"]}, "outer again"]})
    bars = [item.box for item in walk(slide.scene.items) if item.id.endswith("/bar")]  # type: ignore[union-attr]
    outer, inner = sorted(bars, key=lambda box: box.x)
    assert outer.y <= inner.y
    assert inner.bottom <= outer.bottom
