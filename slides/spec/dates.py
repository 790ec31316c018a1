"""Dates as authors write them: `2020-07`, `2022-04 to 2022-07`, `~9 Mar 1978`, `late 1979`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slides.spec.model import Roadmap

Date = tuple[int, int, int]  # year, month, day; 0 where not said

_YEAR = re.compile(r"(?<!\d)(\d{4})(s)?(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")
_WORDS = re.compile(r"(?:(\d{1,2}) +)?([a-z]+)")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_ABOUT = {"early": 2, "spring": 4, "mid": 6, "summer": 7, "autumn": 10, "fall": 10, "late": 11}

_DECADE = {"early": 1, "mid": 5, "late": 8}


def began(date: str) -> Date | None:
    """Year, month and day (0 where not said) of the first date in a text; None where there is none.

    >>> began("2022-04 to 2022-07"), began("~9 Mar 1978"), began("late 1979"), began("unknown")
    ((2022, 4, 0), (1978, 3, 9), (1979, 11, 0), None)
    >>> began("mid-1970s")
    (1975, 0, 0)
    """
    found = _YEAR.search(date)
    if found is None:
        return None
    year, month, day = (int(found[part] or 0) for part in (1, 3, 4))
    if found[2]:
        words = _WORDS.findall(date[: found.start()].casefold())
        return year + next((_DECADE[word] for _, word in words if word in _DECADE), 5), 0, 0
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


def months(text: str | None) -> tuple[int, int] | None:
    """The first and last month, since year 0, that a date may mean; None for no date.

    A year alone is all its months, a decade all its years, `from … to …` all between; what is about,
    early or late may be a year off.

    >>> months("2020-07"), months("2020"), months("~1979"), months("soon")
    ((24246, 24246), (24240, 24251), (23736, 23771), None)
    >>> months("2022-04 to 2022-07"), months("1970s")
    ((24267, 24270), (23640, 23759))
    """
    text = text or ""
    found = began(text)
    if found is None:
        return None
    spans = [_months(found), *(_months(one) for at in _YEAR.finditer(text) if (one := began(at[0])))]
    first, last = spans[0][0], max(span[1] for span in spans)
    if decade := re.search(r"(?<!\d)(\d{4})s", text):
        first, last = int(decade[1]) * 12, int(decade[1]) * 12 + 119
    return (first - 12, last + 12) if _VAGUE.search(text) else (first, last)


def month(text: str | None) -> int:
    """The month, since year 0, at which a date stands on an axis; -1 for no date."""
    found = began(text or "")
    return _months(found)[0] if found else -1


def _months(date: Date) -> tuple[int, int]:
    year, month, _ = date
    return (year * 12 + month - 1, year * 12 + month - 1) if month else (year * 12, year * 12 + 11)


_VAGUE = re.compile(r"~|/|\b(about|around|circa|c\.|early|mid|late|spring|summer|autumn|fall)", re.IGNORECASE)


def backward(roadmap: Roadmap) -> Iterator[tuple[int, str, str]]:
    """Steps that surely lead back in time: number of the step, source and target."""
    dates = {model.id: months(model.date) for model in roadmap.models}
    for number, step in enumerate(roadmap.steps):
        for source in step.sources:
            for target in step.to:
                before, after = dates.get(source), dates.get(target)
                if before is not None and after is not None and after[1] < before[0]:
                    yield number, source, target
