"""The parts of a deck in the order of the note: keys of the spec, and sections between them."""

from __future__ import annotations

from dataclasses import dataclass

from slides.markdown.parts import block, get, listed, words_of
from slides.spec.nodes import Mapping, Node, Scalar, Sequence
from slides.spec.sections import PARTS, slug


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of the deck: a section where `key` is empty."""

    key: str
    node: Mapping


def rest(section: Mapping, blocks: list[Node], *, inner: bool = True) -> list[Entry]:
    """What is left of a section: these blocks, and the sections within it where `inner`."""
    within = get(section, "sections") if inner else None
    if not blocks and within is None:
        return []
    made = block(
        section.span,
        title=get(section, "title"),
        blocks=listed(section.span, blocks) if blocks else None,
        sections=within,
    )
    return [Entry("", made)]


def promoted(section: Mapping, blocks: list[Node]) -> list[Entry]:
    """What is left of a section: the sections within it by themselves, where there are no blocks beside."""
    within = get(section, "sections")
    if blocks or not isinstance(within, Sequence):
        return rest(section, blocks)
    return [Entry("", one) for one in within.items if isinstance(one, Mapping)]


_FIRST = PARTS[: PARTS.index("limitations")]
_LAST = PARTS[PARTS.index("limitations") : -1]


def named(entries: list[Entry]) -> tuple[list[Mapping], list[str]]:
    """The sections, and the beginning of the deck's order where it is another than by default.

    Sections that the order names get an id for it.
    """
    sections = [entry.node for entry in entries if not entry.key]
    ids = _ids(sections)
    wanted = [entry.key or ids[id(entry.node)] for entry in entries]
    keys = {entry.key for entry in entries if entry.key}
    default = [
        *(key for key in _FIRST if key in keys),
        *(ids[id(one)] for one in sections),
        *(key for key in _LAST if key in keys),
    ]
    said = _needed(wanted, default)
    return [_with_id(one, ids[id(one)]) if ids[id(one)] in said else one for one in sections], said


def _ids(sections: list[Mapping]) -> dict[int, str]:
    taken = {*PARTS, "cover", "agenda"}
    found: dict[int, str] = {}
    counts: dict[str, int] = {}
    for one in sections:
        base = slug(words_of(get(one, "title")))
        name = base
        while name in taken:
            counts[base] = counts.get(base, 1) + 1
            name = f"{base}-{counts[base]}"
        taken.add(name)
        found[id(one)] = name
    return found


def _needed(wanted: list[str], default: list[str]) -> list[str]:
    """The shortest beginning of `wanted` behind which the rest follows by default."""
    place = {name: at for at, name in enumerate(default)}
    end = len(wanted)
    while end > 1 and place[wanted[end - 2]] < place[wanted[end - 1]]:
        end -= 1
    # wanted[end-1:] rises as the default does; what stands before it must be said
    return wanted[: end - 1] if end else []


def _with_id(section: Mapping, name: str) -> Mapping:
    if get(section, "id") is not None:
        return section
    first, *others = section.entries
    entry = (Scalar(section.span, "id"), Scalar(section.span, name))
    return Mapping(section.span, (first, entry, *others))
