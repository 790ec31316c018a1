"""Pictures that a note names, as they are from the spec's folder; those on the web fetched and kept there."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from slides.look.pictures import Loaded, is_remote, load
from slides.source import Problem, Span
from slides.spec import nodes
from slides.spec.nodes import Mapping, Node, Scalar
from slides.spec.sections import slug

if TYPE_CHECKING:
    from slides.fetch import Fetcher

_ENDINGS = {"image/png": "png", "image/jpeg": "jpg"}


def moved(root: Mapping, way: str) -> tuple[Mapping, list[Problem]]:
    """The tree with the paths of its pictures as they are from another folder; the note's is at `way`."""
    outside: list[Span] = []

    def here(value: Scalar) -> Scalar:
        if not value.value or ":" in value.value or value.value.startswith("/"):
            return value
        path = os.path.normpath(f"{way}/{value.value}").replace(os.sep, "/")
        if path.startswith("../"):
            outside.append(value.span)
        return replace(value, value=path)

    found = changed(root, ("picture", "references"), here)
    hint = "write the spec into the note's folder or above it, or copy the pictures"
    message = "the picture lies outside the spec's folder"
    return found, [
        Problem("picture-outside", message, span, hint, "warning") for span in dict.fromkeys(outside)
    ]


def changed(root: Mapping, keys: tuple[str, ...], change: Callable[[Scalar], Scalar]) -> Mapping:
    """The tree with the texts under those keys changed."""

    def within(key: Scalar, value: Node) -> Node:
        return change(value) if key.value in keys and isinstance(value, Scalar) else of(value)

    def of(node: Node) -> Node:
        if isinstance(node, Mapping):
            return replace(node, entries=tuple((key, within(key, value)) for key, value in node.entries))
        if isinstance(node, nodes.Sequence):
            return replace(node, items=tuple(of(item) for item in node.items))
        return node

    found = of(root)
    assert isinstance(found, Mapping)
    return found


def kept(root: Mapping, folder: str, fetch: Fetcher) -> tuple[Mapping, dict[str, bytes], list[Problem]]:
    """The tree, its pictures on the web named as files in `folder`; these files; and a warning for each
    that could not be had, which stays named by its address."""
    asked: list[tuple[str, Span]] = []

    def noted(value: Scalar) -> Scalar:
        asked.extend([(value.value, value.span)] if value.value and is_remote(value.value) else [])
        return value

    changed(root, ("picture",), noted)
    names = [name for name, _ in asked]
    fetched, failed = fetch(names)
    loaded, missing = load(names, None, fetched)
    files = {name: (_file(name, folder, picture), picture.data) for name, picture in loaded.items()}
    reasons = {**missing, **failed}
    hint = "the slide shows its words and where it would be"
    problems = [
        Problem(
            "picture-missing",
            f'no picture "{name[:80]}": {reasons[name]}',
            span,
            hint,
            "warning",
        )
        for name, span in asked
        if name in reasons
    ]

    def named(value: Scalar) -> Scalar:
        return replace(value, value=files[value.value][0]) if value.value and value.value in files else value

    return changed(root, ("picture",), named), dict(files.values()), problems


def _file(address: str, folder: str, picture: Loaded) -> str:
    """A name that says what it was, and that no other picture has."""
    stem = slug(PurePosixPath(unquote(urlsplit(address).path)).stem).removeprefix("section") or "picture"
    mark = hashlib.sha256(picture.data).hexdigest()[:8]
    return f"{folder}/{stem}-{mark}.{_ENDINGS[picture.media]}"
