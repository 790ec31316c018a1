"""What the sections of a spec hold: their names and paths, and what is wrong with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from slides.inline import plain_text
from slides.source import Problem
from slides.spec.base import Item
from slides.spec.blocks import Details, Diagram, List, Quote, Section
from slides.spec.document import Document
from slides.spec.explain import suggestion
from slides.spec.model import Points, Spec
from slides.spec.nodes import Path
from slides.spec.texts import Value, values

PARTS = ("roadmap", "summary", "abilities", "limitations", "questions", "further", "references")
"""The keys of a spec that make slides, in the order of the deck; sections come before the limitations."""


def every(sections: Sequence[Section], path: Path = ("sections",)) -> Iterator[tuple[Path, Section]]:
    """Each section with its path, one before what is within it."""
    for at, section in enumerate(sections):
        yield (*path, at), section
        yield from every(section.sections, (*path, at, "sections"))


def names(spec: Spec) -> dict[Path, str]:
    """What links and slides call each section: its `id`, else one made from its title; each once."""
    taken = {*PARTS, "cover", "agenda", *(one.id for _, one in every(spec.sections) if one.id)}
    found: dict[Path, str] = {}
    for path, section in every(spec.sections):
        name = section.id or _free(slug(section.title), taken)
        taken.add(name)
        found[path] = name
    return found


def within(spec: Spec, field: str) -> Iterator[Value]:
    """The values of that key in the blocks of all sections."""
    for at, section in enumerate(spec.sections):
        yield from (value for value in values(section, ("sections", at)) if value.field == field)


def slug(title: str) -> str:
    """A title as an id: its letters and digits in lower case, with `-` between words.

    >>> slug("Why *ResNet* won?"), slug("演化树")
    ('why-resnet-won', 'section')
    """
    plain = unicodedata.normalize("NFKD", plain_text(title)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48].rstrip("-") or "section"


def _free(wanted: str, taken: set[str]) -> str:
    count = 1
    name = wanted
    while name in taken:
        count += 1
        name = f"{wanted}-{count}"
    return name


def order(spec: Spec) -> list[str]:
    """Keys of the spec and names of its outermost sections in the order of the deck: as `deck.order`
    says, then the rest as by default; the references are the last unless they are named."""
    named = names(spec)
    outer = [named["sections", at] for at in range(len(spec.sections))]
    at = PARTS.index("limitations")
    default = [*PARTS[:at], *outer, *PARTS[at:]]
    if not spec.deck.order:
        return default
    chosen = [name for name in dict.fromkeys(spec.deck.order) if name in default]
    rest = [name for name in default if name not in chosen and name != "references"]
    last = ["references"] if "references" not in chosen else []
    return [*chosen, *rest, *last]


def repeated_ids(document: Document) -> Iterator[Problem]:
    """Sections and the keys of the file share their names, since `order` and links use both."""
    first: dict[str, int] = {}
    for path, section in every(document.spec.sections):
        if section.id is None:
            continue
        span = document.span(*path, "id")
        if section.id in PARTS:
            yield Problem(
                "reserved-id", f'"{section.id}" is a key of the file', span, "give the section another id"
            )
        elif section.id in first:
            line = first[section.id]
            yield Problem(
                "duplicate-id", f'the id "{section.id}" stands twice', span, f"it is on line {line} already"
            )
        first.setdefault(section.id, document.line(span))


def unknown_order(document: Document) -> Iterator[Problem]:
    """`order` names what there is, each once."""
    spec = document.spec
    outer = [one.id for one in spec.sections if one.id]
    known = [*(key for key in PARTS if getattr(spec, key)), *outer]
    for at, name in enumerate(spec.deck.order):
        span = document.span("deck", "order", at)
        if name not in known and not document.lost:
            yield Problem("unknown-slide", f'no slides are named "{name}"', span, suggestion(name, known))
        elif name in spec.deck.order[:at]:
            yield Problem("duplicate-entry", f'"{name}" stands twice in "order"', span)


def empty_sections(document: Document) -> Iterator[Problem]:
    """A section that is but a title makes a slide of its own: most likely something was forgotten."""
    for path, section in every(document.spec.sections):
        if not section.blocks and not section.sections and section.layout != "opener" and not document.lost:
            span = document.span(*path)
            hint = "give it `blocks`, or `layout: opener`"
            yield Problem("empty-section", "this section holds nothing", span, hint, "warning")


def undrawn_diagrams(document: Document) -> Iterator[Problem]:
    """A diagram that cannot be read is shown as it is written; every reason is said where it stands."""
    for path, block in diagrams(document.spec):
        if block.file is None:
            from slides.chart.model import place
            from slides.chart.read import read

            span = document.span(*path, "diagram")
            for fault in read(block.diagram, block.language).faults:
                message = f"this diagram is shown as code: {fault.message}"
                yield Problem(
                    "diagram-as-code", message, place(fault.at, block.diagram, span), fault.hint, "warning"
                )


def diagrams(spec: Spec) -> Iterator[tuple[Path, Diagram]]:
    """The diagrams of all sections, with their paths."""
    for path, block in _blocks(spec):
        if isinstance(block, Diagram):
            yield path, block


DEEPEST_ITEM = 4  # levels that a slide can show


def deep_items(document: Document) -> Iterator[Problem]:
    """Points go as deep as a slide can show."""
    for path, items in _lists(document.spec):
        yield from _deeper(document, items, path, level=1)


def _lists(spec: Spec) -> Iterator[tuple[Path, Sequence[Item]]]:
    for name in type(spec).model_fields:
        part = getattr(spec, name)
        if isinstance(part, Points):
            yield (name, "items"), part.items
    for path, block in _blocks(spec):
        if isinstance(block, List):
            yield (*path, "list"), block.items


def _blocks(spec: Spec) -> Iterator[tuple[Path, object]]:
    """Every block of every section, at any depth, with its path."""
    for path, section in every(spec.sections):
        yield from _within(section.blocks, (*path, "blocks"))


def _within(blocks: Sequence[object], path: Path) -> Iterator[tuple[Path, object]]:
    for at, block in enumerate(blocks):
        yield (*path, at), block
        match block:
            case Quote():
                yield from _within(block.blocks, (*path, at, "quote"))
            case Details():
                yield from _within(block.blocks, (*path, at, "blocks"))
            case _:
                pass


def _deeper(document: Document, items: Sequence[Item], path: Path, *, level: int) -> Iterator[Problem]:
    if items and level > DEEPEST_ITEM:
        span = document.span(*path, 0)
        yield Problem(
            "deep-list",
            f"points go {DEEPEST_ITEM} levels deep at most",
            span,
            "move it up, or into its parent",
        )
        return
    for at, item in enumerate(items):
        yield from _deeper(document, item.items, (*path, at, "items"), level=level + 1)
