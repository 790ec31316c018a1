"""Reads a template: its parts, and what each layout's placeholders give the text that is put into them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from slides.write.ooxml import A, Frame, P, quoted
from slides.write.pptx_opened import TemplateError, opened, serialised, xml
from slides.write.pptx_package import Part

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

    kind: str
    attributes: str
    at: Frame
    anchor: str
    insets: tuple[int, int, int, int]
    levels: Levels


@dataclass(frozen=True, slots=True)
class Layout:
    """`placeholders` are those that slides fill, by role; `spots` all there are, in their order."""

    part: str
    placeholders: Mapping[str, Placeholder]
    name: str = ""
    kind: str = ""
    master: str = ""
    spots: tuple[Placeholder, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """The main part and the others; `plain` is what text gets outside of placeholders."""

    presentation: Part
    parts: tuple[Part, ...]
    layouts: Mapping[str, Layout]
    plain: Levels
    notes: Levels
    notes_master: str


@lru_cache(maxsize=4)
def read(data: bytes) -> Template:
    """The template in a .pptx, without the slides that it may hold; read once however often it is used.

    Raises TemplateError where it cannot be used, or has no notes master.
    """
    found = opened(data)
    main = xml(found.main.data)
    plain = plain_levels(main)
    notes = next(found.related(found.main, "notesMaster"), None)
    if notes is None:
        raise TemplateError("it has no notes master")
    _drop_slides(main)
    layouts = [
        _layout(layout, master.name, above, plain)
        for master in found.related(found.main, "slideMaster")
        for above in (xml(master.data, master.name),)
        for layout in found.related(master, "slideLayout")
    ]
    if not layouts:
        raise TemplateError("it has no layouts")
    return Template(
        presentation=replace(found.main, data=serialised(main)),
        parts=found.parts,
        layouts={layout.name: layout for layout in layouts},
        plain=plain,
        notes=_levels((xml(notes.data, notes.name).find("p:notesStyle", _NAMES),), plain),
        notes_master=notes.name,
    )


_LEFT_BEHIND = ("sldIdLst", "custShowLst", "modifyVerifier", f"extLst/p:ext[@uri='{_SECTIONS}']")


def _drop_slides(presentation: _Element) -> None:
    """The list of slides goes, and what only slides or their author need."""
    for path in _LEFT_BEHIND:
        for found in presentation.findall(f"p:{path}", _NAMES):
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


def _layout(part: Part, master: str, above: _Element, plain: Levels) -> Layout:
    root = xml(part.data, part.name)
    spots = tuple(_placeholder(mark, above, plain) for mark in root.iterfind(".//p:nvPr/p:ph", _NAMES))
    roles = {role: spot for spot in reversed(spots) if (role := _ROLES.get(spot.kind))}
    named = root.find("p:cSld", _NAMES)
    name = "" if named is None else named.get("name", "")
    return Layout(part.name, roles, name, root.get("type", ""), master, spots)


def _placeholder(mark: _Element, master: _Element, plain: Levels) -> Placeholder:
    """What a layout says of a placeholder, its master where the layout is silent."""
    kind = mark.get("type", "obj")
    role = _ROLES.get(kind, "body")
    shape = next(one for at, one in enumerate(mark.iterancestors(), 1) if at == 3)  # p:sp/p:nvSpPr/p:nvPr
    above = master.find(f".//p:nvPr/p:ph[@type='{_MASTERS.get(role, kind)}']/../../..", _NAMES)
    both = [one for one in (shape, above) if one is not None]
    bodies = [one.find("p:txBody/a:bodyPr", _NAMES) for one in both]
    lists = [one.find("p:txBody/a:lstStyle", _NAMES) for one in reversed(both)]
    style = master.find(f"p:txStyles/p:{_STYLES.get(role, 'otherStyle')}", _NAMES)
    return Placeholder(
        kind=kind,
        attributes=_attributes(mark),
        at=next((at for one in both if (at := _frame(one))), Frame(0, 0, 0, 0)),
        anchor=_first(bodies, "anchor", "t"),
        insets=(
            whole(_first(bodies, "lIns", ""), 91440),  # the defaults of a:bodyPr, ISO/IEC 29500-1, 21.1.2.1.1
            whole(_first(bodies, "tIns", ""), 45720),
            whole(_first(bodies, "rIns", ""), 91440),
            whole(_first(bodies, "bIns", ""), 45720),
        ),
        levels=_levels((style, *lists), plain),
    )


def _frame(shape: _Element) -> Frame | None:
    place, size = (shape.find(f"p:spPr/a:xfrm/a:{name}", _NAMES) for name in ("off", "ext"))
    if place is None or size is None:
        return None
    x, y, w, h = (
        whole(one.get(name)) for one, name in ((place, "x"), (place, "y"), (size, "cx"), (size, "cy"))
    )
    return Frame(x, y, w, h)


def whole(text: str | None, default: int = 0) -> int:
    """The whole number that an attribute holds; `default` where it holds none."""
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,12}", text) else default


def _first(elements: Iterable[_Element | None], name: str, default: str) -> str:
    values = (element.get(name) for element in elements if element is not None)
    return next((str(value) for value in values if value is not None), default)


def plain_levels(presentation: _Element) -> Levels:
    """What text outside of placeholders gets, from the root of `presentation.xml`."""
    return _levels((presentation.find("p:defaultTextStyle", _NAMES),))


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
            change[name] = whole(found.get(attribute), getattr(level, name))
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
