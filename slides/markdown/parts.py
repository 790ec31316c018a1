"""What the reader of Markdown makes: nodes of a spec, points of lists, headings; what it keeps in mind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from slides.inline import plain_text
from slides.source import Problem, Source, Span
from slides.spec.nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Head:
    """A heading; `anchor` is the id that its author gave it, if any."""

    level: int
    words: str
    span: Span
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a list on its level, from 0; `number` where its list counts, `done` where it is a task."""

    depth: int
    words: str
    span: Span
    number: int | None = None
    done: bool | None = None


Piece: TypeAlias = Node | Head | Point


@dataclass(frozen=True, slots=True)
class Branch:
    """A token of a block with what stands in it."""

    token: Token
    children: tuple[Branch, ...] = ()

    @property
    def inline(self) -> Token | None:
        """The words of a paragraph, a heading or a cell."""
        return next((child.token for child in self.children if child.token.type == "inline"), None)


@dataclass(slots=True)
class Note:
    """One note while it is read: its text, what was found wrong, its footnotes."""

    source: Source
    lines: tuple[int, ...] = ()
    env: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    footnotes: dict[str, str] = field(default_factory=dict)  # label → id
    heads: list[Head] = field(default_factory=list)
    notes: dict[str, Scalar] = field(default_factory=dict)  # id → its words
    marked: set[str] = field(default_factory=set)  # ids that a text marks
    linked: set[str] = field(default_factory=set)  # addresses that a text links to
    anchors: dict[str, int] = field(default_factory=dict)  # names that stand in the text → offset
    carried: list[str] = field(default_factory=list)  # words that the spec says in another way, as an id
    spent: set[str] = field(default_factory=set)  # ids of footnotes whose words stand elsewhere
    read_as: dict[int, str] = field(default_factory=dict)  # offset of a graph → the words that it shows

    def line(self, at: int) -> int:
        """The line of the source, from 0, of a line that the parser read."""
        return self.lines[min(at, len(self.lines) - 1)] if self.lines else at

    def span(self, first: int, end: int) -> Span:
        """The lines from `first` to before `end` as the parser counts, without blanks around them."""
        start, stop = self.line(first), self.line(max(first, end - 1))
        return lines_span(self.source, start, stop)

    def of(self, token: Token) -> Span:
        first, end = token.map or (0, 1)
        return self.span(first, end)

    def warn(self, code: str, message: str, span: Span | None, hint: str | None = None) -> None:
        self.problems.append(Problem(code, message, span, hint, "warning"))


def lines_span(source: Source, first: int, last: int) -> Span:
    """The words of the lines `first` to `last`, both counted from 0."""
    starts = source.starts
    first, last = min(first, len(starts) - 1), min(last, len(starts) - 1)
    start = starts[first]
    end = starts[last + 1] if last + 1 < len(starts) else len(source.text)
    text = source.text[start:end]
    lead = len(text) - len(text.lstrip())
    return Span(source, start + lead, max(start + lead, start + len(text.rstrip())))


def block(span: Span, **parts: Node | str | None) -> Mapping:
    """A mapping as if written in a spec at `span`; what is None is left out."""
    entries = [
        (Scalar(span, key), Scalar(span, value) if isinstance(value, str) else value)
        for key, value in parts.items()
        if value is not None
    ]
    return Mapping(span, tuple(entries))


def listed(span: Span, items: list[Node]) -> Sequence:
    return Sequence(span, tuple(items))


def get(node: Node | None, key: str) -> Node | None:
    """The value of a key, if there is one."""
    if isinstance(node, Mapping):
        return next((value for name, value in node.entries if name.value == key), None)
    return None


def words_of(node: Node | None) -> str:
    return node.value or "" if isinstance(node, Scalar) else ""


def tree_size(node: Node) -> int:
    """How many values a tree has."""
    match node:
        case Scalar():
            return 1
        case Sequence(items=items):
            return 1 + sum(tree_size(item) for item in items)
        case Mapping(entries=entries):
            return 1 + sum(1 + tree_size(value) for _, value in entries)


_SURE = re.compile(r"^[^<&\[\\!]*[^\W_]")


def shows(words: str) -> bool:
    """A text shows something: letters, or a mark of a footnote or source."""
    if _SURE.match(words):
        return True
    return any(not char.isspace() and char.isprintable() for char in plain_text(words)) or "[^" in words


def flat_heads(pieces: Iterable[Piece]) -> list[Node]:
    """Pieces of a container: headings become blocks of their own."""
    return [
        block(piece.span, heading=piece.words) if isinstance(piece, Head) else piece
        for piece in pieces
        if not isinstance(piece, Point)
    ]


def scalars_below(node: Node) -> Iterator[Scalar]:
    """The values of a tree that are texts, without keys, in order."""
    match node:
        case Scalar():
            yield node
        case Sequence(items=items):
            for item in items:
                yield from scalars_below(item)
        case Mapping(entries=entries):
            for _, value in entries:
                yield from scalars_below(value)
