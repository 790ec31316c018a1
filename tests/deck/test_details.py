"""The slide of each model."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from slides.build import plan, rendered
from slides.scene import Shape, Slide, texts, walk
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


LINKED = """\
deck: {title: Small}
roadmap:
  details: true
  models:
    - {id: a, name: A, date: 2020, link: "https://example.org/own", source: paper}
    - {id: b, name: B, date: 2021, source: paper}
    - {id: c, name: C, source: book}
  steps: [{from: a, to: b, method: Tuning}, {from: b, to: c}]
abilities:
  title: Gains
  rows: [{model: b, changes: [{ability: Talk, delta: "+"}, {ability: Code, delta: "-"}]}]
references:
  paper: {title: "A *paper*", link: "https://example.org/paper"}
  book: {title: A book}
"""


def cards(slide: Slide) -> dict[str, str]:
    return {item.id: item.href for item in walk(slide.scene.items) if isinstance(item, Shape)}


def test_without_slides_of_its_own_a_card_leads_to_its_link_else_to_the_paper_of_its_source() -> None:
    found = cards(built(LINKED.replace("details: true", "details: false"))["roadmap"])
    assert found["a"] == "https://example.org/own"
    assert found["b"] == "https://example.org/paper"
    assert found["c"] == ""


def test_a_slide_of_a_model_leads_on_to_its_paper() -> None:
    slides = built(LINKED)
    assert cards(slides["roadmap"]) | {"a": "#model-a", "b": "#model-b"} == cards(slides["roadmap"])
    assert "https://example.org/own" in links(slides["model-a"])
    assert "https://example.org/paper" in links(slides["model-b"])
    assert "A paper" in words(slides["model-b"])
    assert links(slides["model-c"]) == {"#roadmap", "#model-b"}


def test_a_slide_of_a_model_has_all_that_is_known_of_it() -> None:
    said = words(built(LINKED)["model-b"])
    for part in ("2021", "[1]", "Came from", "A: Tuning", "Led to", "C", "Talk", "Code"):
        assert part in said


def test_cards_lead_to_papers_in_powerpoint_too() -> None:
    planned = plan(read(LINKED.replace("details: true", "details: false"), "small.yaml"))
    with ZipFile(BytesIO(rendered(planned, ("pptx",))["pptx"])) as opened:
        parts = [opened.read(name).decode() for name in opened.namelist() if "slides/_rels" in name]
    assert any('Target="https://example.org/paper" TargetMode="External"' in part for part in parts)


def test_on_sheets_of_a_large_tree_cards_lead_to_papers_and_stubs_to_their_sheets() -> None:
    models = [f"    - {{id: m{n}, name: Model {n}, source: paper, series: s{n % 6}}}" for n in range(90)]
    steps = [f"    - {{from: m{n // 3}, to: m{n}, method: Method {n}}}" for n in range(1, 90)]
    series = [f"    - {{id: s{n}, name: Series {n}}}" for n in range(6)]
    lines = [
        "deck: {title: Large}",
        "roadmap:",
        "  series:",
        *series,
        "  models:",
        *models,
        "  steps:",
        *steps,
    ]
    slides = built("\n".join([*lines, 'references: {paper: {title: P, link: "https://example.org/p"}}']))
    hrefs = [
        href for name, one in slides.items() if name.startswith("roadmap-") for href in cards(one).values()
    ]
    assert hrefs.count("https://example.org/p") == 90
    assert any(href.startswith("#roadmap") for href in hrefs)
