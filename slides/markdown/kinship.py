"""Where a note has its road map and its ability table, and what of their sections is left beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from slides.markdown import abilities, chains, descent, families, graphs, marks, order
from slides.markdown.families import Caveat, Family, Names
from slides.markdown.headings import is_road_map, key_of
from slides.markdown.order import Entry
from slides.markdown.parts import Note, get, listed, words_of
from slides.spec.nodes import Mapping, Node, Scalar, Sequence


def blocks_of(section: Mapping) -> list[Node]:
    found = get(section, "blocks")
    return list(found.items) if isinstance(found, Sequence) else []


def _every(section: Mapping) -> Iterator[Mapping]:
    """A section and those within it."""
    yield section
    inner = get(section, "sections")
    for one in inner.items if isinstance(inner, Sequence) else ():
        if isinstance(one, Mapping):
            yield from _every(one)


def with_roadmap(note: Note, entries: list[Entry]) -> list[Entry]:
    """The entries with the road map that a graph, else a list, of the note tells."""
    for find in (_graph, _list):
        for at, entry in enumerate(entries):
            for section in _every(entry.node):
                if found := find(note, section, entries):
                    target, family, whole = found
                    made = _divided(entry, section, target, family, whole=whole)
                    return [*entries[:at], *made, *entries[at + 1 :]]
    return entries


Hit = tuple[Node, Family, bool]  # the block, what it tells, whether it says nothing more


def _graph(note: Note, section: Mapping, entries: list[Entry]) -> Hit | None:
    for one in blocks_of(section):
        if get(one, "diagram") is None:
            continue
        chart = graphs.chart_of(one)
        if chart and (is_road_map(words_of(get(section, "title"))) or graphs.is_dated(chart)):
            near = [words_of(text) for text in blocks_of(section) if isinstance(text, Scalar)]
            if family := graphs.family(note, one, chart, near):
                return one, family, True
    return None


def _list(note: Note, section: Mapping, entries: list[Entry]) -> Hit | None:
    by_words = is_road_map(words_of(get(section, "title")))
    for one in blocks_of(section):
        if get(one, "list") is None:
            continue
        legend: dict[str, marks.Meaning] = {}
        for entry in entries if descent.has_marks(one, by_words=by_words) else ():
            legend |= marks.legend(entry.node)
        told = descent.family(note, one, legend, by_words=by_words)
        if told:
            return one, told.family, told.whole
        if by_words and (family := chains.family(one)):
            return one, family, False
    return None


def names_of(family: Family) -> Names:
    names = Names()
    for model in family.models.values():
        names.add(model.id, model.name, *([model.api] if model.api else []))
    return names


def _divided(entry: Entry, section: Mapping, target: Node, family: Family, *, whole: bool) -> list[Entry]:
    """The road map, and what is left of the section that it stood in."""
    title = words_of(get(section, "title"))
    named = title if is_road_map(title) else None
    blocks = blocks_of(section)
    kept = _told(family, blocks) if whole else blocks
    if not whole:
        return [Entry("roadmap", families.node(family, section.span, None)), entry]
    at = next((at for at, one in enumerate(kept) if one is target), 0)
    before, after = kept[:at], kept[at + 1 :]
    if named is None and not before and not after and get(section, "sections") is None:
        named = title
    made = Entry("roadmap", families.node(family, section.span, named))
    if section is not entry.node:
        return [made, Entry("", _without(entry.node, section, [*before, *after]))]
    return [*order.rest(section, before, inner=False), made, *order.promoted(section, after)]


def _without(outer: Mapping, section: Mapping, blocks: list[Node]) -> Mapping:
    """`outer` with other blocks in a section within it; the section goes where nothing is left of it."""
    entries: list[tuple[Scalar, Node]] = []
    for key, value in outer.entries:
        if outer is section and key.value == "blocks":
            if blocks:
                entries.append((key, listed(value.span, blocks)))
        elif key.value == "sections" and isinstance(value, Sequence):
            inner = [
                _without(one, section, blocks) if isinstance(one, Mapping) else one for one in value.items
            ]
            inner = [one for one in inner if not isinstance(one, Mapping) or len(one.entries) > 1]
            if inner:
                entries.append((key, replace(value, items=tuple(inner))))
        else:
            entries.append((key, value))
    return replace(outer, entries=tuple(entries))


LONGEST_CAVEAT = 600  # characters


def _told(family: Family, blocks: list[Node]) -> list[Node]:
    """The blocks without paragraphs that the road map holds: doubts about a model, what its lines mean."""
    names = names_of(family)
    kept: list[Node] = []
    for one in blocks:
        words = one.value or "" if isinstance(one, Scalar) else ""
        certainty = marks.doubt(words) if len(words) <= LONGEST_CAVEAT else ""
        if certainty and (id_ := names.within(words)):
            family.caveats.append(Caveat(id_, words, one.span, certainty))
        elif words and "[^" not in words and graphs.legend([words]):
            family.say.insert(0, words)
        else:
            kept.append(one)
    return kept


def with_abilities(note: Note, entries: list[Entry]) -> list[Entry]:
    """The entries with the first ability table of the note; its models are the road map if there is none."""
    models = next((entry.node for entry in entries if entry.key == "roadmap"), None)
    for at, entry in enumerate(entries):
        for section in _every(entry.node) if not entry.key else ():
            for one in blocks_of(section):
                if get(one, "table") is None or abilities.layout(one) is None:
                    continue
                family = None if models else abilities.family(one)
                if models is None and family is None:
                    continue
                known, series = _known(models or families.node(family, one.span, None))  # type: ignore[arg-type]
                title = words_of(get(section, "title"))
                shown = None if key_of(title) or is_road_map(title) or len(blocks_of(section)) > 1 else title
                if found := abilities.abilities(note, one, known, series, shown):
                    made = _beside(entry, section, one, found)
                    whole = [*entries[:at], *made, *entries[at + 1 :]]
                    return _with_family(whole, family) if family else whole
    return entries


def _known(roadmap: Mapping) -> tuple[dict[str, str], list[str]]:
    """The names of its models by id, and those of its series."""
    models, series = get(roadmap, "models"), get(roadmap, "series")
    boxes = models.items if isinstance(models, Sequence) else ()
    bands = series.items if isinstance(series, Sequence) else ()
    names = {words_of(get(one, "id")): words_of(get(one, "name")) for one in boxes}
    return names, [words_of(get(one, "name")) for one in bands]


def _beside(entry: Entry, section: Mapping, table: Node, found: abilities.Found) -> list[Entry]:
    """The ability table between what stood above and below it."""
    blocks = blocks_of(section)
    at = next(at for at, one in enumerate(blocks) if one is table)
    before, after = blocks[:at], [*found.rest, *blocks[at + 1 :]]
    made = Entry("abilities", replace(found.abilities, span=section.span))
    if section is not entry.node:
        return [made, Entry("", _without(entry.node, section, [*before, *after]))]
    return [*order.rest(section, before, inner=False), made, *order.rest(section, after)]


def _with_family(entries: list[Entry], family: Family) -> list[Entry]:
    """A road map of models that only the ability table names: beside the section that is called one, if
    there is one, else before the table."""

    def is_map(entry: Entry) -> bool:
        return not entry.key and is_road_map(words_of(get(entry.node, "title")))

    at = next((at for at, entry in enumerate(entries) if is_map(entry)), -1)
    if at < 0:
        at = next(at for at, entry in enumerate(entries) if entry.key == "abilities")
        return [
            *entries[:at],
            Entry("roadmap", families.node(family, entries[at].node.span, None)),
            *entries[at:],
        ]
    section = entries[at].node
    kept = _told(family, blocks_of(section))
    made = Entry("roadmap", families.node(family, section.span, words_of(get(section, "title"))))
    return [*entries[:at], made, *order.rest(section, kept), *entries[at + 1 :]]
