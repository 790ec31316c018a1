from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slides.look import assets, fonts
from slides.look.fonts import load, width_of
from slides.scene import TextRun
from tests.look.words import INK


@pytest.mark.parametrize(
    ("face", "bold", "char", "units"),
    [
        ("sans", False, "A", 1366),  # Arial's own advances, in units of 1/2048 em
        ("sans", False, "i", 455),
        ("sans", False, " ", 569),
        ("sans", True, "A", 1479),
        ("mono", False, "A", 1229),
        ("mono", True, "i", 1229),
    ],
)
def test_widths_are_those_of_the_fonts_that_slides_name(face: str, bold: bool, char: str, units: int) -> None:
    assert load(face, bold).advance(char) * 2048 == pytest.approx(units, abs=0.6)


@pytest.mark.parametrize(("char", "em"), [("日", 1.0), ("한", 1.0), ("😀", 1.37), ("\ufe0f", 0.0)])
def test_a_character_that_the_font_lacks_is_given_room_on_the_safe_side(char: str, em: float) -> None:
    assert not load().has(char)
    assert load().advance(char) == em


@given(st.text(max_size=30), st.text(max_size=30))
def test_widths_add_up(one: str, other: str) -> None:
    font = load("sans", True)
    assert font.width(one + other) == pytest.approx(font.width(one) + font.width(other))


@given(st.text(min_size=1, max_size=20), st.sampled_from(["sans", "mono"]), st.booleans(), st.booleans())
def test_a_run_is_as_wide_as_its_size_says_and_no_width_is_negative(
    text: str, face: str, bold: bool, italic: bool
) -> None:
    small, large = (
        TextRun(text, size, INK, face=face, bold=bold, italic=italic)  # type: ignore[arg-type]
        for size in (10.0, 20.0)
    )
    assert width_of(small, text) >= 0
    assert width_of(large, text) == pytest.approx(2 * width_of(small, text))


def test_raised_figures_are_smaller() -> None:
    plain, raised = TextRun("12", 12.0, INK), TextRun("12", 12.0, INK, raised=True)
    assert width_of(raised, "12") == pytest.approx(fonts.RAISED * width_of(plain, "12"))


def test_slanted_mono_is_measured_as_mono() -> None:
    assert fonts.font_of(TextRun("a", 12, INK, face="mono", italic=True)).path == load("mono").path


def test_an_outline_is_a_path_and_nothing_where_the_font_lacks_the_character() -> None:
    assert load().outline("A").startswith("M")
    assert load().outline(" ") == ""
    assert load().outline("日") == ""


def test_every_font_file_is_there_with_its_licence() -> None:
    for name in {*chain(*fonts._FILES.values()), "LICENSE"}:
        assert assets.font_file(name).is_file()
