from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from slides.source import Problem, Source, Span, SpecError, in_file_order, render


def test_place_counts_lines_and_columns_from_one() -> None:
    source = Source("x", "ab\n😀c\r\n\nd")
    assert [source.place(at) for at in (0, 2, 3, 4, 7, 8)] == [(1, 1), (1, 3), (2, 1), (2, 2), (3, 1), (4, 1)]


def test_line_is_without_its_end() -> None:
    source = Source("x", "ab\r\nc\n")
    assert [source.line(number) for number in (1, 2, 3)] == ["ab", "c", ""]


@given(st.text(alphabet="a\n\r\té😀", max_size=40))
def test_every_offset_has_its_place(text: str) -> None:
    source = Source("x", text)
    for at in range(len(text) + 1):
        line, column = source.place(at)
        assert source.starts[line - 1] + column - 1 == at


def test_rendering_marks_the_words() -> None:
    source = Source("spec/shop.yaml", "nodes:\n  - to: gatway\n")
    problem = Problem("x", 'no node "gatway"', Span(source, 15, 21), 'did you mean "gateway"?')
    assert render(problem).splitlines() == [
        'spec/shop.yaml:2:9: error[x]: no node "gatway"',
        "    2 |   - to: gatway",
        "      |         ^^^^^^",
        '  hint: did you mean "gateway"?',
    ]


def test_carets_stand_below_wide_and_combined_characters() -> None:
    source = Source("x", "日本 e\u0301 word")
    excerpt = render(Problem("x", "m", Span(source, 6, 10))).splitlines()[1:]
    assert excerpt == ["    1 | 日本 e\u0301 word", "      |        ^^^^"]


def test_terminal_escapes_are_shown_not_sent() -> None:
    hostile = "a \x1b]0;x\x07\x1b[2J\u202e\x9b b"
    source = Source("na\x1bme", hostile)
    shown = render(Problem("x", hostile, Span(source, 0, len(hostile)), hostile))
    assert "\\x1b]0;x\\x07\\x1b[2J\\u202e\\x9b" in shown
    assert all(char.isprintable() or char == "\n" for char in shown)


def test_carets_stand_below_escapes() -> None:
    source = Source("x", "\tword")
    assert render(Problem("x", "m", Span(source, 1, 5))).splitlines()[2] == "      |   ^^^^"


@given(st.text(max_size=300), st.data())
def test_rendering_never_fails_and_never_holds_control_characters(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shown = render(Problem("x", "m", Span(Source("x", text), start, end)))
    assert all(char.isprintable() or char == "\n" for char in shown)
    assert shown.splitlines()[2].strip("| ^") == ""


def test_a_long_line_is_cut_around_the_place() -> None:
    source = Source("x", "a" * 5000 + "WORD" + "b" * 5000)
    excerpt = render(Problem("x", "m", Span(source, 5000, 5004))).splitlines()[1:]
    assert len(excerpt[0]) < 200
    assert excerpt[0].index("WORD") == excerpt[1].index("^^^^")


def test_a_multi_line_span_is_marked_to_the_end_of_its_first_line() -> None:
    source = Source("x", "one\ntwo")
    assert render(Problem("x", "m", Span(source, 1, 7))).splitlines()[2] == "      |  ^^"


def test_problems_come_in_file_order_each_once() -> None:
    source = Source("x", "abc")
    late, early, nowhere = (
        Problem("x", "b", Span(source, 2, 3)),
        Problem("x", "a", Span(source, 0, 1)),
        Problem("x", "c"),
    )
    assert in_file_order([late, early, nowhere, late]) == (nowhere, early, late)
    assert SpecError([late, early]).problems == (early, late)
