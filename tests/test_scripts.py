from __future__ import annotations

import pytest

from slides.scripts import extra, is_wide, language, runs_left


@pytest.mark.parametrize(
    ("text", "own", "found"),
    [
        ("words", "en-US", ("en-US", "")),
        ("café → 😀", "fr", ("fr", "")),
        ("预训练 BERT", "en-US", ("zh-CN", "en-US")),
        ("预训练", "", ("zh-CN", "en-US")),
        ("预训练", "zh-TW", ("zh-TW", "en-US")),
        ("漢字", "ja-JP", ("ja-JP", "en-US")),
        ("これは漢字", "zh-CN", ("ja-JP", "en-US")),
        ("예 BERT", "en", ("ko-KR", "en")),
        ("שלום", "en-US", ("he-IL", "")),
        ("مرحبا", "en-US", ("ar-SA", "")),
        ("سلام", "fa-IR", ("fa-IR", "")),
    ],
)
def test_the_language_of_a_text_is_told_by_its_letters(text: str, own: str, found: tuple[str, str]) -> None:
    assert language(text, own) == found


@pytest.mark.parametrize(
    ("text", "left"),
    [("שלום, world", True), ("the word שלום", False), ("1. مرحبا", True), ("演化", False), ("", False)],
)
def test_a_text_runs_the_way_of_its_first_letter(text: str, left: bool) -> None:
    assert runs_left(text) is left


def test_emoji_and_arrows_are_no_east_asian_letters() -> None:
    assert not is_wide("😀 → é 𝔼 שלום")
    assert is_wide("a、")


@pytest.mark.parametrize(
    ("text", "before", "after", "em"),
    [
        ("words, 1 – 2", "", "", 0.0),
        ("演化", "", "", 0.0),
        ("2018", "在", "", 0.2),
        ("在", "", "2", 0.0),  # counted where the other begins
        ("在2018年", "", "", 0.4),
        ("在 2018 年", "", "", 0.4),
        ("“模型”", "", "", 2 * 0.7),
        ("“words”", "", "", 0.0),
        ("⚠\ufe0f", "", "", 0.5),
    ],
)
def test_room_is_kept_for_what_other_programs_add(text: str, before: str, after: str, em: float) -> None:
    assert extra(text, before, after) == pytest.approx(em)
