"""What was found in files, for other programs: JSON, and the commands that GitHub shows as annotations."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from slides.batch import Built
from slides.source import Problem, remedy, visible


def counts(problems: Sequence[Problem]) -> dict[str, int]:
    """How many errors and warnings."""
    errors = sum(problem.severity == "error" for problem in problems)
    return {"errors": errors, "warnings": len(problems) - errors}


def counted(problems: Sequence[Problem]) -> str:
    """Their number in words: `1 error, 2 warnings`."""
    numbers = [(number, word.removesuffix("s")) for word, number in counts(problems).items() if number]
    return ", ".join(f"{number} {word}{'s' * (number > 1)}" for number, word in numbers)


def as_json(every: Sequence[Built]) -> str:
    """One JSON object, in ASCII; lines and columns count from 1, in characters. Keys: docs/checks.md."""
    problems = [problem for one in every for problem in one.problems]
    told = {"version": 1, **counts(problems), "files": [_file(one) for one in every]}
    return json.dumps(told, indent=2) + "\n"


def _file(one: Built) -> dict[str, Any]:
    problems = [_problem(problem, one.path) for problem in one.problems]
    written = [path.as_posix() for path in one.written]
    told: dict[str, Any] = {"path": one.path.as_posix(), "failed": one.failed, "slides": one.slides}
    return told | {"written": written, "problems": problems}


def _problem(problem: Problem, path: Path) -> dict[str, Any]:
    told: dict[str, Any] = {"code": problem.code, "severity": problem.severity}
    told |= {"message": problem.message, "hint": remedy(problem), **place(problem, path)}
    return told


def place(problem: Problem, path: Path) -> dict[str, Any]:
    """`file`, and where the problem is known more exactly also `line` to `end_column` (exclusive)."""
    span = problem.span
    if span is None:
        return {"file": path.as_posix()}
    line, column = span.source.place(span.start)
    end_line, end_column = span.source.place(max(span.end, span.start))
    told = {"line": line, "column": column, "end_line": end_line, "end_column": end_column}
    return {"file": Path(span.source.name).as_posix(), **told}


def as_github(every: Sequence[Built]) -> str:
    """A workflow command a problem: GitHub shows it at its line in the changed files of a pull request.

    Source: GitHub Docs, Workflow commands; escapes as in actions/toolkit, core/src/command.ts.
    """
    return "".join(f"{_command(problem, one.path)}\n" for one in every for problem in one.problems)


def _command(problem: Problem, path: Path) -> str:
    at = place(problem, path)
    said = f"{visible(problem.message)}\nhint: {visible(remedy(problem))}"
    names = {"file": "file", "line": "line", "end_line": "endLine"}
    if at.get("line") == at.get("end_line"):  # columns are for a place within one line
        names |= {"column": "col", "end_column": "endColumn"}
    told = [f"{names[key]}={_property(visible(str(value)))}" for key, value in at.items() if key in names]
    told.append(f"title={_property(problem.code)}")
    return f"::{problem.severity} {','.join(told)}::{_data(said)}"


def _data(text: str) -> str:
    """Text behind `::`; what is left of invisible characters cannot end the command.

    >>> _data("50% of\\nthem")
    '50%25 of%0Athem'
    """
    return re.sub("[%\r\n]", lambda hit: f"%{ord(hit[0]):02X}", text)


def _property(text: str) -> str:
    """The value of a property, which ends at a comma or a colon.

    >>> _property("a,b: c")
    'a%2Cb%3A c'
    """
    return re.sub("[,:]", lambda hit: f"%{ord(hit[0]):02X}", _data(text))
