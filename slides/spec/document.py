"""A spec together with the file it was read from: every value knows its place."""

from __future__ import annotations

from dataclasses import dataclass

from slides.source import Problem, Source, Span
from slides.spec.model import Spec
from slides.spec.nodes import Node, Scalar, scalars, trace


@dataclass(frozen=True, slots=True)
class Document:
    """`warnings` are the problems that did not keep the spec from being read.

    `lost` holds the values that were left out because they are wrong: none, except
    while a faulty spec is searched for further faults.
    """

    source: Source
    spec: Spec
    root: Node
    warnings: tuple[Problem, ...] = ()
    lost: tuple[Node, ...] = ()

    def span(self, *path: str | int) -> Span:
        """The place of the value at `path` (in the file's own words), or of what is nearest around it."""
        return trace(self.root, path)[-1][1].span

    def key_span(self, *path: str | int) -> Span:
        """The place of the key at `path`; of the value where it has none, as in a list."""
        found = trace(self.root, path)
        key, node = found[-1]
        return key.span if key is not None and path and key.value == path[-1] else node.span

    def part_span(self, part: str, *path: str | int) -> Span:
        """The place of the words `part` within the text at `path`, if they stand there as they are."""
        node = trace(self.root, path)[-1][1]
        source = node.span.source
        at = source.text.find(part, node.span.start, node.span.end) if isinstance(node, Scalar) else -1
        return node.span if at < 0 or not part else Span(source, at, at + len(part))

    def lost_name(self, name: str) -> bool:
        """A value that was left out may be what defines `name`."""
        return any(scalar.value == name for node in self.lost for scalar in scalars(node))

    def lost_mention(self, name: str) -> bool:
        """A value that was left out may be what uses `name`."""
        return any(name in (scalar.value or "") for node in self.lost for scalar in scalars(node))

    def line(self, span: Span) -> int:
        return span.source.place(span.start)[0]
