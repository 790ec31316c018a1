from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slides.look import code, theme

LIGHT = theme.load("light")


def colours(text: str, language: str | None) -> dict[str, str]:
    return {piece.strip(): name for line in code.coloured(text, language) for piece, name in line}


def written(lines: code.Lines) -> str:
    return "\n".join("".join(piece for piece, _ in line) for line in lines)


def test_words_have_the_colour_of_what_they_are() -> None:
    found = colours('def twice(x):  # doubles\n    return 2 * len("ab")', "python")
    assert found["def"] == found["return"] == "code-keyword"
    assert found["twice"] == "code-name"
    assert found["# doubles"] == "code-comment"
    assert found["2"] == "code-number"
    assert found["len"] == "code-type"
    assert found['"ab"'] == "code-string"


@pytest.mark.parametrize("language", [None, "", "no-such-language", "mermaid\x00"])
def test_a_language_nobody_knows_means_one_colour(language: str | None) -> None:
    assert code.coloured("if x:\n\n  y", language) == ((("if x:", "ink"),), (), (("  y", "ink"),))


def test_code_larger_than_reason_is_in_one_colour() -> None:
    assert set(colours("x = 1\n" * 10_000, "python").values()) == {"ink"}
    assert set(colours("x = 1;" * 100, "python").values()) == {"ink"}


@pytest.mark.parametrize("language", ["make", "diff", "console", "python", "c++", "bash"])
@pytest.mark.parametrize("part", ["a", "(", "a:", "- ", '"', "/*", "<a "])
def test_hostile_code_is_coloured_in_no_time(language: str, part: str) -> None:
    start = time.process_time()
    code.coloured((part * 499)[:499] * 55, language)
    code.coloured(((part * 499)[:499] + "\n") * 55, language)
    assert time.process_time() - start < 2.0


def test_tabs_are_set_to_every_fourth_column() -> None:
    assert written(code.coloured("a\tb\n\tc\n", None)) == "a   b\n    c"


def test_every_colour_of_code_is_one_of_the_theme() -> None:
    assert {name for _, name in code._COLOURS} | {code.PLAIN} <= set(LIGHT.colours)


LANGUAGES = ("python", "bash", "c++", "json", "yaml", "html", "diff", "console", "rust", "sql", "java", "js")


@given(st.text("abc xyz_{}()[]<>+-=*/\\'\"#$@!&|;:.,0123\n\t é日😀"), st.sampled_from(LANGUAGES))
def test_no_character_of_code_is_lost(text: str, language: str) -> None:
    assert written(code.coloured(text, language)) == text.rstrip("\n").expandtabs(code.TAB)
