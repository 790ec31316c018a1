from __future__ import annotations

from slides.look import styled
from slides.look.styled import Marks
from slides.scene import TextRun
from tests.look.words import THEME

BASE = styled.plain_run("", THEME.text["body"], 16.0)
MARKS = Marks({"fu-2022": ("3", "https://example.org/fu"), "bare": ("4", "")}, {"n": "1"})


def runs(text: str) -> tuple[TextRun, ...]:
    return styled.runs(text, BASE, THEME, MARKS)


def test_each_mark_has_its_look() -> None:
    (bold, _, italic, _, code, _, mark) = runs("**b** *i* `c` ==m==")
    assert (bold.bold, italic.italic, code.face) == (True, True, "mono")
    assert mark.mark == THEME.colour("mark")
    assert {run.size for run in (bold, italic, code, mark)} == {16.0}


def test_a_link_to_a_reference_leads_to_its_address() -> None:
    (run,) = runs("[words](@fu-2022)")
    assert (run.text, run.href, run.underline) == ("words", "https://example.org/fu", True)
    assert run.colour == THEME.colour("link")


def test_a_citation_is_its_number_and_leads_to_the_work() -> None:
    (run,) = runs("[@fu-2022]")
    assert (run.text, run.href) == ("[3]", "https://example.org/fu")


def test_the_place_in_a_work_stands_with_its_number() -> None:
    marks = Marks({"a": ("3", "https://x.org"), "b": ("7", "")})
    shown = styled.runs("see [@a, p. 3; @b]", BASE, THEME, marks)
    assert [(run.text, run.href, run.numbered) for run in shown] == [
        ("see ", "", False),
        ("[3, p. 3]", "https://x.org", True),
        (" ", "", False),
        ("[7]", "", True),
    ]


def test_a_work_without_address_is_cited_without_link() -> None:
    (run,) = runs("[@bare]")
    assert (run.text, run.href, run.underline, run.colour) == ("[4]", "", False, BASE.colour)


def test_a_footnote_mark_is_a_raised_number() -> None:
    _, run = runs("words[^n]")
    assert (run.text, run.raised, run.href) == ("1", True, "")


def test_doubt_is_slanted_and_in_its_own_colour() -> None:
    run = styled.doubt("likely", BASE, THEME)
    assert (run.text, run.italic, run.colour) == ("likely", True, THEME.colour("doubt"))
