"""Which fences of a page are ours, and what they ask for."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slides.plugins.fences import asked, fences
from slides.plugins.wanted import Place, Wanted
from slides.source import SpecError

PLACE = Place(Path("docs/page.md"), "page.md", (Path("docs"),))


def request(text: str, offset: int = 0) -> Wanted:
    lines = text.splitlines()
    (fence,) = fences(lines)
    return asked(lines, fence, PLACE, offset)


def starts(text: str) -> list[int]:
    return [fence.start for fence in fences(text.splitlines())]


@pytest.mark.parametrize(
    "text",
    [
        "```roadmap a.yaml\n```",
        "```roadmap\na.yaml\n```",
        "``` {.roadmap file=a.yaml}\n```",
        '~~~slides file="a.yaml"\n~~~',
        "```{roadmap} a.yaml\n```",
    ],
)
def test_a_file_is_named_in_any_usual_way(text: str) -> None:
    assert request(text) == Wanted(1, "a.yaml")


def test_options_stand_behind_the_name() -> None:
    found = request(
        "```roadmap a.yaml caption=\"A: b\" theme=dark what=summary width=400px id=x alt='y z'\n```"
    )
    assert found == Wanted(1, "a.yaml", "", "summary", "A: b", "y z", "dark", 400, "x")


def test_a_spec_below_stands_on_its_own_lines_of_the_file() -> None:
    found = request("Words.\n\n  ```roadmap\n  deck: {title: A}\n  ```", offset=4)
    assert found.line == 7
    assert found.text.splitlines()[7] == "  deck: {title: A}"
    assert found.text.splitlines()[:7] == [""] * 7


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("```roadmap\n```", "a picture needs a spec"),
        ("```roadmap a.yaml\ndeck: {title: A}\nb: c\n```", "a picture needs a spec"),
        ("```roadmap a.yaml colour=red\n```", 'no option "colour"'),
        ("```roadmap a.yaml b.yaml\n```", 'no option "b.yaml"'),
        ("```roadmap a.yaml theme=blue\n```", 'no theme "blue"'),
        ("```roadmap a.yaml width=all\n```", 'the width "all" is no number of px'),
    ],
)
def test_what_is_not_understood_is_a_problem_on_its_line(text: str, said: str) -> None:
    with pytest.raises(SpecError) as found:
        request(f"\n{text}", offset=1)
    (problem,) = found.value.problems
    assert (problem.code, problem.message) == ("wrong-request", said)
    assert problem.span
    assert problem.span.source.place(problem.span.start)[0] == 3


def test_a_fence_within_another_or_in_a_block_of_code_is_not_ours() -> None:
    assert starts("````md\n```roadmap a.yaml\n```\n````\n```roadmap b.yaml\n```") == [4]
    assert starts("Code:\n\n    ```roadmap a.yaml\n    ```") == []
    assert starts("```python\n```roadmap\n```") == []
    assert starts("```roadmap a.yaml\nnever closed") == []
    assert starts("- one\n\n        ```roadmap a.yaml\n        ```") == []
    assert starts("- one\n\nText.\n\n    ```roadmap a.yaml\n    ```") == []


def test_a_fence_in_a_list_a_remark_or_a_tab_is_ours() -> None:
    assert starts("!!! note\n    ```roadmap a.yaml\n    ```") == [1]
    assert starts("- one\n\n    ```roadmap a.yaml\n    ```") == [2]
    assert starts('=== "Tab"\n\n    !!! note\n\n        ```roadmap a.yaml\n        ```') == [4]


def test_a_page_of_fences_is_read_in_one_go() -> None:
    page = ["    ```roadmap a.yaml", "    ```", ""] * 20_000 + ["```never closed"] * 20_000
    start = process_time()
    assert fences(page) == []
    assert process_time() - start < 2


@given(st.text(alphabet="`~ ra\n{}=\"'", max_size=80).map(lambda text: text.replace("ra", "```roadmap")))
def test_no_text_breaks_the_search(text: str) -> None:
    lines = text.splitlines()
    for fence in fences(lines):
        assert 0 <= fence.start < fence.end <= len(lines)
