"""A template read: its parts, and its layouts by what they do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from slides.look.theme import load
from slides.write import pptx_master, pptx_roles
from slides.write.ooxml import A, Frame, P, R
from slides.write.pptx_layouts import Layout, Levels, layout_of, levels_of, plain_levels, whole
from slides.write.pptx_opened import Opened, TemplateError, opened, serialised, xml
from slides.write.pptx_package import OFFICE, PML, Part, Relation

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMES = {"a": A, "p": P}
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


@dataclass(frozen=True, slots=True)
class Template:
    """The main part and the others; `plain` is what text gets outside of placeholders.

    `page` is the size of a slide; `layouts` are those that slides use, by the names that they call them.
    """

    presentation: Part
    parts: tuple[Part, ...]
    page: Frame
    layouts: Mapping[str, Layout]
    plain: Levels
    notes: Levels
    notes_master: str
    macros: bool = False


@lru_cache(maxsize=4)
def read(data: bytes) -> Template:
    """The template in a .pptx, without the slides that it may hold; read once however often it is used.

    Layouts of ours are told by their names, those of others by their placeholders. A notes master is
    added where there is none. Raises TemplateError where it cannot be used.
    """
    found = opened(data)
    main = xml(found.main.data)
    plain = plain_levels(main)
    layouts = [
        layout_of(layout, master.name, above)
        for master in found.related(found.main, "slideMaster")
        for above in (xml(master.data, master.name),)
        for layout in found.related(master, "slideLayout")
    ]
    if not layouts:
        raise TemplateError("it has no layouts")
    page = _page(main)
    _drop_slides(main)
    found, notes = _with_notes(found, main)
    named = {layout.name: layout for layout in layouts}
    ours = set(pptx_master.LAYOUTS) <= set(named)
    return Template(
        presentation=replace(found.main, data=serialised(main)),
        parts=found.parts,
        page=page,
        layouts=named if ours else pptx_roles.assigned(layouts, page),
        plain=plain,
        notes=levels_of((xml(notes.data, notes.name).find("p:notesStyle", _NAMES),), plain),
        notes_master=notes.name,
        macros=found.macros,
    )


_SIZES = (914400, 51206400)  # ST_SlideSizeCoordinate: 1 to 56 inches


def _page(main: _Element) -> Frame:
    size = main.find("p:sldSz", _NAMES)
    wide, tall = (0, 0) if size is None else (whole(size.get("cx")), whole(size.get("cy")))
    if not all(_SIZES[0] <= side <= _SIZES[1] for side in (wide, tall)):
        raise TemplateError("it does not say how large its slides are")
    return Frame(0, 0, wide, tall)


_LEFT_BEHIND = ("sldIdLst", "custShowLst", "modifyVerifier", f"extLst/p:ext[@uri='{_SECTIONS}']")


def _drop_slides(presentation: _Element) -> None:
    """The list of slides goes, and what only slides or their author need."""
    for path in _LEFT_BEHIND:
        for found in presentation.findall(f"p:{path}", _NAMES):
            parent = found.getparent()
            if parent is not None:
                parent.remove(found)


def _with_notes(found: Opened, main: _Element) -> tuple[Opened, Part]:
    """The parts with a notes master, ours where there is none; `main` is changed to name it."""
    notes = next(found.related(found.main, "notesMaster"), None)
    if notes is not None:
        return found, notes
    from lxml import etree

    theme = load("light")
    dressed = Part(
        "/ppt/theme/themeNotes.xml",
        f"{OFFICE}theme+xml",
        pptx_master.theme_part(theme, theme.light, pptx_master.ON_LIGHT),
    )
    link = Relation("rId1", f"{R}/theme", dressed.name)
    data = pptx_master.notes_master(theme)
    notes = Part("/ppt/notesMasters/notesMasterOwn.xml", f"{PML}notesMaster+xml", data, (link,))
    listed = etree.fromstring(
        f'<p:notesMasterIdLst xmlns:p="{P}" xmlns:r="{R}"><p:notesMasterId r:id="rIdNotes"/>'
        "</p:notesMasterIdLst>"
    )
    main.insert(sum(child.tag == f"{{{P}}}sldMasterIdLst" for child in main), listed)
    to_notes = Relation("rIdNotes", f"{R}/notesMaster", notes.name)
    changed = replace(found.main, relations=(*found.main.relations, to_notes))
    return replace(found, main=changed, parts=(*found.parts, notes, dressed)), notes
