"""BibTeX → the references of a spec: `references: refs.bib`, as nodes whose places lie in that file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from slides.inline import Run, markdown
from slides.source import Problem, Source, Span, SpecError
from slides.spec.nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from bibtexparser.model import Entry

Opened = Callable[[str], Source]
"""The file of that name beside the spec; raises ValueError with the reason where it cannot be read."""


def with_files(root: Node, opened: Opened | None) -> tuple[Node, list[Problem]]:
    """The tree of a spec with the entries of the BibTeX files that its `references` names, if any."""
    if not isinstance(root, Mapping):
        return root, []
    found = next((value for key, value in root.entries if key.value == "references"), None)
    names = found.items if isinstance(found, Sequence) else (found,)
    said = [name.value or "" for name in names if isinstance(name, Scalar)]
    if found is None or len(said) < len(names) or not any(name.lower().endswith(".bib") for name in said):
        return root, []
    entries: dict[str, tuple[Scalar, Node]] = {}
    problems: list[Problem] = []
    for name in names:
        read, faults = _file(name, opened)  # type: ignore[arg-type]  # all are scalars
        problems += faults
        for key, value in read.entries if read else ():
            if str(key.value) in entries:
                problems.append(_again(str(key.value), key.span))
            entries.setdefault(str(key.value), (key, value))
    listed = Mapping(found.span, tuple(entries.values()))
    kept = tuple((key, listed if value is found else value) for key, value in root.entries)
    return replace(root, entries=kept), problems


def _file(name: Scalar, opened: Opened | None) -> tuple[Mapping | None, list[Problem]]:
    said = str(name.value)
    if not said.lower().endswith(".bib"):
        hint = "name a BibTeX file (.bib), or list the references by their keys"
        return None, [Problem("bibtex-file", f'"{said}" is no list of references', name.span, hint)]
    if opened is None:
        return None, [Problem("bibtex-file", f'"{said}" can be read for a spec in a file only', name.span)]
    try:
        return references(opened(said))
    except ValueError as error:
        return None, [Problem("bibtex-file", f'cannot read "{said}": {error}', name.span)]
    except SpecError as error:
        return None, list(error.problems)


def references(source: Source) -> tuple[Mapping, list[Problem]]:
    """The entries of a BibTeX text by their keys, and what of it could not be read.

    LaTeX's accents become letters, `doi` and `eprint` become links, `$…$` stays a formula.
    """
    import logging

    from bibtexparser import middlewares
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateBlockKeyBlock, Entry, ParsingFailedBlock

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it logs comes as Problems
    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)
    steps: list[Any] = [
        middlewares.LatexDecodingMiddleware(),
        middlewares.SeparateCoAuthors(),
        middlewares.SplitNameParts(),
    ]
    library = parse_string(source.text, append_middleware=steps)
    lines = [0, *(hit.end() for hit in re.finditer("\n", source.text))]
    strings = {name: string.value for name, string in library.strings_dict.items()}
    entries: list[tuple[Scalar, Node]] = []
    problems: list[Problem] = []
    for block in library.blocks:
        at = lines[min(block.start_line or 0, len(lines) - 1)]
        place = Span(source, at, source.text.find("\n", at) if "\n" in source.text[at:] else len(source.text))
        if isinstance(block, Entry):
            given = _whole(block, library.entries_dict)
            entries.append((Scalar(place, block.key), _reference(block.key, given, strings, place)))
        elif isinstance(block, DuplicateBlockKeyBlock):
            problems.append(_again(block.key, place))
        elif isinstance(block, ParsingFailedBlock):
            message = "this entry cannot be read"
            problems.append(Problem("bibtex-entry", message, place, "are its braces in pairs?", "warning"))
    return Mapping(Span(source, 0, len(source.text)), tuple(entries)), problems


def _again(key: str, place: Span) -> Problem:
    return Problem("bibtex-key", f'the key "{key}" stands twice', place, "the first is used", "warning")


Strings = dict[str, str]  # abbreviations of the file and what they stand for

_VENUES = ("journal", "journaltitle", "booktitle", "publisher", "school", "institution", "organization",
           "howpublished", "series", "archiveprefix")  # fmt: skip


def _whole(entry: Entry, every: dict[str, Entry]) -> dict[str, Any]:
    """The fields of an entry, and those it lacks of the one that its `crossref` names, whose title is that of
    the book then."""
    given = {key.lower(): field.value for key, field in entry.fields_dict.items()}
    book = every.get(str(given.get("crossref", "")).strip())
    if book is None or book is entry:
        return given
    more = {key.lower(): field.value for key, field in book.fields_dict.items()}
    title = more.pop("title", None)
    more = {key: value for key, value in more.items() if key not in ("author", "doi", "url", "crossref")}
    return {**more, **({"booktitle": title} if title else {}), **given}


def _reference(key: str, given: dict[str, Any], strings: Strings, place: Span) -> Mapping:
    """The fields that a reference has, each a text of its own."""
    names = given.get("author") or given.get("editor") or []
    authors = [_name(part) for part in names] if isinstance(names, list) else [str(names)]
    texts = {name: _plain(_joined(value, strings)) for name, value in given.items() if isinstance(value, str)}
    when = texts.get("year") or texts.get("date", "")
    venue = next((texts[name] for name in _VENUES if texts.get(name)), "")
    told: dict[str, Node] = {}
    if authors:
        told["authors"] = Sequence(place, tuple(Scalar(place, one) for one in authors if one))
    if year := re.search(r"\b[12]\d{3}\b", when):
        told["year"] = Scalar(place, year[0])
    elif when:
        told["date"] = Scalar(place, when)
    title = texts.get("title") or texts.get("booktitle") or key
    told["title"] = Scalar(place, _marked(title))
    if venue:
        told["venue"] = Scalar(place, venue)
    if link := _link(texts):
        told["link"] = Scalar(place, link)
    return Mapping(place, tuple((Scalar(place, key), value) for key, value in told.items()))


def _name(part: Any) -> str:
    """`Family, Given` of one author; an institution is a family name alone."""
    family = " ".join([*part.von, *part.last, *part.jr])
    return ", ".join(one for one in (family, " ".join(part.first)) if one)


def _joined(value: str, strings: Strings) -> str:
    """`nips # " 2017"`: abbreviations and quoted texts in a row, which the parser leaves as they are."""
    if not re.search(r'"\s*#|#\s*"', value):
        return value
    parts = re.findall(r'"([^"]*)"|([^\s#"]+)', value)
    return "".join(quoted or strings.get(name, name) for quoted, name in parts)


def _plain(value: str) -> str:
    return " ".join(re.sub(r"[{}]|\\[ ,;]", " " if "\\" in value else "", value).split())


def _marked(title: str) -> str:
    """The title as inline Markdown: its characters stand for themselves, but for `$…$`."""
    return "".join(_pieces(title)).strip()


def _pieces(title: str) -> Iterator[str]:
    for at, piece in enumerate(re.split(r"(\$[^$]+\$)", title)):
        yield piece if at % 2 else markdown((Run(piece),))


def _link(texts: dict[str, str]) -> str:
    """Where the work can be read: its own address, else that of its DOI, else of its preprint."""
    if texts.get("url", "").startswith(("http://", "https://")):
        return texts["url"]
    if doi := texts.get("doi", ""):
        return "https://doi.org/" + re.sub(r"(?i)^(https?://(dx\.)?doi\.org/|doi:\s*)", "", doi)
    preprint = re.sub(r"(?i)^arxiv:", "", texts.get("eprint", ""))
    if re.fullmatch(r"(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7})(v\d+)?", preprint):
        return f"https://arxiv.org/abs/{preprint}"
    return ""
