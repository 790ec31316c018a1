from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from slides.geometry import rounded
from slides.scene import Deck, Group, Item, Shape, Slide, Table, Text, TextRun, shifted, texts, walk
from slides.scene_json import WIDEST, deck_json, scene_json
from tests.write.sample_scene import HOSTILE, sample

SHIFT = st.floats(-2000, 2000).map(rounded)
KINDS = {kind.__name__ for kind in get_args(Item)}


def deck() -> Deck:
    return Deck("A deck", "", "", ("a", "b"), "en", "", (Slide("one", "content", "Part", sample()),))


def test_the_sample_has_every_kind_of_item() -> None:
    assert {type(item).__name__ for item in walk(sample().items)} == KINDS


def test_a_group_comes_before_what_it_holds() -> None:
    group = next(item for item in sample().items if isinstance(item, Group))
    found = list(walk((group,)))
    assert found[0] is group
    assert found[1:] == list(group.items)


def test_texts_are_free_ones_labels_and_cells() -> None:
    items = list(walk(sample().items))
    free = [item for item in items if isinstance(item, Text)]
    labels = [item.label for item in items if isinstance(item, Shape) and item.label]
    cells = [c.text for item in items if isinstance(item, Table) for row in item.rows for c in row.cells]
    found = list(texts(sample().items))
    assert {text.id for text in found} == {text.id for text in (*free, *labels, *cells)}
    assert len(found) == len(free) + len(labels) + len(cells)


@given(SHIFT, SHIFT)
def test_shifted_there_and_back_is_the_item_itself(dx: float, dy: float) -> None:
    for item in sample().items:
        there = shifted(item, 0, 0)
        assert shifted(shifted(there, dx, dy), -dx, -dy) == there


@given(SHIFT, SHIFT)
def test_a_shift_moves_every_box_by_the_same(dx: float, dy: float) -> None:
    for item in sample().items:
        for before, after in zip(walk((item,)), walk((shifted(item, dx, dy),)), strict=True):
            if isinstance(before, Shape | Text | Table):
                assert isinstance(after, Shape | Text | Table)
                assert abs(after.box.x - before.box.x - dx) < 0.011
                assert abs(after.box.y - before.box.y - dy) < 0.011
                assert (after.box.w, after.box.h) == (before.box.w, before.box.h)


def test_the_json_names_every_item_and_every_text() -> None:
    found = scene_json(sample())
    read = json.loads(found)
    named = {
        value
        for item in _dicts(read)
        for key, value in item.items()
        if key.capitalize() in KINDS and isinstance(value, str)
    }
    items = {item.id for item in walk(sample().items)} | {text.id for text in texts(sample().items)}
    assert items == named
    strings = set(_strings(read))
    for text in texts(sample().items):
        assert {run.text for paragraph in text.paragraphs for run in paragraph.runs} <= strings


def test_the_json_has_colours_by_name_and_lines_that_can_be_read() -> None:
    found = scene_json(sample())
    assert "#" not in found.replace("&#", "")
    texts_are_short = found.replace(json.dumps(HOSTILE, ensure_ascii=False)[1:-1], "…")
    assert all(len(line) <= WIDEST + 20 for line in texts_are_short.split("\n"))


def test_the_json_of_a_deck_has_its_facts_and_its_slides() -> None:
    read = json.loads(deck_json(deck()))
    assert (read["title"], read["keywords"], read["language"]) == ("A deck", ["a", "b"], "en")
    assert [slide["slide"] for slide in read["slides"]] == ["one"]
    assert read["slides"][0]["items"] == json.loads(scene_json(sample()))["items"]


def _dicts(value: object) -> list[dict[str, object]]:
    if isinstance(value, dict):
        return [value, *(one for part in value.values() for one in _dicts(part))]
    return [one for part in value for one in _dicts(part)] if isinstance(value, list) else []


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [one for part in parts for one in _strings(part)]


def test_other_words_of_a_run_keep_every_part_of_its_look() -> None:
    odd: Any = [f"{field.name} of a run" for field in fields(TextRun)]
    run = TextRun(*odd)
    assert run.saying("words") == replace(run, text="words")
