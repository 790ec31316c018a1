from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from slides.diagram import cards
from slides.diagram.cards import CARD_INSET, METHOD_INSET, Words
from slides.look import typeset
from slides.look.styled import NO_MARKS
from slides.spec.model import Roadmap
from tests.diagram.roadmaps import THEME, roadmaps, seed_roadmap

SCALES = cards.scales(THEME)


def words(roadmap: Roadmap, at: int = 0) -> Words:
    return cards.words(roadmap, THEME, SCALES[at], NO_MARKS)


def test_scales_go_from_generous_to_what_can_still_be_read() -> None:
    assert SCALES[0].card > SCALES[-1].card
    assert SCALES[0].spacing.rank > SCALES[-1].spacing.rank
    assert min(scale.card for scale in SCALES) >= 12
    assert min(scale.method for scale in SCALES) >= 10


def test_a_card_tells_name_date_and_api_names() -> None:
    found = words(seed_roadmap()).paragraphs["codex-initial"]
    said = "\n".join(paragraph.plain for paragraph in found)
    for fact in ("Codex Initial", "2021-07", "Code-davinci-001", "Code-cushman-001"):
        assert fact in said


def test_an_api_name_that_is_the_models_name_is_not_told_twice() -> None:
    model = {"id": "m", "name": "Code-davinci-002", "api": ["code-davinci-002"]}
    (paragraph,) = words(Roadmap.model_validate({"models": [model]})).paragraphs["m"]
    assert paragraph.plain == "Code-davinci-002"


def test_a_doubtful_step_says_how_sure_it_is() -> None:
    models = [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]
    steps = [
        {"from": "a", "to": "b", "method": "RLHF", "certainty": "likely"},
        {"to": "a", "certainty": "hypothesis"},
    ]
    found = words(Roadmap.model_validate({"models": models, "steps": steps})).paragraphs
    assert [paragraph.plain for paragraph in found["method/0"]] == ["RLHF \u00a0?\u00a0\u00a0likely"]
    assert [paragraph.plain for paragraph in found["method/1"]] == ["\u00a0?\u00a0\u00a0hypothesis"]


def test_a_caveat_on_a_step_stands_at_its_method_and_one_on_a_model_at_its_card() -> None:
    roadmap = seed_roadmap()
    assert words(roadmap).badges == {"method/3": (1,)}
    caveat = roadmap.caveats[0].model_copy(update={"on": "davinci"})
    assert words(roadmap.model_copy(update={"caveats": (caveat, caveat)})).badges == {"davinci": (1, 2)}


@settings(max_examples=30)
@given(roadmaps(), st.integers(0, len(SCALES) - 1), st.booleans())
def test_a_card_is_large_enough_for_its_words(roadmap: Roadmap, at: int, narrow: bool) -> None:
    for name, said in words(roadmap, at).paragraphs.items():
        method = name.startswith("method/")
        wide, tall = cards.size(said, replace(SCALES[at], narrow=narrow), method=method, badges=0, down=True)
        left, top, right, bottom = METHOD_INSET if method else CARD_INSET
        if said:
            room = wide - left - right
            assert typeset.height(said, room) <= tall - top - bottom + 0.1
            assert typeset.widest_word(said) <= room + 0.1


def test_a_caveats_number_takes_room_across_the_way_the_tree_grows() -> None:
    said = words(seed_roadmap()).paragraphs["davinci"]
    bare, down, right = (
        cards.size(said, SCALES[3], method=False, badges=count, down=grows_down)
        for count, grows_down in ((0, True), (2, True), (2, False))
    )
    assert (down[0] > bare[0], down[1]) == (True, bare[1])
    assert (right[0], right[1] > bare[1]) == (bare[0], True)
