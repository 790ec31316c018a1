from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slides.formula.latex import read
from slides.geometry import Box
from slides.look import formulas, styled, typeset
from slides.scene import Paragraph, TextRun
from tests.formula.samples import FORMULAS
from tests.look.words import INK

BASE = TextRun("", 20.0, INK)


def run(latex: str, *, display: bool = True) -> TextRun:
    return styled.formula(latex, BASE, display=display)


def laid(latex: str, *, display: bool = True) -> formulas.Laid:
    return formulas.laid(run(latex, display=display))


def rise_of(latex: str, char: str, *, display: bool = True) -> float:
    return next(one.rise for one in laid(latex, display=display).glyphs if one.run.text == char)


def test_scripts_stand_above_and_below_their_line_and_are_smaller() -> None:
    assert rise_of("x_i^2", "2") > 0 > rise_of("x_i^2", "i")
    sizes = {one.run.text: one.run.size for one in laid("x_i^2").glyphs}
    assert sizes["x"] == 20.0
    assert sizes["i"] == sizes["2"] < 15.0


def test_a_fraction_stands_over_its_bar_and_its_denominator() -> None:
    found = laid(r"\frac{a}{b}")
    (bar,) = found.strokes
    height = bar.points[0][1]
    assert rise_of(r"\frac{a}{b}", "a") > height > rise_of(r"\frac{a}{b}", "b")


def test_limits_of_a_sum_stand_above_and_below_it_and_in_a_line_of_text_beside_it() -> None:
    shown, inline = laid(r"\sum_{i}^n x"), laid(r"\sum_{i}^n x", display=False)
    assert shown.ascent + shown.descent > inline.ascent + inline.descent
    sum_, below = (one for one in shown.glyphs if one.run.text in "∑i")
    assert sum_.x <= below.x + below.width <= sum_.x + sum_.width + 1


def test_brackets_grow_with_what_they_hold() -> None:
    assert not laid(r"\left(x\right)").strokes
    tall = laid(r"\left(\frac{a}{b}\right)")
    assert len(tall.strokes) == 3
    assert max(y for one in tall.strokes for _, y in one.points) >= laid(r"\frac{a}{b}").ascent


def test_equations_of_a_system_stand_below_each_other_their_signs_aligned() -> None:
    found = laid(r"\begin{aligned}a&=b\\c+d&=e\end{aligned}")
    (first, second) = [one for one in found.glyphs if one.run.text == "="]
    assert first.x == pytest.approx(second.x)
    assert first.rise > second.rise


@given(st.sampled_from([latex for latex, _ in FORMULAS]), st.booleans())
def test_no_part_of_a_formula_reaches_further_than_it_says(latex: str, display: bool) -> None:
    found = laid(latex, display=display)
    for one in found.glyphs:
        assert one.x >= -1.0
        assert one.x + one.width <= found.width + 2.0
    for stroke in found.strokes:
        for x, y in stroke.points:
            assert -2.0 <= x <= found.width + 2.0
            assert -found.descent - 1.0 <= y <= found.ascent + 1.0


@given(st.sampled_from([latex for latex, _ in FORMULAS]))
def test_parts_between_which_a_line_may_end_say_what_the_formula_says(latex: str) -> None:
    whole = run(latex, display=False)
    parts = formulas.chunks(whole)
    said = "".join(part.text for part in parts)
    assert said.replace(" ", "") == whole.text.replace(" ", "").replace("\n", "")


def test_a_line_may_end_behind_a_relation() -> None:
    text = typeset.set_text(
        "t", [Paragraph((run("abcdef = ghijkl + mnopqr", display=False),))], Box(0, 0, 130, 100)
    )
    assert len(text.lines) == 3


def test_a_line_is_as_tall_as_the_formula_on_it() -> None:
    words = replace(BASE, text="words ")
    flat = typeset.height([Paragraph((words,))], 400)
    tall = typeset.height([Paragraph((words, run(r"\frac{\frac{a}{b}}{\frac{c}{d}}")))], 400)
    assert tall > flat + 20


def test_a_formula_no_line_holds_is_set_in_a_row_of_characters() -> None:
    found = run(r"\underbrace{a+b+c+d+e+f+g+h+i+j+k+l+m}_{letters}")
    text = typeset.set_text("t", [Paragraph((found,))], Box(0, 0, 100, 300))
    assert len(text.lines) > 1
    assert not any(line.curves for line in text.lines)
    assert "letters" in "".join(piece.run.text for line in text.lines for piece in line.pieces)


@given(st.sampled_from([latex for latex, _ in FORMULAS]), st.booleans(), st.floats(60, 400))
def test_formulas_stay_in_their_boxes(latex: str, display: bool, width: float) -> None:
    said = Paragraph((replace(BASE, text="as in "), run(latex, display=display), replace(BASE, text=", so")))
    tall = typeset.height([said], width)
    text = typeset.set_text("t", [said], Box(0, 0, width, tall))
    for line in text.lines:
        for piece in line.pieces:
            assert piece.x + piece.width <= width + 2.0
            assert 0 <= line.y - piece.rise <= tall + 1
        for curve in line.curves:
            assert all(-2 <= x <= width + 2 and -1 <= y <= tall + 1 for x, y in curve.points)


def test_what_cannot_be_read_stands_there_as_it_is_written() -> None:
    found = run(r"\foo x")
    assert (found.text, found.face, found.formula) == (r"\foo x", "mono", None)


def test_a_formula_in_text_reads_itself_once() -> None:
    assert read("x^2") is read("x^2")
