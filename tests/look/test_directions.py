from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slides.geometry import Box
from slides.look import fonts, typeset
from slides.look.directions import seen
from slides.scene import Paragraph, TextRun
from slides.scripts import drawn, mirrored
from tests.look.words import INK

RUN = TextRun("", 12.0, INK)


@pytest.mark.parametrize(
    ("text", "leftward", "parts"),
    [
        ("words", False, ["words"]),
        ("שלום", True, ["שלום"]),
        ("ab שלום cd", False, ["ab ", "שלום", " cd"]),
        ("שלום ab", True, ["ab", " ", "שלום"]),
        ("שלום!", True, ["!", "שלום"]),
        ("שלום 2024", True, ["2024", " ", "שלום"]),
        ("(שלום)", True, ["(", "שלום", ")"]),
        ("a (שלום)", False, ["a (", "שלום", ")"]),
    ],
)
def test_parts_stand_in_the_order_in_which_they_are_seen(text: str, leftward: bool, parts: list[str]) -> None:
    assert [part.text for part in seen([(text, RUN)], leftward=leftward)] == parts


@given(st.lists(st.text("abשלוםع 12().,-\u05b8", max_size=12), max_size=4), st.booleans())
def test_no_character_is_lost_and_each_keeps_its_run(texts: list[str], leftward: bool) -> None:
    runs = [TextRun(text, 12.0, INK) for text in texts]
    found = seen([(run.text, run) for run in runs], leftward=leftward)
    for run in runs:
        own = "".join(part.text for part in found if part.run is run)
        assert sorted(min(char, mirrored(char)) for char in own) == sorted(
            min(char, mirrored(char)) for char in run.text
        )


def test_a_paragraph_from_right_to_left_stands_at_the_right_with_its_bullet() -> None:
    bullet = TextRun("•", 12.0, INK)
    said = Paragraph((TextRun("שלום", 12.0, INK),), indent=20, hanging=15, bullet=bullet)
    (line,) = typeset.set_text("t", [said], Box(0, 0, 200, 30)).lines
    mark, words = line.pieces
    assert words.x + words.width == pytest.approx(200 - 20, abs=0.02)
    assert mark.x + fonts.width_of(bullet, "•") == pytest.approx(200 - 5, abs=0.02)


def test_letters_are_drawn_from_the_left_with_their_marks_behind_them() -> None:
    assert drawn("שָׁל") == "לשָׁ"
    assert drawn("abc") == "abc"
