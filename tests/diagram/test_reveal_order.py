"""The order in which a tree appears."""

from __future__ import annotations

import pytest

from slides.diagram.reveal import order
from slides.spec.dates import began
from slides.spec.model import Roadmap


def family(reveal: str) -> Roadmap:
    """Two series; `old` is older than its parent, `plain` has no date."""
    return Roadmap.model_validate(
        {
            "reveal": reveal,
            "series": [{"id": "one", "name": "One"}, {"id": "two", "name": "Two"}],
            "models": [
                {"id": "root", "name": "Root", "date": "2018", "series": "two"},
                {"id": "late", "name": "Late", "date": "2022-04 to 2022-07", "series": "two"},
                {"id": "soon", "name": "Soon", "date": "Dec 2021", "series": "one"},
                {"id": "old", "name": "Old", "date": "2017-01", "series": "one"},
                {"id": "plain", "name": "Plain"},
            ],
            "steps": [
                {"from": "root", "to": ["late", "soon", "plain"], "method": "Tuning"},
                {"from": "late", "to": "old", "method": "Tuning"},
            ],
        }
    )


@pytest.mark.parametrize(
    ("reveal", "expected"),
    [
        ("tree", "root late soon old plain"),
        ("date", "root plain soon late old"),
        ("series", "root soon late old plain"),
    ],
)
def test_models_come_in_the_order_that_is_asked_for(reveal: str, expected: str) -> None:
    assert " ".join(order(family(reveal))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("early May 2020, revised 2021-03", (2020, 5, 0)),
        ("1969-07-20", (1969, 7, 20)),
        ("announced 25 Aug 1980", (1980, 8, 25)),
        ("~mid-1970s", (1975, 0, 0)),
        ("~1989/90", (1989, 0, 0)),
        ("maybe 1979", (1979, 0, 0)),
        ("twenty", None),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, expected: tuple[int, int, int] | None) -> None:
    assert began(text) == expected
