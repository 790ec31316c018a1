"""The pages of the spec format, from the model: `python -m slides.spec.reference` writes docs/spec.md,
docs/spec.schema.json and docs/problems.md of a checkout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from slides.problems import page as problems_page
from slides.spec import blocks, model
from slides.spec.base import listed
from slides.spec.examples import EXAMPLES, INTRODUCTION
from slides.spec.model import Part
from slides.spec.schema import schema_text

_HEADINGS: tuple[tuple[str, type[Part]], ...] = (
    ("The whole file", model.Spec),
    ("deck", model.DeckInfo),
    ("references", model.Reference),
    ("roadmap", model.Roadmap),
    ("roadmap: series", model.Series),
    ("roadmap: models", model.Model),
    ("roadmap: steps", model.Step),
    ("roadmap: caveats", model.Caveat),
    ("summary, limitations, questions, further", model.Points),
    ("points", model.Item),
    ("abilities", model.Abilities),
    ("abilities: headings", model.Headings),
    ("abilities: rows", model.Ability),
    ("abilities: changes", model.Change),
    ("sections", blocks.Section),
    ("sections: text", blocks.Text),
    ("sections: heading", blocks.Heading),
    ("sections: list", blocks.List),
    ("sections: table", blocks.Table),
    ("sections: columns", blocks.Column),
    ("sections: code", blocks.Code),
    ("sections: quote", blocks.Quote),
    ("sections: picture", blocks.Picture),
    ("sections: diagram", blocks.Diagram),
    ("sections: math", blocks.Math),
    ("sections: definitions", blocks.Definitions),
    ("sections: definition", blocks.Definition),
    ("sections: details", blocks.Details),
)


# The introduction says what each of these may hold.
_KNOWN = {
    model.Inline: "Markdown",
    model.Identifier: "id",
    model.Key: "key of a reference",
    model.Certainty: "a [certainty](#certainty)",
    blocks.Cell: "Markdown or nothing",
    blocks.Block: "[block](#sections)",
    blocks.Verbatim: "text",
}


def page() -> str:
    """docs/spec.md: every class of the model with its keys, each section with its example."""
    sections = [_section(heading, part) for heading, part in _HEADINGS]
    return "\n\n".join([INTRODUCTION.strip(), *sections]) + "\n"


def _section(heading: str, part: type[Part]) -> str:
    rows = "\n".join(_rows(part))
    table = f"| key | takes | left out | meaning |\n|---|---|---|---|\n{rows}"
    example = EXAMPLES.get(part)
    shown = f"\n\n```yaml\n{example.strip()}\n```" if example else ""
    return f"## {heading}\n\n{_sentence(part)}\n\n{table}{shown}"


def _sentence(part: type[Part]) -> str:
    return " ".join((part.__doc__ or "").split())


def _rows(part: type[Part]) -> Iterator[str]:
    hints = get_type_hints(part, include_extras=True)
    for name, field in part.model_fields.items():
        limits = [] if hints[name] in _KNOWN else _limits(field)
        takes = "; ".join([kind(hints[name]), *limits])
        cells = (f"`{field.alias or name}`", takes, _default(field), _meaning(field))
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def kind(hint: Any) -> str:
    """What a key takes, in plain words.

    >>> kind(tuple[model.Inline, ...]), kind(int | None), kind(model.Lines)
    ('list of Markdown', 'whole number', 'Markdown, or a list of it')
    """
    if hint in _KNOWN:
        return _KNOWN[hint]
    if get_origin(hint) is Annotated:
        inside = get_args(hint)[0]
        if any(getattr(extra, "func", None) is listed for extra in get_args(hint)[1:]):
            return f"{kind(get_args(inside)[0])}, or a list of it"
        return kind(inside)
    if get_origin(hint) in (Union, UnionType):
        return kind(next(one for one in get_args(hint) if one is not NoneType))
    if get_origin(hint) is Literal:
        return "one of " + ", ".join(f"`{value}`" for value in get_args(hint))
    if get_origin(hint) is tuple:
        return f"list of {kind(get_args(hint)[0])}"
    if get_origin(hint) is dict:
        named, value = get_args(hint)
        return f"{kind(value)} by {kind(named)}"
    if isinstance(hint, type) and issubclass(hint, Part):
        heading = next(heading for heading, part in _HEADINGS if part is hint)
        return f"[{heading.rpartition(': ')[2]}](#{_anchor(heading)})"
    return {str: "text", int: "whole number", bool: "`true` or `false`"}[hint]


def _limits(field: FieldInfo) -> Iterator[str]:
    """What pydantic holds a value to, besides its type."""
    is_list = get_origin(_bare(field.annotation)) is tuple
    for extra in field.metadata:
        if (least := getattr(extra, "min_length", None)) and is_list:
            yield f"at least {'one' if least == 1 else least}"
        if (most := getattr(extra, "max_length", None)) is not None:
            yield f"at most {most:,}" + ("" if is_list else " characters")
        for name, word in (("ge", "from"), ("le", "to")):
            if (bound := getattr(extra, name, None)) is not None:
                yield f"{word} {bound}"


def _bare(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True)
    if field.is_required() or value is PydanticUndefined:
        return "**needed**"
    if value is None or value == () or value == {}:
        return "–"
    return "as below" if isinstance(value, Part) else f"`{value}`"


def _meaning(field: FieldInfo) -> str:
    if field.description:
        return field.description
    target = _bare(field.annotation)
    target = next((one for one in get_args(target) if one is not NoneType), target)
    if isinstance(target, type) and issubclass(target, Part):
        return _sentence(target).split(". ")[0].rstrip(".") + "."
    return "Its name within the file."


def _anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading.

    >>> _anchor("roadmap: models"), _anchor("summary, limitations")
    ('roadmap-models', 'summary-limitations')
    """
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def files(docs: Path) -> dict[Path, str]:
    """What this module writes into the folder `docs`."""
    return {
        docs / "spec.md": page(),
        docs / "spec.schema.json": schema_text(),
        docs / "problems.md": problems_page.page(),
    }


if __name__ == "__main__":
    for path, text in files(Path(__file__).resolve().parents[2] / "docs").items():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"wrote {path.parent.name}/{path.name}")
