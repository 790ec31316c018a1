"""Deck → .pptx: the parts of a template, and slides written as text, so that each costs the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from slides.look import assets
from slides.look.grounds import PANEL
from slides.outlines import FORMS
from slides.scene import Curve, Deck, Group, Item, Paragraph, Scene, Shape, Slide, Text, walk
from slides.write.ooxml import HEAD, SPACES, R, fill, quoted
from slides.write.pptx_layouts import Layout, Placeholder
from slides.write.pptx_package import CORE, PML, Media, Part, Relation, package
from slides.write.pptx_presentation import application, core, presentation
from slides.write.pptx_shapes import FIRST_NUMBER, Page, placeholder, shapes
from slides.write.pptx_template import Template, read
from slides.write.pptx_text import Sheet, paragraphs
from slides.write.pptx_timing import Target, timing, transition

if TYPE_CHECKING:
    from slides.look.theme import Theme

SLIDE = f"{PML}slide+xml"


def write(deck: Deck, theme: Theme) -> bytes:
    """The deck as a .pptx made from the theme's template; the same deck gives the same bytes.

    Reads the template, pure otherwise. Raises KeyError for a layout that the template lacks, a join,
    link or click to nothing; ValueError for a link that is not http, https, mailto, a path or to a slide.
    """
    template = read(theme.package or _made(theme))
    places = {slide.id: _slide_name(number) for number, slide in enumerate(deck.slides, 1)}
    language = deck.language if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", deck.language) else ""
    sheet = partial(Sheet, theme.slots, quoted(theme.fonts["mono"]), language, single=theme.single)
    media = Media()
    pages: list[Part] = []
    for number, slide in enumerate(deck.slides, 1):
        pages.append(_slide(slide, number, template, sheet(places), media))
        if slide.notes:
            said = theme.printed(slide.notes)
            plain = sheet(None)
            if theme.package:  # whose theme colours a page of notes of theirs has, nobody knows
                plain = replace(plain, slots={"ink": "tx1"})
            pages.append(_notes(said, number, template, plain))
    main = presentation(template.presentation, deck, [part for part in pages if part.type == SLIDE])
    about, counts = core(deck), application(deck)
    roots = (
        Relation("rId1", f"{R}/officeDocument", main.name),
        Relation("rId2", CORE, about.name),
        Relation("rId3", f"{R}/extended-properties", counts.name),
    )
    return package((about, counts, main, *template.parts, *pages, *media.parts()), roots)


def _made(theme: Theme) -> bytes:
    """The template of a theme: a file, or made from what the theme says."""
    if theme.template:
        return assets.template_file(theme.template).read_bytes()
    from slides.write import pptx_master

    return pptx_master.template(theme)


def _slide_name(number: int) -> str:
    return f"/ppt/slides/slide{number}.xml"


def _notes_name(number: int) -> str:
    return f"/ppt/notesSlides/notesSlide{number}.xml"


def _slide(slide: Slide, number: int, template: Template, sheet: Sheet, media: Media) -> Part:
    layout = template.layouts[slide.layout]
    mapping = "<a:masterClrMapping/>"
    if layout.colours:  # theme colours mean others here: ours stay as they are
        sheet, mapping = replace(sheet, slots={}), f"<a:overrideClrMapping{layout.colours}/>"
    sheet.relations.add("slideLayout", layout.part)
    if slide.notes:
        sheet.relations.add("notesSlide", _notes_name(number))
    items = tuple(_ordered(slide.scene.items, layout))
    every = tuple(item for item, _ in items)
    page = Page(sheet, media, template.plain, _targets(every), odd=_odd(every))
    clicks = tuple(_appearing(slide.reveal, tuple(item for item, _ in items)))
    drawn = "".join(
        placeholder(item, given, page) if given and isinstance(item, Text) else shapes((item,), page)
        for item, given in items
    )
    data = (
        f'{HEAD}<p:sld {SPACES}><p:cSld name="{quoted(slide.id)}">{_ground(slide.scene, sheet)}'
        f"<p:spTree>{_TREE}{drawn}</p:spTree></p:cSld><p:clrMapOvr>{mapping}</p:clrMapOvr>"
        f"{transition(slide.transition)}{timing(clicks)}</p:sld>"
    )
    return Part(_slide_name(number), SLIDE, data.encode(), sheet.relations.all())


_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/>'
    "</a:xfrm></p:grpSpPr>"
)
_Placed = tuple[Item, Placeholder | None]


_LAST = ("footer", "number", "date")  # what is read last


def _ordered(items: tuple[Item, ...], layout: Layout) -> Iterator[_Placed]:
    """The items with the placeholders that they fill, as they are read: title first, footer and number last.

    The first text of a role takes the layout's placeholder, any other is a text box.
    """
    filled: dict[str, _Placed] = {}
    rest: list[_Placed] = []
    for item in items:
        if isinstance(item, Text) and item.role in layout.placeholders and item.role not in filled:
            filled[item.role] = item, layout.placeholders[item.role]
            rest += [] if item.role in ("title", *_LAST) else [filled[item.role]]
        else:
            rest.append((item, None))
    yield from (one for one in rest if one[0].id == PANEL)  # first is lowest
    yield from (filled[role] for role in ("title",) if role in filled)
    yield from (one for one in rest if one[0].id != PANEL)
    yield from (filled[role] for role in _LAST if role in filled)


def _targets(items: tuple[Item, ...]) -> dict[str, int]:
    """The shape numbers of what a connector can be glued to; groups and curves are not."""
    return {
        item.id: number
        for number, item in enumerate(walk(items), FIRST_NUMBER)
        if not isinstance(item, (Curve, Group))
    }


def _odd(items: tuple[Item, ...]) -> frozenset[str]:
    """The shapes whose sites are not numbered as those of a rectangle: LibreOffice knows no others."""
    odd = {name for name, form in FORMS.items() if form.numbers != (0, 1, 2, 3)}
    return frozenset(item.id for item in walk(items) if isinstance(item, Shape) and item.outline in odd)


def _appearing(reveal: tuple[tuple[str, ...], ...], items: tuple[Item, ...]) -> Iterator[list[Target]]:
    """What each click brings; KeyError for what is not on the slide itself but in a group, or nowhere."""
    if not reveal:
        return
    numbers = {item.id: number for number, item in enumerate(walk(items), FIRST_NUMBER)}
    found = {
        item.id: Target(numbers[item.id], isinstance(item, (Shape, Text)), isinstance(item, Shape))
        for item in items
    }
    for click in reveal:
        yield [found[id] for id in click]


def _ground(scene: Scene, sheet: Sheet) -> str:
    """The slide's background, unless it is the layout's own."""
    if scene.ground is None or scene.ground.name in ("paper", "ground"):
        return ""
    return f"<p:bg><p:bgPr>{fill(scene.ground, sheet.slots)}<a:effectLst/></p:bgPr></p:bg>"


def _notes(notes: tuple[Paragraph, ...], number: int, template: Template, sheet: Sheet) -> Part:
    sheet.relations.add("notesMaster", template.notes_master)
    sheet.relations.add("slide", _slide_name(number))
    said = paragraphs(notes, template.notes, sheet)
    data = (
        f"{HEAD}<p:notes {SPACES}><p:cSld><p:spTree>{_TREE}"
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{said}</p:txBody></p:sp>"
        "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    )
    return Part(_notes_name(number), f"{PML}notesSlide+xml", data.encode(), sheet.relations.all())
