"""A file that becomes a deck: a spec, or a note in Markdown by its ending."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from slides.source import Problem, Source
from slides.spec import read
from slides.spec.document import Document

if TYPE_CHECKING:
    from slides.fetch import Fetcher

ENDINGS = (".md", ".markdown")


def is_note(path: Path) -> bool:
    """The name of a file says that it holds Markdown.

    >>> is_note(Path("notes/A.MD")), is_note(Path("spec/a.yaml"))
    (True, False)
    """
    return path.suffix.lower() in ENDINGS


def read_file(path: Path, shown: str | None = None) -> Document:
    """The spec in a file, or that a note stands for; raises SpecError with every problem found."""
    if not is_note(path):
        return read.read_file(path, shown)
    from slides.markdown import note

    name = shown or str(path)
    return note.read(read.text_of(path, name), name, read.beside_of(path))


@dataclass(frozen=True, slots=True)
class Imported:
    """The spec that a note stands for, as YAML; what it could not take; and the pictures that were fetched,
    by their paths from the spec's folder."""

    text: str
    problems: Sequence[Problem]
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def imported(
    path: Path, out: Path | None = None, fetch: Fetcher | None = None, *, plain: bool = False
) -> Imported:
    """The spec of a note, as it lies at `out`; with `fetch` the pictures on the web come beside it; of a
    `plain` one all is sections.

    Raises SpecError with every problem found.
    """
    from slides.markdown import emit, note, pictures

    name = str(path)
    opened = read.beside_of(path)
    root, problems = note.spec_node(Source(name, read.text_of(path, name)), opened, plain=plain)
    document = note.uncited(read.built(root.span.source, root, problems, opened=opened))
    problems = list(document.warnings)
    if out is not None and out.parent.resolve() != path.parent.resolve():
        way = os.path.relpath(path.parent.resolve(), out.parent.resolve())
        root, away = pictures.moved(root, Path(way).as_posix())
        problems += away
    if out is None or fetch is None:
        return Imported(emit.yaml_text(root), problems)
    root, files, failed = pictures.kept(root, f"{out.stem}-pictures", fetch)
    return Imported(emit.yaml_text(root), [*problems, *failed], files)
