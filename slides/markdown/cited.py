"""Sections of references → the references of a spec; marks in the text, `[3]` or `[@key]`, → citations."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from slides.inline import plain_text
from slides.markdown.headings import key_of
from slides.markdown.lost import words
from slides.markdown.parts import Note, block, get, listed, words_of
from slides.markdown.targets import escaped
from slides.markdown.works import Work, label, work
from slides.source import Problem, Span, SpecError
from slides.spec import bibliography, links
from slides.spec.bibliography import Opened
from slides.spec.nodes import Mapping, Node, Scalar, Sequence
from slides.spec.sections import slug


@dataclass(slots=True)
class Sources:
    """The references of a note by key, in order; what its marks and links call them."""

    works: dict[str, tuple[Work, Span]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)  # `3` → key
    links: dict[str, str] = field(default_factory=dict)  # address → key
    files: Node | None = None  # names of BibTeX files

    def add(self, found: Work, span: Span, mark: str) -> str:
        key = _key(found, mark, self.works)
        self.works[key] = (found, span)
        if mark:
            self.labels.setdefault(mark.casefold(), key)
        if found.link:
            self.links.setdefault(found.link, key)
        return key


def _key(found: Work, mark: str, taken: dict[str, tuple[Work, Span]]) -> str:
    """`lecun-1998`; the label where it is a word; else the beginning of the title."""
    if mark and not mark.isdigit() and re.fullmatch(r"\w[\w.:+/-]*", mark, re.ASCII):
        base = mark
    elif found.authors:
        family = found.authors[0].partition(",")[0].split()[-1]
        base = "-".join(part for part in (slug(family), found.year) if part)
        base = (
            base.replace("section", f"work-{mark or len(taken) + 1}") if slug(family) == "section" else base
        )
    else:
        title = "-".join(slug(re.sub(r"<[^<>]*>", "", _LINKED.sub(r"\1", found.title))).split("-")[:4])
        base = (
            title if re.search("[a-z]{3}", title) and title != "section" else f"work-{mark or len(taken) + 1}"
        )
    key, count = base, 1
    while key in taken:
        count += 1
        key = f"{base}-{count}"
    return key


_LINKED = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\([^()]*\)")


def taken_out(note: Note, sections: list[Mapping], sources: Sources) -> list[Mapping]:
    """The sections without those that list references; what these list goes to `sources`."""
    rest: list[Mapping] = []
    for section in sections:
        title, empty = words_of(get(section, "title")), get(section, "layout") is not None
        entries = _entries(section) if key_of(title) == "references" and sources.files is None else None
        if entries:
            note.carried.append(title)
            labelled = all(label(text) for text, _, _ in entries)
            for text, span, number in entries:
                made = work(text, labelled=labelled or label(text).isdigit())
                sources.add(made, span, made.label or number)
                note.carried.append(_left_out(text, made))
        elif empty and key_of(title) == "references" and (sources.files or _defined(note, section, sources)):
            note.carried.append(title)  # pandoc would put them there
        else:
            rest.append(section)
    return rest


def _defined(note: Note, section: Mapping, sources: Sources) -> bool:
    """Takes the addresses that are defined below a heading, `[3]: https://… "Title"`, as references."""
    for name, found in note.env.get("references", {}).items():
        href, title = str(found.get("href", "")), str(found.get("title", ""))
        span = note.span(*(found.get("map") or (0, 1)))
        if span.start < section.span.start or links.fault(href) is not None or name.startswith("^"):
            continue
        note.linked.add(href)
        shown = escaped(title) if title else f"<{href}>"
        sources.add(Work(shown, name.lower(), link=href), span, name.lower())
    return bool(sources.works)


def _left_out(text: str, made: Work) -> str:
    """The words of an entry that its parts do without: `and`, `et al.`, its label."""
    parts = " ".join((made.title, *made.authors, made.year, made.date, plain_text(made.venue), made.link))
    return " ".join((Counter(words(plain_text(text))) - Counter(words(plain_text(parts)))).elements())


LONGEST = 2000  # characters of an entry

Entry = tuple[str, Span, str]  # text, place, number in its list


def _entries(section: Mapping) -> list[Entry] | None:
    """The entries of a section that holds nothing else; None where it does."""
    blocks, found = get(section, "blocks"), list[Entry]()
    if get(section, "sections") or not isinstance(blocks, Sequence):
        return None
    for one in blocks.items:
        more = _of_block(one)
        if more is None:
            return None
        found += more
    return found if all(len(text) < LONGEST and "[^" not in text for text, _, _ in found) else None


def _of_block(one: Node) -> list[Entry] | None:
    if isinstance(one, Scalar):
        return _of_paragraph(one)
    if isinstance(points := get(one, "list"), Sequence):
        start = int(words_of(get(one, "start")) or 1)
        counts = get(one, "numbered") is not None
        if not all(isinstance(point, Scalar) for point in points.items):
            return None
        return [
            (words_of(point), point.span, str(at) if counts else "")
            for at, point in enumerate(points.items, start)
        ]
    if (quote := get(one, "quote")) and get(one, "by") is None:
        inner = quote.items if isinstance(quote, Sequence) else (quote,)
        if all(isinstance(part, Scalar) for part in inner):
            return [(words_of(part), part.span, "") for part in inner]
    return None


_MARKED = re.compile(r"\\?\[@?[\w.:+/-]{1,60}\\?\](?!\()")


def _of_paragraph(one: Scalar) -> list[Entry] | None:
    """A paragraph whose every line begins with a label, or which is a work by itself."""
    text = one.value or ""
    if len(text) > 20 * LONGEST:
        return None
    lines = [line.strip() for line in re.split(r"<br>|(?<=\S)\s+(?=\[\d+\]\s)", text) if line.strip()]
    if all(_MARKED.match(line) for line in lines):
        return [(line, one.span, "") for line in lines]
    made = work(text[:LONGEST])
    return [(text, one.span, "")] if made.authors or (made.link and made.title != text) else None


def with_files(note: Note, sources: Sources, names: Node | None, opened: Opened | None) -> bool:
    """Takes the keys of the BibTeX files that the front matter names; False where one cannot be read."""
    files = names.items if isinstance(names, Sequence) else (names,) if names else ()
    keys: set[str] = set()
    for name in files:
        said = words_of(name)
        try:
            if opened is None or not said.lower().endswith(".bib"):
                raise ValueError("it is no BibTeX file beside the note")
            found, _ = bibliography.references(opened(said))
        except (ValueError, SpecError) as error:
            reason = error.problems[0].message if isinstance(error, SpecError) else str(error)
            message = f'cannot read the bibliography "{said[:80]}": {reason}'
            note.problems.append(
                Problem("bibliography-unread", message, name.span, "its marks are shown as words", "warning")
            )
            return False
        keys |= {str(key.value) for key, _ in found.entries}
    if keys:
        sources.files = names
        sources.labels = {f"@{key}": key for key in keys}
    return bool(keys)


def node(sources: Sources, span: Span) -> Node | None:
    """What stands under `references:`."""
    if sources.files is not None:
        return sources.files
    entries = [(Scalar(at, key), _reference(found, at)) for key, (found, at) in sources.works.items()]
    return Mapping(span, tuple(entries)) if entries else None


def _reference(found: Work, span: Span) -> Mapping:
    authors: list[Node] = [Scalar(span, one) for one in found.authors]
    return block(
        span,
        authors=listed(span, authors) if authors else None,
        year=found.year or None,
        date=found.date or None,
        title=found.title,
        venue=plain_text(found.venue) or None,
        link=found.link or None,
    )


_KEPT = r"(?P<kept>(`+)[^`]*\2|\$[^$]*\$|<[^<>]*>|\\\\)"
_MARK = re.compile(
    _KEPT
    + r"|\]\((?P<href><[^<>]*>|[^()\s]*)\)|(?P<pandoc>\\?\[(?P<inner>[^\[\]]*@[^\[\]]*)\](?![(\[]))|\\.|"
    r"\[(?P<label>[\w.:+/-]{1,60}|\d+(?:\s*[,;–-]\s*\d+)+|[^\W\d][\w.,&' -]{1,60}\d\d[a-z]?)\](?![(\[:])|"
    r"(?<![\w@/.])(?P<bare>@[A-Za-z][\w:.-]*\w)"
)
_VERBATIM = (
    "picture",
    "alt",
    "link",
    "code",
    "math",
    "diagram",
    "language",
    "layout",
    "id",
    "width",
    "align",
)


def cited(note: Note, root: Node, sources: Sources) -> Node:
    """The tree with its marks as citations, and links to what the references link to as links to them."""
    if not (sources.labels or sources.links):
        return root

    def changed(found: Node) -> Node:
        match found:
            case Scalar(value=value) if value and ("[" in value or "@" in value):
                made = _MARK.sub(lambda hit: _one(note, sources, hit), value)
                return replace(found, value=_LABELLED.sub(lambda hit: _by_label(note, sources, hit), made))
            case Sequence(items=items):
                return replace(found, items=tuple(changed(one) for one in items))
            case Mapping(entries=entries):
                parts = ((key, value if key.value in _VERBATIM else changed(value)) for key, value in entries)
                return replace(found, entries=tuple(parts))
            case _:
                return found

    return changed(root)


_LABELLED = re.compile(r"\[(\d{1,4})\]\(@([^()\s]+)\)(?: \(([^()]*)\))?")


def _by_label(note: Note, sources: Sources, hit: re.Match[str]) -> str:
    """A link whose words are but the number of a reference is its citation."""
    if sources.labels.get(hit[1]) != hit[2]:
        return hit[0]
    said = f" ({hit[3]})" if hit[3] else ""
    if said and hit[3] == sources.works[hit[2]][0].title:
        note.carried.append(hit[3])
        said = ""
    note.carried.append(hit[1])
    return f"[@{hit[2]}]{said}"


def _one(note: Note, sources: Sources, hit: re.Match[str]) -> str:
    if hit["href"] is not None:
        key = sources.links.get(hit["href"].strip("<>"))
        return f"](@{key})" if key else hit[0]
    made: str | None = None
    if hit["label"]:
        made = _numbered(sources, hit["label"])
    elif hit["pandoc"]:
        made = _pandoc(sources, hit["inner"])
    elif hit["bare"] and sources.files is not None:
        key = sources.labels.get(hit["bare"])
        made = f"[@{key}]" if key else None
    if made is None:
        return hit[0]
    note.carried.append(hit[0])
    return made


def _numbered(sources: Sources, label: str) -> str | None:
    """`3`, `3, 5` or `3-5`: a citation each; None where one of them is not there."""
    parts: list[str] = []
    for part in re.split(r"\s*[,;]\s*", label) if re.fullmatch(r"[\d\s,;–-]+", label) else [label]:
        first, _, last = part.replace("–", "-").partition("-") if part[:1].isdigit() else (part, "", "")
        if last.strip().isdigit() and first.strip().isdigit() and 0 < int(last) - int(first) < 30:
            parts += map(str, range(int(first), int(last) + 1))
        else:
            parts.append(part.strip())
    keys = [sources.labels.get(part.casefold()) for part in parts]
    return " ".join(f"[@{key}]" for key in keys) if all(keys) else None


def _pandoc(sources: Sources, inner: str) -> str | None:
    """`see @a, p. 3; @b` → `see [@a, p. 3] [@b]`; None where a key is not known."""

    def known(key: str) -> str | None:
        return sources.labels.get(f"@{key}") or sources.labels.get(key.casefold())

    keys = re.findall(r"@\{?([\w:.#$%&+?<>~/-]*\w)\}?", inner)
    if not keys or not all(known(key) for key in keys):
        return None
    text = re.sub(r"-?@\{?([\w:.#$%&+?<>~/-]*\w)\}?", lambda hit: f"[@{known(hit[1])}]", inner)
    return " ".join(_LOCATED.sub(r"\1\2]", part.strip()) for part in text.split(";"))


_LOCATED = re.compile(r"(\[@[^\]\s]+)\](,[ \t]+[^\[\];@\n]{1,80})$")
