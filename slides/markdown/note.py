"""A note in Markdown → the tree of a spec, whose every value knows its place in the note."""

from __future__ import annotations

from dataclasses import replace

from slides.markdown import blocks, cited, footnotes, sections
from slides.markdown.cited import Sources
from slides.markdown.clean import cleaned, prepared
from slides.markdown.deck import deck
from slides.markdown.domain import recognised
from slides.markdown.folded import in_lines
from slides.markdown.front import front
from slides.markdown.lost import missing
from slides.markdown.parser import DEEPEST, parsed
from slides.markdown.parts import Branch, Head, Note, Piece, block, listed, shows, tree_size, words_of
from slides.source import Problem, Source, Span, SpecError
from slides.spec import nodes
from slides.spec.bibliography import Opened
from slides.spec.document import Document
from slides.spec.nodes import Mapping, Node, Scalar
from slides.spec.read import built


def read(text: str, name: str, opened: Opened | None = None) -> Document:
    """The spec that a note stands for; `opened` gives the files beside it.

    Raises SpecError with every problem found. Pure but for theme names.
    """
    root, problems = spec_node(Source(name, text), opened)
    return uncited(built(root.span.source, root, problems, opened=opened))


def uncited(document: Document) -> Document:
    """Without the warnings of references that no text cites: a note may list what it does not mark."""
    kept = tuple(one for one in document.warnings if one.code != "unused-reference")
    return replace(document, warnings=kept)


def spec_node(
    source: Source, opened: Opened | None = None, *, plain: bool = False
) -> tuple[Mapping, list[Problem]]:
    """The spec that a note stands for, and warnings of what it cannot hold.

    `opened` gives the files beside the note. A `plain` note, which `plain: true` in its front matter makes
    it as well, is sections only: nothing in it is taken for a road map, a table of abilities and the like.
    Raises SpecError where a note is too large or too deep to be read.
    """
    if len(source.text) > nodes.LARGEST:
        raise SpecError([nodes.too_large(source.name)])
    source, problems = cleaned(source)
    note = Note(source, problems=problems)
    head = front(note)
    body = prepared(source, head.first)
    note.lines = tuple(body.numbers)
    tree = parsed(body.text(), note.env)
    _check_depth(note, tree)
    values = {str(key.value).lower(): value for key, value in head.values.entries}
    plain = plain or words_of(values.get("plain")).lower() in ("true", "yes", "on")
    sources, facts = Sources(), head.values
    if not plain and cited.with_files(note, sources, values.get("bibliography"), opened):
        named = tuple(one for one in facts.entries if str(one[0].value).lower() != "bibliography")
        facts = replace(facts, entries=named)
    root = _root(note, tree, facts, plain=plain)
    root = root if plain else recognised(note, root, sources)
    whole = in_lines(root)
    assert isinstance(whole, Mapping)
    anchors = {one.span.start: one.anchor for one in note.heads if one.anchor}
    root = sections.linked(note, whole, anchors)
    _unused_links(note)
    if tree_size(root) > nodes.MOST:
        message = f"{source.name} holds more than {nodes.MOST:,} values"
        raise SpecError([Problem("too-many-values", message, None, "divide it")])
    note.problems += missing(note, body, head.values, root)
    return root, note.problems


def _check_depth(note: Note, tree: Branch) -> None:
    waiting = [tree]
    while waiting:
        branch = waiting.pop()
        if branch.token.level >= DEEPEST - 2:
            message = f"blocks stand within each other more than {DEEPEST // 2} levels deep"
            raise SpecError([Problem("too-deep", message, note.of(branch.token))])
        waiting += branch.children


def _unused_links(note: Note) -> None:
    """An address that the note defines and no link uses is named, so that it is not lost."""
    for label, found in note.env.get("references", {}).items():
        href = str(found.get("href", ""))
        if href not in note.linked and href.strip("#<>") and label != "//":
            first, end = found.get("map") or (0, 1)
            note.warn(
                "unused-link",
                f'no text uses the link [{label.lower()}]: "{href[:80]}"',
                note.span(first, end),
            )


def _root(note: Note, tree: Branch, values: Mapping, *, plain: bool) -> Mapping:
    defined = footnotes.footnotes(note, tree)
    pieces = blocks.pieces(note, tree)
    pieces += _footnotes(note, defined)
    note.heads = [piece for piece in pieces if isinstance(piece, Head)]
    top = sections.outline(pieces)
    has_title = any(str(key.value).lower() == "title" for key, _ in values.entries)
    title, before, parts = sections.titled(top, has_title=has_title)
    listed_words = sections.keywords(before) if not plain else []
    about = sections.preface(before)
    facts = deck(note, values, title, about, listed_words)
    if before and about is None:
        parts = [sections.opening(before, parts), *parts]
    span = Span(note.source, 0, len(note.source.text))
    made: list[Node] = [sections.section(part) for part in parts]
    return block(
        span,
        deck=facts,
        sections=listed(span, made) if made else None,
        footnotes=_notes(note, span),
    )


def _footnotes(note: Note, defined: list[tuple[str, Branch]]) -> list[Piece]:
    """Reads the footnotes; returns what must stand at the end, since no mark of the text leads to it."""
    marked = set(note.marked)
    after: list[Piece] = []
    for id_, branch in defined:
        words, others = footnotes.footnote_words(note, branch)
        text = footnotes.without_marks(str(words.value))
        after += others
        if id_ in marked:
            note.notes[id_] = Scalar(words.span, text[:20_000] if text and shows(text) else "–")
        elif text and shows(text):
            label = branch.token.meta.get("label", id_)
            note.warn(
                "unused-footnote-text",
                f'nothing refers to footnote "{label}": it stands at the end',
                words.span,
            )
            after.append(Scalar(words.span, text))
    note.notes = {
        id_: replace(one, value=footnotes.without_marks(one.value or "")) for id_, one in note.notes.items()
    }
    return after


def _notes(note: Note, span: Span) -> Mapping | None:
    entries = [(Scalar(words.span, id_), words) for id_, words in note.notes.items()]
    return Mapping(span, tuple(entries)) if entries else None
