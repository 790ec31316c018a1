"""What holds for every slide of every deck."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from slides.build import plan
from slides.geometry import Box
from slides.inline import plain_text
from slides.scene import Deck, Group, Slide, Table, Text, texts, walk
from slides.scripts import runs_left
from tests.deck.specs import (
    THEME,
    all_texts,
    attempt,
    deck,
    document,
    items,
    lists_of_points,
    notes_text,
    overflows,
    seed_deck,
    sentences,
    slide,
    slide_text,
    words_of,
)
from tests.diagram.roadmaps import large_roadmap

PAGE = Box(0, 0, THEME.width, THEME.height)


def is_sound(found: Deck) -> None:
    """Nothing overflows, nothing is too small, everything can be told apart."""
    for one in found.slides:
        for item in walk(one.scene.items):
            if isinstance(item, Text | Table):
                assert PAGE.holds(item.box, 0.1), f"{item.id} leaves its slide"
            if isinstance(item, Text) and item.role in ("body", "subtitle", "footer", "number"):
                assert not overflows(item), f"{item.id} overflows"
        assert one.notes, f"{one.id} has no notes"
        sizes_can_be_read(one)
    titles = [title_of(one) for one in found.slides]
    assert len(titles) == len(set(titles))
    ids = [one.id for one in found.slides]
    assert len(ids) == len(set(ids))
    links_lead_to_slides(found)


def sizes_can_be_read(found: Slide) -> None:
    for item in walk(found.scene.items):
        if isinstance(item, Text) and item.role == "body":
            assert min(run.size for paragraph in item.paragraphs for run in paragraph.runs) >= 12
        if isinstance(item, Table):
            cells = [cell.text for row in item.rows for cell in row.cells]
            assert all(run.size >= 10 for text in cells for p in text.paragraphs for run in p.runs)
            assert not any(overflows(text) for text in cells), item.id


def title_of(found: Slide) -> str:
    return next(item.plain for item in found.scene.items if isinstance(item, Text) and item.role == "title")


def links_lead_to_slides(found: Deck) -> None:
    ids = {one.id for one in found.slides}
    for _, text in all_texts(found):
        for run in (run for paragraph in text.paragraphs for run in paragraph.runs):
            assert not run.href.startswith("#") or run.href[1:] in ids


def test_the_seed_deck_is_sound() -> None:
    is_sound(seed_deck())


def test_the_seed_deck_has_its_parts_in_order() -> None:
    ids = [one.id for one in seed_deck().slides]
    parts = ["cover", "agenda", "roadmap", "caveat-1", "summary", "abilities", "changes"]
    parts += ["limitations", "questions", "further", "references"]
    assert [id for id in ids if id in parts] == parts


def test_every_slide_but_the_cover_has_footer_and_its_own_number() -> None:
    for number, one in enumerate(seed_deck().slides, start=1):
        roles = {text.role: text.plain for text in texts(one.scene.items)}
        if one.id != "cover":
            assert roles["number"] == str(number)
            assert roles["footer"].startswith("Reading Notes of How does GPT")


def test_the_agenda_links_to_the_first_slide_of_each_section() -> None:
    found = seed_deck()
    agenda = next(item for item in slide(found, "agenda").scene.items if getattr(item, "role", "") == "body")
    assert isinstance(agenda, Text)
    for paragraph in agenda.paragraphs:
        first = next(one for one in found.slides if one.section == paragraph.plain)
        assert {run.href for run in paragraph.runs} == {f"#{first.id}"}


@pytest.mark.parametrize(("sections", "slides"), [(8, 1), (33, 1), (60, 2), (200, 6)])
def test_an_agenda_of_many_sections_stays_on_its_slides(sections: int, slides: int) -> None:
    named = [{"title": f"Section {at} of them all", "blocks": ["x"]} for at in range(sections)]
    found = deck(sections=named)
    is_sound(found)
    agendas = [one for one in found.slides if one.id.partition(".")[0] == "agenda"]
    assert len(agendas) == slides
    shown = " ".join(slide_text(one) for one in agendas)
    assert [at for at in range(sections) if f"Section {at} of" not in shown] == []
    links_lead_to_slides(found)


def test_entries_of_an_agenda_stand_at_one_side() -> None:
    named = [{"title": title, "blocks": ["x"]} for title in ("One", "Two", "שלום")]
    found = all_texts(deck(sections=named))
    (body,) = (text for one, text in found if one.id == "agenda" and text.role == "body")
    assert [runs_left(one.plain) for one in body.paragraphs] == [False] * 3


def test_a_title_that_is_cut_keeps_its_count() -> None:
    found = deck(sections=[{"title": "A title " * 60, "blocks": [{"list": ["a point of some words"] * 60}]}])
    counts = [title_of(one)[-6:] for one in found.slides if one.id.startswith("a-title")]
    assert len(counts) > 1
    assert counts == [f" ({at}/{len(counts)})" for at in range(1, len(counts) + 1)]


def test_a_deck_of_one_section_has_no_agenda() -> None:
    assert [one.id for one in deck(summary=["One point."]).slides] == ["cover", "summary"]


def test_a_deck_of_nothing_but_its_title_is_a_cover() -> None:
    (cover,) = deck().slides
    assert title_of(cover) == "A deck"


def test_titles_that_come_twice_are_counted() -> None:
    found = deck(summary={"title": "Same", "items": ["a"]}, further={"title": "Same", "items": ["b"]})
    assert [title_of(one) for one in found.slides][-2:] == ["Same", "Same (2)"]


def test_counted_titles_do_not_meet_a_title_that_was_written_so() -> None:
    same = {"items": ["a"]}
    found = deck(
        summary={"title": "Same", **same},
        limitations={"title": "Same (2)", **same},
        further={"title": "Same", **same},
    )
    titles = [title_of(one) for one in found.slides]
    assert len(titles) == len(set(titles))


@settings(max_examples=25)
@example([{"text": "word " * 2500, "certainty": "stated", "items": []}])
@example(["x" * 3000])
@given(lists_of_points)
def test_any_list_becomes_slides_that_hold_it_or_a_problem_that_names_its_line(points: list[Any]) -> None:
    found, lost = attempt(limitations=points)
    if found is None:
        assert all(problem.span is not None for problem in lost)
        assert {problem.message for problem in lost} == {"the footnotes of this point leave it no room"}
        return
    is_sound(found)
    shown = _squashed(" ".join(slide_text(one) for one in found.slides))
    said = _squashed(" ".join(notes_text(one) for one in found.slides))
    for words in words_of(points):
        assert _squashed(plain_text(words)) in shown or "…(infullinthenotes)" in shown
        assert _squashed(plain_text(words)) in said


def _squashed(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=10)
@given(st.lists(items(1), min_size=8, max_size=30), st.lists(items(1), min_size=1, max_size=8))
def test_points_stay_in_order_over_all_slides(many: list[Any], few: list[Any]) -> None:
    found, _ = attempt(deck={"title": "A deck", "shorten": False}, limitations=many, further=few)
    if found is None:
        return
    bodies = [text.plain for one, text in all_texts(found) if text.role == "body" and one.id != "agenda"]
    shown = _squashed(" ".join(bodies)).replace("(likely)", "")
    wanted = _squashed(" ".join(plain_text(words) for words in words_of([many, few])))
    assert shown == wanted


@settings(max_examples=15)
@given(st.lists(sentences, min_size=1, max_size=8), st.data())
def test_footnotes_stand_on_every_slide_that_marks_them_and_on_no_other(
    points: list[str], data: st.DataObject
) -> None:
    marked = data.draw(st.sets(st.integers(0, len(points) - 1), min_size=1, max_size=3))
    said = [f"{text} here[^n{at}]" if at in marked else text for at, text in enumerate(points)]
    notes = {f"n{at}": f"Footnote number {at}." for at in sorted(marked)}
    found, _ = attempt(limitations=said, footnotes=notes)
    if found is None:
        return
    is_sound(found)
    order = [f"n{at}" for at in sorted(marked)]
    for one in found.slides:
        raised = {run.text for run in body_runs(one) if run.raised}
        numbers = {str(order.index(id) + 1): text for id, text in notes.items()}
        for number, text in numbers.items():
            assert (text in slide_text(one)) == (number in raised)


def body_runs(found: Slide) -> list[Any]:
    bodies = [item for item in found.scene.items if isinstance(item, Text) and item.role == "body"]
    return [run for text in bodies for paragraph in text.paragraphs for run in paragraph.runs]


@settings(max_examples=15)
@given(sentences, sentences, sentences)
def test_any_title_and_subtitle_is_shown_or_a_problem(title: str, subtitle: str, about: str) -> None:
    info = {"title": title, "subtitle": subtitle, "about": about}
    found, lost = attempt(deck=info, summary={"title": title, "items": ["a"]})
    if found is None:
        assert all(problem.span is not None for problem in lost)
        return
    is_sound(found)
    for one in found.slides:
        text = next(item for item in one.scene.items if isinstance(item, Text) and item.role == "title")
        assert not overflows(text), text.id


def test_the_road_map_is_one_group_with_the_tree_in_words() -> None:
    (group,) = [item for item in slide(seed_deck(), "roadmap").scene.items if item.id == "roadmap"]
    assert isinstance(group, Group)
    assert "GPT-3 Initial" in group.alt
    assert group.title == "Road Map"


@pytest.mark.parametrize("text", ["licence", "presenter", "date", "keywords"])
def test_facts_about_the_deck_are_on_its_cover(text: str) -> None:
    info: dict[str, Any] = {"title": "T", text: f"the-{text}"}
    if text == "keywords":
        info[text] = ["the-keywords", "more"]
    assert f"the-{text}" in slide_text(deck(deck=info).slides[0])


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        ({"deck": {"title": "word " * 120}}, '"title": "word'),
        ({"summary": {"title": "word " * 120, "items": ["a"]}}, '"title": "word'),
        ({"roadmap": {"title": "word " * 120, "models": [{"id": "a", "name": "A"}]}}, '"title": "word'),
    ],
)
def test_a_title_too_long_for_a_slide_is_cut_with_a_warning_in_its_place(
    parts: dict[str, Any], line: str
) -> None:
    found = plan(document(**parts))
    (warning,) = [one for one in found.warnings if one.code == "title-cut"]
    assert warning.span is not None
    number, _ = warning.span.source.place(warning.span.start)
    assert warning.span.source.line(number).strip().startswith(line)
    is_sound(found.deck)
    (cut,) = [one for one in found.deck.slides if title_of(one).endswith("word …")]
    assert ("word " * 120).strip() in notes_text(cut)


def test_a_deck_of_a_large_road_map_is_sound() -> None:
    roadmap = large_roadmap().model_dump(by_alias=True, exclude_none=True, exclude_defaults=True)
    found = deck(roadmap=roadmap)
    is_sound(found)
    assert [one.id for one in found.slides][1:3] == ["roadmap", "roadmap-2"]
