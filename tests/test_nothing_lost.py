"""The reading notes, fragment by fragment: in the spec, then in the deck that is built from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from slides.spec.model import Spec
from tests.cases.found import Place, in_notes, in_spec, is_found, on_slides
from tests.cases.fragments import Fragment, fragments

HERE = Path(__file__).parent
SPEC = HERE.parent / "spec" / "gpt-ability.yaml"
NOTES = fragments((HERE / "cases" / "notes.md").read_text(encoding="utf-8"))

# Labels that a key of the spec stands for, so that they are not written there once more.
SAID_BY_KEY = {"Keywords:": "deck.keywords", "Reference": "references", "Note:": "roadmap.caveats"}

SAID_BY_TITLE = {"Note:"}  # the caveat's own slide is titled so


@pytest.fixture(scope="module")
def spec() -> Spec:
    from slides.spec.read import read_file

    return read_file(SPEC).spec


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from slides.build import build

    folder = tmp_path_factory.mktemp("build")
    build(SPEC, folder)
    return folder / "gpt-ability.pptx"


@pytest.fixture(scope="module")
def slides(deck: Path) -> list[Place]:
    return on_slides(deck)


@pytest.fixture(scope="module")
def notes(deck: Path) -> list[Place]:
    return in_notes(deck)


def lost(wanted: list[Fragment], places: list[Place]) -> list[str]:
    return [str(fragment) for fragment in wanted if not is_found(fragment, places)]


def test_the_notes_are_cut_into_all_kinds_of_fragments() -> None:
    count = {
        kind: sum(fragment.kind == kind for fragment in NOTES) for kind in ("text", "link", "bold", "code")
    }
    assert count["text"] > 150
    assert len({fragment.href for fragment in NOTES if fragment.kind == "link"}) == 17
    assert count["bold"] > 20
    assert count["code"] == 7
    assert [f.text for f in NOTES if f.kind == "italic"] == ["alignment tax", "why", "probably"]
    assert [f.text for f in NOTES if f.kind == "highlight"][:2] == ["knowledge", "reasoning"]


def test_a_fragment_is_missed_when_its_look_is_lost(spec: Spec) -> None:
    places = in_spec(spec)
    assert not is_found(Fragment("bold", "alignment tax", 0), places)
    assert not is_found(Fragment("link", "GPT 3 Paper", 0, "https://example.org"), places)
    assert not is_found(Fragment("text", "not in these notes", 0), places)


def test_every_fragment_of_the_notes_is_in_the_spec(spec: Spec) -> None:
    wanted = [fragment for fragment in NOTES if fragment.text not in SAID_BY_KEY]
    assert lost(wanted, in_spec(spec)) == []


def test_every_sentence_of_the_notes_is_on_a_slide_or_in_its_speaker_notes(
    slides: list[Place], notes: list[Place]
) -> None:
    wanted = [f for f in NOTES if f.kind == "text" and f.text not in SAID_BY_TITLE]
    assert lost(wanted, slides + notes) == []


def test_every_link_of_the_notes_is_live_on_a_slide(slides: list[Place]) -> None:
    assert lost([fragment for fragment in NOTES if fragment.kind == "link"], slides) == []


@pytest.mark.parametrize("kind", ["bold", "italic", "code", "highlight"])
def test_every_marked_span_keeps_its_look_on_a_slide(slides: list[Place], kind: str) -> None:
    assert lost([fragment for fragment in NOTES if fragment.kind == kind], slides) == []


def test_every_item_of_the_spec_is_in_the_deck(spec: Spec, slides: list[Place], notes: list[Place]) -> None:
    titles = [Fragment("text", reference.title, 0) for reference in spec.references.values()]
    links = [Fragment("link", "", 0, reference.link or "") for reference in spec.references.values()]
    models = (
        [Fragment("text", name, 0) for model in spec.roadmap.models for name in (model.name, *model.api)]
        if (spec.roadmap)
        else []
    )
    assert lost(titles + links + models, slides) == []
    assert lost([Fragment("text", spec.deck.say or "", 0)], notes) == []
