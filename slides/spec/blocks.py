"""Sections of any kind: a title and blocks, each block known by the key it begins with."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, StringConstraints, Tag, model_validator

from slides.spec.base import Certainty, Identifier, Inline, Item, Key, Part, listed

Verbatim = Annotated[str, StringConstraints(strip_whitespace=False, min_length=1, max_length=100_000)]
Side = Literal["left", "center", "right"]
Layout = Literal["auto", "one", "two", "picture-left", "picture-right", "statement", "opener"]


def _shown(value: Any) -> Any:
    """A cell with nothing in it is empty, not missing."""
    return "" if value is None else value


Cell = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000), BeforeValidator(_shown)]


class Text(Part):
    """A paragraph. A plain text stands for `text:` alone."""

    text: Inline = Field(description="The words.")
    certainty: Certainty = Field("stated", description="How sure the source is.")
    source: Key | None = Field(None, description="Key of the reference that says so.")
    say: Inline | None = Field(None, description="What the speaker adds; goes to the notes only.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


class Heading(Part):
    """A heading within a section."""

    heading: Inline = Field(description="Its words.")


class List(Part):
    """Points of a list, to four levels."""

    items: tuple[Item, ...] = Field(min_length=1, alias="list", description="The points.")
    numbered: bool = Field(False, description="Count the points: 1. a. i.")
    start: int = Field(1, ge=0, le=100_000, description="The number of the first point.")


class Column(Part):
    """A column of a table; a plain text stands for `title:` alone."""

    title: Cell = Field("", description="Its heading.")
    align: Side | None = Field(None, description="Where its cells stand; left out: numbers to the right.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"title": value} if isinstance(value, str) or value is None else value


class Table(Part):
    """A table. A row whose first cell alone holds something is a heading among the rows."""

    rows: tuple[tuple[Cell, ...], ...] = Field(
        min_length=1, alias="table", description="Rows, each a list of cells."
    )
    columns: tuple[Column, ...] = Field((), description="The columns; none: a table without headings.")
    caption: Inline | None = Field(None, description="Words below it.")


class Code(Part):
    """Source code, shown as it is written."""

    code: Verbatim = Field(description="The lines.")
    language: str | None = Field(
        None, max_length=40, description="What it is written in: `python`, `bash`, …"
    )
    caption: Inline | None = Field(None, description="Words below it.")


class Quote(Part):
    """What somebody else says. A plain text stands for a list of one."""

    blocks: Annotated[tuple[Block, ...], BeforeValidator(listed)] = Field(
        min_length=1, alias="quote", description="The words, or blocks."
    )
    by: Inline | None = Field(None, description="Who says so.")


class Picture(Part):
    """A picture beside the spec: PNG, JPEG, GIF, WebP, BMP or SVG. One on the web needs `--fetch-images`."""

    picture: str = Field(
        min_length=1, max_length=2000, description="Its path from the spec's folder, or its address."
    )
    alt: str | None = Field(None, max_length=2000, description="What it shows, for who cannot see it.")
    caption: Inline | None = Field(None, description="Words below it.")
    width: int | None = Field(
        None, ge=1, le=10_000, description="Its width in px; left out: what there is room for."
    )
    link: str | None = Field(None, description="Where a click leads to.")


class Diagram(Part):
    """A graph in Mermaid's or Graphviz' language, drawn as shapes. One that cannot be read stays code."""

    diagram: Verbatim = Field(
        description="The graph: a Mermaid flowchart, or DOT. Or the name of a file beside the spec: `.mmd`, "
        "`.dot`, `.gv`, or a `.json` that `slides.save` wrote of a diagram in Python."
    )
    language: Literal["mermaid", "dot"] = Field("mermaid", description="What it is written in.")
    caption: Inline | None = Field(None, description="Words below it.")

    @property
    def file(self) -> str | None:
        """The name of the file, where it is one."""
        return self.diagram.strip() if _FILE.fullmatch(self.diagram) else None


_FILE = re.compile(r"\s*[^\s{}\[\];<>|\"]{1,200}\.(?:json|mmd|mermaid|dot|gv)\s*", re.IGNORECASE)


class Math(Part):
    """A formula on a line of its own."""

    math: Verbatim = Field(description="LaTeX, without the dollars around it.")


class Definition(Part):
    """A term and what it means."""

    term: Inline = Field(description="The word that is explained.")
    means: Annotated[tuple[Inline, ...], BeforeValidator(listed)] = Field(
        min_length=1, description="What it means; a list, where it means several things."
    )


class Definitions(Part):
    """Words and what they mean."""

    definitions: tuple[Definition, ...] = Field(min_length=1, description="The terms, in order.")


class Details(Part):
    """What a web page would fold away under a line of its own."""

    details: Inline = Field(description="The line that stands for it.")
    blocks: tuple[Block, ...] = Field(min_length=1, description="What is folded away.")


KINDS: dict[str, type[Part]] = {
    "text": Text,
    "heading": Heading,
    "list": List,
    "table": Table,
    "code": Code,
    "quote": Quote,
    "picture": Picture,
    "diagram": Diagram,
    "math": Math,
    "definitions": Definitions,
    "details": Details,
}
"""Each kind of block by the key that tells it."""


def tag_of(value: Any) -> str | None:
    """`<kind>` of a block as written; the brackets tell a tag from a key of the file in an error's `loc`."""
    if isinstance(value, str):
        return "<text>"
    if isinstance(value, dict):
        return next((f"<{kind}>" for kind in KINDS if kind in value), None)
    return next((f"<{kind}>" for kind, part in KINDS.items() if isinstance(value, part)), None)


Block = Annotated[
    Annotated[Text, Tag("<text>")]
    | Annotated[Heading, Tag("<heading>")]
    | Annotated[List, Tag("<list>")]
    | Annotated[Table, Tag("<table>")]
    | Annotated[Code, Tag("<code>")]
    | Annotated[Quote, Tag("<quote>")]
    | Annotated[Picture, Tag("<picture>")]
    | Annotated[Diagram, Tag("<diagram>")]
    | Annotated[Math, Tag("<math>")]
    | Annotated[Definitions, Tag("<definitions>")]
    | Annotated[Details, Tag("<details>")],
    Discriminator(tag_of),
]


class Section(Part):
    """A part of the deck with a title of its own, on as many slides as its blocks take."""

    title: Inline = Field(description="Title of its slides.")
    id: Identifier | None = Field(None, description="What links (`#id`) and `order` call it by.")
    layout: Layout = Field(
        "auto",
        description="How its slides look: by their content, in one or two columns, a picture beside the "
        "text, a statement, or a title with links to the sections within it.",
    )
    source: Key | None = Field(None, description="Reference for the section as a whole.")
    say: Inline | None = Field(None, description="What the speaker adds; goes to the notes only.")
    blocks: tuple[Block, ...] = Field((), description="Its content, in order.")
    sections: tuple[Section, ...] = Field((), description="Sections within it, shown after its own blocks.")
