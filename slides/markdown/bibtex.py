"""BibTeX in a note's own fences: what the text cites of it becomes references; the code stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slides.markdown.cited import Sources
from slides.markdown.parts import get, words_of
from slides.markdown.works import Work
from slides.source import Source, Span
from slides.spec import bibliography
from slides.spec.nodes import Mapping, Node, Scalar, Sequence

_LANGUAGES = ("bibtex", "biblatex", "bib")
_CITED = re.compile(r"\[[^\[\]]*@[^\[\]]*\]")
_KEY = re.compile(r"@\{?([\w:.#$%&+?<>~/-]*\w)")


def taken_in(nodes: list[Mapping], sources: Sources) -> None:
    """Adds the entries of fences that marks such as `[@key]` name and no list of references has."""
    fences = [fence for node in nodes for fence in _fences(node)] if sources.files is None else []
    if not fences:
        return
    named = {key for node in nodes for key in _named(node)}
    for text, span in fences:
        found, _ = bibliography.references(Source("bibtex", text))
        for key, entry in found.entries:
            name = str(key.value)
            if name in named and name.casefold() not in sources.labels:
                sources.add(_work(entry), span, name)


def _fences(node: Node) -> Iterator[tuple[str, Span]]:
    if words_of(get(node, "language")).lower() in _LANGUAGES and (code := get(node, "code")):
        yield words_of(code), node.span
    for one in _inside(node):
        yield from _fences(one)


def _named(node: Node) -> Iterator[str]:
    """The keys in brackets, in all that is not code."""
    if isinstance(node, Scalar) and "@" in (node.value or ""):
        for mark in _CITED.findall(node.value or ""):
            yield from _KEY.findall(mark)
    if get(node, "code") is None:
        for one in _inside(node):
            yield from _named(one)


def _inside(node: Node) -> tuple[Node, ...]:
    match node:
        case Mapping(entries=entries):
            return tuple(value for _, value in entries)
        case Sequence(items=items):
            return items
        case _:
            return ()


def _work(entry: Node) -> Work:
    authors = get(entry, "authors")
    return Work(
        words_of(get(entry, "title")),
        authors=tuple(words_of(one) for one in _inside(authors)) if authors else (),
        year=words_of(get(entry, "year")),
        date=words_of(get(entry, "date")),
        venue=words_of(get(entry, "venue")),
        link=words_of(get(entry, "link")),
    )
