"""The layouts of a template: what each of their placeholders gives the text that is put into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from slides.write.ooxml import A, Frame, P, quoted
from slides.write.pptx_opened import xml
from slides.write.pptx_package import Part
from slides.write.pptx_paint import Paint, paint

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMES = {"a": A, "p": P}
_TEXT = Paint("schemeClr", "tx1")


@dataclass(frozen=True, slots=True)
class Level:
    """What text of one outline level gets without asking; -1 and "" where nobody says.

    `margin` and `indent` in EMU, `spacing` in 1/1000 %, `before`, `after`, `spread` (between letters) and
    `size` in 1/100 pt; -1 also for what is said in another unit. Colours and the bullet as the XML that would
    say the same; `paint` is the text's colour once more, to be looked up.
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
    after: int = 0
    spread: int = 0
    capitals: bool = False
    font: str = "+mn-lt"
    paint: Paint | None = _TEXT


Levels = tuple[Level, ...]
_UNSAID = Level(-1, -1, "", -1, -1, -1, colour="", bullet="", font="", paint=None)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A layout's placeholder: the attributes of its `p:ph`, its place and its text's. `look` is that of its
    first level, or of the words that stand in it for a sample."""

    kind: str
    attributes: str
    at: Frame
    anchor: str
    insets: tuple[int, int, int, int]
    levels: Levels
    look: Level = _UNSAID


@dataclass(frozen=True, slots=True)
class Layout:
    """`placeholders` are those that slides fill, by role; `spots` all there are, in their order, and
    `above` those of its master. `colours` are the attributes of its own `a:overrideClrMapping`, which
    slides repeat."""

    part: str
    placeholders: Mapping[str, Placeholder]
    name: str = ""
    kind: str = ""
    master: str = ""
    spots: tuple[Placeholder, ...] = ()
    colours: str = ""
    above: tuple[Placeholder, ...] = ()


_ROLES = {
    "title": "title",
    "ctrTitle": "title",
    "subTitle": "subtitle",
    "body": "body",
    "obj": "body",
    "ftr": "footer",
    "sldNum": "number",
    "dt": "date",
}
_STYLES = {"title": "titleStyle", "subtitle": "bodyStyle", "body": "bodyStyle"}
_MASTERS = {
    "title": "title",
    "subtitle": "body",
    "body": "body",
    "footer": "ftr",
    "number": "sldNum",
    "date": "dt",
}


def layout_of(part: Part, master: str, above: _Element) -> Layout:
    root = xml(part.data, part.name)
    spots = tuple(_placeholder(mark, above) for mark in root.iterfind(".//p:nvPr/p:ph", _NAMES))
    roles = {role: spot for spot in reversed(spots) if (role := _ROLES.get(spot.kind))}
    named = root.find("p:cSld", _NAMES)
    name = "" if named is None else named.get("name", "")
    other = root.find("p:clrMapOvr/a:overrideClrMapping", _NAMES)
    colours = "" if other is None else _attributes(other)
    masters = tuple(_placeholder(mark, above) for mark in above.iterfind(".//p:nvPr/p:ph", _NAMES))
    return Layout(part.name, roles, name, root.get("type", ""), master, spots, colours, masters)


def _placeholder(mark: _Element, master: _Element) -> Placeholder:
    """What a layout says of a placeholder, its master where the layout is silent."""
    kind = mark.get("type", "obj")
    role = _ROLES.get(kind, "body")
    shape = next(one for at, one in enumerate(mark.iterancestors(), 1) if at == 3)  # p:sp/p:nvSpPr/p:nvPr
    above = master.find(f".//p:nvPr/p:ph[@type='{_MASTERS.get(role, kind)}']/../../..", _NAMES)
    both = [one for one in (shape, above) if one is not None]
    bodies = [one.find("p:txBody/a:bodyPr", _NAMES) for one in both]
    lists = [one.find("p:txBody/a:lstStyle", _NAMES) for one in reversed(both)]
    style = master.find(f"p:txStyles/p:{_STYLES.get(role, 'otherStyle')}", _NAMES)
    levels = levels_of((style, *lists), (_UNSAID,) * 9)
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
        levels=levels,
        look=_sampled(levels[0], both),
    )


def _sampled(level: Level, shapes: Iterable[_Element]) -> Level:
    """The level, with what it does not say taken from the first words that stand in the shapes: LibreOffice
    says all there."""
    found = _UNSAID
    for shape in reversed(list(shapes)):
        said = shape.find("p:txBody/a:p", _NAMES)
        layout, run = (None if said is None else said.find(path, _NAMES) for path in ("a:pPr", "a:r/a:rPr"))
        found = found if layout is None else _changed(found, layout)
        found = found if run is None else _worded(found, run)
    return replace(
        level,
        size=level.size if level.size > 0 else found.size,
        align=level.align or found.align,
        font=level.font or found.font,
        paint=level.paint or found.paint,
        bold=level.bold or found.bold,
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
    return levels_of((presentation.find("p:defaultTextStyle", _NAMES),))


def levels_of(lists: Iterable[_Element | None], start: Levels = (Level(),) * 9) -> Levels:
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
    "bullet_size": ("a:buSzPct", "val"),
    "after": ("a:spcAft/a:spcPts", "val"),
}
_OTHERWISE = {"spacing": "a:lnSpc/a:spcPts", "before": "a:spcBef/a:spcPct", "after": "a:spcAft/a:spcPct"}


def _changed(level: Level, element: _Element) -> Level:
    change: dict[str, Any] = {}
    inside = _children(element)
    for name, (path, attribute) in _NUMBERS.items():
        found = _under(inside, path) if path else element
        if found is not None and found.get(attribute) is not None:
            change[name] = whole(found.get(attribute), getattr(level, name))
    change |= {name: -1 for name, path in _OTHERWISE.items() if _under(inside, path) is not None}
    if element.get("algn") is not None:
        change["align"] = element.get("algn")
    shade = inside.get("a:buClr")
    if shade is not None and len(shade):
        change["bullet_colour"] = _said(shade[0])
    for mark in ("buNone", "buChar", "buAutoNum"):
        found = inside.get(f"a:{mark}")
        if found is not None:
            change["bullet"] = _said(found)
    run = inside.get("a:defRPr")
    level = replace(level, **change)
    return level if run is None else _worded(level, run)


def _children(element: _Element) -> dict[str, _Element]:
    """The first child of each name; all are asked for, of which few are there."""
    start = f"{{{_NAMES['a']}}}"
    found: dict[str, _Element] = {}
    for child in element:
        if isinstance(child.tag, str) and child.tag.startswith(start):
            found.setdefault(f"a:{child.tag[len(start) :]}", child)
    return found


def _under(inside: dict[str, _Element], path: str) -> _Element | None:
    first, _, rest = path.partition("/")
    found = inside.get(first)
    return None if found is None else found.find(rest, _NAMES)


def _worded(level: Level, run: _Element) -> Level:
    """The level as `a:defRPr`, or `a:rPr` of a sample, changes it."""
    change: dict[str, Any] = {
        name: run.get(short) in ("1", "true")
        for name, short in (("bold", "b"), ("italic", "i"))
        if run.get(short) is not None
    }
    change |= {
        name: whole(run.get(short), getattr(level, name))
        for name, short in (("size", "sz"), ("spread", "spc"))
        if run.get(short) is not None
    }
    font, filled = run.find("a:latin", _NAMES), run.find("a:solidFill", _NAMES)
    if font is not None and font.get("typeface"):
        change["font"] = font.get("typeface")
    if run.get("cap") is not None:
        change["capitals"] = run.get("cap") != "none"
    if filled is not None and len(filled):
        change |= {"paint": paint(filled[0]), "colour": _said(filled[0])}
    return replace(level, **change)


def _said(element: _Element) -> str:
    """An element as the writer would write it; one with children equals nothing that is written."""
    name = str(element.tag).rpartition("}")[2]
    return f"<a:{name}{_attributes(element)}" + (">…" if len(element) else "/>")


def _attributes(element: _Element) -> str:
    return "".join(f' {name!s}="{quoted(str(value))}"' for name, value in element.attrib.items())
