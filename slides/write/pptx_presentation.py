"""What is said once for a whole deck: its list of slides, its sections, its properties."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from uuid import NAMESPACE_URL, uuid5

from slides.scene import Deck
from slides.write.ooxml import HEAD, P, R, escaped, quoted
from slides.write.pptx_package import OFFICE, Part, Relation

_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_FIRST = 256  # the least that p:sldId may be


def presentation(template: Part, deck: Deck, slides: Sequence[Part]) -> Part:
    """The template's main part with these slides in it, in sections."""
    from lxml import etree

    root = etree.fromstring(template.data)
    taken = {found.id for found in template.relations}
    relations = [Relation(f"rIdS{at}", f"{R}/slide", slide.name) for at, slide in enumerate(slides, 1)]
    if taken & {found.id for found in relations}:
        raise ValueError("the template has relationships named like a slide's")
    entries = "".join(
        f'<p:sldId id="{_FIRST + at}" r:id="{found.id}"/>' for at, found in enumerate(relations)
    )
    listed = etree.fromstring(f'<p:sldIdLst xmlns:p="{P}" xmlns:r="{R}">{entries}</p:sldIdLst>')
    before = [f"{{{P}}}{name}" for name in ("sldMasterIdLst", "notesMasterIdLst", "handoutMasterIdLst")]
    root.insert(sum(child.tag in before for child in root), listed)
    if any(slide.section for slide in deck.slides):
        extensions = root.find(f"{{{P}}}extLst")
        if extensions is None:
            extensions = etree.SubElement(root, f"{{{P}}}extLst")
        extensions.append(etree.fromstring(_sections(deck)))
    etree.cleanup_namespaces(root, keep_ns_prefixes=["a", "r", "p"])
    data = HEAD.encode() + etree.tostring(root)
    return replace(template, data=data, relations=(*template.relations, *relations))


def _sections(deck: Deck) -> str:
    """Runs of slides of one section; slides without one stand under the deck's title."""
    runs = groupby(enumerate(deck.slides, _FIRST), key=lambda entry: entry[1].section)
    sections = "".join(
        f'<p14:section name="{quoted(name or deck.title)}" id="{_guid(f"{at}/{name}")}"><p14:sldIdLst>'
        + "".join(f'<p14:sldId id="{number}"/>' for number, _ in run)
        + "</p14:sldIdLst></p14:section>"
        for at, (name, run) in enumerate(runs)
    )
    return (
        f'<p:ext xmlns:p="{P}" uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}">'
        f'<p14:sectionLst xmlns:p14="{_P14}">{sections}</p14:sectionLst></p:ext>'
    )


def _guid(name: str) -> str:
    """The same name gives the same GUID, on every machine."""
    return f"{{{str(uuid5(NAMESPACE_URL, name)).upper()}}}"


def core(deck: Deck) -> Part:
    """The core properties; the dates are the deck's own, and left out where it has no full one."""
    found = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", deck.date)
    day = f"{found[1]}-{found[2]}-{found[3] or '01'}T00:00:00Z" if found else ""
    said = {
        "dc:title": deck.title,
        "dc:subject": deck.subject,
        "dc:creator": deck.author,
        "cp:keywords": ", ".join(deck.keywords),
        "cp:lastModifiedBy": deck.author,
        "dc:language": deck.language,
    }
    entries = "".join(f"<{tag}>{escaped(text)}</{tag}>" for tag, text in said.items() if text)
    for tag in ("created", "modified") if day else ():
        entries += f'<dcterms:{tag} xsi:type="dcterms:W3CDTF">{day}</dcterms:{tag}>'
    data = (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{entries}</cp:coreProperties>'
    )
    kind = "application/vnd.openxmlformats-package.core-properties+xml"
    return Part("/docProps/core.xml", kind, data.encode())


def application(deck: Deck) -> Part:
    """The extended properties: which program wrote the file, and how many slides it holds."""
    notes = sum(bool(slide.notes) for slide in deck.slides)
    data = (
        f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>slides</Application><PresentationFormat>Widescreen</PresentationFormat>"
        f"<Slides>{len(deck.slides)}</Slides><Notes>{notes}</Notes></Properties>"
    )
    return Part("/docProps/app.xml", f"{OFFICE}extended-properties+xml", data.encode())
