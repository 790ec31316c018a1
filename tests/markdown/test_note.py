"""What each kind of Markdown becomes in a spec."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slides.markdown import note
from slides.markdown.emit import yaml_text
from slides.source import Source, SpecError
from slides.spec.read import read


def value(text: str) -> dict[str, Any]:
    root, _ = note.spec_node(Source("a-note.md", text))
    return root.value


def blocks(text: str) -> list[Any]:
    found: list[Any] = value(f"# T\n\n## S\n\n{text}")["sections"][0]["blocks"]
    return found


def warnings(text: str) -> list[str]:
    _, problems = note.spec_node(Source("a-note.md", text))
    return [problem.message for problem in problems]


def test_the_title_is_that_of_the_front_matter_then_the_heading_then_the_file() -> None:
    assert value("---\ntitle: Front\n---\n# Head\n")["deck"] == {"title": "Front", "subtitle": "Head"}
    assert value("# Head\n\n## S\n\nx\n")["deck"] == {"title": "Head"}
    assert value("words\n")["deck"] == {"title": "a note", "about": "words"}


def test_facts_of_the_front_matter_find_their_keys_and_the_rest_is_said() -> None:
    front = "---\nauthors: [Ada, Bo]\ndate: 2024-01-02\ntags: x y\nlang: zh_CN\n"
    front += "status: draft\nlayout: post\n---\n"
    deck = value(front)["deck"]
    assert deck["presenter"] == "Ada, Bo"
    assert deck["date"] == "2024-01-02"
    assert deck["keywords"] == ["x", "y"]
    assert deck["language"] == "zh-CN"
    assert deck["say"] == "status: draft"


def test_headings_nest_by_their_level() -> None:
    sections = value("# T\n\n#### B\n\nx\n\n## C\n\n### D\n\ny\n")["sections"]
    assert [one["title"] for one in sections] == ["B", "C"]
    assert sections[1]["sections"][0]["title"] == "D"


def test_a_reference_style_link_is_resolved() -> None:
    assert blocks("see [a *b*][r]\n\n[r]: https://example.org\n") == ["see [a *b*](https://example.org)"]


def test_a_link_to_a_heading_leads_to_its_section() -> None:
    sections = value("# T\n\n## First part\n\nx\n\n## B\n\n[back](#first-part)\n")["sections"]
    assert sections[0]["id"] == "first-part"
    assert sections[1]["blocks"] == ["[back](#first-part)"]


def test_a_link_that_no_deck_may_hold_becomes_words() -> None:
    assert blocks("[x](javascript:alert)") == ["x (javascript:alert)"]
    assert "javascript:" in warnings("[x](javascript:alert)")[0]


def test_a_list_is_divided_around_code_and_counts_on() -> None:
    found = blocks("1. a\n2. b\n\n   ```py\n   x\n   ```\n3. c\n")
    assert found[0] == {"list": ["a", "b"], "numbered": "true"}
    assert found[1] == {"code": "x\n", "language": "py"}
    assert found[2] == {"list": ["c"], "numbered": "true", "start": "3"}


def fourth(*deeper: str) -> list[Any]:
    """The points on the fourth level of a list that has these below it, each with its own indent."""
    text = "".join(f"{'  ' * depth}- {depth}\n" for depth in range(4))
    text += "".join(f"        {line}\n" for line in deeper)
    found: list[Any] = blocks(text)[0]["list"][0]["items"][0]["items"][0]["items"]
    return found


def test_points_deeper_than_four_levels_stand_in_the_line_of_their_parent() -> None:
    assert fourth("- four", "  - five", "  - six.", "- seven") == ["3: four (five; six); seven"]
    assert fourth("1. one", "2. two") == ["3: 1. one; 2. two"]


@pytest.mark.parametrize("deep", ["- [ ] to do", "- a; b", f"- {'word ' * 40}", "- a<br>b"])
def test_those_that_are_no_few_words_stand_below_it_marked_by_dashes(deep: str) -> None:
    first, *rest = fourth("- four", f"  {deep}", "    - six")
    assert first == "3"
    said = [one["text"] if isinstance(one, dict) else one for one in rest]
    assert said[0] == "– four"
    assert said[1].startswith("– – ")
    assert "six" in said[-1]


def test_a_folded_list_reads_back_the_same_and_loses_no_word() -> None:
    text = "".join(f"{'  ' * (depth % 9)}- point {depth} {'w' * (depth * 7 % 60)}\n" for depth in range(40))
    root, problems = note.spec_node(Source("a-note.md", f"# T\n\n## S\n\n{text}"))
    assert problems == []
    assert read(yaml_text(root), "x.yaml").root.value == root.value
    assert all(f"point {depth}" in str(root.value) for depth in range(40))


def test_a_little_code_stays_in_its_point_so_that_the_list_goes_on() -> None:
    found = blocks("- a\n  - b\n\n    ```py\n    if x:\n        y\n    ```\n  - c\n- d\n")
    code = "`if x:`<br>`\u00a0\u00a0\u00a0\u00a0y`"
    assert found == [{"list": [{"text": "a", "items": [f"b<br>{code}", "c"]}, "d"]}]


def test_code_before_the_points_below_its_own_does_not_part_them_from_it() -> None:
    found = blocks("- a\n\n  ```\n  x\n  ```\n\n  - b\n")
    assert found == [{"list": [{"text": "a<br>`x`", "items": ["b"]}]}]


def test_long_code_in_a_point_is_a_block_right_after_it() -> None:
    lines = "".join(f"    line {at}\n" for at in range(12))
    found = blocks(f"- a\n  - b\n\n    ```py\n{lines}    ```\n")
    assert found[0] == {"list": [{"text": "a", "items": ["b"]}]}
    assert found[1]["language"] == "py"
    assert found[1]["code"].startswith("line 0\nline 1\n")


def test_the_caption_of_a_picture_may_have_a_footnote() -> None:
    text = "![alt](a.png)\n*Figure 1*: after Doe[^1]\n\n[^1]: Changed.\n"
    assert blocks(text)[0]["caption"].endswith("after Doe[^1]")
    assert warnings(f"# T\n\n## S\n\n{text}") == []


def test_tasks_are_done_or_not() -> None:
    assert blocks("- [x] a\n- [ ] b\n")[0]["list"] == [
        {"text": "a", "done": "true"},
        {"text": "b", "done": "false"},
    ]


def test_cells_past_the_last_column_are_kept() -> None:
    assert blocks("|a|b|\n|-|-|\n|1|2|3|\n")[0]["table"] == [["1", "2", "3"]]


def test_a_picture_alone_is_a_block_and_one_in_words_leaves_its_own() -> None:
    assert blocks('![alt](a%20b.png "Cap")') == [{"picture": "a b.png", "alt": "alt", "caption": "Cap"}]
    assert blocks("see ![alt](a.png) here") == ["see alt here", {"picture": "a.png", "alt": "alt"}]


def test_html_of_the_usual_kinds_is_read() -> None:
    text = '<div align="center">\n<img src="a.png" width="20"><br>\n<b>Fig.</b> 1\n</div>\n'
    assert blocks(text) == [{"picture": "a.png", "width": "20", "caption": "**Fig.** 1"}]
    assert blocks("<details><summary>S</summary>\n\n- p\n\n</details>\n") == [
        {"details": "S", "blocks": [{"list": ["p"]}]}
    ]


def test_code_in_html_may_hold_backticks() -> None:
    assert blocks("set <code>'\\`|'</code> and `b`") == ["set ``'`|'`` and `b`"]


def test_words_of_a_link_that_begin_with_a_mark_are_no_citation() -> None:
    assert blocks("by [@ada](https://example.org)") == [r"by [\@ada](https://example.org)"]


def test_an_encoded_character_of_an_address_is_not_lost() -> None:
    assert warnings("# A\n\nsee https://example.org/Heron%27s_formula here\n") == []


def test_code_in_a_cell_of_html_stays_code() -> None:
    text = "<table><tr><td>\n\n```markdown\na [^x] ![](/b.png)\n```\n\n</td><td>y</td></tr></table>\n"
    assert blocks(text) == [{"table": [["`a [^x] ![](/b.png)`", "y"]]}]


def test_a_link_whose_words_hold_brackets_as_code_leads_to_its_heading() -> None:
    found = value("# T\n\n## `f([k[, v]])`\n\nx\n\n## B\n\n[`f([k[, v]])`](#fk-v)\n")["sections"]
    assert found[1]["blocks"] == [f"[`f([k[, v]])`](#{found[0]['id']})"]


def test_words_that_are_bold_in_part_are_not_lost() -> None:
    assert warnings("# A\n\n<p>For <b>dev</b>elopers</p>\n\n[x](y.md)ルールです\n") == []


def test_a_row_taller_than_a_slide_goes_on_in_the_next() -> None:
    tall = "<br>".join(str(at) for at in range(60))
    rows = blocks(f"|a|b|\n|-|-|\n|{tall}|{tall}|\n|{tall}|x|\n")[0]["table"]
    assert [len(row[0].split("<br>")) for row in rows] == [24, 24, 12, 60]
    assert rows[0][1].endswith("<br>23")
    assert "<br>".join(row[1] for row in rows[:3]) == tall


def test_a_heading_of_contents_that_a_program_would_write_makes_no_slide() -> None:
    assert "sections" not in value("# T\n\n## Table of contents\n\n[[TOC]]\n")
    assert warnings("# T\n\n## Table of contents\n\n[[TOC]]\n") == []


def test_a_title_that_no_slide_holds_is_cut_and_stands_below_in_full() -> None:
    words = "word " * 60
    section = value(f"# T\n\n{words}\n---\n\nx\n")["sections"][0]
    assert section["title"].endswith("word…")
    assert section["blocks"] == [words.strip(), "x"]
    deck = value(f"---\ntitle: {words}\n---\n\nx\n")["deck"]
    assert deck["about"] == f"{words.strip()}<br>x"
    assert len(deck["title"]) < 100


def test_footnotes_of_several_paragraphs_are_joined() -> None:
    assert value("a[^N]\n\n[^N]: one\n\n    two\n")["footnotes"] == {"n": "one<br>two"}


def test_a_mark_without_a_footnote_is_words_with_a_warning() -> None:
    assert value("a[^x]\n")["deck"]["about"] == "a\\[^x]"
    assert warnings("a[^x]\n") == ['footnote "x" has no text']


def test_problems_of_a_note_point_at_its_line() -> None:
    long_cell = "x" * 20_001
    with pytest.raises(SpecError) as raised:
        note.read(f"# T\n\n## S\n\n|a|b|\n|-|-|\n|{long_cell}|2|\n", "a.md")
    assert str(raised.value).startswith("a.md:7:2: error[too-long]:")


MANY = 3000
HOSTILE = {
    "brackets": "[" * MANY,
    "pictures": "![" * MANY,
    "quotes": ">" * 400 + " x",
    "lists": "".join(f"{' ' * 2 * depth}- x\n" for depth in range(300)),
    "inline html": "<b>" * MANY,
    "html frames": "<div>" * MANY + "x",
    "details": "<details>\n\n" * 300 + "x",
    "stars": "*a _b " * MANY,
    "ticks": "`" * MANY + " " + "``a" * MANY,
    "dollars": "$a " * MANY,
    "tags": "{% x " * MANY,
    "carets": "^[a" * MANY,
    "wiki": "[[a" * MANY,
    "columns": "|a" * MANY + "\n" + "|-" * MANY + "\n|b|\n",
    "link": "[a](" * MANY,
    "headings": "".join(f"{'#' * (1 + n % 6)} h\n" for n in range(2000)),
    "comments": "<!-- " * MANY,
    "definitions": "a\n: b\n" * 1000,
    "footnotes": "".join(f"[^{n}]: x[^{n + 1}]\n" for n in range(1000)),
    "percent": "%% " * MANY,
    "equals": "=" * MANY + "==a" * MANY,
    "math": "\\[\n" * MANY,
    "inline math": "\\(a " * MANY,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_note_is_read_or_refused_in_time(name: str) -> None:
    start = time.process_time()
    try:
        root, _ = note.spec_node(Source("a.md", HOSTILE[name]))
        yaml_text(root)
    except SpecError:
        pass
    assert time.process_time() - start < 5


PARTS = st.sampled_from(
    [
        "# h\n",
        "## *h*\n\n",
        "- a\n",
        "  - b\n",
        "1. c\n",
        "> q\n",
        "\n",
        "word ",
        "**b** ",
        "[x](y.md) ",
        "![p](q.png) ",
        "`c` ",
        "$m$ ",
        "|a|b|\n|-|-|\n|c|d|\n",
        "```\ncode\n```\n",
        "<div>",
        "</div>\n",
        "<br>",
        "<b>",
        "</b>",
        "[^1]",
        "[^1]: note\n",
        "\n    ",
        "---\n",
        "{{x}}",
        "<table><tr><td>x",
        "<ul><li>y",
        "&nbsp;",
        "\\",
        "[[w]]",
        ": def\n",
        "<details>\n\n",
        "<summary>s</summary>\n\n",
        "</details>\n\n",
        "$$\n",
        "- [ ] t\n",
        "~~",
        "==",
        "!!! note\n    x\n",
        "## Limitations\n\n",
        "## References\n\n",
        "## Road map\n\n",
        "[1] Doe, *Title*, 2001\n",
        "[2]: https://example.org\n",
        "as in [1] and [2] ",
        "- B, 2001 ← A; how\n",
        "- **C** (2002) ← B **and** ⇠ A[^1]\n  - D ✗ B\n- E <- C, D (perhaps)\n",
        "|Model|Gain|Size|\n|-|-|-|\n|A|+ x<br>- y (z?)|1|\n|*s*|||\n|B|++ x||\n|Q|-- x|2|\n",
        "```mermaid\ngraph TD\n  A[A<br>2001] -->|how| B\n  A -.-> C\n```\n",
        "```dot\ndigraph { a -> b; b -> c [style=dashed] }\n```\n",
        "perhaps not A. Dotted lines are ideas.\n\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS, max_size=25).map("".join))
def test_whatever_is_written_comes_through_as_a_spec(text: str) -> None:
    root, _ = note.spec_node(Source("a.md", text))
    document = note.read(text, "a.md")
    assert read(yaml_text(root), "a.yaml").spec == document.spec
