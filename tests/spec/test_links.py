"""Which addresses a deck may link to."""

from __future__ import annotations

import pytest

from slides.spec import links


@pytest.mark.parametrize(
    "href",
    [
        "other.md",
        "../x.md#a",
        "./y/",
        "docs/a.b/c",
        "notes/x",
        "../paper.pdf",
        "a%20b.md",
        "x?y=z",
        "中文.md",
    ],
)
def test_a_file_beside_the_deck_may_be_linked(href: str) -> None:
    assert links.fault(href) is None


@pytest.mark.parametrize(
    "href",
    [
        "//host/x",
        "/abs/x",
        "C:/x.md",
        "..\\x.md",
        "example.org",
        "www.example.org/a.b",
        "file:x.md",
        "..",
        "./",
    ],
)
def test_what_is_no_file_beside_the_deck_may_not(href: str) -> None:
    assert links.fault(href) is not None
