"""YAML text → a small tree of nodes that know their place; every scalar stays the text that was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import yaml

from slides.source import Problem, Source, Span, SpecError
from slides.spec import syntax

LARGEST = 2_000_000  # bytes of a file, characters of a text
DEEPEST = 60  # levels of lists and keys within each other
MOST = 100_000  # values, those that aliases repeat counted each time


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; None where nothing, `~` or `null` is written. `style` is its quote, `|` or `>`, or none."""

    span: Span
    value: str | None
    style: str = ""


@dataclass(frozen=True, slots=True)
class Sequence:
    span: Span
    items: tuple[Node, ...]

    @property
    def value(self) -> list[Any]:
        return [item.value for item in self.items]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in file order; of a repeated key the first."""

    span: Span
    entries: tuple[tuple[Scalar, Node], ...]

    @property
    def value(self) -> dict[str, Any]:
        return {str(key.value): node.value for key, node in self.entries}


Node: TypeAlias = Scalar | Sequence | Mapping
Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Composed:
    """The tree (None where nothing could be read), what is wrong, and what was left out as repeated."""

    root: Node | None
    problems: tuple[Problem, ...]
    lost: tuple[Node, ...] = ()


def compose(source: Source) -> Node:
    """The tree of a YAML text; raises SpecError with every problem found. Nothing is resolved or executed."""
    composed = parse(source)
    if composed.problems or composed.root is None:
        raise SpecError(composed.problems)
    return composed.root


LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(source: Source, *, loader: Any = LOADER) -> Composed:
    """As `compose`, but returns the problems with as much of the tree as could be read."""
    if len(source.text) > LARGEST:
        return Composed(None, (too_large(source.name),))
    text, problems = _characters(source)
    bom = text.startswith("\ufeff")  # libyaml does not count it, so neither loader gets to see it
    composer = _Composer(source, shift=int(bom), problems=problems)
    try:
        root = composer.document(yaml.parse(text[bom:], Loader=loader))
    except _Stop as stop:
        return Composed(None, (*problems, stop.problem))
    except (yaml.YAMLError, OverflowError, ValueError) as error:  # the last two: PyYAML on "\UFFFFFFFF"
        return Composed(None, (*problems, _syntax(source, error, int(bom))))
    return Composed(root, tuple(problems), tuple(composer.lost))


def too_large(name: str) -> Problem:
    """The problem of a file with more than LARGEST bytes."""
    return Problem("file-too-large", f"{name} is larger than {LARGEST // 1_000_000} MB")


def trace(root: Node, path: Path) -> list[tuple[Scalar | None, Node]]:
    """The nodes from `root` down `path`, each with its key; ends at the deepest that is in the file.

    A list that stands for `{items: …}` has no `items` in the file: such a part is passed over. So is
    the `<kind>` of a block.
    """
    found: list[tuple[Scalar | None, Node]] = [(None, root)]
    for part in path:
        if str(part).startswith("<"):
            continue
        node = found[-1][1]
        if isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            found.append((None, node.items[part]))
        elif isinstance(node, Mapping):
            entry = next(((key, value) for key, value in node.entries if key.value == part), None)
            if entry is None:
                break
            found.append(entry)
        elif not (isinstance(node, Sequence) and isinstance(part, str)):
            break
    return found


def scalars(node: Node) -> Iterator[Scalar]:
    """Every text below `node`, keys included, in file order."""
    match node:
        case Scalar():
            yield node
        case Sequence(items=items):
            for item in items:
                yield from scalars(item)
        case Mapping(entries=entries):
            for key, value in entries:
                yield key
                yield from scalars(value)


# What XML 1.0 or YAML 1.1 cannot hold, and U+FEFF, which is a byte order mark at the start only.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_MOST_CHARACTERS = 20  # reported one by one; a file with more of them is not text


def _characters(source: Source) -> tuple[str, list[Problem]]:
    """The text with U+FFFD for what cannot stand in a text, and a problem for each."""
    if not _FORBIDDEN.search(source.text, 1) and not _FORBIDDEN.match(source.text.removeprefix("\ufeff")):
        return source.text, []
    start = int(source.text.startswith("\ufeff"))
    found = [Span(source, hit.start(), hit.end()) for hit in _FORBIDDEN.finditer(source.text, start)]
    problems = [
        Problem(
            "forbidden-character",
            f"{_character(source.text[span.start])} cannot stand in a text",
            span,
            "delete it",
        )
        for span in found[:_MOST_CHARACTERS]
    ]
    return source.text[:start] + _FORBIDDEN.sub("\ufffd", source.text[start:]), problems


def _character(char: str) -> str:
    kind = "half a surrogate pair," if "\ud800" <= char <= "\udfff" else "the invisible character"
    return f"{kind} U+{ord(char):04X}"


class _Stop(Exception):
    """Reading cannot go on."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(slots=True)
class _Anchor:
    """A named node, its cost in values and its height in levels; no node while it is still being read."""

    span: Span
    node: Node | None = None
    size: int = 0
    height: int = 0
    used: bool = False


@dataclass(slots=True)
class _Composer:
    """Takes events one by one; the state of one reading."""

    source: Source
    shift: int
    problems: list[Problem]
    lost: list[Node] = field(default_factory=list)
    count: int = 0
    anchors: dict[str, _Anchor] = field(default_factory=dict)
    events: Iterator[Any] = field(default_factory=lambda: iter(()))

    def document(self, events: Iterator[Any]) -> Node | None:
        self.events = events
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self.report(
                        "second-document", "a second document begins here", self.span(event), "delete the ---"
                    )
                    break
                root, _ = self.node(next(events), 1)
        for name, anchor in self.anchors.items():
            if not anchor.used:
                self.report(
                    "yaml-anchor",
                    f'"&{name}" names a value that nothing uses',
                    anchor.span,
                    syntax.quotes("&"),
                )
        if root is None or (isinstance(root, Scalar) and root.value is None):
            hint = "slides new writes a spec to start from"
            self.problems.append(Problem("empty-file", f"{self.source.name} is empty", None, hint))
            return None
        return root

    def node(self, event: Any, depth: int) -> tuple[Node, int]:
        """The node that `event` begins, and its height."""
        if isinstance(event, yaml.AliasEvent):
            return self.alias(event, depth)
        self.tally(1, event)
        if depth > DEEPEST:
            raise _Stop(_too_deep(self.start(event)))
        before = self.count
        anchor = self.anchored(event)
        if event.tag is not None and event.tag != _HARMLESS.get(type(event)):
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.report(
                "yaml-tag", f'the YAML tag "{tag}" is not allowed', self.start(event), syntax.quotes("!")
            )
        node, height = self.content(event, depth)
        if anchor:
            anchor.node, anchor.size, anchor.height = node, self.count - before + 1, height
        return node, height

    def content(self, event: Any, depth: int) -> tuple[Node, int]:
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event), 0
        parts: list[Node] = []
        height = 0
        while not isinstance(end := next(self.events), (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            part, below = self.node(end, depth + 1)
            parts.append(part)
            height = max(height, below + 1)
        start, stop = self.start(event).start, self.span(end).end
        if not event.flow_style and parts:  # a block ends where its last value ends, not at the next token
            stop = max(start, parts[-1].span.end if parts[-1].span.start >= start else start)
        span = Span(self.source, start, stop)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(span, tuple(parts)), height
        return Mapping(span, self.entries(parts)), height

    def entries(self, parts: list[Node]) -> tuple[tuple[Scalar, Node], ...]:
        kept: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(parts[::2], parts[1::2], strict=True):
            if not isinstance(key, Scalar) or key.value is None:
                self.report("yaml-key", "a key must be a word", key.span, syntax.quotes("{"))
            elif key.value[:1].isspace() and not key.style:  # blanks that YAML takes for letters
                message = f"the blank U+{ord(key.value[0]):04X} in the indentation"
                self.report(
                    "yaml-syntax", message, replace(key.span, end=key.span.start + 1), "indent with spaces"
                )
            elif key.value in kept:
                line, _ = self.source.place(kept[key.value][0].span.start)
                self.report(
                    "duplicate-key", f'"{key.value}" stands twice', key.span, f"it is on line {line} already"
                )
            else:
                kept[key.value] = (key, value)
                continue
            self.lost.append(value)
        return tuple(kept.values())

    def scalar(self, event: Any) -> Scalar:
        value: str | None = event.value
        if not event.style and event.value in ("", "~", "null"):
            value = None
        span = self.span(event)
        if value and (hit := _FORBIDDEN.search(value)):  # written as an escape, "\x01"
            self.report(
                "forbidden-character",
                f"{_character(hit[0])} cannot stand in a text",
                span,
                "delete the escape",
            )
            value = _FORBIDDEN.sub("\ufffd", value)
        return Scalar(span, value, event.style or "")

    def anchored(self, event: Any) -> _Anchor | None:
        if event.anchor is None:
            return None
        start = self.start(event).start
        anchor = _Anchor(Span(self.source, start, start + len(event.anchor) + 1))
        self.anchors[event.anchor] = anchor
        return anchor

    def alias(self, event: Any, depth: int) -> tuple[Node, int]:
        anchor = self.anchors.get(event.anchor)
        if anchor is None or anchor.node is None:
            why = "holds itself" if anchor else f'has no "&{event.anchor}" before it'
            raise _Stop(
                Problem("yaml-anchor", f'"*{event.anchor}" {why}', self.span(event), syntax.quotes("*"))
            )
        anchor.used = True
        self.tally(anchor.size, event)
        if depth + anchor.height > DEEPEST:
            raise _Stop(_too_deep(self.span(event)))
        return anchor.node, anchor.height

    def tally(self, values: int, event: Any) -> None:
        self.count += values
        if self.count > MOST:
            message = f"more than {MOST:,} values, those that aliases repeat counted each time"
            raise _Stop(Problem("too-many-values", message, self.start(event)))

    def report(self, code: str, message: str, span: Span, hint: str | None = None) -> None:
        self.problems.append(Problem(code, message, span, hint))

    def start(self, event: Any) -> Span:
        """The first character of what `event` begins."""
        at = event.start_mark.index + self.shift
        return Span(self.source, at, at + 1)

    def span(self, event: Any) -> Span:
        return Span(self.source, event.start_mark.index + self.shift, event.end_mark.index + self.shift)


_HARMLESS = {  # tags that say what we take a value for anyway
    yaml.ScalarEvent: "tag:yaml.org,2002:str",
    yaml.SequenceStartEvent: "tag:yaml.org,2002:seq",
    yaml.MappingStartEvent: "tag:yaml.org,2002:map",
}


def _too_deep(span: Span) -> Problem:
    return Problem("too-deep", f"more than {DEEPEST} levels within each other", span)


def _syntax(source: Source, error: Exception, shift: int) -> Problem:
    """PyYAML's complaint in other words."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Problem("yaml-syntax", f"{source.name} is not valid YAML: an escape stands for no character")
    at = error.problem_mark.index + shift
    if "nesting depth" in (error.problem or ""):  # libyaml of PyYAML 6.0.4 stops by itself at 1,000 brackets
        return _too_deep(Span(source, at, at + 1))
    context = at if error.context_mark is None else error.context_mark.index + shift
    return syntax.explain(source, f"{error.context or ''}: {error.problem}", at=at, context=context)
