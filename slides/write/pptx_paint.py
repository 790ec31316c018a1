"""Colours of DrawingML as they are seen: with their changes, as grounds, of pictures the average."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from slides.geometry import Box
from slides.look.contrast import TEXT, contrast, luminance
from slides.write.ooxml import A, P, R

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMES = {"a": A, "p": P, "r": R}
Scheme = Mapping[str, str]
"""`bg1`, `tx1`, `accent1`, … → `#RRGGBB`."""

PLAIN = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_PRESETS = {"black": "#000000", "white": "#FFFFFF"}


class Paint(NamedTuple):
    """A colour as it is written: its kind (`srgbClr`, `schemeClr`, …), value, and changes in 1/1000 %."""

    kind: str
    value: str
    changes: tuple[tuple[str, int], ...] = ()


def paint(element: _Element) -> Paint:
    """The colour that an element says."""
    value = element.get("lastClr") or element.get("val") or ""
    changes = tuple((_tag(one), _number(one.get("val"))) for one in element)
    return Paint(_tag(element), value, changes)


def hex_of(written: Paint | None, scheme: Scheme, default: str = "") -> str:
    """`#RRGGBB`; `default` for what cannot be told."""
    if written is None:
        return default
    if written.kind in ("srgbClr", "sysClr") and len(written.value) == 6:
        found = f"#{written.value.upper()}"
    elif written.kind == "schemeClr":
        found = scheme.get(written.value, default)
    else:
        found = _PRESETS.get(written.value, default)
    try:
        parts = tuple(int(found[at : at + 2], 16) / 255 for at in (1, 3, 5))
    except ValueError:
        return default
    for name, amount in written.changes:
        parts = _changed(parts, name, amount / 100_000)
    return "#" + "".join(f"{round(min(max(part, 0.0), 1.0) * 255):02X}" for part in parts)


def _changed(parts: tuple[float, ...], name: str, share: float) -> tuple[float, ...]:
    """ISO/IEC 29500-1, 20.1.2.3: the changes that themes use; tint and shade as PowerPoint mixes them."""
    hue, light, full = rgb_to_hls(*parts)
    match name:
        case "lumMod":
            return hls_to_rgb(hue, min(light * share, 1.0), full)
        case "lumOff":
            return hls_to_rgb(hue, min(max(light + share, 0.0), 1.0), full)
        case "satMod":
            return hls_to_rgb(hue, light, min(full * share, 1.0))
        case "tint":
            return tuple(1 - (1 - part) * share for part in parts)
        case "shade":
            return tuple(part * share for part in parts)
        case _:
            return parts


def scheme(theme: _Element, mapping: Mapping[str, str]) -> dict[str, str]:
    """The colours of a theme part under the names that slides use, by a master's or a layout's `p:clrMap`."""
    found: dict[str, str] = {}
    for entry in theme.iterfind(".//a:clrScheme/*", NAMES):
        if len(entry):
            found[_tag(entry)] = hex_of(paint(entry[0]), {}, "#808080")
    mapped = {name: found[slot] for name, slot in (PLAIN | dict(mapping)).items() if slot in found}
    return found | mapped


@dataclass(frozen=True, slots=True)
class Sheet:
    """A master or a layout: its tree, its colours, and the pictures that it shows by relationship."""

    root: _Element
    scheme: Scheme
    pictures: Mapping[str, bytes]


def background(sheet: Sheet, below: Seen) -> Seen:
    """What the sheet says of the slide's background; `below` where it says nothing."""
    found = sheet.root.find("p:cSld/p:bg", NAMES)
    if found is None:
        return below
    named = found.find("p:bgRef", NAMES)
    if named is not None:
        return Seen(hex_of(paint(named[0]), sheet.scheme, below.colour)) if len(named) else below
    filled = found.find("p:bgPr", NAMES)
    return below if filled is None else (fill(filled, sheet) or below)


def fill(holder: _Element, sheet: Sheet) -> Seen:
    """The colour that fills something: of a gradient or a picture the average; false for none."""
    for one in holder:
        match _tag(one):
            case "solidFill":
                return Seen(hex_of(paint(one[0]), sheet.scheme)) if len(one) else NOTHING
            case "gradFill":
                stops = [
                    hex_of(paint(stop[0]), sheet.scheme)
                    for stop in one.iterfind(".//a:gs", NAMES)
                    if len(stop)
                ]
                return _average([stop for stop in stops if stop])
            case "blipFill":
                blip = one.find("a:blip", NAMES)
                shown = "" if blip is None else blip.get(f"{{{R}}}embed", "")
                return _seen(sheet.pictures.get(shown, b""))
            case _:
                continue
    return NOTHING


class Seen(NamedTuple):
    """The colour that something has on the whole; `busy`: with others in it, on which no text stands out;
    `whole`: it covers all of its place."""

    colour: str
    busy: bool = False
    whole: bool = True

    def __bool__(self) -> bool:
        return bool(self.colour)


NOTHING = Seen("")


def filled(sheet: Sheet) -> Iterator[tuple[Box, Seen]]:
    """The shapes of a sheet that cover what is below them, from back to front: places in EMU, colours."""
    tree = sheet.root.find("p:cSld/p:spTree", NAMES)
    if tree is not None:
        yield from _filled(tree, sheet, (1.0, 1.0, 0.0, 0.0))


_Move = tuple[float, float, float, float]  # scale and shift of a group's inside


def _filled(tree: _Element, sheet: Sheet, move: _Move) -> Iterator[tuple[Box, Seen]]:
    for shape in tree:
        kind = _tag(shape)
        properties = shape.find("p:grpSpPr" if kind == "grpSp" else "p:spPr", NAMES)
        place = None if properties is None else properties.find("a:xfrm", NAMES)
        if properties is None or place is None or shape.find(".//p:nvPr/p:ph", NAMES) is not None:
            continue
        off, ext = _pair(place, "off", "x", "y"), _pair(place, "ext", "cx", "cy")
        across, down, right, below = move
        box = Box(off[0] * across + right, off[1] * down + below, ext[0] * across, ext[1] * down)
        if kind == "grpSp":
            start, size = _pair(place, "chOff", "x", "y"), _pair(place, "chExt", "cx", "cy")
            wide, tall = box.w / (size[0] or 1), box.h / (size[1] or 1)
            yield from _filled(shape, sheet, (wide, tall, box.x - start[0] * wide, box.y - start[1] * tall))
        elif kind == "pic":
            if colour := fill(shape, sheet) or _blip(shape, sheet):
                yield box, colour
        elif colour := fill(properties, sheet):
            yield box, colour._replace(whole=_is_box(properties))


def _is_box(properties: _Element) -> bool:
    """A rectangle, square or rounded, preset or drawn: it covers its whole place."""
    shape = properties.find("a:prstGeom", NAMES)
    if shape is not None:
        return "rect" in shape.get("prst", "").lower()
    drawn = properties.find("a:custGeom/a:pathLst/a:path", NAMES)
    if drawn is None or any(_tag(step) not in ("moveTo", "lnTo", "close") for step in drawn):
        return False
    points = [(_number(one.get("x")), _number(one.get("y"))) for one in drawn.iter(f"{{{A}}}pt")]
    across, down = ({axis for axis, _ in points}, {axis for _, axis in points})
    return len(points) >= 4 and len(across) == len(down) == 2


def _blip(shape: _Element, sheet: Sheet) -> Seen:
    blip = shape.find("p:blipFill/a:blip", NAMES)
    return NOTHING if blip is None else _seen(sheet.pictures.get(blip.get(f"{{{R}}}embed", ""), b""))


def _pair(place: _Element, name: str, one: str, other: str) -> tuple[float, float]:
    found = place.find(f"a:{name}", NAMES)
    return (0.0, 0.0) if found is None else (_number(found.get(one)), _number(found.get(other)))


_LARGEST = 40_000_000  # pixels of a picture that is looked at


_CELLS = 16  # a side of the grid that a picture is looked at through


@lru_cache(maxsize=16)
def _seen(data: bytes) -> Seen:
    """The average colour of a picture; nothing for one that cannot be read, or can be seen through."""
    if not data:
        return NOTHING
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > _LARGEST:
                return NOTHING
            small = picture.convert("RGBA").resize((_CELLS, _CELLS), Image.Resampling.BOX)
    except Exception:  # of a broken file, Pillow raises whatever its parsing came upon
        return NOTHING
    cells = list(zip(*[iter(small.tobytes())] * 4, strict=True))
    if sum(cell[3] for cell in cells) < 200 * len(cells):
        return NOTHING
    return _average([f"#{red:02X}{green:02X}{blue:02X}" for red, green, blue, _ in cells])


def _average(colours: list[str]) -> Seen:
    """Their middle; busy where the lightest and the darkest are too far apart for one text on both."""
    if not colours:
        return NOTHING
    parts = [[int(one[at : at + 2], 16) for at in (1, 3, 5)] for one in colours]
    middle = "#" + "".join(f"{round(sum(row) / len(parts)):02X}" for row in zip(*parts, strict=True))
    dark, light = min(colours, key=luminance), max(colours, key=luminance)
    return Seen(middle, is_busy(dark, light))


def is_busy(dark: str, light: str) -> bool:
    """Neither black nor white can be read on both."""
    return min(contrast("#000000", dark), contrast("#000000", light)) < TEXT and (
        min(contrast("#FFFFFF", dark), contrast("#FFFFFF", light)) < TEXT
    )


def _tag(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _number(text: str | None) -> int:
    try:
        return int(text or 0)
    except ValueError:
        return 0
