"""What the classes of the spec format are made of: texts, ids, certainty, and the points of a list."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Inline = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=64)]

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.:+/-]*$", max_length=100)]
"""What a reference is called; BibTeX allows more than our own ids."""

Certainty = Literal[
    "stated", "highly likely", "likely", "probably", "possibly", "hypothesis", "disputed", "unknown"
]
DOUBTFUL: tuple[Certainty, ...] = (
    "highly likely", "likely", "probably", "possibly", "hypothesis", "disputed", "unknown",
)  # fmt: skip


class Part(BaseModel):
    """The ground of every class here: unknown keys are errors, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, defer_build=True)


def listed(value: Any) -> Any:
    """One word where a list is meant: `from: davinci` is `from: [davinci]`."""
    return [value] if isinstance(value, str | dict) else value


class Item(Part):
    """A point of a list; a plain text stands for `text:` alone."""

    text: Inline = Field(description="The full sentence, as slide and notes show it.")
    certainty: Certainty = Field("stated", description="How sure the source is.")
    source: Key | None = Field(None, description="Key of the reference that says so.")
    done: bool | None = Field(None, description="A task: `true` is ticked off, `false` is still to do.")
    say: Inline | None = Field(None, description="What the speaker adds; goes to the notes only.")
    items: tuple[Item, ...] = Field((), description="Points below this one, to four levels.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value
