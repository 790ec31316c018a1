"""Long paragraphs: what a slide shows of them, and that nothing is lost."""

from __future__ import annotations

import json
import re
import time
from typing import Any

import pytest

from slides.build import Planned, plan
from slides.deck import cutting
from slides.scene import Paragraph, Slide, TextRun
from slides.spec.read import read
from tests.deck.specs import THEME, notes_text, slide_text

FIRST = "The first sentence, of Smith et al. and others (e.g. 3.5 of them), says it all."
LONG = " ".join(
    [FIRST, *["Another sentence goes on about something else that nobody has to read on a slide."] * 9]
)


def planned(*blocks: Any, **deck: Any) -> Planned:
    """The slides of a section that holds the blocks; what they mark is there as well."""
    spec: dict[str, Any] = {
        "deck": {"title": "T", **deck},
        "sections": [{"title": "S", "blocks": list(blocks)}],
    }
    if "[@smith]" in json.dumps(blocks):
        spec["references"] = {"smith": {"title": "A work"}}
        spec["footnotes"] = {"n": "A remark."}
    return plan(read(json.dumps(spec, ensure_ascii=False, indent=1), "spec.yaml"))


def only(found: Planned) -> Slide:
    return next(one for one in found.deck.slides if one.id == "s")


def test_a_long_paragraph_shows_its_first_whole_sentences_and_where_all_of_it_is() -> None:
    found = planned(LONG)
    text = slide_text(only(found))
    assert FIRST in text
    assert text.split("…")[0].rstrip().endswith(".")
    assert "… (in full in the notes)" in text
    assert LONG in notes_text(only(found))


def test_an_author_is_told_with_the_line_what_is_shortened() -> None:
    (warning,) = planned("Short.", LONG).warnings
    assert warning.severity == "warning"
    assert "only the beginning" in warning.message
    assert warning.span is not None
    line, _ = warning.span.source.place(warning.span.start)
    assert warning.span.source.line(line).strip().startswith('"The first sentence')


def test_marks_of_what_is_left_out_stay_on_the_slide() -> None:
    text = LONG.replace("read on a slide.", "read [@smith].[^n]", 8).replace("something else", "it", 1)
    found = planned({"text": text, "certainty": "probably"})
    shown = slide_text(only(found))
    assert "[1]" in shown
    assert "(probably)" in shown
    assert "A remark." in shown


def test_one_key_shows_everything_on_as_many_slides_as_it_takes() -> None:
    found = planned(LONG, LONG * 8, shorten=False)
    shown = " ".join(slide_text(one) for one in found.deck.slides)
    assert not found.warnings
    assert shown.count("The first sentence") == 9
    assert shown.count("Another sentence") == 81
    assert "…" not in shown


def test_points_are_shortened_as_paragraphs_are() -> None:
    found = planned({"list": ["short", {"text": LONG, "items": ["below"]}]})
    shown = slide_text(only(found))
    assert "… (in full in the notes)" in shown
    assert "below" in shown
    assert LONG in notes_text(only(found))


def test_east_asian_text_and_text_without_any_end_are_shortened_too() -> None:
    for text in ("这是一个句子。" * 80, "字" * 600, "word " * 400, "x" * 2000):
        found = planned(text)
        assert "… (in full in the notes)" in slide_text(only(found)), text[:10]
        assert text.strip() in notes_text(only(found))


def test_a_cell_taller_than_a_slide_is_cut_with_a_warning_and_whole_in_the_notes() -> None:
    found = planned({"columns": ["A", "B"], "table": [["a", "many words " * 900], ["b", "c"]]})
    assert any("no room for all of this" in one.message for one in found.warnings)
    assert " …" in slide_text(only(found))
    assert ("many words " * 900).strip() in notes_text(only(found))


@pytest.mark.parametrize("plain", ["x", " ", " x", "word", "two words", "模", "模型"])
def test_where_nothing_fits_a_paragraph_is_still_cut_and_comes_to_an_end(plain: str) -> None:
    assert 0 < cutting.word(plain, lambda end: False) <= max(len(plain), 1)
    parts = list(cutting.divided(Paragraph((run_of(plain),)), 100.0, 0.0))
    assert "".join("".join(part.plain for part in parts).split()) == "".join(plain.split())


def run_of(plain: str) -> TextRun:
    return TextRun(plain, 12.0, THEME.colour("ink"))


def test_a_paragraph_is_cut_in_time_that_grows_as_its_length() -> None:
    def seconds(plain: str) -> float:
        start = time.process_time()
        parts = list(cutting.divided(Paragraph((run_of(plain),)), 400.0, 100.0))
        assert "".join(part.plain for part in parts) == plain
        return time.process_time() - start

    short, long = seconds("ab;" * 500), seconds("ab;" * 10_000)
    assert long < 60 * short + 1.0  # 20 times as long; it was 400 times the work


def test_a_power_that_is_left_out_is_no_mark_even_where_a_footnote_has_that_number() -> None:
    text = LONG.replace("read on a slide.", "read x<sup>1</sup> [@smith] and [1] and f[^n].", 8)
    shown = slide_text(only(planned(text)))
    marks = shown.split("\u2026")[1].split("(in full")[0]
    assert re.fullmatch(r"(\[1\]1)+", "".join(marks.split()))
