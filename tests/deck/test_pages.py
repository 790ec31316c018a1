"""The seed's tables and matrix, and what the notes say."""

from __future__ import annotations

from typing import Any

import pytest

from slides.build import plan
from slides.scene import Cell, Row, Table, walk
from tests.deck.specs import deck, document, notes_text, problems, seed_deck, slide, slide_text
from tests.deck.test_plan import is_sound


def tables(prefix: str) -> list[Table]:
    slides = [one for one in seed_deck().slides if one.id == prefix or one.id.startswith(f"{prefix}-")]
    return [item for one in slides for item in walk(one.scene.items) if isinstance(item, Table)]


def plain(row: Row) -> list[str]:
    return [cell.text.plain for cell in row.cells]


def test_the_ability_table_has_its_headings_on_every_slide_and_its_seven_rows_once() -> None:
    found = tables("abilities")
    assert len({tuple(plain(table.rows[0])) for table in found}) == 1
    assert len(found[0].rows[0].cells) == 6
    rows = [plain(row) for table in found for row in table.rows[table.header :]]
    names = [row[1].splitlines()[0] for row in rows]
    assert len(rows) == len(set(names)) == 7


def test_the_ability_table_is_paged_by_series() -> None:
    bands = [plain(table.rows[1])[0] for table in tables("abilities")]
    assert list(dict.fromkeys(bands)) == ["GPT-3 Series", "GPT-3.5 Series"]


def test_a_delta_is_a_sign_and_a_colour() -> None:
    seen: dict[str, set[str]] = {}
    for table in tables("abilities"):
        for row in table.rows[table.header :]:
            for paragraph in row.cells[0].text.paragraphs:
                first = paragraph.runs[0]
                if set(first.text) <= set("+-−"):
                    seen.setdefault(first.text.replace("−", "-"), set()).add(first.colour.name)
    assert seen == {"+": {"gain"}, "++": {"gain"}, "-": {"loss"}, "--": {"loss"}}


def test_doubts_stand_with_their_ability() -> None:
    shown = "\n".join(slide_text(one) for one in seed_deck().slides if one.id.startswith("abilities"))
    assert "Complex Reasoning / Chain of Thought (why?)" in shown
    assert "Long-term dependency (probably)" in shown


def cell(ability: str, model: str) -> Cell:
    for table in tables("changes"):
        heads = [head.split(" \u00a0")[0] for head in plain(table.rows[0])]  # without a caveat's number
        for row in table.rows[1:]:
            if row.cells[0].text.plain == ability and model in heads:
                return row.cells[heads.index(model)]
    raise AssertionError(f"no cell for {ability} at {model}")


@pytest.mark.parametrize(
    ("ability", "model", "state"),
    [
        ("Generation", "GPT-3 Initial", "•"),
        ("World Knowledge", "GPT-3 Initial", "+"),
        ("World Knowledge", "Codex Initial", "•"),
        ("Code Understanding", "GPT-3 Initial", ""),
        ("Code Understanding", "Codex Initial", "+"),
        ("Zero-shot generation", "Text-davinci-002", "++"),
        ("Zero-shot generation", "Text-davinci-003", "+"),
    ],
)
def test_the_matrix_says_what_changed_where(ability: str, model: str, state: str) -> None:
    assert cell(ability, model).text.plain.replace("−", "-") == state


def test_an_ability_that_came_over_a_doubtful_step_is_in_doubt() -> None:
    assert cell("World Knowledge", "Code-davinci-002").text.plain.endswith("(?)")


def test_gains_and_losses_have_the_ground_of_their_colour() -> None:
    gain, loss = cell("Code Understanding", "Codex Initial"), cell("Reasoning", "Text-davinci-002")
    assert (gain.fill and gain.fill.name, loss.fill and loss.fill.name) == ("gain-tint", "loss-tint")


def test_the_matrix_explains_its_marks_on_every_slide() -> None:
    matrices = [one for one in seed_deck().slides if one.id.startswith("changes")]
    assert matrices
    for one in matrices:
        assert "gained much" in slide_text(one)
        assert "in doubt" in slide_text(one)


def test_the_caveat_has_a_slide_with_its_words_its_certainty_and_its_source() -> None:
    found = slide_text(slide(seed_deck(), "caveat-1"))
    assert "highly likely" in found
    assert "the step into Code-davinci-002" in found
    assert "[1]" in found


def test_the_footnote_stands_where_it_is_marked() -> None:
    marked = [
        one.id for one in seed_deck().slides if "hypothesized in the summary section" in slide_text(one)
    ]
    assert marked == ["questions"]


def test_references_are_numbered_without_a_gap() -> None:
    numbers: list[str] = []
    for one in seed_deck().slides:
        if one.id.startswith("references"):
            for item in walk(one.scene.items):
                if getattr(item, "role", "") == "body":
                    numbers += [p.bullet.text for p in item.paragraphs if p.bullet]  # type: ignore[union-attr]
    assert numbers
    assert numbers == [f"{number}." for number in range(1, len(numbers) + 1)]


def test_the_notes_of_the_road_map_are_the_tree_in_words() -> None:
    said = notes_text(slide(seed_deck(), "roadmap"))
    assert "Code-davinci-002" in said
    assert "by LM + code training then instruction tuning (likely)" in said


def test_what_the_speaker_adds_is_in_the_notes_and_not_on_the_slide() -> None:
    found = slide(deck(summary=[{"text": "Point", "say": "Only spoken."}]), "summary")
    assert "Only spoken." in notes_text(found)
    assert "Only spoken." not in slide_text(found)


MODELS = [{"id": f"m{at}", "name": f"Model {at}"} for at in range(24)]


def test_a_matrix_of_many_models_goes_on_with_its_first_column_repeated() -> None:
    steps = [{"from": f"m{at}", "to": f"m{at + 1}", "method": "x"} for at in range(23)]
    rows = [{"model": f"m{at}", "changes": [{"ability": "Talk", "delta": "+"}]} for at in range(24)]
    found = deck(roadmap={"models": MODELS, "steps": steps}, abilities=rows)
    matrices = [
        item
        for one in found.slides
        if one.id.startswith("changes")
        for item in walk(one.scene.items)
        if isinstance(item, Table)
    ]
    assert len(matrices) > 1
    assert {table.rows[1].cells[0].text.plain for table in matrices} == {"Talk"}
    heads = [head for table in matrices for head in plain(table.rows[0])[1:]]
    assert heads == [model["name"] for model in MODELS]


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"deck": {"title": "T", "about": "word " * 900}}, "the title slide's text does not fit"),
        (
            {"references": {"a": {"title": "word " * 900}}, "summary": ["x [@a]"]},
            "this reference is too long",
        ),
    ],
)
def test_what_no_slide_can_hold_is_a_problem_in_its_place(parts: dict[str, Any], message: str) -> None:
    found = problems(**parts)
    assert found
    assert message in found[0].message
    assert found[0].span is not None


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (
            {"roadmap": {"models": MODELS[:1], "caveats": [{"on": "m0", "text": "word " * 900 + "end"}]}},
            "text-shortened",
        ),
        (
            {
                "roadmap": {"models": MODELS[:1]},
                "abilities": [{"model": "m0", "changes": ["Talk"], "method": "word " * 2000 + "end"}],
            },
            "row-too-tall",
        ),
    ],
)
def test_a_caveat_or_row_that_no_slide_holds_is_cut_and_the_notes_hold_it(
    parts: dict[str, Any], code: str
) -> None:
    found = plan(document(**parts))
    is_sound(found.deck)
    assert code in {problem.code for problem in found.warnings}
    shown = [slide_text(one) for one in found.deck.slides]
    assert any("…" in text and "word end" not in text for text in shown)
    assert "word end" in " ".join(notes_text(one) for one in found.deck.slides)


def test_the_rows_of_a_table_stand_on_its_slides_about_evenly() -> None:
    rows = [{"model": f"m{at}", "changes": ["Talk", "Sing", "Draw"]} for at in range(16)]
    found = deck(roadmap={"models": MODELS}, abilities=rows)
    every = [walk(one.scene.items) for one in found.slides if one.id.startswith("abilities")]
    counts = [len(item.rows) for items in every for item in items if isinstance(item, Table)]
    assert len(counts) > 1
    assert max(counts) - min(counts) <= 1


def test_names_in_a_matrix_are_rather_smaller_than_its_rows_than_broken() -> None:
    models = [{"id": f"m{at}", "name": f"InstructGPT{at}"} for at in range(8)]
    rows = [{"model": model["id"], "changes": [{"ability": "Talk", "delta": "+"}]} for model in models]
    found = slide(deck(roadmap={"models": models}, abilities=rows), "changes")
    (table,) = (item for item in walk(found.scene.items) if isinstance(item, Table))
    sizes = [row.cells[1].text.paragraphs[0].runs[0].size for row in table.rows]
    assert sizes[0] < sizes[1]
    assert {len(cell.text.lines) for cell in table.rows[0].cells} == {1}


def test_a_column_that_no_row_fills_is_left_out() -> None:
    rows = [{"model": "m0", "changes": ["Talk"], "papers": "P"}, {"model": "m1", "changes": ["Sing"]}]
    found = deck(roadmap={"models": MODELS[:2]}, abilities=rows)
    table = next(item for item in walk(slide(found, "abilities").scene.items) if isinstance(item, Table))
    assert plain(table.rows[0]) == ["Ability", "Model", "Paper"]
