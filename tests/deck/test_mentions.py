"""The numbers of caveats follow the models they are on: in tables, points, details and notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from slides.deck.mentions import NONE, mentions, of_text
from slides.look import styled
from slides.scene import Deck, Shape, Slide, Table, TextRun, texts, walk
from slides.spec.model import Roadmap
from tests.deck.specs import THEME, all_texts, deck, notes_text, overflows, slide, slide_text

BASE = styled.plain_run("", THEME.text["body"], 16.0)
TREE: dict[str, Any] = {
    "details": True,
    "models": [
        {"id": "base", "name": "GPT-3", "api": "Davinci"},
        {"id": "next", "name": "GPT-3.5", "certainty": "likely"},
        {"id": "code", "name": "Codex", "api": ["Code-davinci-001", "Code-cushman-001"]},
    ],
    "steps": [
        {"from": "base", "to": "next", "method": "Tuning"},
        {"id": "into-code", "from": "base", "to": "code", "method": "Training on code"},
    ],
    "caveats": [
        {"on": "base", "text": "Its data are not published."},
        {"on": "into-code", "text": "Its base is not sure.", "certainty": "probably", "say": "Asked twice."},
    ],
}


def family(**more: Any) -> Deck:
    return deck(roadmap={**TREE, **more.pop("roadmap", {})}, **more)


def numbers(text: str) -> list[str]:
    known = mentions(Roadmap.model_validate(TREE), {1: "#caveat-1", 2: "#caveat-2"})
    found = of_text(styled.runs(text, BASE, THEME), known, base=BASE, theme=THEME)
    return [run.text.strip("\u00a0") for run in found if run.mark]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("GPT-3 came first.", ["1"]),
        ("What gpt-3 can do.", ["1"]),
        ("What GPT-3.5 can do.", ["?"]),
        ("What GPT-3-like models can do.", []),
        ("From `davinci` on.", ["1"]),
        ("A davinci of our time.", []),
        ("The `code` of it, in any code.", ["2"]),
        ("Codex and **GPT-3**, GPT-3 and Codex.", ["1", "2"]),
        ("Codexes.", []),
        ("[code-davinci-001](https://example.org)", ["2"]),
        ("Nothing of the kind.", []),
    ],
)
def test_a_text_speaks_of_a_model_by_whole_words_that_can_mean_nothing_else(
    text: str, told: list[str]
) -> None:
    assert numbers(text) == told


def test_a_name_that_two_models_share_means_neither() -> None:
    models = [{"id": "a", "name": "Twin-1"}, {"id": "b", "name": "Twin-1"}]
    known = mentions(Roadmap.model_validate({"models": models, "caveats": [{"on": "a", "text": "?"}]}), {})
    assert of_text(styled.runs("Twin-1", BASE, THEME), known, base=BASE, theme=THEME) == ()


def test_without_doubts_nothing_is_marked() -> None:
    models = [{"id": "a", "name": "A-1"}, {"id": "b", "name": "B-1"}]
    assert (
        mentions(Roadmap.model_validate({"models": models, "steps": [{"from": "a", "to": "b"}]}), {}) is NONE
    )


def test_a_model_from_a_doubtful_or_disputed_step_is_marked_as_the_step_is() -> None:
    models = [{"id": name, "name": f"{name.upper()}-1"} for name in ("aa", "bb", "cc", "dd")]
    steps = [
        {"from": "aa", "to": "bb", "certainty": "probably"},
        {"from": "bb", "to": "cc", "certainty": "disputed"},
        {"from": "cc", "to": "dd"},
    ]
    known = mentions(Roadmap.model_validate({"models": models, "steps": steps}), {})

    def told(text: str, aloud: bool = False) -> str:
        runs = styled.runs(text, BASE, THEME)
        return "".join(run.text for run in of_text(runs, replace(known, aloud=aloud), base=BASE, theme=THEME))

    assert told("AA-1 and DD-1 are sure.") == ""
    assert told("What BB-1 is.") == "\u202f\u00a0?\u00a0"
    assert told("What BB-1 and CC-1 are.") == "\u202f\u00a0?\u00a0\u202f\u00a0!\u00a0"
    assert told("What BB-1 and CC-1 are.", aloud=True) == " (in doubt: probably and disputed)"


def marked(found: Slide) -> Iterator[TextRun]:
    every = (run for text in texts(found.scene.items) for one in text.paragraphs for run in one.runs)
    return (run for run in every if run.mark and run.mark.name == "doubt-tint")


def test_the_mark_stands_in_rows_points_and_details_and_leads_to_its_caveat() -> None:
    rows = [{"model": name, "changes": ["Talk"]} for name in ("base", "next", "code")]
    found = family(summary=["From Codex on."], abilities=rows)
    links = {one.id: [run.href for run in marked(one)] for one in found.slides}
    assert links["summary"] == ["#caveat-2"]
    assert links["abilities"] == links["changes"] == ["#caveat-1", "", "#caveat-2"], "the doubt has no slide"
    assert set(links["model-code"]) == {"#caveat-1", "#caveat-2"}  # of its parent, and its own
    assert set(links["model-next"]) == {"#caveat-1", ""}
    assert not any(overflows(text) for _, text in all_texts(found))


def test_a_point_is_not_torn_by_its_mark() -> None:
    found = slide(family(summary=["Is `Codex` older than that?"]), "summary")
    assert "Is Codex older than that?\u202f\u00a02\u00a0" in slide_text(found)
    assert notes_text(found).endswith("Is Codex older than that? (caveat 2)")


def test_a_model_in_doubt_has_its_word_in_table_matrix_and_details() -> None:
    rows = [{"model": "next", "changes": ["Talk"]}]
    found = family(abilities=rows)
    for one in ("abilities", "changes"):
        table = next(item for item in walk(slide(found, one).scene.items) if isinstance(item, Table))
        assert any(
            "GPT-3.5 \u00a0?\u00a0\u00a0likely" in cell.text.plain for row in table.rows for cell in row.cells
        )
        assert "GPT-3.5 (likely)" in notes_text(slide(found, one))
    assert "GPT-3.5 \u00a0?\u00a0\u00a0likely: Tuning" in slide_text(slide(found, "model-base"))


def test_a_caveat_is_whole_on_the_slide_of_its_model() -> None:
    found = slide(family(), "model-code")
    assert "Its base is not sure. (probably)" in slide_text(found)
    assert "Caveat: 2. Its base is not sure. (probably)" in notes_text(found)


def test_a_mark_leads_to_the_slide_of_the_list_that_holds_its_caveat() -> None:
    models = [{"id": f"m-{at}", "name": f"Model-{at}"} for at in range(40)]
    steps = [{"from": f"m-{at}", "to": f"m-{at + 1}"} for at in range(39)]
    caveats = [{"on": f"m-{at}", "text": "This is not sure at all, " * 3} for at in range(40)]
    tree = {"models": models, "steps": steps, "caveats": caveats}
    found = deck(roadmap=tree, summary=["Model-0", "Model-39"])
    lists = [one.id for one in found.slides if one.id.startswith("caveats")]
    assert len(lists) > 1
    assert [run.href for run in marked(slide(found, "summary"))] == [f"#{lists[0]}", f"#{lists[-1]}"]
    assert not any(list(marked(one)) for one in found.slides if one.id in lists), "they say it themselves"


def test_the_slide_of_a_caveat_has_its_number_and_leads_to_its_model() -> None:
    found = slide(family(), "caveat-2")
    assert [run.text.strip("\u00a0") for run in marked(found)] == ["2"]
    runs = [run for text in texts(found.scene.items) for one in text.paragraphs for run in one.runs]
    assert "#model-code" in {run.href for run in runs}
    assert notes_text(found).startswith("Caveat 2 on the step into Codex (probably):")


def test_the_click_that_brings_a_caveat_says_what_the_speaker_adds() -> None:
    said = notes_text(slide(family(roadmap={"reveal": "tree"}), "roadmap")).splitlines()
    at = said.index("Caveat 2 (probably): Its base is not sure.")
    assert said[at + 1] == "Asked twice."


def test_details_lead_back_to_the_sheet_that_has_the_card() -> None:
    models = [{"id": f"m-{at}", "name": f"A model called {at}"} for at in range(60)]
    steps = [{"from": f"m-{at // 3}", "to": f"m-{at}", "method": "Some training"} for at in range(1, 60)]
    found = deck(roadmap={"models": models, "steps": steps, "details": True})
    homes = {
        item.id: one.id
        for one in found.slides
        for item in walk(one.scene.items)
        if isinstance(item, Shape) and item.href == f"#model-{item.id}"
    }
    assert len(set(homes.values())) > 1
    for name, home in homes.items():
        shown = texts(slide(found, f"model-{name}").scene.items)
        links = {run.href for text in shown for one in text.paragraphs for run in one.runs}
        assert f"#{home}" in links
