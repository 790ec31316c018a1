"""The package of a deck: its parts, their relationships, and the zip that holds them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from posixpath import dirname, relpath
from typing import NamedTuple

from slides.write.ooxml import HEAD, R, quoted

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
PML = "application/vnd.openxmlformats-officedocument.presentationml."
OFFICE = "application/vnd.openxmlformats-officedocument."
_MEDIA = {"png": "image/png", "jpeg": "image/jpeg"}


class Relation(NamedTuple):
    """`kind` is the relationship's full type; `target` a part's name, or an address if `outside`."""

    id: str
    kind: str
    target: str
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the package; `name` begins with `/`."""

    name: str
    type: str
    data: bytes
    relations: tuple[Relation, ...] = ()


@dataclass(slots=True)
class Relations:
    """The relationships of one part while it is written; the same target is related once."""

    _known: dict[tuple[str, str], Relation] = field(default_factory=dict)

    def add(self, kind: str, target: str, *, outside: bool = False) -> str:
        """The id of the relationship of that kind (the last word of its type) to `target`."""
        found = self._known.get((kind, target))
        if found is None:
            found = Relation(f"rId{len(self._known) + 1}", f"{R}/{kind}", target, outside)
            self._known[kind, target] = found
        return found.id

    def all(self) -> tuple[Relation, ...]:
        return tuple(self._known.values())


@dataclass(slots=True)
class Media:
    """The pictures of a deck, each held once however often it is shown."""

    _names: dict[bytes, str] = field(default_factory=dict)

    def name(self, data: bytes, media: str) -> str:
        """The part that holds `data`."""
        if data not in self._names:
            self._names[data] = f"/ppt/media/picture{len(self._names) + 1}.{media.removeprefix('image/')}"
        return self._names[data]

    def parts(self) -> tuple[Part, ...]:
        return tuple(Part(name, _MEDIA[name.rpartition(".")[2]], data) for data, name in self._names.items())


def package(parts: Iterable[Part], relations: tuple[Relation, ...]) -> bytes:
    """The zip of these parts in the order given, content types first, with fixed dates.

    `relations` are the package's own. The same parts give the same bytes.
    """
    parts = tuple(parts)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        _add(file, "[Content_Types].xml", _content_types(parts))
        _add(file, "_rels/.rels", _relations("/", relations))
        for part in parts:
            _add(file, part.name[1:], part.data)
            if part.relations:
                folder, _, name = part.name[1:].rpartition("/")
                _add(file, f"{folder}/_rels/{name}.rels", _relations(dirname(part.name), part.relations))
    return buffer.getvalue()


def _add(file: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # else the byte tells on which system it was written
    file.writestr(entry, data)


def _content_types(parts: tuple[Part, ...]) -> bytes:
    used = {part.name.rpartition(".")[2] for part in parts}
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        **{ending: kind for ending, kind in _MEDIA.items() if ending in used},
    }
    named = [f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in defaults.items()]
    named += [
        f'<Override PartName="{quoted(part.name)}" ContentType="{part.type}"/>'
        for part in parts
        if part.name.rpartition(".")[2] not in _MEDIA
    ]
    return f'{HEAD}<Types xmlns="{TYPES}">{"".join(named)}</Types>'.encode()


def _relations(folder: str, relations: tuple[Relation, ...]) -> bytes:
    entries = "".join(
        f'<Relationship Id="{found.id}" Type="{found.kind}" Target="{quoted(_target(folder, found))}"'
        + (' TargetMode="External"/>' if found.outside else "/>")
        for found in relations
    )
    return f'{HEAD}<Relationships xmlns="{RELATIONS}">{entries}</Relationships>'.encode()


def _target(folder: str, found: Relation) -> str:
    """An address as it is, a part by its way from `folder`."""
    if found.outside:
        return found.target
    return found.target[1:] if folder == "/" else relpath(found.target, folder)
