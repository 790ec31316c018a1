"""The small pieces of DrawingML that a deck is built from, as text: escapes, colours, fills, lines, frames.

EMU (12700 to the pt) are made here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from slides.geometry import Box
from slides.look.families import SINGLE
from slides.scene import Colour, Stroke

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = f'xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Text may hold what XML 1.0 may not (section 2.2); U+FFFE and U+FFFF make PowerPoint repair the file.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_DASHES = {"solid": "solid", "dash": "dash", "dot": "sysDot", "dashdot": "dashDot"}


class Frame(NamedTuple):
    """A box in EMU."""

    x: int
    y: int
    w: int
    h: int


def emu(length: float) -> int:
    """A length in pt as EMU: 914400 to the inch, an inch being 72 pt."""
    return round(length * _EMU)


def points(length: float) -> float:
    """A length in EMU as pt."""
    return length / _EMU


_EMU = 12700  # to the pt


def frame(box: Box) -> Frame:
    """The box in EMU; its edges are rounded, so that boxes that touch still do."""
    x, y = emu(box.x), emu(box.y)
    return Frame(x, y, emu(box.right) - x, emu(box.bottom) - y)


def escaped(text: str) -> str:
    """`text` as element content; characters that XML cannot hold are left out.

    >>> escaped("</a:t>\\x01 ]]> & more")
    '&lt;/a:t&gt; ]]&gt; &amp; more'
    """
    return _FORBIDDEN.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(text: str) -> str:
    """`text` as an attribute's value, without the quotes around it."""
    return escaped(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def colour(value: Colour, slots: Mapping[str, str]) -> str:
    """A theme colour where the colour's name has a slot, so that a deck can be restyled; else its hex."""
    slot = slots.get(value.name)
    if slot is None:
        return f'<a:srgbClr val="{value.hex.lstrip("#").upper()}"/>'
    return f'<a:schemeClr val="{slot}"/>'


def fill(value: Colour | None, slots: Mapping[str, str]) -> str:
    return "<a:noFill/>" if value is None else f"<a:solidFill>{colour(value, slots)}</a:solidFill>"


def line(
    stroke: Stroke | None,
    slots: Mapping[str, str],
    *,
    tag: str = "ln",
    head: str = "",
    both: bool = False,
) -> str:
    """An outline, a connector's line with a `head` (`triangle` or `arrow`, which is open) at its end, or at
    `both`, or (`tag` `lnB`, …) a cell's border."""
    if stroke is None:
        return f"<a:{tag}><a:noFill/></a:{tag}>"
    end = f'<a:headEnd type="{head}" w="med" len="med"/>' if head and both else ""
    end += f'<a:tailEnd type="{head}" w="med" len="med"/>' if head else ""
    return (
        f'<a:{tag} w="{emu(stroke.width)}" cap="flat">{fill(stroke.colour, slots)}'
        f'<a:prstDash val="{_DASHES[stroke.dash]}"/><a:round/>{end}</a:{tag}>'
    )


def transform(at: Frame, *, tag: str = "a:xfrm", turn: str = "") -> str:
    """Place and size; `turn` holds the rotation and flips as attributes."""
    return f'<{tag}{turn}><a:off x="{at.x}" y="{at.y}"/><a:ext cx="{at.w}" cy="{at.h}"/></{tag}>'


def identity(
    number: int, name: str, *, alt: str = "", title: str = "", link: str = "", decorative: bool = False
) -> str:
    """A shape's number and name, what it shows in words, and its link (an `a:hlinkClick`)."""
    said = (f' descr="{quoted(alt)}"' if alt else "") + (f' title="{quoted(title)}"' if title else "")
    inside = link + (_DECORATIVE if decorative else "")
    return f'<p:cNvPr id="{number}" name="{quoted(name)}"{said}' + (
        f">{inside}</p:cNvPr>" if inside else "/>"
    )


_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def newer(shown: str, otherwise: str) -> str:
    """`shown` for PowerPoint from 2019 on, `otherwise` for programs that do not know its Morph.

    ISO/IEC 29500-3, 7.5: the first choice of which a program understands all namespaces. It has to be one
    that LibreOffice does not claim to know (it claims a14, p14 and p15).
    """
    return (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice xmlns:p159="http://schemas.microsoft.com/office/powerpoint/2015/09/main" Requires="p159">'
        f"{shown}</mc:Choice><mc:Fallback>{otherwise}</mc:Fallback></mc:AlternateContent>"
    )


def spacing(leading: float, single: float = SINGLE) -> int:
    """A line pitch in multiples of the size as `a:spcPct`, a whole percentage, rounded down.

    PowerPoint's single line is `single` times the size; where a font's own is less (Arial 1.149) lines
    come out closer than they were measured, never wider.

    >>> spacing(1.2), spacing(1.12)
    (100000, 93000)
    """
    return int(leading / single * 100 + 1e-9) * 1000
