from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slides.geometry import Box
from slides.scene import Shape
from slides.write import pdf
from tests.write.sample_scene import COLOURS, HOSTILE, THEME, of_text, run, sample, scene_of


def read(data: bytes) -> Any:
    return pypdf.PdfReader(BytesIO(data))


def links(page: Any) -> list[str]:
    return [str(note.get_object()["/A"]["/URI"]) for note in page.get("/Annots", ())]


def fonts(page: Any) -> set[str]:
    found = page["/Resources"].get("/Font", {})
    return {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in found.values()}


def test_each_scene_is_a_page_of_its_size() -> None:
    pages = read(pdf.write([sample(), replace(sample(), width=300.5, height=99)], THEME, title="T")).pages
    assert [(float(page.mediabox.width), float(page.mediabox.height)) for page in pages] == [
        (400, 200),
        (300.5, 99),
    ]


def test_text_is_real_and_in_order() -> None:
    page = read(pdf.write([of_text(run("Training on "), run("code", bold=True))], THEME, title="T")).pages[0]
    assert " ".join(page.extract_text().split()) == "Training on code"


def test_only_the_fonts_in_use_are_embedded() -> None:
    data = pdf.write([of_text(run("a"), run("b", italic=True))], THEME, title="T")
    assert fonts(read(data).pages[0]) == {"LiberationSans", "LiberationSansItalic"}
    assert len(data) < 20_000
    assert fonts(read(pdf.write([scene_of()], THEME, title="T")).pages[0]) == set()


def test_links_are_live_and_those_between_slides_are_left_out() -> None:
    shape = Shape("s", Box(0, 0, 90, 30), fill=COLOURS["mist"], href="mailto:a@b.org")
    scene = of_text(run("a", href="https://x.org/é?q=1&r=2#s"), run("b", href="#next"))
    page = read(pdf.write([replace(scene, items=(*scene.items, shape))], THEME, title="T")).pages[0]
    assert links(page) == ["https://x.org/%C3%A9?q=1&r=2#s", "mailto:a@b.org"]


def test_a_link_covers_its_words() -> None:
    scene = of_text(run("before "), run("link", href="https://x.org/"))
    piece = scene.items[0].lines[0].pieces[1]  # type: ignore[union-attr]
    (note,) = read(pdf.write([scene], THEME, title="T")).pages[0]["/Annots"]
    left, _, right, _ = (float(value) for value in note.get_object()["/Rect"])
    assert (left, right) == pytest.approx((piece.x, piece.x + piece.width), abs=0.02)


def test_other_links_than_web_and_mail_are_refused() -> None:
    with pytest.raises(ValueError, match="not a web or mail address"):
        pdf.write([of_text(run("x", href="javascript:alert(1)"))], THEME, title="T")


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=20))
def test_no_text_is_too_odd(words: str) -> None:
    data = pdf.write([replace(of_text(run(words)), title=words)] * 2, THEME, title=words, author=words)
    assert len(read(data).pages) == 2


def test_a_missing_character_leaves_its_neighbours_in_place() -> None:
    page = read(pdf.write([of_text(run("a\U00014400b"))], THEME, title="T")).pages[0]
    assert page.extract_text().replace(" ", "") == "a\u25a1b"


def test_every_item_is_drawn_and_hostile_words_stay_words() -> None:
    page = read(pdf.write([sample()], THEME, title=HOSTILE)).pages[0]
    assert "</text><script>alert(1)</script> ]]>" in page.extract_text()
    assert len(page.images) == 1


def test_the_date_is_the_one_given() -> None:
    given_date = read(pdf.write([scene_of()], THEME, title="T", author="A", date="2022-12-11")).metadata
    assert (given_date.title, given_date.author) == ("T", "A")
    assert given_date.creation_date == datetime(2022, 12, 11, tzinfo=UTC)
    assert read(pdf.write([scene_of()], THEME, title="T")).metadata.creation_date.year == 2000
    with pytest.raises(ValueError, match="Invalid isoformat"):
        pdf.write([scene_of()], THEME, title="T", date="today")


def test_pages_of_a_longer_file_are_in_the_outline() -> None:
    found = read(pdf.write([sample(), replace(scene_of(), title="Second")], THEME, title="T")).outline
    assert found[1].title == "Second"


def test_equal_scenes_give_equal_bytes_in_other_processes() -> None:
    code = (
        "import hashlib; from slides.write import pdf; from tests.write.sample_scene import THEME, sample;"
        "print(hashlib.sha256(pdf.write([sample(), sample()], THEME, title='T')).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        )
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout
    assert re.fullmatch(rb"[0-9a-f]{64}\s*", runs[0].stdout)
