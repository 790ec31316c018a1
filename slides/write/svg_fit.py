"""How an SVG fits the document that it stands in: its colours, its width, its words, its names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal
from unicodedata import normalize
from zlib import crc32

Scheme = Literal["auto", "light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("auto", "light", "dark")
FRAME = "slides-frame"
"""The class of an element in which an inlined picture can be scrolled; in print it shows all of it."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a picture fits the document that it stands in.

    `scheme`: as the reader or the page has it, or always the same. `width`: px that it is wide; None: as
    wide as there is room, up to its own size. `tips`: what a pointer that rests on an item says, by the
    item's id; `works`: what texts link to, by address. `links` says where an address leads to from this
    document. `language` is that of the words.
    """

    scheme: Scheme = "auto"
    width: float | None = None
    tips: Mapping[str, str] = field(default_factory=dict)
    works: Mapping[str, str] = field(default_factory=dict)
    links: Callable[[str], str] = str
    language: str = ""


def slug(name: str) -> str:
    """A word for ids and classes out of a name; what it cannot keep of the name is told by a number.

    >>> slug("GPT ability"), slug("路线图")
    ('gpt-ability', 'x-0f55f136')
    """
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode()
    word = re.sub("[^a-z0-9]+", "-", plain.lower()).strip("-")
    if plain != name or not word or not word[0].isalpha():
        word = f"{word if word[:1].isalpha() else 'x'}-{crc32(name.encode()):08x}"
    return word
