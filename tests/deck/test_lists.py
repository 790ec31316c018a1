from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from slides.deck import lists
from slides.deck.frame import Setting
from slides.deck.plan import marks
from slides.spec.model import Points
from tests.deck.specs import THEME, deck, document, notes_text, slide, slide_text
from tests.deck.test_plan import is_sound

WHOLE = {"title": "A deck", "shorten": False}


def body(points: list[Any]) -> tuple[tuple[lists.Point, ...], lists.Body]:
    read = document(deck=WHOLE, limitations=points)
    listed = read.spec.limitations
    assert isinstance(listed, Points)
    setting = Setting(read, THEME, marks(read.spec), shorten=False)
    return lists.points_of(listed, ("limitations",)), lists.Body(setting)


def sizes(points: list[Any]) -> list[float]:
    parts, lost = lists.divided(*body(points))
    assert not lost
    return [part.size for part in parts]


def test_a_short_list_is_set_larger_than_a_full_one() -> None:
    assert sizes(["short"]) == [22.0]
    assert sizes(["a sentence that goes on for a while " * 2] * 9)[0] <= 20


def test_a_list_goes_on_on_another_slide_rather_than_below_16_pt() -> None:
    found = sizes(["a sentence that goes on for a while " * 4] * 12)
    assert len(found) > 1
    assert min(found) >= 16
    assert len(set(found)) == 1


def test_a_long_point_makes_the_text_smaller_before_it_goes_on() -> None:
    (size,) = sizes(["a sentence that goes on for a while " * 65])
    assert size < 16


def test_a_point_that_no_slide_holds_goes_on_on_the_next() -> None:
    long = " ".join(f"word{at}" for at in range(2000))
    found = deck(deck=WHOLE, limitations={"lead": "Of all:", "items": ["one", long, "three"]})
    is_sound(found)
    every = [one for one in found.slides if one.id.startswith("limitations")]
    assert len(every) > 2
    shown = " ".join(slide_text(one) for one in every)
    assert [word for word in shown.split() if word.startswith("word")] == long.split()
    said = " ".join(notes_text(one) for one in every)
    assert said.count("word1999") == 1


def test_a_lead_that_no_slide_holds_goes_on_on_the_next() -> None:
    long = " ".join(f"word{at}" for at in range(2000))
    found = deck(deck=WHOLE, limitations={"lead": long, "items": ["one", "two"]})
    is_sound(found)
    shown = " ".join(slide_text(one) for one in found.slides if one.id.startswith("limitations"))
    assert [word for word in shown.split() if word.startswith("word")] == long.split()


def test_a_point_and_what_is_below_it_stay_together_where_a_slide_can_hold_them() -> None:
    group = {"text": "head", "items": ["below " * 20] * 4}
    parts, _ = lists.divided(*body([group] * 5))
    assert len(parts) > 1
    assert all(part.points[0].level == 0 for part in parts)


def test_slides_of_one_list_are_about_equally_full() -> None:
    parts, _ = lists.divided(*body(["a sentence that goes on for a while " * 3] * 13))
    counts = [len(part.points) for part in parts]
    assert max(counts) - min(counts) <= 3


def test_points_are_numbered_by_level_and_go_on_counting() -> None:
    points = [{"text": "one", "items": [{"text": "a", "items": ["i", "ii"]}, "b"]}, "two"]
    read = document(limitations={"numbered": True, "items": points})
    assert read.spec.limitations
    labels = [point.label for point in lists.points_of(read.spec.limitations, ())]
    assert labels == ["1.", "a.", "i.", "ii.", "b.", "2."]


@given(st.integers(1, 38))
def test_numbers_of_one_level_are_all_different(count: int) -> None:
    for level in range(3):
        assert lists._number(count, level) != lists._number(count + 1, level)


def test_a_doubtful_point_says_so_and_a_source_is_cited() -> None:
    found = deck(
        summary=[{"text": "It scales", "certainty": "hypothesis", "source": "a"}],
        references={"a": {"title": "Paper", "link": "https://example.org"}},
    )
    assert "It scales (hypothesis) [1]" in slide_text(slide(found, "summary"))


def test_a_lead_opens_the_first_slide_only() -> None:
    found = deck(summary={"lead": "What they say:", "items": ["a sentence that goes on " * 8] * 14})
    shown = [slide_text(one) for one in found.slides if one.id.startswith("summary")]
    assert len(shown) > 1
    assert ["What they say:" in text for text in shown] == [True] + [False] * (len(shown) - 1)


def test_a_list_has_one_indent_on_all_its_slides() -> None:
    from slides.build import plan
    from slides.scene import texts
    from slides.spec.read import read_file
    from tests.conftest import SEED

    slides = [slide for slide in plan(read_file(SEED)).deck.slides if slide.id.startswith("limitations")]
    top = {
        one.indent
        for slide in slides
        for text in texts(slide.scene.items)
        if text.role == "body"
        for one in text.paragraphs
        if one.level == 0
    }
    assert len(slides) > 1
    assert len(top) == 1
