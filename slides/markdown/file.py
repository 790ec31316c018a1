"""A file that becomes a deck: a spec, or a note in Markdown by its ending."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from slides.source import Problem, Source, Span
from slides.spec import nodes, read
from slides.spec.document import Document
from slides.spec.nodes import Mapping, Node, Scalar

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


def imported(path: Path, out: Path | None = None, *, plain: bool = False) -> tuple[str, Sequence[Problem]]:
    """The spec that a note stands for, as YAML that lies at `out`, and what it could not take; of a `plain`
    one all is sections.

    Raises SpecError with every problem found.
    """
    from slides.markdown import emit, note

    name = str(path)
    opened = read.beside_of(path)
    root, problems = note.spec_node(Source(name, read.text_of(path, name)), opened, plain=plain)
    document = note.uncited(read.built(root.span.source, root, problems, opened=opened))
    if out is not None and out.parent.resolve() != path.parent.resolve():
        way = os.path.relpath(path.parent.resolve(), out.parent.resolve())
        root, away = _moved(root, Path(way).as_posix())
        problems = [*document.warnings, *away]
    else:
        problems = list(document.warnings)
    return emit.yaml_text(root), problems


_PATHS = ("picture", "references")  # keys whose text names a file beside the spec


def _moved(root: Mapping, way: str) -> tuple[Mapping, list[Problem]]:
    """The tree with the paths of its pictures as they are from another folder; the note's is at `way`."""
    outside: list[Span] = []

    def moved(node: Node) -> Node:
        if isinstance(node, Mapping):
            entries = (
                (key, here(value) if key.value in _PATHS else moved(value)) for key, value in node.entries
            )
            return replace(node, entries=tuple(entries))
        if isinstance(node, nodes.Sequence):
            return replace(node, items=tuple(moved(item) for item in node.items))
        return node

    def here(value: Node) -> Node:
        if not isinstance(value, Scalar):
            return moved(value)
        if not value.value or ":" in value.value or value.value.startswith("/"):
            return value
        path = os.path.normpath(f"{way}/{value.value}").replace(os.sep, "/")
        if path.startswith("../"):
            outside.append(value.span)
        return replace(value, value=path)

    found = moved(root)
    assert isinstance(found, Mapping)
    hint = "write the spec into the note's folder or above it, or copy the pictures"
    message = "the picture lies outside the spec's folder"
    return found, [
        Problem("picture-outside", message, span, hint, "warning") for span in dict.fromkeys(outside)
    ]
