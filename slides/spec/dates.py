"""Dates as authors write them: `2020-07`, `2022-04 to 2022-07`, `~9 Mar 1978`, `late 1979`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slides.spec.model import Roadmap

Date = tuple[int, int, int]  # year, month, day; 0 where not said

_YEAR = re.compile(r"(?<!\d)(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")
_WORDS = re.compile(r"(?:(\d{1,2}) +)?([a-z]+)")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_ABOUT = {"early": 2, "spring": 4, "mid": 6, "summer": 7, "autumn": 10, "fall": 10, "late": 11}


def began(date: str) -> Date | None:
    """Year, month and day (0 where not said) of the first date in a text; None where there is none.

    >>> began("2022-04 to 2022-07"), began("~9 Mar 1978"), began("late 1979"), began("unknown")
    ((2022, 4, 0), (1978, 3, 9), (1979, 11, 0), None)
    """
    found = _YEAR.search(date)
    if found is None:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    for number, word in _WORDS.findall(date[: found.start()].casefold()):
        named = next((at for at, name in enumerate(_MONTHS, 1) if len(word) > 2 and name.startswith(word)), 0)
        if named:
            month, day = named, int(number or 0)
        elif not month:
            month = _ABOUT.get(word, 0)
    return year, month, day


def label(date: Date) -> str:
    """The date to the month, as an axis bears it.

    >>> label((2020, 7, 3)), label((1979, 0, 0))
    ('2020-07', '1979')
    """
    year, month, _ = date
    return f"{year}-{month:02}" if month else str(year)


def month(text: str | None) -> int | None:
    """Months since year 0 of the first date in a text, a year alone being its January."""
    found = began(text or "")
    return found[0] * 12 + max(found[1], 1) - 1 if found else None


def backward(roadmap: Roadmap) -> Iterator[tuple[int, str, str]]:
    """Steps that lead back in time: number of the step, source and target."""
    dates = {model.id: month(model.date) for model in roadmap.models}
    for number, step in enumerate(roadmap.steps):
        for source in step.sources:
            for target in step.to:
                before, after = dates.get(source), dates.get(target)
                if before is not None and after is not None and after < before:
                    yield number, source, target
