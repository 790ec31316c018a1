from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from slides.formula.latex import fault, read
from slides.formula.words import bits, readable
from tests.formula.samples import FORMULAS


@pytest.mark.parametrize(("latex", "words"), FORMULAS)
def test_a_formula_can_be_read_in_a_row_of_characters(latex: str, words: str) -> None:
    assert readable(read(latex, display=True)) == words


@pytest.mark.parametrize(
    ("latex", "why"),
    [
        (r"x + \foo y", r'unknown command "\foo"'),
        (r"x_{", 'expected closing token "}", but reached end of input'),
        ("a & b", 'found "&", which may only appear in a table-like environment'),
        (" ", "it shows nothing"),
        (r"\quad", None),
        ("x" * 5_000, "it is longer than 4000 characters"),
        (r"\sqrt{" * 100 + "x" + "}" * 100, "it is nested more than 40 deep"),
        ("x+" * 1_500, "it has more than 1500 parts"),
    ],
)
def test_what_cannot_be_read_says_why(latex: str, why: str | None) -> None:
    assert fault(latex) == why


HOSTILE = {
    "braces": "{" * 3_900,
    "roots": r"\sqrt" * 700 + " x",
    "fractions": r"\frac" * 700 + " x",
    "brackets": r"\left(" * 300 + r"\right)" * 300,
    "matrices": r"\begin{matrix}" * 130 + r"\end{matrix}" * 130,
    "scripts": "x^{" * 900 + "}" * 900,
    "macros": r"\def\a{\a\a}\a" + r"\newcommand{\b}{\b\b}\b",
    "ends": r"\\" * 1_900,
    "sides": "&" * 3_900,
    "primes": "x" + "'" * 3_900,
    "marks": r"\hat" * 900 + " x",
}


@pytest.mark.parametrize("latex", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_formula_is_refused_or_read_in_no_time(latex: str) -> None:
    start = time.process_time()
    fault(latex)
    assert time.process_time() - start < 1.0


PARTS = (
    *(r"\frac", "{", "}", "^", "_", "x", "1", r"\left(", r"\right)", r"\sum", "&", r"\\", "=", "-", "[", "]"),
    *(r"\begin{cases}", r"\end{cases}", r"\hat", r"\text{a b}", r"\sqrt", "<", "é", "日", "😀"),
)


@example(r"\text{<b>&amp;</b>}")
@example(r"\begin{aligned}a&=b\\&\end{aligned}")
@given(st.lists(st.sampled_from(PARTS), max_size=14).map(" ".join))
def test_any_latex_is_a_formula_or_a_reason(latex: str) -> None:
    if fault(latex, display=True) is None:
        assert all(bit.text for bit in bits(read(latex, display=True)))


def test_numbers_of_a_paper_and_its_labels_are_left_out() -> None:
    numbered = r"\begin{align}a&=b\label{eq:a}\\c&=d\nonumber\end{align}"
    plain = r"\begin{align*}a&=b\\c&=d\end{align*}"
    assert read(numbered).root == read(plain).root


def test_letters_know_their_look() -> None:
    found = {
        bit.text: (bit.italic, bit.bold) for bit in bits(read(r"x\mathbf{W}\mathrm{d}\boldsymbol{\theta}2"))
    }
    assert found == {
        "x": (True, False),
        "W": (False, True),
        "d": (False, False),
        "θ": (True, True),
        "2": (False, False),
    }
