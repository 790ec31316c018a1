"""The spec format: what an author may write, each key with its meaning.

The reader, the JSON Schema and `docs/spec.md` are derived from these classes.
Text marked `Inline` may hold Markdown: bold, italic, `code`, ==highlight==,
links, `[^id]` footnote marks and `[@key]` citations; `[words](@key)` links to a reference.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from slides.spec.base import DOUBTFUL as DOUBTFUL
from slides.spec.base import Certainty as Certainty
from slides.spec.base import Identifier as Identifier
from slides.spec.base import Inline as Inline
from slides.spec.base import Item as Item
from slides.spec.base import Key as Key
from slides.spec.base import Part as Part
from slides.spec.base import listed as listed
from slides.spec.blocks import Section

Delta = Literal["++", "+", "-", "--", "??"]

Reveal = Literal["none", "tree", "date", "series"]
Kind = Literal["derived", "idea"]


def from_file(value: Any) -> Any:
    """`references: refs.bib` has been read before (spec/bibliography.py)."""
    return value


class Reference(Part):
    """A source that the deck cites; numbered in the order of the spec."""

    authors: Annotated[tuple[str, ...], BeforeValidator(listed)] = Field(
        (), description="Authors, `Family, Given`, in order."
    )
    year: int | None = Field(None, ge=1000, le=3000, description="Year of publication.")
    date: str | None = Field(None, description="The date as the source gives it, `Dec 2022`.")
    title: Inline = Field(description="Title of the work.")
    venue: str | None = Field(None, description="Where it appeared: a journal, arXiv, a site.")
    link: str | None = Field(None, description="Address: http, https, mailto, or a path.")


class Points(Part):
    """A titled list. A plain list stands for `items:` alone."""

    title: Inline | None = Field(None, description="Title of the slide.")
    lead: Inline | None = Field(None, description="A line above the list.")
    numbered: bool | None = Field(None, description="Count the points: 1. a. i.")
    source: Key | None = Field(None, description="Reference for the whole list.")
    say: Inline | None = Field(None, description="What the speaker adds; goes to the notes only.")
    items: tuple[Item, ...] = Field(min_length=1, description="The points.")

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, value: Any) -> Any:
        return {"items": value} if isinstance(value, list) else value


class Series(Part):
    """A family within the road map, drawn as a band."""

    id: Identifier = Field(description="What models call it by.")
    name: Inline = Field(description="What the band is called.")


class Model(Part):
    """A box of the road map."""

    id: Identifier = Field(description="What steps, caveats and the ability table call it by.")
    name: Inline = Field(description="The model's name.")
    api: Annotated[tuple[str, ...], BeforeValidator(listed)] = Field(
        (), description="Names under which it can be called."
    )
    series: Identifier | None = Field(None, description="The series it belongs to.")
    kind: str | None = Field(None, max_length=40, description="What it is: base, code, instruct, chat.")
    date: str | None = Field(None, max_length=40, description="When: `2020-07`, `2022-04 to 2022-07`.")
    source: Key | None = Field(None, description="Key of the reference for date and lineage.")
    link: str | None = Field(None, description="Address of its paper or page.")
    certainty: Certainty = Field("stated", description="How sure it is that the model is what the box says.")
    say: Inline | None = Field(None, description="What the speaker adds; goes to the notes only.")


class Step(Part):
    """How models became models: every `from` leads to every `to` by one method."""

    model_config = ConfigDict(populate_by_name=True)

    id: Identifier | None = Field(None, description="Needed only where a caveat names the step.")
    sources: Annotated[tuple[Identifier, ...], BeforeValidator(listed)] = Field(
        (), alias="from", description="Models it starts from; none: a model made from nothing."
    )
    to: Annotated[tuple[Identifier, ...], BeforeValidator(listed)] = Field(
        min_length=1, description="Models it leads to."
    )
    method: Inline | None = Field(None, description="The training method; written on the arrow.")
    kind: Kind = Field(
        "derived",
        description="What was handed on: design, code or weights, or an `idea` only (a dotted arrow; no "
        "ability is inherited over it).",
    )
    certainty: Certainty = Field("stated", description="How sure the source is.")
    source: Key | None = Field(None, description="Key of the reference that says so.")
    say: Inline | None = Field(None, description="What the speaker adds; goes to the notes only.")


class Caveat(Part):
    """A doubt about a model or about a step; called out on the road map, with a slide of its own.

    Its number stands wherever a table, a point or a slide names the model, and leads to that slide.
    """

    on: Identifier = Field(description="Id of the model or of the step.")
    text: Inline = Field(description="The doubt, in full.")
    certainty: Certainty = Field("stated", description="How sure the source is.")
    source: Key | None = Field(None, description="Key of the reference that says so.")
    say: Inline | None = Field(None, description="What the speaker adds; goes to the notes only.")


class Roadmap(Part):
    """The family tree."""

    title: Inline = Field("Road map", description="Title of the slide.")
    source: Key | None = Field(None, description="Reference for the tree as a whole.")
    details: bool = Field(False, description="A slide for each model, to which its card links.")
    align: Literal["none", "date"] = Field(
        "none", description="`date`: a time axis, models of one date on one line."
    )
    direction: Literal["TB", "LR"] = Field("TB", description="The way the tree grows: down or to the right.")
    order: Literal["free", "file", "date"] = Field(
        "free",
        description="How models made from the same one stand beside each other: so that few lines cross, "
        "as in the spec, or from old to new.",
    )
    reveal: Reveal = Field(
        "none",
        description="How the tree appears in a slide show: whole, or a model a click, "
        "in the order of the tree, of the dates or of the series.",
    )
    reveal_as: Literal["clicks", "slides"] = Field(
        "clicks", description="What brings the next model: a click on one slide, or the next slide (Morph)."
    )
    series: tuple[Series, ...] = Field((), description="Bands, in order.")
    models: tuple[Model, ...] = Field(min_length=1, max_length=2000, description="Boxes.")
    steps: tuple[Step, ...] = Field((), description="Arrows.")
    caveats: tuple[Caveat, ...] = Field((), description="Doubts.")
    say: Inline | None = Field(None, description="What the speaker adds; goes to the notes only.")


class Change(Part):
    """An ability that a model gained or lost."""

    ability: Inline = Field(description="The ability; the same words mean the same ability.")
    delta: Delta | None = Field(None, description="++ + - -- or ??; none: there from the start.")
    remark: Inline | None = Field(None, description="Words behind it, in brackets.")
    doubt: Inline | None = Field(None, description="What is in doubt: `*why?*`.")
    certainty: Certainty = Field("stated", description="How sure the source is.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"ability": value} if isinstance(value, str) else value


Lines = Annotated[tuple[Inline, ...], BeforeValidator(listed)]


class Ability(Part):
    """A row of the ability table: what one model can do, and how it came to."""

    model: Identifier = Field(description="Id of a model in the road map.")
    name: Inline | None = Field(None, description="What the table calls it; else the model's name.")
    remark: Inline | None = Field(None, description="Words below the name.")
    changes: tuple[Change, ...] = Field(min_length=1, description="Abilities gained and lost.")
    method: Inline | None = Field(None, description="Training method.")
    api: Inline | None = Field(None, description="API name; `-` where there is none.")
    papers: Lines = Field((), description="Papers, a line each: `[GPT 3 Paper](@gpt-3)`.")
    open_source: Lines = Field((), description="Open-source approximates, a line each.")
    say: Inline | None = Field(None, description="What the speaker adds; goes to the notes only.")


class Headings(Part):
    """What the columns of the ability table are called."""

    ability: Inline = Field("Ability", description="Over the abilities gained and lost.")
    model: Inline = Field("Model", description="Over the models.")
    method: Inline = Field("Training method", description="Over the training methods.")
    api: Inline = Field("API", description="Over the API names.")
    papers: Inline = Field("Paper", description="Over the papers.")
    open_source: Inline = Field("Open-source approximate", description="Over the open-source approximates.")


class Abilities(Part):
    """The ability table. A plain list stands for `rows:` alone."""

    title: Inline = Field("Abilities", description="Title of the slides.")
    changes_title: Inline = Field("What changed at each model", description="Title of the matrix.")
    headings: Headings = Field(default_factory=Headings, description="Names of the columns.")
    source: Key | None = Field(None, description="Reference for the table.")
    say: Inline | None = Field(None, description="What the speaker adds; goes to the notes only.")
    rows: tuple[Ability, ...] = Field(min_length=1, description="The rows, in order.")

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, value: Any) -> Any:
        return {"rows": value} if isinstance(value, list) else value


ThemeName = Annotated[str, StringConstraints(min_length=1, max_length=200)]


def is_file(theme: str) -> bool:
    """A theme is named by its file, not one of ours by its name."""
    return theme.lower().endswith((".yaml", ".yml"))


class DeckInfo(Part):
    """Facts about the deck as a whole."""

    title: Inline = Field(description="Title of the deck.")
    subtitle: Inline | None = Field(None, description="Line below the title.")
    presenter: str | None = Field(None, max_length=200, description="Who presents.")
    date: str | None = Field(None, max_length=40, description="Day of the notes, `2023-02-19`.")
    keywords: tuple[Inline, ...] = Field((), description="Keywords.")
    language: str = Field(
        "en-GB", pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="Language of the text (BCP 47)."
    )
    theme: ThemeName = Field(
        "light", description="How it looks: `light`, `dark`, or a theme of your own, `my-theme.yaml`."
    )
    template: ThemeName | None = Field(
        None, description="A PowerPoint file beside the spec whose layouts, fonts and colours the deck takes."
    )
    licence: Inline | None = Field(None, description="Licence of the notes.")
    source: Key | None = Field(None, description="Reference of the work that the notes are about.")
    about: Inline | None = Field(None, description="What the notes are, with a link to the work.")
    order: tuple[Identifier, ...] = Field(
        (), description="Keys of the file that make slides, and ids of sections, in the order of the deck."
    )
    silence: Annotated[tuple[Identifier, ...], BeforeValidator(listed)] = Field(
        (), description="Codes of [warnings](problems.md) that are not to be reported."
    )
    shorten: bool = Field(
        True,
        description="Show the beginning alone of a paragraph of more than six lines; notes hold it all.",
    )
    say: Inline | None = Field(None, description="What the speaker says on the title slide.")


class Spec(Part):
    """One deck and its road map."""

    deck: DeckInfo = Field(description="Facts about the deck as a whole.")
    roadmap: Roadmap | None = Field(None, description="The family tree.")
    summary: Points | None = Field(None, description="What the authors say, in points.")
    abilities: Abilities | None = Field(None, description="The ability table.")
    limitations: Points | None = Field(None, description="What the models cannot do.")
    questions: Points | None = Field(None, description="What is open.")
    further: Points | None = Field(None, description="What to read or find out next.")
    sections: tuple[Section, ...] = Field((), description="Sections of any kind.")
    references: Annotated[dict[Key, Reference], BeforeValidator(from_file)] = Field(
        default_factory=dict, description="Sources by key; or the name of a BibTeX file beside the spec."
    )
    footnotes: dict[Identifier, Inline] = Field(default_factory=dict, description="Texts of `[^id]` marks.")
