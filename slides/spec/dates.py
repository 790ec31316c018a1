"""Dates as authors write them: `2020-07`, `2022-04 to 2022-07`, `about 1979`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slides.spec.model import Roadmap

_DATE = re.compile(r"(?<!\d)(\d{4})(?:-(0[1-9]|1[0-2]))?(?!\d)")


def first_date(text: str | None) -> str:
    """The first year, or year and month, in a text; empty for none."""
    found = _DATE.search(text or "")
    return found[0] if found else ""


def month(date: str | None) -> int | None:
    """Months since year 0 of the first date in a text, a year alone being its January.

    >>> month("2022-04 to 2022-07"), month("about 1979"), month("soon")
    (24267, 23748, None)
    """
    found = _DATE.search(date or "")
    return int(found[1]) * 12 + int(found[2] or 1) - 1 if found else None


def backward(roadmap: Roadmap) -> Iterator[tuple[int, str, str]]:
    """Steps that lead back in time: number of the step, source and target."""
    dates = {model.id: month(model.date) for model in roadmap.models}
    for number, step in enumerate(roadmap.steps):
        for source in step.sources:
            for target in step.to:
                before, after = dates.get(source), dates.get(target)
                if before is not None and after is not None and after < before:
                    yield number, source, target
