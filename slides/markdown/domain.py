"""What the sections of a note say that the spec has keys for: road map, ability table, points, references.

A wrong guess is worse than a section: what is not surely one of these stays where it is.
"""

from __future__ import annotations

from slides.markdown import bibtex, cited, kinship, order
from slides.markdown.abilities import Found
from slides.markdown.cited import Sources
from slides.markdown.headings import is_contents, key_of
from slides.markdown.order import Entry
from slides.markdown.parts import Note, block, get, listed, scalars_below, words_of
from slides.markdown.points import points
from slides.spec.nodes import Mapping, Node, Scalar, Sequence

POINTS = ("summary", "limitations", "questions", "further")
"""Keys whose sections are lists."""

__all__ = ["Found", "recognised"]


def recognised(note: Note, root: Mapping, sources: Sources) -> Mapping:
    """The tree of a note with what is recognised under its own key; nothing of it is lost."""
    sections = [one for one in _items(get(root, "sections")) if isinstance(one, Mapping)]
    sections = [one for one in sections if not _empty_contents(note, one)]
    kept = cited.taken_out(note, sections, sources)
    bibtex.taken_in(kept, sources)
    whole = cited.cited(note, _with(root, sections=_listed(root, kept)), sources)
    assert isinstance(whole, Mapping)
    note.notes = _notes(whole)
    entries = [Entry("", one) for one in _items(get(whole, "sections")) if isinstance(one, Mapping)]
    entries = kinship.with_roadmap(note, entries)
    entries = kinship.with_abilities(note, entries)
    entries = [made for entry in entries for made in _points(entry, {one.key for one in entries})]
    entries = _once(entries)
    return _assembled(note, whole, entries, sources)


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else ()


def _empty_contents(note: Note, section: Mapping) -> bool:
    """A heading whose table of contents a program would have written: the agenda stands for it."""
    title = words_of(get(section, "title"))
    if get(section, "layout") is None or not is_contents(title):
        return False
    note.carried.append(title)
    return True


def _listed(root: Mapping, nodes: list[Mapping]) -> Node | None:
    return listed(root.span, list(nodes)) if nodes else None


def _with(root: Mapping, **parts: Node | None) -> Mapping:
    """The tree with these values under their keys; what is None is left out."""
    entries = [(key, parts.pop(str(key.value), value)) for key, value in root.entries]
    entries += [(Scalar(root.span, key), value) for key, value in parts.items()]
    return Mapping(root.span, tuple((key, value) for key, value in entries if value is not None))


def _notes(root: Mapping) -> dict[str, Scalar]:
    found = get(root, "footnotes")
    entries = found.entries if isinstance(found, Mapping) else ()
    return {str(key.value): value for key, value in entries if isinstance(value, Scalar)}


def _points(entry: Entry, taken: set[str]) -> list[Entry]:
    """A section as points under its key, then the rest of it, if it is one of these."""
    key = key_of(words_of(get(entry.node, "title"))) if not entry.key else None
    if key not in POINTS or key in taken:
        return [entry]
    found = points(entry.node)
    if found is None:
        return [entry]
    made, rest = found
    return [Entry(key, made), *order.rest(entry.node, rest)]


def _once(entries: list[Entry]) -> list[Entry]:
    """A key that two sections ask for is the first one's; the second stays a section."""
    seen: set[str] = set()
    made: list[Entry] = []
    for entry in entries:
        if entry.key and entry.key in seen:
            made.append(Entry("", _section_again(entry.node)))
        else:
            made.append(entry)
        seen.add(entry.key)
    return made


def _section_again(node: Mapping) -> Mapping:
    lead = get(node, "lead")
    blocks: list[Node] = [lead] if lead else []
    items = get(node, "items")
    assert items is not None
    blocks.append(block(node.span, list=items, numbered=get(node, "numbered")))
    return block(node.span, title=get(node, "title"), blocks=listed(node.span, blocks))


def _assembled(note: Note, root: Mapping, entries: list[Entry], sources: Sources) -> Mapping:
    parts: dict[str, Node | None] = {entry.key: entry.node for entry in entries if entry.key}
    sections, names = order.named(entries)
    deck = get(root, "deck")
    assert isinstance(deck, Mapping)
    if names:
        deck = _with(deck, order=listed(deck.span, [Scalar(deck.span, name) for name in names]))
    if len(sources.works) == 1 and sources.files is None and get(deck, "source") is None:
        key, (_, span) = next(iter(sources.works.items()))
        deck = _with(deck, source=Scalar(span, key))
    said = [text.value or "" for entry in entries for text in scalars_below(entry.node)]
    footnotes = _still_marked(note, root, said)
    made: dict[str, Node | None] = {"deck": deck, "roadmap": None, "summary": None, "abilities": None}
    made |= {"sections": _listed(root, sections), "limitations": None, "questions": None, "further": None}
    made |= parts
    made |= {"footnotes": footnotes, "references": cited.node(sources, root.span)}
    return block(root.span, **made)


def _still_marked(note: Note, root: Mapping, texts: list[str]) -> Node | None:
    """The footnotes, less those whose words stand with a model and that no other text marks."""
    found = get(root, "footnotes")
    if not isinstance(found, Mapping):
        return found
    gone = {id_ for id_ in note.spent if not any(f"[^{id_}]" in text for text in texts)}
    left = tuple((key, value) for key, value in found.entries if str(key.value) not in gone)
    return Mapping(found.span, left) if left else None
