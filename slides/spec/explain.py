"""Why a value does not fit the spec format, in words for people: pydantic's errors → Problems."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from slides.source import Problem, Span
from slides.spec import blocks, model, nodes
from slides.spec.nodes import Node, Path
from slides.spec.syntax import quotes

NOUNS: dict[type[model.Part], tuple[str, str]] = {
    model.Spec: ("a spec", "specs"),
    model.DeckInfo: ('"deck"', "decks"),
    model.Reference: ("a reference", "references"),
    model.Item: ("a point", "points"),
    model.Points: ("a list of points", "lists"),
    model.Roadmap: ('"roadmap"', "road maps"),
    model.Series: ("a series", "series"),
    model.Model: ("a model", "models"),
    model.Step: ("a step", "steps"),
    model.Caveat: ("a caveat", "caveats"),
    model.Abilities: ('"abilities"', "tables"),
    model.Headings: ('"headings"', "headings"),
    model.Ability: ("a row of abilities", "rows"),
    model.Change: ("a change", "changes"),
    blocks.Section: ("a section", "sections"),
    blocks.Text: ("a paragraph", "blocks"),
    blocks.Heading: ("a heading", "headings"),
    blocks.List: ("a list", "lists"),
    blocks.Table: ("a table", "tables"),
    blocks.Column: ("a column", "columns"),
    blocks.Code: ("code", "blocks of code"),
    blocks.Quote: ("a quote", "quotes"),
    blocks.Picture: ("a picture", "pictures"),
    blocks.Diagram: ("a diagram", "diagrams"),
    blocks.Math: ("a formula", "formulas"),
    blocks.Definitions: ("a list of definitions", "lists"),
    blocks.Definition: ("a definition", "definitions"),
    blocks.Details: ("details", "blocks of details"),
}
_SHORT = {model.Item: "a text", model.Change: "a text", model.Points: "a list", model.Abilities: "a list"}
_SHORT |= {blocks.Text: "a text", blocks.Column: "a text"}


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name that `word` was most likely meant to be."""
    names = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold()[:200], names, n=1, cutoff=0.7)
    return names[close[0]] if close else None


def suggestion(word: str, known: Iterable[str]) -> str | None:
    """A hint: the nearest known name, else all of them if they are few enough to read."""
    names = list(known)
    near = nearest(word, names)
    if near is not None:
        return f'did you mean "{near}"?'
    return f"known: {', '.join(names)}" if 0 < len(names) <= 30 else None


def problems(root: Node, errors: Iterable[Mapping[str, Any]]) -> list[Problem]:
    """One problem for each of pydantic's errors, placed in the file.

    A missing key is not reported where an unknown key in the same place looks like it.
    """
    found = list(errors)
    unknown = [tuple(error["loc"]) for error in found if error["type"] == "extra_forbidden"]
    meant = dict(zip(unknown, _meant(root, unknown), strict=True))
    misspelt = set(meant.values())
    return [
        _unknown_key(root, tuple(error["loc"]), meant[tuple(error["loc"])])
        if error["type"] == "extra_forbidden"
        else _problem(root, error)
        for error in found
        if not (error["type"] == "missing" and tuple(error["loc"]) in misspelt)
    ]


def _problem(root: Node, error: Mapping[str, Any]) -> Problem:
    loc: Path = tuple(error["loc"])
    kind = error["type"]
    trail = nodes.trace(root, loc)
    span = trail[-1][1].span
    if kind == "missing":
        part = _class_at(loc[:-1])[0]
        return Problem(
            "missing-key", f'{_named(part, loc[:-1])} needs "{loc[-1]}"', span, f'add "{loc[-1]}: …"'
        )
    if loc[-1:] == ("[key]",):
        return _not_an_id(str(loc[-2]), _key_span(root, loc[:-1]))
    if error.get("input") is None:
        return Problem(
            "empty-value", f"{_subject(loc)} is empty", _shown(trail), None if _required(loc) else "delete it"
        )
    code, words = _WORDS.get(kind, ("wrong-value", _other))
    reason, hint = words(loc, error)
    if kind == "string_pattern_mismatch":
        return _mismatch(loc, error["input"], span)
    if not loc and not span.source.name.lower().endswith((".yaml", ".yml", ".json")):
        hint = f"{hint}; a note in Markdown needs a name that ends in .md"
    return Problem(code, f"{_subject(loc)} {reason}", _shown(trail), hint)


def _unknown_key(root: Node, loc: Path, meant: Path) -> Problem:
    part = _class_at(loc[:-1])[0]
    homes = [name for name in _keys(part) if str(loc[-1]) in _keys(_class_at((*loc[:-1], name))[0])]
    hint = f"allowed: {', '.join(_keys(part))}"
    if meant:
        hint = f'did you mean "{meant[-1]}"?'
    elif homes and part is model.Spec:
        hint = f'it belongs under "{homes[0]}"'
    within = f"in {_named(part, loc[:-1])}" if loc[:-1] else "in a spec"
    return Problem("unknown-key", f'unknown key "{loc[-1]}" {within}', _key_span(root, loc), hint)


def _meant(root: Node, unknown: Iterable[Path]) -> Iterator[Path]:
    """For each unknown key the path of the allowed key that it looks like; () if none."""
    free: dict[Path, list[str]] = {}  # by the path of where keys stand
    for loc in unknown:
        home = loc[:-1]
        if home not in free:
            node = nodes.trace(root, home)[-1][1]
            taken = {key.value for key, _ in node.entries} if isinstance(node, nodes.Mapping) else set()
            free[home] = [key for key in _keys(_class_at(home)[0]) if key not in taken]
        near = nearest(str(loc[-1]), free[home])
        yield (*home, near) if near else ()


def _mismatch(loc: Path, value: str, span: Span) -> Problem:
    if _class_at(loc)[1] == "language":
        return Problem(
            "wrong-language",
            f'"{value}" is not the name of a language',
            span,
            'write it like "en" or "en-GB"',
        )
    return _not_an_id(value, span)


def _not_an_id(value: str, span: Span) -> Problem:
    plain = re.sub(r"[^a-z0-9._-]+", "-", value.lower()).strip("-._")
    example = f', for instance "{plain[:64]}"' if plain else ""
    return Problem(
        "wrong-id",
        f'"{value}" cannot be an id',
        span,
        f'an id is of the characters a-z, 0-9, ".", "_" and "-"{example}',
    )


Words = Callable[[Path, Mapping[str, Any]], tuple[str, str | None]]


def _context(form: str) -> Words:
    return lambda loc, error: (form.format(**error.get("ctx", {})), None)


def _text(loc: Path, error: Mapping[str, Any]) -> tuple[str, str | None]:
    written = error.get("input")
    mark = "[" if isinstance(written, list) else "{" if isinstance(written, dict) else ""
    return "must be a text", f"{quotes(mark)}; several lines go behind |" if mark else None


def _literal(loc: Path, error: Mapping[str, Any]) -> tuple[str, str]:
    allowed = re.findall(r"'([^']*)'", str(error["ctx"]["expected"]))
    near = nearest(str(error["input"]), allowed)
    listed = f"allowed: {', '.join(allowed)}"
    return f'cannot be "{error["input"]}"', f'did you mean "{near}"? {listed}' if near else listed


def _of_keys(loc: Path, error: Mapping[str, Any]) -> tuple[str, str | None]:
    part = _class_at(loc)[0]
    short = f"{_SHORT[part]}, or " if part in _SHORT else ""
    hint = _blank_forgotten(error.get("input")) or f"its keys: {', '.join(_keys(part))}"
    return f'must be {short}"key: value" pairs', hint


def _blank_forgotten(written: object) -> str | None:
    """`title:Models` and `-one` are texts to YAML."""
    if isinstance(written, str) and (found := re.match(r"(\w+:)(?=[^\s/])|-(?=\w)", written)):
        return f'a blank belongs behind "{found[0]}"'
    return None


def _list(loc: Path, error: Mapping[str, Any]) -> tuple[str, str | None]:
    part, field = _class_at(loc)
    known = _field(part, field)
    inner = _inner(known.annotation) if known else part
    hint = _blank_forgotten(error.get("input")) or 'begin each with "- "'
    return f"must be a list of {NOUNS[inner][1] if inner else 'texts'}", hint


def _number(loc: Path, error: Mapping[str, Any]) -> tuple[str, str | None]:
    part, name = _class_at(loc)
    field = _field(part, name)
    limits = field.metadata if field else ()
    bounds = {key: getattr(one, key) for one in limits for key in ("ge", "le") if hasattr(one, key)}
    return f"must be a whole number from {bounds.get('ge', 0)} to {bounds.get('le', 'any')}", None


def _block(loc: Path, error: Mapping[str, Any]) -> tuple[str, str]:
    """A block is told by its key: one that is none of them, or two of them."""
    written = error["input"]
    listed = f"a block is a text, or begins with one of: {', '.join(blocks.KINDS)}"
    keys = written if isinstance(written, dict) else ()
    near = [found for key in keys if (found := nearest(str(key), blocks.KINDS))]
    return "is no block", f'did you mean "{near[0]}"? {listed}' if near else listed


def _other(loc: Path, error: Mapping[str, Any]) -> tuple[str, str | None]:
    return f"does not fit: {error['msg'].lower()}", None


_WORDS: dict[str, tuple[str, Words]] = {
    "string_type": ("wrong-type", _text),
    "string_too_short": ("empty-value", _context("is empty")),
    "string_too_long": ("too-long", _context("is longer than {max_length} characters")),
    "string_pattern_mismatch": ("wrong-id", _context("")),
    "literal_error": ("unknown-value", _literal),
    "model_type": ("wrong-type", _of_keys),
    "model_attributes_type": ("wrong-type", _of_keys),
    "dict_type": ("wrong-type", _context('must be "key: value" pairs')),
    "tuple_type": ("wrong-type", _list),
    "too_short": ("empty-value", _context("is empty")),
    "too_long": ("too-many", _context("holds more than {max_length} entries")),
    "bool_type": ("wrong-type", _context("must be true or false")),
    "bool_parsing": ("wrong-type", _context("must be true or false")),
    "union_tag_not_found": ("unknown-block", _block),
    **dict.fromkeys(
        ("int_type", "int_parsing", "int_parsing_size", "int_from_float"), ("wrong-number", _number)
    ),
    **dict.fromkeys(("greater_than_equal", "less_than_equal"), ("wrong-number", _number)),
}


def _subject(loc: Path) -> str:
    """What an error is about: `"title"`, `an entry of "api"`, `a step`."""
    if loc[-2:-1] == ("blocks",) or (loc and str(loc[-1]).startswith("<")):
        return "this"
    part, field = _class_at(loc)
    if loc and isinstance(loc[-1], int):
        return NOUNS[part][0] if not field else f'an entry of "{field}"'
    return f'"{loc[-1]}"' if loc else NOUNS[part][0]


def _named(part: type[model.Part], loc: Path) -> str:
    return f'"{loc[-1]}"' if part is model.Points and loc else NOUNS[part][0]


def _required(loc: Path) -> bool:
    field = _field(_class_at(loc[:-1])[0], str(loc[-1]))
    return field is not None and field.is_required()


def _class_at(loc: Path) -> tuple[type[model.Part], str]:
    """The class that describes `loc`, and the last field on the way that has no class of its own."""
    part: type[model.Part] = model.Spec
    name, within_dict = "", False
    for step in loc:
        if isinstance(step, str) and step.startswith("<"):
            part, name = blocks.KINDS[step.strip("<>")], ""
        elif within_dict:
            within_dict = False
        elif isinstance(step, str) and (field := _field(part, step)):
            inner = _inner(field.annotation)
            within_dict = get_origin(field.annotation) is dict
            part, name = (inner, "") if inner else (part, step)
    return part, name


def _field(part: type[model.Part], key: str) -> FieldInfo | None:
    fields = part.model_fields
    return next((field for name, field in fields.items() if key in (name, field.alias)), None)


def _keys(part: type[model.Part]) -> list[str]:
    return [field.alias or name for name, field in part.model_fields.items()]


def _inner(annotation: Any) -> type[model.Part] | None:
    """The class within `tuple[Item, ...]`, `Points | None`, `dict[str, Reference]`."""
    if isinstance(annotation, type) and issubclass(annotation, model.Part):
        return annotation
    return next((inner for part in get_args(annotation) if (inner := _inner(part))), None)


def _key_span(root: Node, loc: Path) -> Span:
    key, node = nodes.trace(root, loc)[-1]
    return node.span if key is None else key.span


def _shown(trail: list[tuple[nodes.Scalar | None, Node]]) -> Span:
    """The value; its key where the value is nothing, or long."""
    key, node = trail[-1]
    return key.span if key is not None and not (isinstance(node, nodes.Scalar) and node.value) else node.span
