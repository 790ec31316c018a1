"""Reads a template: its parts, and what each layout's placeholders give the text that is put into them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slides.write.ooxml import A, Frame, P, quoted
from slides.write.pptx_package import Part, Relation

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMES = {"a": A, "p": P}
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


@dataclass(frozen=True, slots=True)
class Level:
    """What text of one outline level gets without asking.

    `margin` and `indent` in EMU, `spacing` in 1/1000 %, `before` and `size` in 1/100 pt; colours and
    the bullet as the XML that would say the same.
    """

    margin: int = 0
    indent: int = 0
    align: str = "l"
    spacing: int = 100000
    before: int = 0
    size: int = 1800
    bold: bool = False
    italic: bool = False
    colour: str = '<a:schemeClr val="tx1"/>'
    bullet: str = "<a:buNone/>"
    bullet_colour: str = ""
    bullet_size: int = 100000


Levels = tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A layout's placeholder: the attributes of its `p:ph`, its place and its text's."""

    attributes: str
    at: Frame
    anchor: str
    insets: tuple[int, int, int, int]
    levels: Levels


@dataclass(frozen=True, slots=True)
class Layout:
    part: str
    placeholders: Mapping[str, Placeholder]


@dataclass(frozen=True, slots=True)
class Template:
    """The main part and the others; `plain` is what text gets outside of placeholders."""

    presentation: Part
    parts: tuple[Part, ...]
    layouts: Mapping[str, Layout]
    plain: Levels
    notes: Levels
    notes_master: str


def read(path: Path) -> Template:
    """The template at `path`, without the slides that it may hold.

    Raises ValueError where it has no notes master.
    """
    from pptx import Presentation

    opened = Presentation(str(path))
    main: Any = opened.part
    default = main._element.find("p:defaultTextStyle", _NAMES)
    plain = _levels((default,))
    kept = [found for found in main.rels.values() if _tail(found.reltype) != "slide"]
    notes = next((found.target_part for found in kept if _tail(found.reltype) == "notesMaster"), None)
    if notes is None:
        raise ValueError(f"the template {path.name} has no notes master")
    _drop_slides(main._element)
    return Template(
        presentation=_part(main),
        parts=tuple(_reached(found.target_part for found in kept)),
        layouts={layout.name: _layout(layout, plain) for layout in opened.slide_layouts},
        plain=plain,
        notes=_levels((notes._element.find("p:notesStyle", _NAMES),), plain),
        notes_master=str(notes.partname),
    )


def _reached(start: Iterable[Any]) -> Iterable[Part]:
    """Every part that can be reached, each once, in the order of the relationships."""
    waiting, seen = list(start), {"/ppt/presentation.xml"}
    while waiting:
        part = waiting.pop(0)
        if str(part.partname) not in seen:
            seen.add(str(part.partname))
            yield _part(part)
            waiting += [found.target_part for found in part.rels.values() if not found.is_external]


def _part(part: Any) -> Part:
    relations = tuple(
        Relation(
            found.rId,
            found.reltype,
            found.target_ref if found.is_external else str(found.target_part.partname),
            found.is_external,
        )
        for found in part.rels.values()
        if _tail(found.reltype) != "slide"
    )
    return Part(str(part.partname), part.content_type, part.blob, relations)


def _tail(kind: str) -> str:
    return kind.rpartition("/")[2]


def _drop_slides(presentation: _Element) -> None:
    sections = f"p:extLst/p:ext[@uri='{_SECTIONS}']"
    for found in presentation.findall("p:sldIdLst", _NAMES) + presentation.findall(sections, _NAMES):
        parent = found.getparent()
        if parent is not None:
            parent.remove(found)


_ROLES = {
    "title": "title",
    "ctrTitle": "title",
    "subTitle": "subtitle",
    "body": "body",
    "obj": "body",
    "ftr": "footer",
    "sldNum": "number",
}
_STYLES = {"title": "titleStyle", "subtitle": "bodyStyle", "body": "bodyStyle"}
_MASTERS = {"title": "title", "subtitle": "body", "body": "body", "footer": "ftr", "number": "sldNum"}


def _layout(layout: Any, plain: Levels) -> Layout:
    master = layout.slide_master._element
    found: dict[str, Placeholder] = {}
    for shape in layout.placeholders:
        mark = shape._element.find(".//p:nvPr/p:ph", _NAMES)
        role = _ROLES.get(mark.get("type", "obj"))
        if role is not None and role not in found:
            found[role] = _placeholder(shape, mark, master=master, role=role, plain=plain)
    return Layout(str(layout.part.partname), found)


def _placeholder(shape: Any, mark: _Element, *, master: _Element, role: str, plain: Levels) -> Placeholder:
    above = master.find(f".//p:nvPr/p:ph[@type='{_MASTERS[role]}']/../../..", _NAMES)
    bodies = [one.find("p:txBody/a:bodyPr", _NAMES) for one in (shape._element, above) if one is not None]
    lists = [one.find("p:txBody/a:lstStyle", _NAMES) for one in (above, shape._element) if one is not None]
    style = master.find(f"p:txStyles/p:{_STYLES.get(role, 'otherStyle')}", _NAMES)
    return Placeholder(
        attributes=_attributes(mark),
        at=Frame(int(shape.left), int(shape.top), int(shape.width), int(shape.height)),
        anchor=_first(bodies, "anchor", "t"),
        insets=(
            int(_first(bodies, "lIns", "91440")),  # the defaults of a:bodyPr, ISO/IEC 29500-1, 21.1.2.1.1
            int(_first(bodies, "tIns", "45720")),
            int(_first(bodies, "rIns", "91440")),
            int(_first(bodies, "bIns", "45720")),
        ),
        levels=_levels((style, *lists), plain),
    )


def _first(elements: Iterable[_Element | None], name: str, default: str) -> str:
    values = (element.get(name) for element in elements if element is not None)
    return next((str(value) for value in values if value is not None), default)


def _levels(lists: Iterable[_Element | None], start: Levels = (Level(),) * 9) -> Levels:
    """Nine levels: those of `start`, changed by each list in turn."""
    levels = list(start)
    for styles in lists:
        if styles is not None:
            for at in range(9):
                found = styles.find(f"a:lvl{at + 1}pPr", _NAMES)
                levels[at] = levels[at] if found is None else _changed(levels[at], found)
    return tuple(levels)


_NUMBERS = {  # field of Level: where lvlNpPr says it
    "margin": ("", "marL"),
    "indent": ("", "indent"),
    "spacing": ("a:lnSpc/a:spcPct", "val"),
    "before": ("a:spcBef/a:spcPts", "val"),
    "size": ("a:defRPr", "sz"),
    "bullet_size": ("a:buSzPct", "val"),
}


def _changed(level: Level, element: _Element) -> Level:
    change: dict[str, Any] = {}
    for name, (path, attribute) in _NUMBERS.items():
        found = element.find(path, _NAMES) if path else element
        if found is not None and found.get(attribute) is not None:
            change[name] = int(found.get(attribute, "0"))
    if element.get("algn") is not None:
        change["align"] = element.get("algn")
    run = element.find("a:defRPr", _NAMES)
    if run is not None:
        change |= {
            name: run.get(short) in ("1", "true")
            for name, short in (("bold", "b"), ("italic", "i"))
            if run.get(short) is not None
        }
    for name, path in (("colour", "a:defRPr/a:solidFill"), ("bullet_colour", "a:buClr")):
        found = element.find(path, _NAMES)
        if found is not None and len(found):
            change[name] = _said(found[0])
    for mark in ("buNone", "buChar", "buAutoNum"):
        found = element.find(f"a:{mark}", _NAMES)
        if found is not None:
            change["bullet"] = _said(found)
    return replace(level, **change)


def _said(element: _Element) -> str:
    """An element as the writer would write it; one with children equals nothing that is written."""
    name = str(element.tag).rpartition("}")[2]
    return f"<a:{name}{_attributes(element)}" + (">…" if len(element) else "/>")


def _attributes(element: _Element) -> str:
    return "".join(f' {name!s}="{quoted(str(value))}"' for name, value in element.attrib.items())
