"""The front matter of a note, in YAML or TOML, and what its keys mean for a deck."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from slides.markdown.parts import Note, lines_span
from slides.source import Problem, Source, Span
from slides.spec import nodes
from slides.spec.nodes import Mapping, Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class Front:
    """The values of the front matter, and the first line of the text below it, from 0."""

    values: Mapping
    first: int = 0


def front(note: Note) -> Front:
    """What stands between `---` or `+++` at the start of the note."""
    source = note.source
    lines = source.text.split("\n")
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    mark = lines[first].rstrip()
    none = Front(Mapping(Span(source, 0, 0), ()))
    if mark not in ("---", "+++"):
        return none
    ends = ("---", "...") if mark == "---" else ("+++",)
    last = next((at for at in range(first + 1, len(lines)) if lines[at].rstrip() in ends), None)
    if last is None:
        return none
    read = _yaml if mark == "---" else _toml
    values = read(note, first + 1, last)
    return none if values is None else Front(values, last + 1)


def _yaml(note: Note, first: int, last: int) -> Mapping | None:
    source = note.source
    if not source.text[source.starts[first] : source.starts[last]].strip():
        return Mapping(Span(source, 0, 0), ())
    head = Source(source.name, source.text[: source.starts[last]])
    composed = nodes.parse(head)
    if isinstance(composed.root, Mapping):
        note.problems += [_softened(problem) for problem in composed.problems]
        return composed.root
    if composed.root is not None and not composed.problems:
        return None  # a text between two rules
    values = _plain_lines(note, first, last, r":(?:\s+|$)")
    if values is not None:
        note.problems += [_softened(problem) for problem in composed.problems]
    return values


def _softened(problem: Problem) -> Problem:
    return Problem("front-matter", problem.message, problem.span, problem.hint, "warning")


_KEY = r"^([A-Za-z_][\w .-]*?)\s*"


def _plain_lines(note: Note, first: int, last: int, mark: str) -> Mapping | None:
    """Front matter that is not quite YAML or TOML: a key and its text on each line."""
    entries: dict[str, tuple[Scalar, Node]] = {}
    latest = ""
    for number in range(first, last):
        line = note.source.line(number + 1)
        span = lines_span(note.source, number, number)
        found = re.match(_KEY + mark, line)
        if found:
            latest = found[1].lower()
            entries[latest] = (Scalar(span, latest), Scalar(span, line[found.end() :].strip().strip("\"'")))
        elif latest and line.strip() and isinstance(known := entries[latest][1], Scalar):
            more = f"{known.value} {line.strip().removeprefix('- ')}".strip()
            entries[latest] = (entries[latest][0], Scalar(known.span, more))
    if not entries:
        return None
    return Mapping(lines_span(note.source, first, last - 1), tuple(entries.values()))


def _toml(note: Note, first: int, last: int) -> Mapping | None:
    source = note.source
    text = source.text[source.starts[first] : source.starts[last]]
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        note.warn(
            "front-matter",
            f"the front matter is not valid TOML: {str(error).lower()[:200]}",
            lines_span(source, first, first),
        )
        return _plain_lines(note, first, last, "=")
    places: dict[str, Span] = {}
    for number in range(first, last):
        if found := re.match(r"\s*[\"']?([\w.-]+)[\"']?\s*=|\s*\[+([\w.-]+)\]", source.line(number + 1)):
            places.setdefault(found[1] or found[2], lines_span(source, number, number))
    node = _node(values, places, lines_span(source, first, max(first, last - 1)))
    return node if isinstance(node, Mapping) else None


def _node(value: Any, places: dict[str, Span], span: Span) -> Node:
    match value:
        case dict():
            spans = {key: places.get(key, span) for key in value}
            entries = [
                (Scalar(spans[key], key), _node(one, places, spans[key])) for key, one in value.items()
            ]
            return Mapping(span, tuple(entries))
        case list():
            return Sequence(span, tuple(_node(one, places, span) for one in value))
        case bool():
            return Scalar(span, str(value).lower())
        case datetime() | date():
            return Scalar(
                span, value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
            )
        case _:
            return Scalar(span, str(value))


def shown(node: Node) -> str:
    """A value of the front matter in words."""
    match node:
        case Scalar(value=value):
            return " ".join((value or "").split())
        case Sequence(items=items):
            return ", ".join(part for part in map(shown, items) if part)
        case Mapping(entries=entries):
            return ", ".join(f"{key.value}: {shown(value)}" for key, value in entries if shown(value))


PLUMBING = frozenset(
    [
        "layout",
        "toc",
        "math",
        "mathjax",
        "katex",
        "comments",
        "comment",
        "published",
        "permalink",
        "slug",
        "weight",
        "related_posts",
        "sidebar",
        "nav_order",
        "nav_exclude",
        "has_children",
        "has_toc",
        "share",
        "pin",
        "mermaid",
        "search",
        "hidden",
        "featured",
        "excerpt_separator",
        "cssclass",
        "cssclasses",
        "giscus_comments",
        "disqus",
        "showtoc",
        "tocopen",
        "robots",
        "noindex",
        "marp",
        "paginate",
        "publish",
        "pagefind",
        "outline",
        "editlink",
        "reading_time",
        "katex_css",
        "back_to_top",
        "draft",
        "plain",
    ]
)
"""Keys that steer a site's generator; with a plain value they say nothing about the note."""


def is_plumbing(key: str, value: Node) -> bool:
    """A key of a site generator that holds but a switch, a number or nothing."""
    words = shown(value)
    if key.lower() in ("layout", "permalink", "slug") or not words:
        return True
    if isinstance(value, Mapping):
        return all(is_plumbing("toc", one) or key.lower() == "toc" for _, one in value.entries)
    switch = re.fullmatch(r"true|false|yes|no|on|off|null|-?\d+(\.\d+)?", words, re.IGNORECASE)
    return bool(switch) and (key.lower() in PLUMBING or words.lower() in ("false", "no", "off", "null"))
