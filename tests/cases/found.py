"""What a reader finds in a Spec or in a .pptx: characters, each with its look and its link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from slides.spec.model import Ability, Spec
    from tests.cases.fragments import Fragment


@dataclass(frozen=True)
class Seen:
    """A run of characters; `looks` are of bold, italic, code, highlight."""

    text: str
    looks: frozenset[str] = frozenset()
    href: str = ""


Place = tuple[Seen, ...]  # what stands together: a text box, a table cell, a value of the spec


def is_found(fragment: Fragment, places: list[Place]) -> bool:
    """The fragment's characters stand in a row somewhere, and all have its look and link.

    White space does not count; a minus sign is as good as a hyphen.
    """
    if not fragment.text:
        return any(seen.href == fragment.href for place in places for seen in place)
    return any(_stands_in(place, fragment) for place in places)


def _stands_in(place: Place, fragment: Fragment) -> bool:
    characters = [(char, seen) for seen in place for char in _squashed(seen.text)]
    text, wanted = "".join(char for char, _ in characters), _squashed(fragment.text)
    at = text.find(wanted)
    while at >= 0:
        if all(_has_look(seen, fragment) for _, seen in characters[at : at + len(wanted)]):
            return True
        at = text.find(wanted, at + 1)
    return False


def _has_look(seen: Seen, fragment: Fragment) -> bool:
    if fragment.kind == "link":
        return seen.href == fragment.href
    return fragment.kind == "text" or fragment.kind in seen.looks


def _squashed(text: str) -> str:
    return "".join(text.split()).replace("\N{MINUS SIGN}", "-")


def in_spec(spec: Spec) -> list[Place]:
    """Every text of the spec; the lines of a table cell stand together."""
    links = {f"@{key}": reference.link or "" for key, reference in spec.references.items()}
    places = [_parsed(text, links) for text in _strings(spec.model_dump())]
    places += [(Seen("", href=link),) for link in links.values()]
    for row in spec.abilities.rows if spec.abilities else ():
        places += [_parsed(text, links) for text in _cells(row)]
    return places


def _cells(row: Ability) -> Iterator[str]:
    yield "<br>".join(row.papers)
    for change in row.changes:
        remark = (
            change.remark or change.doubt or (f"*{change.certainty}*" if change.certainty != "stated" else "")
        )
        yield f"{change.delta or ''} {change.ability}" + (f" ({remark})" if remark else "")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)


def _parsed(text: str, links: dict[str, str]) -> Place:
    from slides.inline import parse

    return tuple(_seen(run, links) for run in parse(text))


def _seen(run: Any, links: dict[str, str]) -> Seen:
    flags = {"bold": run.bold, "italic": run.italic, "code": run.code, "highlight": run.mark}
    looks = frozenset(name for name, on in flags.items() if on)
    return Seen(run.text, looks, links.get(run.href, run.href))


def on_slides(path: Path) -> list[Place]:
    """Every text box and table cell of the .pptx, with the looks and links that PowerPoint shows."""
    places: list[Place] = []
    for slide in _slides(path):
        for body in slide.element.iter(f"{_P}txBody", f"{_A}txBody"):
            places.append(tuple(_slide_runs(body, slide.part)))
        for link in slide.element.iter(f"{_A}hlinkClick"):
            places.append((Seen("", href=_target(link, slide.part)),))
    return places


def in_notes(path: Path) -> list[Place]:
    """The speaker notes, a place a slide."""
    return [
        tuple(_slide_runs(slide.notes_slide.element, slide.notes_slide.part))
        for slide in _slides(path)
        if slide.has_notes_slide
    ]


_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def _slides(path: Path) -> list[Any]:
    from pptx import Presentation

    return list(Presentation(str(path)).slides)


def _slide_runs(body: Any, part: Any) -> Iterator[Seen]:
    for run in body.iter(f"{_A}r", f"{_A}br"):
        text, look = run.findtext(f"{_A}t") or "", run.find(f"{_A}rPr")
        if look is None:
            yield Seen(text)
        elif look.get("baseline", "0") == "0":  # a raised figure is a mark, not one of the words
            link = look.find(f"{_A}hlinkClick")
            yield Seen(text, _looks(look), "" if link is None else _target(link, part))


def _looks(look: Any) -> frozenset[str]:
    latin = look.find(f"{_A}latin")
    flags = {
        "bold": look.get("b") == "1",
        "italic": look.get("i") == "1",
        "code": latin is not None and latin.get("typeface") == "Courier New",
        "highlight": look.find(f"{_A}highlight") is not None,
    }
    return frozenset(name for name, on in flags.items() if on)


def _target(link: Any, part: Any) -> str:
    relation = part.rels.get(link.get(_ID, ""))
    return str(relation.target_ref) if relation is not None and relation.is_external else ""
