"""A PowerPoint file of whoever made it → the parts that a template needs, and nothing that could do harm.

Nothing is unpacked to disk and only what the main part leads to is read, each part up to a limit.
Document types and entities, names that lead out of the package and files elsewhere are refused;
macros, embedded objects, slides and comments are left behind.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from slides.write.ooxml import HEAD, A, P, R
from slides.write.pptx_package import PML, RELATIONS, TYPES, Part, Relation

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST = 100_000_000  # bytes of a template, and of what is read of it
_LARGEST_XML = 20_000_000  # bytes of one part: parsed, it takes ten times as much
_MOST_ENTRIES = 5000
_MAIN = {"presentation.main+xml", "template.main+xml", "slideshow.main+xml"}
_MACROS = "macroEnabled.main+xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
_ODD_NAME = re.compile(r"^[/\\]|[\\:\x00-\x1f]|(^|/)\.\.(/|$)")
_ADDRESS = re.compile(r"(?i)^(https?://|mailto:)")

# What is followed from one part to another, by the last word of the relationship's type.
_KEPT = {
    "slideMaster", "slideLayout", "notesMaster", "handoutMaster", "theme", "themeOverride", "image",
    "hdphoto", "presProps", "viewProps", "tableStyles", "font",
}  # fmt: skip
_HOLDERS = {  # what goes with a part that is left behind
    f"{{{P}}}{name}" for name in ("sp", "pic", "graphicFrame", "cxnSp", "sndAc", "controls", "custDataLst")
} | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"}


class TemplateError(ValueError):
    """A file cannot be used as a template; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The main part and all others that it leads to; `macros` were in the file and are left behind."""

    main: Part
    parts: tuple[Part, ...]
    macros: bool = False

    def part(self, name: str) -> Part:
        return next(part for part in self.parts if part.name == name)

    def related(self, part: Part, kind: str) -> Iterator[Part]:
        """The parts that `part` has relationships of that kind to, in their order."""
        known = {one.name: one for one in self.parts}
        return (known[one.target] for one in part.relations if tail(one.kind) == kind)


def opened(data: bytes) -> Opened:
    """The parts of a .pptx, .potx or .pptm; raises TemplateError where it is none, or refused, with why."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return _Reader(file).read()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, KeyError):
        if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            raise TemplateError("it has a password, or is of the old kind (.ppt)") from None
        raise TemplateError("it is no PowerPoint file, or a broken one") from None


def xml(data: bytes, name: str = "a part") -> _Element:
    """The root of an XML part, without entities and without the network; raises TemplateError."""
    from lxml import etree

    if len(data) > _LARGEST_XML:
        raise TemplateError(f"its {name} is larger than {_LARGEST_XML // 1_000_000} MB")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise TemplateError(f"its {name} is broken") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise TemplateError(f"its {name} defines entities or a document type")
    return root


def tail(kind: str) -> str:
    """The last word of a relationship's type."""
    return kind.rpartition("/")[2]


class _Reader:
    """Reads parts one after another and remembers how much that was."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self._left = LARGEST
        names = file.namelist()
        if len(names) > _MOST_ENTRIES:
            raise TemplateError(f"it holds more than {_MOST_ENTRIES} files")
        if any(_ODD_NAME.search(name) for name in names):
            raise TemplateError("it holds a file whose name leads out of it")
        if len({name.casefold() for name in names}) < len(names):
            raise TemplateError("it holds two files of one name")
        self._names = {f"/{name}".casefold(): name for name in names}
        self._types = self._content_types()

    def read(self) -> Opened:
        root = next((one for one in self._relations("/") if tail(one.kind) == "officeDocument"), None)
        kind = self._type(root.target) if root else ""
        if root is None or not (kind.rpartition(".presentationml.")[2] in _MAIN or kind.endswith(_MACROS)):
            raise TemplateError("it is no presentation")
        main, links = self._part(root.target, f"{PML}presentation.main+xml")
        macros = any(tail(one.kind) == "vbaProject" for one in links)
        parts: dict[str, Part] = {}
        waiting = [one.target for one in main.relations]
        while waiting:
            name = waiting.pop(0)
            if name not in parts and name != main.name:
                parts[name], _ = self._part(name, self._type(name))
                waiting += [one.target for one in parts[name].relations if not one.outside]
        return Opened(main, tuple(parts.values()), macros)

    def _part(self, name: str, kind: str) -> tuple[Part, tuple[Relation, ...]]:
        """A part with the relationships that are kept, and all that it had."""
        data = self._bytes(name)
        links = self._relations(name)
        kept = tuple(one for one in links if self._is_kept(one, name))
        part = Part(name, kind, data, kept)
        if kind.endswith("+xml") and not kind.startswith("image/"):
            root = xml(data, name)
            if _STRICT in data[:2000]:
                raise TemplateError(
                    'it is of the kind "Strict Open XML"; save it as an ordinary presentation'
                )
            lost = {one.id for one in links} - {one.id for one in kept}
            if lost and _without(root, lost):
                part = replace(part, data=serialised(root))
        return part, links

    def _is_kept(self, link: Relation, name: str) -> bool:
        kind = tail(link.kind)
        if link.outside:
            if kind == "hyperlink":
                return bool(_ADDRESS.match(link.target))
            raise TemplateError(f"its {name} refers to {link.target[:80]!r}, which is not in the file")
        return kind in _KEPT and link.target.casefold() in self._names

    def _bytes(self, name: str) -> bytes:
        with self._file.open(self._names[name.casefold()]) as file:
            data = file.read(self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise TemplateError(f"it is larger than {LARGEST // 1_000_000} MB unpacked")
        return data

    def _relations(self, name: str) -> tuple[Relation, ...]:
        folder = dirname(name)
        own = "/_rels/.rels" if name == "/" else f"{folder}/_rels/{name.rpartition('/')[2]}.rels"
        if own.casefold() not in self._names:
            return ()
        found: list[Relation] = []
        for one in xml(self._bytes(own), own).iter(f"{{{RELATIONS}}}Relationship"):
            outside = one.get("TargetMode") == "External"
            target = one.get("Target", "")
            where = target if outside else normpath(join(folder, target))
            found.append(Relation(one.get("Id", ""), one.get("Type", ""), where, outside))
        return tuple(found)

    def _content_types(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for one in xml(self._bytes("/[Content_Types].xml"), "list of contents").iter(f"{{{TYPES}}}*"):
            key = one.get("PartName") or f".{one.get('Extension', '')}"
            found[key.casefold()] = one.get("ContentType", "")
        return found

    def _type(self, name: str) -> str:
        ending = f".{name.rpartition('.')[2]}"
        return self._types.get(name.casefold()) or self._types.get(ending.casefold(), "")


def _without(root: _Element, lost: Iterable[str]) -> bool:
    """Takes out what refers to relationships that are lost; True where there was something."""
    gone = set(lost)
    users = [one for one in root.iter() if any(_refers(key) and one.get(key) in gone for key in one.attrib)]
    for one in users:
        holder = one
        if not str(one.tag).startswith(f"{{{A}}}hlink"):
            holder = next((up for up in one.iterancestors() if up.tag in _HOLDERS), one)
        parent = holder.getparent()
        if parent is not None:
            parent.remove(holder)
    return bool(users)


def _refers(key: object) -> bool:
    return str(key).startswith(f"{{{R}}}")


def serialised(root: _Element) -> bytes:
    from lxml import etree

    return HEAD.encode() + etree.tostring(root)
