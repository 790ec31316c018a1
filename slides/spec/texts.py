"""Every value of a spec with its place in the file's own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from slides.spec.blocks import Cell
from slides.spec.model import Inline, Part
from slides.spec.nodes import Path


@dataclass(frozen=True, slots=True)
class Value:
    """A text of the spec: `field` is the key it stands under; `inline` says that it may hold Markdown."""

    path: Path
    field: str
    text: str
    inline: bool


def values(part: Part, path: Path = ()) -> Iterator[Value]:
    """The texts of `part` and of all below it, in the order of the format."""
    for name, key, inline in _fields(type(part)):
        yield from _within(getattr(part, name), (*path, key), field=key, inline=inline)


def texts(part: Part) -> Iterator[tuple[Path, str]]:
    """The texts that may hold Markdown, each with its path."""
    return ((value.path, value.text) for value in values(part) if value.inline and value.text)


def _within(found: Any, path: Path, *, field: str, inline: bool) -> Iterator[Value]:
    if isinstance(found, str):
        yield Value(path, field, found, inline)
    elif isinstance(found, Part):
        yield from values(found, path)
    elif isinstance(found, tuple):
        for at, entry in enumerate(found):
            yield from _within(entry, (*path, at), field=field, inline=inline)
    elif isinstance(found, dict):
        for key, entry in found.items():
            yield from _within(entry, (*path, key), field=field, inline=inline)


@cache
def _fields(part: type[Part]) -> tuple[tuple[str, str, bool], ...]:
    """Attribute, key in the file, and whether it holds Inline text, of each field."""
    hints = get_type_hints(part, include_extras=True)
    fields = part.model_fields.items()
    return tuple((name, field.alias or name, _is_inline(hints[name])) for name, field in fields)


def _is_inline(hint: Any) -> bool:
    return bool(hint in (Inline, Cell)) or any(_is_inline(part) for part in get_args(hint))
