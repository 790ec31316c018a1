"""Specs as plain values, the decks they become, and Hypothesis strategies for lists."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from hypothesis import strategies as st

from slides.build import plan
from slides.look import theme as themes
from slides.scene import Deck, Slide, Text, texts
from slides.source import Problem, SpecError
from slides.spec.document import Document
from slides.spec.read import read, read_file
from tests.conftest import SEED

THEME = themes.load("light")
HAIR = 0.1  # pt


def document(**parts: Any) -> Document:
    """A spec of these parts, read as if it stood in a file (JSON is YAML)."""
    found = {"deck": {"title": "A deck"}, **parts}
    return read(json.dumps(found, ensure_ascii=False, indent=1), "spec.yaml")


def deck(**parts: Any) -> Deck:
    return plan(document(**parts)).deck


def attempt(**parts: Any) -> tuple[Deck | None, tuple[Problem, ...]]:
    """The deck, or what keeps the spec from becoming one."""
    try:
        return plan(document(**parts)).deck, ()
    except SpecError as error:
        return None, error.problems


def problems(**parts: Any) -> tuple[Problem, ...]:
    return attempt(**parts)[1]


@cache
def seed_deck() -> Deck:
    return plan(read_file(SEED)).deck


def slide(found: Deck, id: str) -> Slide:
    return next(slide for slide in found.slides if slide.id == id)


def slide_text(found: Slide) -> str:
    return "\n".join(text.plain for text in texts(found.scene.items))


def notes_text(found: Slide) -> str:
    return "\n".join(paragraph.plain for paragraph in found.notes)


def all_texts(found: Deck) -> Iterator[tuple[Slide, Text]]:
    return ((slide, text) for slide in found.slides for text in texts(slide.scene.items))


def overflows(text: Text) -> bool:
    """Ink of the text stands outside its box."""
    box = text.box
    for line in text.lines:
        size = max((piece.run.size for piece in line.pieces), default=0.0)
        if line.y - 0.72 * size < box.y - HAIR or line.y + 0.22 * size > box.bottom + HAIR + 0.06 * size:
            return True
        if any(piece.x < box.x - HAIR or piece.x + piece.width > box.right + HAIR for piece in line.pieces):
            return True
    return False


# What an author may write: words, emphasis, code, other scripts, and now and then something very long.
_WORDS = st.sampled_from(
    [
        "reasoning",
        "**bold words**",
        "`code-davinci-002`",
        "==marked==",
        "日本語の文章",
        "a",
        "in-context",
        "Ü",
    ]
)
sentences = st.lists(_WORDS, min_size=1, max_size=60).map(" ".join) | st.sampled_from(
    ["one", "x" * 150, "word " * 120 + "end"]
)


def items(depth: int = 2) -> st.SearchStrategy[Any]:
    """Points with points below them, to four levels."""
    certainty = st.sampled_from(["stated", "likely"])
    if depth == 0:
        return sentences
    below = st.lists(items(depth - 1), max_size=4)
    nested = st.fixed_dictionaries({"text": sentences, "certainty": certainty, "items": below})
    return sentences | nested


lists_of_points = st.lists(items(), min_size=1, max_size=14)


def words_of(found: Any) -> Iterator[str]:
    """The texts of items, as written."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        yield found["text"]
        yield from words_of(found.get("items", []))
    else:
        for one in found:
            yield from words_of(one)
