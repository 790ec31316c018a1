"""Where something stands in a source file, and what is wrong there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal
from unicodedata import combining, east_asian_width

Severity = Literal["error", "warning"]
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Source:
    """A text and the name it is reported under (a path as the user wrote it)."""

    name: str
    text: str
    starts: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = (0, *(hit.end() for hit in _LINE_END.finditer(self.text)))
        object.__setattr__(self, "starts", starts)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of `offset`, both counted from 1, in characters."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of line `number` (from 1) without its line end."""
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : end].rstrip("\r\n")


@dataclass(frozen=True, slots=True)
class Span:
    """The characters `start` to `end` (exclusive) of a source."""

    source: Source
    start: int
    end: int

    @property
    def key(self) -> tuple[str, int, int]:
        return self.source.name, self.start, self.end


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, and the remedy where one is known.

    `code` names the kind of mistake, in the words of `slides/problems/`, and stays as it is.
    `message` and `hint` are in the user's words, lower case, without a full stop.
    """

    code: str
    message: str
    span: Span | None = None
    hint: str | None = None
    severity: Severity = "error"


class SpecError(ValueError):
    """Holds every problem that one stage found, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_file_order(problems)
        super().__init__("\n".join(render(problem) for problem in self.problems))


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems sorted by place, each once; those without a place come first."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.span.key if p.span else ("", -1, -1), p.message)))


def render(problem: Problem, width: int = 160) -> str:
    """`file:line:col: error[code]: message`, the line with carets under the span, and the hint.

    Of a line that takes more than `width` columns a part is shown, so that the carets stay below it.
    Control characters are shown escaped, so that a hostile spec cannot drive the terminal.
    """
    head = f"{problem.severity}[{problem.code}]: {visible(problem.message)}"
    lines = [head]
    if problem.span is not None:
        source = problem.span.source
        number, column = source.place(problem.span.start)
        place = f"{visible(source.name)}:{number}:{column}"
        lines = [f"{place}: {head}", *_excerpt(problem.span, number, column, width=width)]
    if told := remedy(problem):
        lines.append(f"  hint: {visible(told)}")
    return "\n".join(lines)


def remedy(problem: Problem) -> str:
    """What helps: the hint of the problem, else what helps with all of its kind."""
    if problem.hint:
        return problem.hint
    from slides.problems import EVERY  # what it explains is read only where something is wrong

    told = EVERY[problem.code].remedy if problem.code in EVERY else ""
    return told[:1].lower() + told[1:].removesuffix(".")


def _excerpt(span: Span, number: int, column: int, *, width: int) -> list[str]:
    text = span.source.line(number)
    gutter = f"{number:>5} | "
    room = max(width - len(gutter), 20)
    before, marked = text[: column - 1], text[column - 1 : column - 1 + span.end - span.start]
    after = text[column - 1 + len(marked) :]
    if _columns(visible(text[: room + 1])) + len(text[room + 1 :]) > room:
        before = _fitting(before[::-1], room // 2)[::-1]
        marked = _fitting(marked, room - _columns(visible(before)))
        after = _fitting(after, room - _columns(visible(before + marked)))
    shown = visible(marked) or " "
    carets = " " * _columns(visible(before)) + "^" * max(1, _columns(shown))
    return [f"{gutter}{visible(before + marked + after)}", f"{' ' * (len(gutter) - 2)}| {carets}"]


def _fitting(text: str, room: int) -> str:
    """As much of the start of a text as takes at most `room` columns."""
    taken = 0
    for at, char in enumerate(text):
        taken += _columns(visible(char))
        if taken > room:
            return text[:at]
    return text


def _columns(text: str) -> int:
    """The terminal columns that printable text takes: none for combining marks, two for wide characters."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def visible(text: str) -> str:
    """The text with control characters escaped, safe to print."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
