"""The template of a theme: master, layouts, theme, notes master, as a .pptx without slides.

Every place, size and colour comes from the theme; only the few shapes that decorate are laid out here.
"""

from __future__ import annotations

from collections.abc import Mapping

from slides.geometry import Box
from slides.look.contrast import is_dark
from slides.look.decor import cover_decoration, master_decoration, statement_decoration
from slides.look.theme import Theme
from slides.write.ooxml import HEAD, SPACES, A, R, colour, emu, frame, quoted, spacing, transform
from slides.write.pptx_decor import decoration
from slides.write.pptx_package import OFFICE, PML, Part, Relation, package

LAYOUTS = {"cover": "title", "content": "obj", "statement": "", "figure": "titleOnly"}  # PowerPoint's types
KINDS = {"title": "title", "subtitle": "subTitle", "body": "body", "footer": "ftr", "number": "sldNum"}
INDEX = {"subtitle": 1, "body": 1, "footer": 11, "number": 12}
STYLES = {"title": "title", "subtitle": "cover-sub", "body": "body", "footer": "footer", "number": "footer"}
OWN = {  # where a layout sets text otherwise than the master
    ("cover", "title"): "cover",
    ("cover", "subtitle"): "cover-sub",
    ("statement", "body"): "statement",
}
SAMPLES = {
    "title": ("Title",),
    "subtitle": ("Subtitle, names, date",),
    "body": ("First level", "Second level", "Third level", "Fourth level", "Fifth level"),
    "footer": ("Footer",),
}
HANGING = 18.0  # from one level of bullets to the next, and from a bullet to its text, pt
BULLETS = "•–•–•–•–•"
FIRST_ID = 2147483648  # the least id of a master or layout (ST_SlideMasterId)
ACCENT = '<a:schemeClr val="accent1"/>'
STEADY = ' defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1"'
NO_INSETS = 'lIns="0" tIns="0" rIns="0" bIns="0"'
QUARTER = ' sz="quarter"'
GROUND = '<p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
EMPTY = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm>'
    "</p:grpSpPr>"
)
ACCENTS = (*(f"accent{at}" for at in range(1, 7)), "hlink", "folHlink")
# Which of the four plain colours of a theme are ground and text: the lighter pair below dark text, or above.
ON_LIGHT = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
ON_DARK = {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}


def template(theme: Theme) -> bytes:
    """The template of `theme` as a .pptx without slides."""
    layouts = [
        Part(
            f"/ppt/slideLayouts/slideLayout{number}.xml",
            f"{PML}slideLayout+xml",
            layout(theme, name),
            (Relation("rId1", f"{R}/slideMaster", "/ppt/slideMasters/slideMaster1.xml"),),
        )
        for number, name in enumerate(LAYOUTS, 1)
    ]
    below = [Relation(f"rId{at}", f"{R}/slideLayout", part.name) for at, part in enumerate(layouts, 1)]
    below.append(Relation(f"rId{len(below) + 1}", f"{R}/theme", "/ppt/theme/theme1.xml"))
    notes = (Relation("rId1", f"{R}/theme", "/ppt/theme/theme2.xml"),)
    parts = [
        Part(
            "/ppt/presentation.xml",
            f"{PML}presentation.main+xml",
            presentation(theme),
            tuple(main_relations()),
        ),
        Part("/ppt/slideMasters/slideMaster1.xml", f"{PML}slideMaster+xml", master(theme), tuple(below)),
        *layouts,
        Part("/ppt/notesMasters/notesMaster1.xml", f"{PML}notesMaster+xml", notes_master(theme), notes),
        Part("/ppt/theme/theme1.xml", f"{OFFICE}theme+xml", theme_part(theme, shown(theme), plain(theme))),
        Part("/ppt/theme/theme2.xml", f"{OFFICE}theme+xml", theme_part(theme, theme.light, ON_LIGHT)),
        Part("/ppt/presProps.xml", f"{PML}presProps+xml", whole("p:presentationPr", "")),
        Part("/ppt/viewProps.xml", f"{PML}viewProps+xml", whole("p:viewPr", "")),
        Part("/ppt/tableStyles.xml", f"{PML}tableStyles+xml", TABLE_STYLES),
    ]
    return package(parts, (Relation("rId1", f"{R}/officeDocument", "/ppt/presentation.xml"),))


def shown(theme: Theme) -> dict[str, str]:
    """The hex of each colour as slides show it."""
    return {name: one.hex for name, one in theme.colours.items()}


def plain(theme: Theme) -> dict[str, str]:
    """What the plain colours are called where the slides' ground is light, or dark."""
    return ON_DARK if is_dark(theme.colour("paper").hex) else ON_LIGHT


def colour_map(plain: Mapping[str, str]) -> str:
    """The attributes of `p:clrMap`."""
    names = {**plain, **{name: name for name in ACCENTS}}
    return " ".join(f'{name}="{slot}"' for name, slot in names.items())


TABLE_STYLES = f'{HEAD}<a:tblStyleLst xmlns:a="{A}" def="{{2D5ABB26-0587-4C30-8999-92F81FD0307C}}"/>'.encode()


def main_relations() -> list[Relation]:
    targets = {
        "slideMaster": "slideMasters/slideMaster1",
        "notesMaster": "notesMasters/notesMaster1",
        "presProps": "presProps",
        "viewProps": "viewProps",
        "theme": "theme/theme1",
        "tableStyles": "tableStyles",
    }
    return [
        Relation(f"rId{at}", f"{R}/{kind}", f"/ppt/{name}.xml")
        for at, (kind, name) in enumerate(targets.items(), 1)
    ]


def whole(tag: str, inside: str, attributes: str = "") -> bytes:
    return f"{HEAD}<{tag} {SPACES}{attributes}>{inside}</{tag}>".encode()


def presentation(theme: Theme) -> bytes:
    inside = (
        f'<p:sldMasterIdLst><p:sldMasterId id="{FIRST_ID}" r:id="rId1"/></p:sldMasterIdLst>'
        '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        f'<p:sldSz cx="{emu(theme.width)}" cy="{emu(theme.height)}"/><p:notesSz cx="6858000" cy="9144000"/>'
        f"<p:defaultTextStyle>{plain_levels()}</p:defaultTextStyle>"
    )
    return whole("p:presentation", inside, ' saveSubsetFonts="1"')


# Text styles


def character(size: float, shade: str, *, bold: bool = False, font: str = "mn") -> str:
    return (
        f'<a:defRPr sz="{round(size * 100)}" b="{bold:d}" kern="1200"><a:solidFill>{shade}</a:solidFill>'
        f'<a:latin typeface="+{font}-lt"/><a:ea typeface="+{font}-ea"/><a:cs typeface="+{font}-cs"/>'
        "</a:defRPr>"
    )


def level(theme: Theme, name: str, at: int = 1, *, bullet: str = "", align: str = "l") -> str:
    """`a:lvlNpPr` of the style of that name, `at` from 1; a deeper level is a step smaller."""
    style = theme.text[name]
    size = style.sizes[min(at, len(style.sizes)) - 1]
    margin, indent = (HANGING * at, -HANGING) if bullet else (HANGING * (at - 1), 0)
    dot = f'<a:buClr>{ACCENT}</a:buClr><a:buFont typeface="Arial"/><a:buChar char="{bullet}"/>'
    mark = dot if bullet else "<a:buNone/>"
    font = "mj" if name in ("cover", "title") else "mn"
    shade = colour(style.colour, theme.slots)
    return (
        f'<a:lvl{at}pPr marL="{emu(margin)}" indent="{emu(indent)}" algn="{align}"{STEADY}>'
        f'<a:lnSpc><a:spcPct val="{spacing(style.leading, theme.single)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{round(style.before * 100)}"/></a:spcBef>{mark}'
        f"{character(size, shade, bold=style.bold, font=font)}</a:lvl{at}pPr>"
    )


def levels(theme: Theme, name: str, *, bullets: str = " " * 9) -> str:
    """Nine levels in the style of that name."""
    return "".join(level(theme, name, at, bullet=mark.strip()) for at, mark in enumerate(bullets, 1))


def plain_levels() -> str:
    """Nine levels as PowerPoint gives them to a new text box."""
    look = character(18, '<a:schemeClr val="tx1"/>')
    return "".join(f'<a:lvl{at}pPr marL="0" algn="l"{STEADY}>{look}</a:lvl{at}pPr>' for at in range(1, 10))


# Placeholders


def placeholder(theme: Theme, role: str, box: Box, *, number: int, layout: str = "") -> str:
    """The placeholder of `role` on the master or, with its name, on a layout."""
    style = OWN.get((layout, role), STYLES[role])
    kind = "ctrTitle" if style == "cover" else KINDS[role]
    index = f' idx="{INDEX[role]}"' if role in INDEX else ""
    small = role in ("footer", "number")
    if small:
        own = level(theme, style, align="r" if role == "number" else "l")
    elif (layout, role) in OWN:
        own = level(theme, style) if role == "title" else levels(theme, style)
    else:
        own = ""
    anchor = {"top": "t", "middle": "ctr", "bottom": "b"}[theme.text[style].anchor]
    return text_shape(
        f'<p:cNvPr id="{number}" name="{role.capitalize()}"/>',
        f'<p:ph type="{kind}"{QUARTER if small else ""}{index}/>',
        box,
        f'<a:bodyPr vert="horz" wrap="square" {NO_INSETS} rtlCol="0" anchor="{anchor}">'
        f"{'' if small else '<a:normAutofit/>'}</a:bodyPr><a:lstStyle>{own}</a:lstStyle>{sample(role)}",
    )


def text_shape(named: str, mark: str, box: Box, body: str) -> str:
    return (
        f'<p:sp><p:nvSpPr>{named}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr>{mark}</p:nvPr></p:nvSpPr>"
        f'<p:spPr>{transform(frame(box))}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f"<p:txBody>{body}</p:txBody></p:sp>"
    )


def sample(role: str) -> str:
    """What a placeholder shows in the master view. An empty footer would lose its style in LibreOffice."""
    said = '<a:rPr lang="en-US"/><a:t>'
    if role == "number":
        field = '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
        return f"<a:p>{field}{said}‹#›</a:t></a:fld></a:p>"
    return "".join(
        f'<a:p><a:pPr lvl="{at}"/><a:r>{said}{words}</a:t></a:r></a:p>'
        for at, words in enumerate(SAMPLES[role])
    )


# Parts


def layout(theme: Theme, name: str) -> bytes:
    drawn = {"cover": cover_decoration, "statement": statement_decoration}.get(name)
    roles = [role for role in theme.layouts[name] if role in KINDS]
    shapes = (decoration(drawn(theme)) if drawn else "") + "".join(
        placeholder(theme, role, theme.layouts[name][role], number=number, layout=name)
        for number, role in enumerate(roles, 2)
    )
    kind = f' type="{LAYOUTS[name]}"' if LAYOUTS[name] else ' userDrawn="1"'
    hidden = ' showMasterSp="0"' if name == "cover" else ""
    inside = (
        f'<p:cSld name="{name}"><p:spTree>{EMPTY}{shapes}</p:spTree></p:cSld>'
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
    )
    return whole("p:sldLayout", inside, f'{hidden}{kind} preserve="1"')


def master(theme: Theme) -> bytes:
    shapes = decoration(master_decoration(theme)) + "".join(
        placeholder(theme, role, box, number=number)
        for number, (role, box) in enumerate(theme.layouts["content"].items(), 2)
    )
    listed = "".join(
        f'<p:sldLayoutId id="{FIRST_ID + at}" r:id="rId{at}"/>' for at, _ in enumerate(LAYOUTS, 1)
    )
    inside = (
        f"<p:cSld>{GROUND}<p:spTree>{EMPTY}{shapes}</p:spTree></p:cSld><p:clrMap {colour_map(plain(theme))}/>"
        f"<p:sldLayoutIdLst>{listed}</p:sldLayoutIdLst><p:txStyles>"
        f"<p:titleStyle>{level(theme, 'title')}</p:titleStyle>"
        f"<p:bodyStyle>{levels(theme, 'body', bullets=BULLETS)}</p:bodyStyle>"
        f"<p:otherStyle>{plain_levels()}</p:otherStyle></p:txStyles>"
    )
    return whole("p:sldMaster", inside, ' preserve="1"')


def notes_master(theme: Theme) -> bytes:
    """The slide above, what is said below it; the page is 540 by 720 pt."""
    picture = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{transform(frame(Box(54, 54, 432, 243)))}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:noFill/><a:ln w="9525"><a:solidFill><a:schemeClr val="accent6"/></a:solidFill></a:ln>'
        "</p:spPr></p:sp>"
    )
    notes = text_shape(
        '<p:cNvPr id="3" name="Notes"/>',
        f'<p:ph type="body"{QUARTER} idx="1"/>',
        Box(54, 320, 432, 340),
        f"<a:bodyPr {NO_INSETS}/><a:lstStyle/>{sample('body')}",
    )
    number = text_shape(
        '<p:cNvPr id="4" name="Number"/>',
        f'<p:ph type="sldNum"{QUARTER} idx="5"/>',
        Box(306, 684, 180, 24),
        f"<a:bodyPr {NO_INSETS}/><a:lstStyle>{level(theme, 'footer', align='r')}</a:lstStyle>"
        + sample("number"),
    )
    inside = (
        f"<p:cSld>{GROUND}<p:spTree>{EMPTY}{picture}{notes}{number}</p:spTree></p:cSld>"
        f"<p:clrMap {colour_map(ON_LIGHT)}/><p:notesStyle>{levels(theme, 'notes')}</p:notesStyle>"
    )
    return whole("p:notesMaster", inside)


def theme_part(theme: Theme, hexes: Mapping[str, str], plain: Mapping[str, str]) -> bytes:
    """`a:theme` with these colours; `plain` as in `colour_map`."""
    slots = {plain.get(slot, slot): hexes[name].lstrip("#") for name, slot in theme.slots.items()}
    order = ("dk1", "lt1", "dk2", "lt2", *ACCENTS)
    colours = "".join(f'<a:{slot}><a:srgbClr val="{slots[slot]}"/></a:{slot}>' for slot in order)
    name, fonts = quoted(theme.name), theme.fonts
    major, minor = (
        f'<a:latin typeface="{quoted(font)}"/><a:ea typeface=""/><a:cs typeface=""/>'
        for font in (fonts.get("title", fonts["sans"]), fonts["sans"])
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(
        f'<a:ln w="{width}">{fill}<a:prstDash val="solid"/></a:ln>' for width in (9525, 12700, 19050)
    )
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'{HEAD}<a:theme xmlns:a="{A}" name="{name}"><a:themeElements>'
        f'<a:clrScheme name="{name}">{colours}</a:clrScheme>'
        f'<a:fontScheme name="{name}"><a:majorFont>{major}</a:majorFont>'
        f"<a:minorFont>{minor}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="{name}"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>"
        "<a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    ).encode()
