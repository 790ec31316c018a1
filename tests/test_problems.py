"""Bad specs and notes: each expected problem stands in a comment above the line it is about.

`# error 11-16: no model "gatway"`, in Markdown `<!-- error … -->`, names the columns, first and last, and the
message.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from slides.markdown.file import read_file
from slides.source import Problem, SpecError

CASES = sorted((Path(__file__).parent / "cases" / "problems").glob("*.[ym]*"))
EXPECTED = re.compile(r"\s*(?:#|<!--) (error|warning) (\d+)-(\d+): (.*?)(?: -->)?")

Found = tuple[int, str, int, int, str]


@pytest.mark.parametrize("case", CASES, ids=[path.stem for path in CASES])
def test_every_problem_is_found_where_it_is(case: Path) -> None:
    assert [_found(problem) for problem in _problems(case)] == _expected(case)


def test_there_are_cases() -> None:
    assert CASES


def _problems(case: Path) -> tuple[Problem, ...]:
    try:
        return read_file(case, case.name).warnings
    except SpecError as error:
        return error.problems


def _expected(case: Path) -> list[Found]:
    expected: list[Found] = []
    waiting: list[re.Match[str]] = []
    for number, line in enumerate(case.read_text(encoding="utf-8").splitlines(), 1):
        if match := EXPECTED.fullmatch(line):
            waiting.append(match)
        else:
            expected += [(number, m[1], int(m[2]), int(m[3]), m[4]) for m in waiting]
            waiting = []
    return expected


def _found(problem: Problem) -> Found:
    """The problem, its columns cut at the end of its first line, as the carets show it."""
    assert problem.span is not None
    line, column = problem.span.source.place(problem.span.start)
    length = len(problem.span.source.line(line))
    last = min(column + problem.span.end - problem.span.start - 1, length)
    return line, problem.severity, column, max(column, last), problem.message
