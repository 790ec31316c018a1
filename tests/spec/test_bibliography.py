"""BibTeX files as references."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slides.inline import plain_text
from slides.source import Problem, Source, SpecError
from slides.spec.bibliography import references
from slides.spec.read import read, read_file


def entries(text: str) -> dict[str, Any]:
    root, problems = references(Source("refs.bib", text))
    assert problems == []
    return root.value


def faults(text: str) -> list[Problem]:
    return references(Source("refs.bib", text))[1]


def test_an_entry_becomes_a_reference() -> None:
    found = entries(
        "@article{Vaswani2017:attention,\n"
        '  author = {Vaswani, Ashish and Noam Shazeer and {van der Berg}, J{\\"o}rg and others},\n'
        "  title = {Attention Is {All} You Need},\n"
        '  journal = "Advances",\n  year = 2017,\n  doi = {10.1/abc_d}\n}\n'
    )
    assert found == {
        "Vaswani2017:attention": {
            "authors": ["Vaswani, Ashish", "Shazeer, Noam", "van der Berg, Jörg", "others"],
            "year": "2017",
            "title": "Attention Is All You Need",
            "venue": "Advances",
            "link": "https://doi.org/10.1/abc_d",
        }
    }


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ("url={https://x.org/a_b}", "https://x.org/a_b"),
        ("url={javascript:alert(1)}, doi={10.1/2}", "https://doi.org/10.1/2"),
        ("doi={https://doi.org/10.1/2}", "https://doi.org/10.1/2"),
        ("eprint={1706.03762}, archiveprefix={arXiv}", "https://arxiv.org/abs/1706.03762"),
        ("eprint={hep-th/9901001}", "https://arxiv.org/abs/hep-th/9901001"),
        ("eprint={some words}", None),
    ],
)
def test_where_a_work_can_be_read_is_its_link(fields: str, link: str | None) -> None:
    assert entries(f"@misc{{a, title={{T}}, {fields}}}")["a"].get("link") == link


def test_abbreviations_are_spelt_out() -> None:
    text = '@string{n = {NeurIPS}}\n@inproceedings{a, title={T}, booktitle = n # " 2017"}\n'
    assert entries(text)["a"]["venue"] == "NeurIPS 2017"


def test_a_title_stands_for_itself_but_for_its_formulas() -> None:
    assert entries("@misc{a, title={On *stars* and $O(n^2)$}}")["a"]["title"] == r"On \*stars\* and $O(n^2)$"


def test_an_entry_without_title_is_called_by_its_key_and_a_date_in_words_is_kept() -> None:
    assert entries("@misc{smith, date={in press}}")["smith"] == {"date": "in press", "title": "smith"}


def test_what_cannot_be_read_is_named_with_its_line_and_the_rest_is_there() -> None:
    text = "@misc{a, title={A}}\n@book{b, title={C\n@misc{a, title={B}}\n@misc{d, title={D}}\n"
    root, problems = references(Source("refs.bib", text))
    assert list(root.value) == ["a", "d"]
    said = [(one.message, one.span.source.place(one.span.start)[0]) for one in problems if one.span]
    assert said == [("this entry cannot be read", 2), ('the key "a" stands twice', 3)]


def test_a_chapter_has_what_its_book_has() -> None:
    book = "@proceedings{b, title={The Book}, year=2020, publisher={Press}, doi={10.1/b}}"
    chapter = entries(f"@inproceedings{{a, title={{T}}, crossref={{b}}}}\n{book}")["a"]
    assert chapter == {"title": "T", "venue": "The Book", "year": "2020"}
    odd = entries("@misc{a, title={T}, crossref={a}}\n@misc{c, title={U}, crossref={none}}")
    assert [one["title"] for one in odd.values()] == ["T", "U"]


@pytest.mark.parametrize("month", ["jan", "{January}", '"1~" # jan', "1"])
def test_a_month_in_any_form_leaves_the_year(month: str) -> None:
    assert entries(f"@misc{{a, title={{T}}, year={{2020}}, month={month}}}")["a"]["year"] == "2020"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"G{\'o}mez", "Gómez"),
        (r"{\O}rsted", "Ørsted"),
        (r"Na{\"i}ve", "Naïve"),
        (r"{\L}ukasz", "Łukasz"),
        (r"A \& B", "A & B"),
        (r"50\% of x\_1", "50% of x_1"),
        ("Über", "Über"),
    ],
)
def test_accents_and_signs_of_latex_become_letters(written: str, shown: str) -> None:
    assert plain_text(entries(f"@misc{{a, title={{{written}}}}}")["a"]["title"]) == shown


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='@{}",=#\\$%ab \n', max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    references(Source("refs.bib", text))


SPEC = "deck: {title: T}\nreferences: refs.bib\nsummary: ['As shown [@Two:2020].']\n"
BIB = "@misc{one, title={One}}\n@misc{Two:2020, title={Two}}\n@misc{bad\n"


def test_a_spec_takes_the_references_it_names_from_a_file_beside_it(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(SPEC)
    (tmp_path / "refs.bib").write_text(BIB)
    document = read_file(tmp_path / "x.yaml")
    assert list(document.spec.references) == ["Two:2020"]
    assert [warning.message for warning in document.warnings] == ["this entry cannot be read"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("refs.bib", 'cannot read "refs.bib": no such file'),
        ("../refs.bib", "it leads out of the spec's folder"),
        ("/etc/passwd", '"references" must be "key: value" pairs'),
        ("[/etc/passwd, refs.bib]", '"/etc/passwd" is no list of references'),
        ("/etc/refs.bib", "only files in the spec's own folder are read"),
        ("[refs.bib, 'a b.bib']", 'cannot read "a b.bib"'),
    ],
)
def test_a_file_that_cannot_be_read_is_a_problem_in_its_place(
    tmp_path: Path, name: str, message: str
) -> None:
    (tmp_path / "x.yaml").write_text(SPEC.replace("refs.bib", name))
    with pytest.raises(SpecError) as caught:
        read_file(tmp_path / "x.yaml")
    assert any(message in problem.message and problem.span for problem in caught.value.problems)


def test_a_key_in_two_files_is_named_and_the_first_is_used(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(SPEC.replace("refs.bib", "[a.bib, b.bib]"))
    (tmp_path / "a.bib").write_text("@misc{Two:2020, title={First}}\n")
    (tmp_path / "b.bib").write_text("@misc{Two:2020, title={Second}}\n")
    document = read_file(tmp_path / "x.yaml")
    assert document.spec.references["Two:2020"].title == "First"
    assert [one.message for one in document.warnings] == ['the key "Two:2020" stands twice']


def test_an_unknown_key_is_told_with_its_place_and_the_nearest_one(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(SPEC.replace("[@Two:2020]", "[@one, p. 3; @Tow:2020]"))
    (tmp_path / "refs.bib").write_text(BIB.replace("@misc{bad", ""))
    with pytest.raises(SpecError) as caught:
        read_file(tmp_path / "x.yaml")
    (found,) = caught.value.problems
    assert found.span
    words = found.span.source.text[found.span.start : found.span.end]
    assert (words, found.hint) == ("@Tow:2020", 'did you mean "Two:2020"?')


def test_a_spec_that_is_no_file_has_no_files_beside_it() -> None:
    with pytest.raises(SpecError, match="a spec in a file only"):
        read(SPEC, "x.yaml")
