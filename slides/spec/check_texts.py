"""Cross-checks of what the texts of a spec name: references, footnotes, slides, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from slides.inline import Run, parse, plain_text
from slides.source import Problem
from slides.spec import links, sections
from slides.spec.document import Document
from slides.spec.explain import nearest, suggestion
from slides.spec.nodes import Path
from slides.spec.texts import texts, values


def references(document: Document) -> Iterator[Problem]:
    """Every key that is named is defined, and the other way round."""
    known = document.spec.references
    used: set[str] = set()
    for key, part, path in _cited(document):
        used.add(key if key in known else nearest(key, known) or key)
        if key not in known and not document.lost_name(key):
            span = document.part_span(part, *path)
            if span == document.span(*path):  # one of several in brackets
                span = document.part_span(f"@{key}", *path)
            yield Problem(
                "unknown-reference",
                f'no reference "{key}"',
                span,
                suggestion(key, known) or 'add it to "references"',
            )
    for key in known:
        at_home = document.key_span("references", key).source == document.source
        if key not in used and at_home and not document.lost_mention(key):
            hint = f'name it in a "source" or in a text, as [@{key}], or delete it'
            yield Problem(
                "unused-reference",
                f'nothing names the reference "{key}"',
                document.key_span("references", key),
                hint,
                "warning",
            )


def named_only(document: Document) -> Document:
    """The document without the references of BibTeX files that nothing in it names."""
    elsewhere = [
        key
        for key in document.spec.references
        if document.key_span("references", key).source != document.source
    ]
    if not elsewhere:
        return document
    used = {key for key, _, _ in _cited(document)}
    kept = {key: one for key, one in document.spec.references.items() if key in used or key not in elsewhere}
    return replace(document, spec=document.spec.model_copy(update={"references": kept}))


def _cited(document: Document) -> Iterator[tuple[str, str, Path]]:
    """Each use of a reference: its key, the words that name it, and the path of the value they are in."""
    for value in values(document.spec):
        if value.field == "source":
            yield value.text, value.text, value.path
    for run, path in _runs(document):
        if run.cite:
            yield run.cite, f"[@{run.cite}]", path
        if run.href.startswith("@"):
            yield run.href[1:], run.href, path


def footnotes(document: Document) -> Iterator[Problem]:
    known = document.spec.footnotes
    used: set[str] = set()
    for run, path in _runs(document):
        mark = f"[^{run.footnote}]"
        if not run.footnote:
            continue
        if path[0] == "footnotes":
            yield Problem(
                "misplaced-footnote", "a footnote cannot have a footnote", document.part_span(mark, *path)
            )
            continue
        used.add(run.footnote if run.footnote in known else nearest(run.footnote, known) or run.footnote)
        if run.footnote not in known and not document.lost_name(run.footnote):
            hint = suggestion(run.footnote, known) or 'add it to "footnotes"'
            yield Problem(
                "unknown-footnote",
                f'footnote "{run.footnote}" has no text',
                document.part_span(mark, *path),
                hint,
            )
    for id_ in known:
        if id_ not in used and not document.lost_mention(id_):
            hint = f"mark the place with [^{id_}], or delete it"
            yield Problem(
                "unused-footnote",
                f'no text marks the footnote "{id_}"',
                document.key_span("footnotes", id_),
                hint,
            )


_MARKED = {"text", "ability", "remark", "doubt", "name", "method", "api", "papers", "open_source"}


def misplaced_marks(document: Document) -> Iterator[Problem]:
    """Footnote marks stand where a slide has room for their texts: points, caveats, rows of the table."""
    for path, text in texts(document.spec):
        if "[^" not in text or path[0] == "footnotes":
            continue
        key = next(part for part in reversed(path) if isinstance(part, str))
        point = key == "text" or (any(part == "items" for part in path) and key != "say")
        row = path[:2] == ("abilities", "rows") and key in _MARKED
        block = path[0] == "sections" and key not in ("title", "by", "details")
        if point or row or block:
            continue
        for run in parse(text):
            if run.footnote:
                span = document.part_span(f"[^{run.footnote}]", *path)
                hint = "marks belong into points, blocks, captions, caveats and rows of the ability table"
                yield Problem("misplaced-footnote", "a footnote cannot be marked here", span, hint)


def addresses(document: Document) -> Iterator[Problem]:
    named = [(value.text, value.path) for value in values(document.spec) if value.field == "link"]
    within = [(run.href, path) for run, path in _runs(document) if run.href and run.href[0] != "@"]
    for path, text in texts(document.spec):
        if (empty := _EMPTY_LINK.search(text)) and empty[0] not in plain_text(text):
            yield Problem("incomplete-link", "the link has no address", document.part_span(empty[0], *path))
        if (wordless := _WORDLESS.search(text)) and wordless[0] not in plain_text(text):
            yield Problem("incomplete-link", "the link has no words", document.part_span(wordless[0], *path))
    slides = slide_names(document)
    for href, path in dict.fromkeys(named + within):
        if href.startswith("#") and (href, path) in within:
            if href[1:] not in slides and not document.lost:
                hint = suggestion(href[1:], slides) or f"there are: {', '.join(slides)}"
                yield Problem("unknown-slide", f'no slide "{href}"', document.part_span(href, *path), hint)
            continue
        found = links.fault(href)
        if found is not None:
            yield Problem("refused-link", found[0], document.part_span(href, *path), found[1])


def slide_names(document: Document) -> tuple[str, ...]:
    """What a text can link to with `#name`: keys of the spec that make slides, and sections."""
    spec = document.spec
    return (*(key for key in sections.PARTS if getattr(spec, key)), *sections.names(spec).values())


_WORDLESS = re.compile(r"(?<!!)\[\s*\]\([^)\s]+\)")

_EMPTY_LINK = re.compile(r"\]\(\s*(<>)?\s*\)")


def _runs(document: Document) -> Iterator[tuple[Run, Path]]:
    """The runs of every text that may hold a link or a mark, each with its text's path."""
    for path, text in texts(document.spec):
        if "[" in text or "<" in text:
            for run in parse(text):
                yield run, path
