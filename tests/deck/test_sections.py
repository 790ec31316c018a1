"""Slides of sections: nothing overflows, nothing overlaps, nothing is lost."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from slides.build import plan
from slides.inline import plain_text
from slides.look import styled
from slides.scene import Colour, Deck, Picture, Slide, Table, TextRun, extent, texts, walk
from slides.source import Source
from slides.spec.nodes import Mapping, Node, Scalar, Sequence
from slides.spec.read import built, read

WORDS = [
    "model",
    "ability",
    "训练方法",
    "日本語の改行。",
    "العربية",
    "שלום",
    "🤔",
    "👩‍👩‍👧",
    "e\u0301clair",
    "a-very-long-word-" * 6,
    "https://example.org/" + "x" * 90,
    "[a link](https://example.org/a_(b))",
    "**bold**",
    "x",
    "W" * 70,
    "Ends here.",
    "$x_i^2$",
    r"$\frac{a+b}{c} = \sum_{i=1}^{n} \sqrt{x_i} + \int_0^1 f(t)\,dt$",
    "H<sub>2</sub>O",
    "e<sup>x</sup>",
    "<kbd>Ctrl</kbd>",
]
BASE = TextRun("", 12.0, Colour("#000000", "ink"))
FORMULAS = [
    r"\sum_i x_i",
    r"\begin{aligned}a&=b\\c&=d+\frac{1}{2}\end{aligned}",
    r"f(x)=\begin{cases}1 & x>0\\0 & \text{otherwise}\end{cases}",
    "x_1 + " * 60 + "x",
    r"\foo{x}",
]


def node(value: Any) -> Node:
    """A tree of nodes of plain values, all at the start of an empty file."""
    span = _span()
    match value:
        case dict():
            return Mapping(span, tuple((Scalar(span, key), node(one)) for key, one in value.items()))
        case list():
            return Sequence(span, tuple(node(one) for one in value))
        case bool():
            return Scalar(span, str(value).lower())
        case _:
            return Scalar(span, str(value))


@cache
def _span() -> Any:
    from slides.source import Span

    return Span(Source("x.yaml", ""), 0, 0)


def deck_of(*sections: dict[str, Any], folder: Path | None = None, **deck: Any) -> Deck:
    root = node({"deck": {"title": "T", **deck}, "sections": list(sections)})
    return plan(built(Source("x.yaml", ""), root), folder=folder).deck


words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join)
long_words = st.lists(st.sampled_from(WORDS), min_size=60, max_size=200).map(" ".join)
cells = st.one_of(st.just(""), st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join))
items = st.recursive(
    st.fixed_dictionaries({"text": words}),
    lambda inner: st.fixed_dictionaries({"text": words, "items": st.lists(inner, min_size=1, max_size=3)}),
    max_leaves=5,
).filter(lambda item: depth(item) <= 4)


def depth(item: dict[str, Any]) -> int:
    return 1 + max((depth(one) for one in item.get("items", ())), default=0)


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Any]:
    count = draw(st.integers(1, 12))
    row = st.lists(cells, min_size=1, max_size=count).map(lambda found: [found[0] or "x", *found[1:]])
    return {
        "columns": [f"C{at}" for at in range(count)],
        "table": draw(st.lists(row, min_size=1, max_size=60)),
        "caption": draw(words),
    }


def pictures(name: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"picture": st.just(name), "alt": words}, optional={"caption": words})


simple = st.one_of(
    words,
    long_words,
    st.fixed_dictionaries({"heading": st.sampled_from(["Words", "训练", "Later on:"])}),
    st.fixed_dictionaries({"list": st.lists(items, min_size=1, max_size=12), "numbered": st.booleans()}),
    tables(),
    st.fixed_dictionaries(
        {
            "code": st.lists(words, min_size=1, max_size=40).map("\n  ".join),
            "language": st.sampled_from(["python", "bash", "nothing"]),
        }
    ),
    st.fixed_dictionaries({"math": st.sampled_from(FORMULAS)}),
    *map(pictures, ("nothing.png", "tall.png", "wide.png", "square.png")),
    st.fixed_dictionaries(
        {"definitions": st.lists(st.fixed_dictionaries({"term": words, "means": words}), min_size=1)}
    ),
)
blocks = st.one_of(
    simple,
    st.fixed_dictionaries({"quote": st.lists(simple, min_size=1, max_size=3), "by": words}),
    st.fixed_dictionaries({"details": words, "blocks": st.lists(simple, min_size=1, max_size=3)}),
)
layouts = st.sampled_from(["auto", "one", "two", "statement", "picture-left", "picture-right"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three pictures of different shapes."""
    found = tmp_path_factory.mktemp("pictures")
    for name, size in (("tall.png", (300, 900)), ("wide.png", (1600, 300)), ("square.png", (700, 700))):
        Image.new("RGB", size, "navy").save(found / name)
    return found


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(blocks, min_size=1, max_size=6), layouts, st.booleans(), words)
def test_whatever_a_section_holds_stands_on_its_slides_and_in_the_notes(
    folder: Path, found: list[Any], layout: str, shorten: bool, title: str
) -> None:
    section = {"title": title, "layout": layout, "blocks": found}
    deck = deck_of(section, folder=folder, shorten=shorten)
    for slide in deck.slides:
        stands(slide)
    seen = [one for slide in deck.slides for one in walk(slide.scene.items)]
    alts = "".join(one.alt for one in seen if isinstance(one, Picture))
    written = "".join(text.plain for slide in deck.slides for text in texts(slide.scene.items))
    shown = squeezed(written + alts)
    said = squeezed("".join(paragraph.plain for slide in deck.slides for paragraph in slide.notes))
    for word in re.findall(r"\S+", " ".join(told(found))):
        assert squeezed(word) in said, word
        assert squeezed(word) in shown or "…" in shown, word


PARTS = ("summary", "limitations", "questions", "further")


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(PARTS), st.lists(items, min_size=1, max_size=20), words, st.booleans())
def test_whatever_the_points_of_a_part_say_stands_on_its_slides_and_in_the_notes(
    part: str, found: list[Any], lead: str, numbered: bool
) -> None:
    root = node({"deck": {"title": "T"}, part: {"lead": lead, "items": found, "numbered": numbered}})
    deck = plan(built(Source("x.yaml", ""), root)).deck
    for slide in deck.slides:
        stands(slide)
    said = squeezed("".join(paragraph.plain for slide in deck.slides for paragraph in slide.notes))
    for word in re.findall(r"\S+", " ".join(told([lead, found]))):
        assert squeezed(word) in said, word


def told(value: Any) -> list[str]:
    """Every word of some blocks, but for their keys and the names of files."""
    match value:
        case str():
            return [plain_text(value)]
        case list():
            return [word for one in value for word in told(one)]
        case dict():
            plain = [value[key] for key in ("code", "alt") if key in value]  # no Markdown there
            formulas = [styled.formula(value["math"], BASE, display=True).text] if "math" in value else []
            apart = ("numbered", "picture", "columns", "language", "code", "alt", "math")
            kept = {key: one for key, one in value.items() if key not in apart}
            return [*plain, *formulas, *(word for one in kept.values() for word in told(one))]
        case _:
            return []


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def stands(slide: Slide) -> None:
    """Lines lie in their boxes, boxes on the page and above the footer, none on another."""
    scene = slide.scene
    for text in texts(scene.items):
        for line in text.lines:
            assert text.box.y - 1 <= line.y <= text.box.bottom + 1, (slide.id, text.id)
            for x, y in (point for curve in line.curves for point in curve.points):
                assert text.box.x - 1 <= x <= text.box.right + 1.5, (slide.id, text.id)
                assert text.box.y - 1 <= y <= text.box.bottom + 1, (slide.id, text.id)
            for piece in line.pieces:
                assert text.box.y - 1 <= line.y - piece.rise <= text.box.bottom + 1, (slide.id, text.id)
                assert text.box.x - 1 <= piece.x, (slide.id, text.id)
                assert piece.x + piece.width <= text.box.right + 1.5, (slide.id, text.id, piece.run.text)
    parts = [item for item in scene.items if not getattr(item, "role", "")]
    boxes = [extent(item) for item in parts]
    for box in boxes:
        assert box.x >= 0 and box.right <= scene.width and box.y >= 0, slide.id  # noqa: PT018
        assert box.bottom <= 506.0, (slide.id, box)
    for at, box in enumerate(boxes):
        for other in boxes[at + 1 :]:
            assert not box.inset(0.5).meets(other.inset(0.5)), slide.id


def slides_of(*found: Any, **more: Any) -> list[Slide]:
    return [
        one
        for one in deck_of({"title": "Section", "blocks": list(found), **more}).slides
        if one.id != "cover"
    ]


def test_a_single_thought_is_a_statement_and_a_list_is_the_body() -> None:
    (statement,) = slides_of("Attention is all you need.")
    (listed,) = slides_of({"list": ["a", "b"]})
    assert statement.layout == "statement"
    assert listed.layout == "content"
    assert any(getattr(item, "role", "") == "body" for item in listed.scene.items)


def test_a_long_table_goes_on_with_its_headings_and_a_wide_one_with_its_first_column() -> None:
    rows = [[f"name {at}", f"value {at}"] for at in range(60)]
    long = slides_of({"columns": ["Name", "Value"], "table": rows})
    assert len(long) > 2
    assert [slide.scene.title for slide in long][:2] == [
        f"Section (1/{len(long)})",
        f"Section (2/{len(long)})",
    ]
    for slide in long:
        (table,) = [item for item in walk(slide.scene.items) if isinstance(item, Table)]
        assert [cell.text.plain for cell in table.rows[0].cells] == ["Name", "Value"]
    wide = slides_of({"columns": [f"Columnheading{at}" for at in range(14)], "table": [["v"] * 14]})
    heads = [
        [cell.text.plain for cell in item.rows[0].cells]
        for slide in wide
        for item in walk(slide.scene.items)
        if isinstance(item, Table)
    ]
    assert len(heads) > 1
    assert all(head[0] == "Columnheading0" for head in heads)
    assert sorted({one for head in heads for one in head}) == sorted(f"Columnheading{at}" for at in range(14))


def test_a_heading_stands_on_the_slide_of_what_follows_it() -> None:
    for count in range(8, 16):
        found = slides_of(
            *["A paragraph of some words."] * count, {"heading": "Later on"}, {"list": ["a", "b", "c"]}
        )
        shown = ["".join(text.plain for text in texts(slide.scene.items)) for slide in found]
        (at,) = [number for number, text in enumerate(shown) if "Later on" in text]
        assert "abc" in shown[at].replace("\n", ""), count


def test_tasks_deltas_and_numbers_look_what_they_are() -> None:
    (slide,) = slides_of(
        {"list": [{"text": "a", "done": True}, {"text": "b", "done": False}]},
        {"columns": ["N", "Change"], "table": [["1.5", "++ up<br>- down"], ["20", "x"]]},
    )
    found = list(texts(slide.scene.items))
    bullets = [one.bullet.text for text in found for one in text.paragraphs if one.bullet]
    assert bullets == ["☑", "☐"]
    assert {one.align for text in found for one in text.paragraphs if one.plain == "1.5"} == {"right"}
    signs = {run.text: run.colour.name for text in found for one in text.paragraphs for run in one.runs}
    assert (signs["++"], signs["-"]) == ("gain", "loss")


def test_a_section_of_sections_opens_with_links_to_them() -> None:
    inner = [{"title": "One", "blocks": ["a"]}, {"title": "Two", "blocks": ["b"]}]
    deck = deck_of({"title": "Chapter", "sections": inner})
    opener = next(slide for slide in deck.slides if slide.id == "chapter")
    links = [
        run.href
        for text in texts(opener.scene.items)
        for one in text.paragraphs
        for run in one.runs
        if run.href
    ]
    assert links == ["#one", "#two"]
    assert {slide.section for slide in deck.slides if slide.id in ("chapter", "one", "two")} == {"Chapter"}


def test_footnotes_of_a_section_stand_below_it() -> None:
    root = node(
        {
            "deck": {"title": "T"},
            "footnotes": {"n": "Said later."},
            "sections": [{"title": "S", "blocks": ["Words[^n].", {"table": [["a[^n]", "b"]]}]}],
        }
    )
    deck = plan(built(Source("x.yaml", ""), root)).deck
    shown = "".join(text.plain for slide in deck.slides for text in texts(slide.scene.items))
    assert "Said later." in shown


def test_a_task_bears_its_box_in_every_list_and_in_the_notes() -> None:
    tasks = [{"text": "read", "done": True}, {"text": "present", "done": False}, "a remark"]
    root = node({"deck": {"title": "T"}, "summary": tasks})
    deck = plan(built(Source("x.yaml", ""), root)).deck
    (slide,) = [one for one in deck.slides if one.id == "summary"]
    found = [one for text in texts(slide.scene.items) for one in text.paragraphs if one.bullet]
    assert [one.bullet.text for one in found if one.bullet] == ["☑", "☐", "•"]
    assert [paragraph.plain[:1] for paragraph in slide.notes] == ["☑", "☐", "•"]


@pytest.mark.parametrize(
    "block",
    [
        "{table: [[a, b]], caption: 'Words[^n]'}",
        "{code: 'x = 1', caption: 'Words[^n]'}",
        "{diagram: 'graph TD; a-->b', caption: 'Words[^n]'}",
        "{picture: none.png, caption: 'Words[^n]'}",
    ],
)
def test_a_caption_may_have_a_footnote_which_stands_at_the_foot_of_its_slide(block: str) -> None:
    head = "deck: {title: T}\nfootnotes: {n: Found at the foot.}\n"
    slides = plan(read(f"{head}sections: [{{title: S, blocks: [{block}]}}]", "x.yaml")).deck.slides
    said = [one.plain for slide in slides for one in texts(slide.scene.items)]
    assert any("Found at the foot." in one for one in said)
    assert any(one.startswith("Words1") for one in said)
