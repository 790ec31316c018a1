"""Paragraphs and runs as DrawingML, saying only what the place they stand in does not give them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from slides import scripts
from slides.look.families import SINGLE
from slides.scene import Align, Anchor, Paragraph, TextRun
from slides.write.ooxml import colour, emu, escaped, quoted, spacing
from slides.write.pptx_bullets import Numbered, numbered
from slides.write.pptx_layouts import Level, Levels
from slides.write.pptx_package import Relations
from slides.write.xml import address

if TYPE_CHECKING:
    from slides.formula.tree import Formula
    from slides.formula.words import Bit

ALIGNS: dict[Align, str] = {"left": "l", "center": "ctr", "right": "r"}
ANCHORS: dict[Anchor, str] = {"top": "t", "middle": "ctr", "bottom": "b"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What all text of one slide (or of its notes) needs to know.

    `slides` maps a slide's id to its part; None where a link cannot jump to a slide (notes). `sans` is
    named where the theme has another font than the text was measured in.
    """

    slots: Mapping[str, str]
    mono: str
    language: str
    slides: Mapping[str, str] | None
    single: float = SINGLE
    sans: str = ""
    relations: Relations = field(default_factory=Relations)


def link(href: str, sheet: Sheet, *, keep_colour: bool = False) -> str:
    """`a:hlinkClick` to an address or, from `#id`, to a slide; nothing where there is no way to jump.

    Raises ValueError for an address that a deck may not hold, KeyError for an unknown slide.
    """
    if href.startswith("#"):
        if sheet.slides is None:
            return ""
        if href[1:] not in sheet.slides:
            raise KeyError(f"no slide {href[1:]!r} to link to")
        number, jump = (
            sheet.relations.add("slide", sheet.slides[href[1:]]),
            ' action="ppaction://hlinksldjump"',
        )
    else:
        number, jump = sheet.relations.add("hyperlink", address(href), outside=True), ""
    return f'<a:hlinkClick r:id="{number}"{jump}' + (
        f">{_OWN_COLOUR}</a:hlinkClick>" if keep_colour else "/>"
    )


_OWN_COLOUR = (  # else PowerPoint paints every link in the theme's link colour
    '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr'
    ' xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/>'
    "</a:ext></a:extLst>"
)


def paragraphs(said: tuple[Paragraph, ...], levels: Levels, sheet: Sheet, *, number: bool = False) -> str:
    """The `a:p` elements; `number` makes the first digits a slide number field."""
    if not said:
        return "<a:p/>"
    bullets = numbered(said)
    return "".join(
        _paragraph(one, levels[min(one.level, 8)], sheet, bullet=bullet, number=number)
        for one, bullet in zip(said, bullets, strict=True)
    )


def _paragraph(said: Paragraph, level: Level, sheet: Sheet, *, bullet: Numbered | None, number: bool) -> str:
    inside = "".join(_runs(said, level, sheet, number=number))
    if all(run.formula or not run.text for run in said.runs):  # nothing else tells its size
        empty = said.runs[0] if said.runs else None
        inside += "" if empty is None else _properties(empty, level, sheet, tag="endParaRPr", linked=False)
    return f"<a:p>{_layout(said, level, sheet, bullet)}{inside}</a:p>"


def _layout(said: Paragraph, level: Level, sheet: Sheet, bullet: Numbered | None) -> str:
    """`a:pPr`, or nothing where the level already gives it all."""
    margin, indent = emu(said.indent), -emu(said.hanging)
    turned = scripts.runs_left(said.plain)
    align = "r" if turned and said.align == "left" else ALIGNS[said.align]
    before = round(said.before * 100)
    attributes = (
        (f' marL="{margin}"' if margin != level.margin else "")
        + (f' lvl="{min(said.level, 8)}"' if said.level else "")
        + (f' indent="{indent}"' if indent != level.indent else "")
        + (f' algn="{align}"' if align != level.align else "")
        + (' rtl="1"' if turned else "")
    )
    inside = (
        _pitch(said, level, sheet)
        + (f'<a:spcBef><a:spcPts val="{before}"/></a:spcBef>' if before != level.before else "")
        + ('<a:spcAft><a:spcPts val="0"/></a:spcAft>' if level.after else "")
        + _bullet(said, level, sheet, bullet)
    )
    if not attributes and not inside:
        return ""
    return f"<a:pPr{attributes}>{inside}</a:pPr>" if inside else f"<a:pPr{attributes}/>"


def _pitch(said: Paragraph, level: Level, sheet: Sheet) -> str:
    """The distance of lines, as a share of the font's own; in points where East Asian letters stand, whose
    fonts differ from machine to machine by a third."""
    if scripts.is_wide(said.plain) and not any(run.formula for run in said.runs):
        points = round(said.leading * max(run.size for run in said.runs) * 100)
        return f'<a:lnSpc><a:spcPts val="{points}"/></a:lnSpc>'
    pitch = spacing(said.leading, sheet.single)
    return f'<a:lnSpc><a:spcPct val="{pitch}"/></a:lnSpc>' if pitch != level.spacing else ""


def _bullet(said: Paragraph, level: Level, sheet: Sheet, number: Numbered | None) -> str:
    mark = said.bullet
    if mark is None:
        return "" if level.bullet == "<a:buNone/>" else "<a:buNone/>"
    first = said.runs[0] if said.runs else mark
    shade, size = colour(mark.colour, sheet.slots), round(mark.size / first.size * 100) * 1000
    own_shade = level.bullet_colour or colour(first.colour, sheet.slots)
    char = number.element if number else f'<a:buChar char="{quoted(mark.text.strip())}"/>'
    return (
        (f"<a:buClr>{shade}</a:buClr>" if shade != own_shade else "")
        + (f'<a:buSzPct val="{min(max(size, 25000), 400000)}"/>' if size != level.bullet_size else "")
        + (f'<a:buFont typeface="+mj-lt"/>{char}' if char != level.bullet else "")
    )


# PowerPoint reads _xHHHH_ as one character; a run that ends before the x keeps it six.
_CODE = re.compile(r"(?<=_)(?=x[0-9A-Fa-f]{4}_)")
_DIGITS = re.compile(r"(\D*)(\d+)(.*)", re.DOTALL)


def _runs(said: Paragraph, level: Level, sheet: Sheet, *, number: bool) -> Iterator[str]:
    for run in said.runs:
        if run.formula:
            yield _formula(run, run.formula, level, sheet, alone=len(said.runs) == 1)
            continue
        look = _properties(run, level, sheet)
        found = _DIGITS.fullmatch(run.text) if number else None
        if found:
            number = False
            yield from _pieces(found[1], look)
            yield f'<a:fld id="{_FIELD}" type="slidenum">{look}<a:t>{found[2]}</a:t></a:fld>'
            yield from _pieces(found[3], look)
        elif "\n" in run.text:
            plain = _properties(run, level, sheet, linked=False) if run.href else look
            for at, part in enumerate(run.text.split("\n")):
                if at:
                    yield f"<a:br>{plain}</a:br>"
                yield from _pieces(part, look)
        else:
            yield from _pieces(run.text, look)


def _formula(run: TextRun, formula: Formula, level: Level, sheet: Sheet, *, alone: bool) -> str:
    """An equation; its words for programs that know none."""
    from slides.formula.words import bits
    from slides.write.pptx_math import equation

    plain = replace(run, formula=None, href="", underline=False)

    def look(italic: bool, bold: bool) -> str:
        own = replace(plain, italic=italic, bold=bold or run.bold)
        return _properties(own, level, sheet, font="Cambria Math")

    words = (_bit(run, bit, level, sheet) for bit in bits(formula))
    return equation(formula, look, "".join(words), alone=alone)


def _bit(run: TextRun, bit: Bit, level: Level, sheet: Sheet) -> str:
    own = replace(
        run,
        text=bit.text,
        formula=None,
        italic=bit.italic,
        bold=run.bold or bit.bold,
        raised=bit.script == "sup",
        lowered=bit.script == "sub",
    )
    look = _properties(own, level, sheet)
    return f"<a:br>{look}</a:br>".join("".join(_pieces(part, look)) for part in bit.text.split("\n"))


_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"  # any GUID; the same one for every slide number


def _pieces(text: str, look: str) -> Iterator[str]:
    parts = _CODE.split(text) if "_x" in text else (text,)
    for part in parts:
        if shown := escaped(part):
            yield f"<a:r>{look}<a:t>{shown}</a:t></a:r>"


def _properties(
    run: TextRun, level: Level, sheet: Sheet, *, tag: str = "rPr", linked: bool = True, font: str = ""
) -> str:
    """`a:rPr` with what differs from the level's; `font` is one that the theme does not name."""
    shade, size = colour(run.colour, sheet.slots), round(run.size * 100)
    href = run.href if linked else ""
    face = font or (sheet.mono if run.face == "mono" else sheet.sans)
    spoken, beside = scripts.language(run.text, sheet.language)
    attributes = (
        (f' lang="{spoken}"' if spoken else "")
        + (f' altLang="{beside}"' if beside else "")
        + (f' sz="{size}"' if size != level.size else "")
        + (f' b="{run.bold:d}"' if run.bold != level.bold else "")
        + (f' i="{run.italic:d}"' if run.italic != level.italic else "")
        + (' u="sng"' if run.underline else "")
        + (' spc="0"' if level.spread else "")
        + (' cap="none"' if level.capitals else "")
        + (' strike="sngStrike"' if run.strike else "")
        + (' baseline="30000"' if run.raised else ' baseline="-25000"' if run.lowered else "")
    )
    inside = (
        (f"<a:solidFill>{shade}</a:solidFill>" if href or shade != level.colour else "")
        + (f"<a:highlight>{colour(run.mark, sheet.slots)}</a:highlight>" if run.mark else "")
        + (f'<a:latin typeface="{face}"/><a:cs typeface="{face}"/>' if face else "")
        + (link(href, sheet, keep_colour=True) if href else "")
    )
    return f"<a:{tag}{attributes}>{inside}</a:{tag}>" if inside else f"<a:{tag}{attributes}/>"


def body_properties(insets: tuple[int, int, int, int], anchor: str, *, wraps: bool = True) -> str:
    """`a:bodyPr` of a text box or shape; insets in EMU. The text is fitted already, so nothing autofits."""
    left, top, right, bottom = insets
    return (
        f'<a:bodyPr wrap="{"square" if wraps else "none"}" lIns="{left}" tIns="{top}" rIns="{right}"'
        f' bIns="{bottom}" rtlCol="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
    )


def placeholder_properties(
    insets: tuple[int, int, int, int], anchor: str, *, given: tuple[tuple[int, int, int, int], str]
) -> str:
    """`a:bodyPr` of a placeholder whose layout gives these insets and this anchor."""
    names = ("lIns", "tIns", "rIns", "bIns")
    attributes = "".join(
        f' {name}="{own}"'
        for name, own, known in zip(names, insets, given[0], strict=True)
        if abs(own - known) > emu(0.05)
    )
    attributes += f' anchor="{anchor}"' if anchor != given[1] else ""
    return f"<a:bodyPr{attributes}><a:noAutofit/></a:bodyPr><a:lstStyle/>"
