"""The slide of each model."""

from __future__ import annotations

from slides.build import plan
from slides.scene import Slide, texts
from slides.spec.read import read
from tests.conftest import SEED


def details() -> dict[str, Slide]:
    return built(SEED.read_text(encoding="utf-8"))


def built(text: str) -> dict[str, Slide]:
    return {slide.id: slide for slide in plan(read(text, "seed.yaml")).deck.slides}


def words(slide: Slide) -> str:
    return "\n".join(text.plain for text in texts(slide.scene.items))


def links(slide: Slide) -> set[str]:
    found = (run.href for text in texts(slide.scene.items) for one in text.paragraphs for run in one.runs)
    return {href for href in found if href}


def test_every_model_has_a_slide_in_the_order_of_the_spec() -> None:
    roadmap = read(SEED.read_text(encoding="utf-8"), "seed.yaml").spec.roadmap
    assert roadmap is not None
    names = [name for name in details() if name.startswith("model-")]
    assert names == [f"model-{model.id}" for model in roadmap.models]
    assert len(names) == 7


def test_a_slide_says_where_its_model_came_from_and_led_to() -> None:
    slide = details()["model-code-davinci-002"]
    assert "Codex Initial, InstructGPT Initial: LM + code training" in words(slide)
    assert "? likely" in " ".join(words(slide).split())
    assert "Text-davinci-002: Supervised instruction tuning" in words(slide)
    assert "highly likely not be the initial GPT-3 davinci model" in words(slide)
    assert "+ Long-term dependency (probably)" in words(slide)


def test_links_lead_both_ways() -> None:
    slides = details()
    ways = {name: links(slide) for name, slide in slides.items() if name.startswith("model-")}
    assert "#model-text-davinci-002" in ways["model-code-davinci-002"]
    assert "#model-code-davinci-002" in ways["model-text-davinci-002"]
    assert len(ways) == 7
    assert all("#roadmap" in found for found in ways.values())


def test_cards_link_to_the_slides_only_where_there_are_such() -> None:
    from slides.scene import Shape, walk

    cards = {i.id: i.href for i in walk(details()["roadmap"].scene.items) if isinstance(i, Shape)}
    assert cards["chatgpt"] == "#model-chatgpt"
    without = built(SEED.read_text(encoding="utf-8").replace("details: true", "details: false"))
    assert "model-chatgpt" not in without
    assert not any(
        i.href.startswith("#") for i in walk(without["roadmap"].scene.items) if isinstance(i, Shape)
    )


def test_every_such_slide_has_notes() -> None:
    slides = [slide for name, slide in details().items() if name.startswith("model-")]
    assert len(slides) == 7
    assert all(slide.notes for slide in slides)
