"""Single values of a theme file: what they are, or a problem in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from slides.source import Problem, Span
from slides.spec.explain import suggestion
from slides.spec.nodes import Mapping, Node, Scalar, Sequence

_HEX = re.compile("#[0-9A-Fa-f]{6}")
_NUMBER = re.compile(r"\d{1,4}(\.\d{1,3})?")


@dataclass(frozen=True, slots=True)
class Values:
    """Reads nodes one by one; `problems` collects what is wrong with them."""

    problems: list[Problem]

    def entries(self, node: Node | None, what: str, known: Any) -> Iterator[tuple[str, Node]]:
        """The keys of a mapping that are known, with their values; a problem for each other."""
        if node is None or (isinstance(node, Scalar) and node.value is None):
            return
        if not isinstance(node, Mapping):
            self.wrong(f'{what} must be "key: value" pairs', node.span, f"its keys: {', '.join(known)}")
            return
        for key, value in node.entries:
            name = str(key.value)
            if name in known:
                yield name, value
            else:
                self.wrong(f'unknown key "{name}" in {what}', key.span, suggestion(name, list(known)))

    def text(self, node: Node | None) -> str:
        if node is None:
            return ""
        if isinstance(node, Scalar) and node.value and len(node.value) <= 100:
            return node.value.strip()
        self.wrong("this must be a text of 1 to 100 characters", node.span)
        return ""

    def hex(self, node: Node) -> str:
        value = node.value if isinstance(node, Scalar) else None
        if isinstance(value, str) and _HEX.fullmatch(value):
            return value.upper()
        hint = 'write it as "#1F5F99", in quotes: without them, # begins a comment'
        self.wrong(
            f'"{value}" is no colour' if isinstance(value, str) else "this is no colour", node.span, hint
        )
        return ""

    def word(self, node: Node | None, known: Any) -> str | None:
        value = node.value if isinstance(node, Scalar) else None
        if node is None or value in known:
            return value
        shown = f'"{value}"' if value else "this"
        self.wrong(f"{shown} is not known here", node.span, suggestion(str(value or ""), list(known)))
        return None

    def flag(self, node: Node) -> bool | None:
        value = self.word(node, ("true", "false"))
        return None if value is None else value == "true"

    def number(self, node: Node, least: float, most: float) -> float | None:
        text = node.value if isinstance(node, Scalar) else None
        if (
            isinstance(text, str)
            and re.fullmatch(r"\d{1,4}(\.\d{1,3})?", text)
            and least <= float(text) <= most
        ):
            return float(text)
        self.wrong(f"this must be a number from {least:g} to {most:g}", node.span)
        return None

    def numbers(self, node: Node, what: str, least: float, most: float) -> tuple[float, ...] | None:
        if not isinstance(node, Sequence) or not 0 < len(node.items) <= 12:
            self.wrong(f"this must be a list of numbers: {what}", node.span)
            return None
        found = [self.number(item, least, most) for item in node.items]
        return None if None in found else tuple(one for one in found if one is not None)

    def sizes(self, node: Node) -> tuple[float, ...] | None:
        found = self.numbers(node, "sizes in pt, from the largest to the smallest", 8.0, 96.0)
        if found and list(found) != sorted(found, reverse=True):
            self.wrong("sizes go from the largest to the smallest", node.span)
            return None
        return found

    def wrong(self, message: str, span: Span, hint: str | None = None) -> None:
        self.problems.append(Problem("theme-value", message, span, hint))
