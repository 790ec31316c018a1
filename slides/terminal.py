"""What the command prints of its work: problems with line and caret, what was written."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from slides.batch import Built
    from slides.source import Problem


def complaint(text: str, hint: str | None = None) -> None:
    """One line on standard error for what no place in a file is to blame for, with its remedy."""
    from slides.source import visible

    print(f"error: {visible(text)}" + (f"; {hint}" if hint else ""), file=sys.stderr)


_MOST = 200  # problems of a file that are shown to people


def problems(found: Sequence[Problem]) -> None:
    """Each problem with its line and caret, and their number, on standard error."""
    from slides.reports import counted
    from slides.source import render

    if not found:
        return
    shown = found[:_MOST]
    if sys.stderr.isatty():
        width = get_terminal_size().columns
        _coloured("\n".join(render(problem, width) for problem in shown))
    else:
        print("\n".join(render(problem) for problem in shown), file=sys.stderr)
    if len(found) > _MOST:
        print(f"… and {len(found) - _MOST:,} more; --format json tells all of them", file=sys.stderr)
    print(counted(found), file=sys.stderr)


def _coloured(text: str) -> None:
    """In colour, unless NO_COLOR is set (https://no-color.org) or the terminal has none."""
    from rich.console import Console
    from rich.text import Text

    shown = Text(text)
    shown.highlight_regex(r"(?m)^[^\s][^\n]*?(?= error\[| warning\[)", "bold")
    shown.highlight_regex(r"\berror(\[[a-z-]+\])?:", "bold red")
    shown.highlight_regex(r"\bwarning(\[[a-z-]+\])?:", "bold yellow")
    shown.highlight_regex(r"(?m)^ +\| +\^+$", "red")
    shown.highlight_regex(r"(?m)^  hint:.*$", "green")
    Console(stderr=True, soft_wrap=True, highlight=False).print(shown)


def as_they_come(every: Iterable[Built], paths: Sequence[Path], *, building: bool, announced: bool) -> int:
    """Says of each spec what became of it, as soon as it is done; returns how many failed.

    `announced`: on a terminal also what is being built, for somebody who watches.
    """
    from slides.source import visible

    failed = 0
    shown = [visible(str(path)) for path in paths]
    _announce(shown[0], announced)
    for number, done in enumerate(every, start=1):
        problems(done.problems)
        failed += done.failed
        if done.failed and all(problem.severity == "warning" for problem in done.problems):
            print(f"{shown[number - 1]}: --strict takes warnings for errors", file=sys.stderr)
        elif not done.failed and not building:
            print(f"{shown[number - 1]}: no errors", flush=True)
        elif not done.failed:
            count = f"[{number}/{len(shown)}] " if len(shown) > 1 else ""
            print(f"{count}{shown[number - 1]}: {done.slides} slides in {done.seconds:.1f} s", flush=True)
            for target in done.written:
                print(f"  {visible(str(target))}  {target.stat().st_size / 1000:.0f} kB")
        if number < len(shown):
            _announce(shown[number], announced)
    if failed and len(shown) > 1:
        print(
            f"{failed} of {len(shown)} specs {'were not built' if building else 'have errors'}",
            file=sys.stderr,
        )
    return failed


def _announce(name: str, announced: bool) -> None:
    if announced and sys.stdout.isatty():
        print(f"building {name} …", flush=True)


def for_a_program(every: Iterable[Built], form: Literal["json", "sarif", "github"], docs: str) -> int:
    """All that was found as one text in UTF-8 on standard output; returns how many failed."""
    import io

    from slides import reports, sarif

    found = list(every)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    match form:
        case "json":
            sys.stdout.write(reports.as_json(found))
        case "github":
            sys.stdout.write(reports.as_github(found))
        case "sarif":
            sys.stdout.write(sarif.as_sarif(found, docs))
    return sum(one.failed for one in found)
