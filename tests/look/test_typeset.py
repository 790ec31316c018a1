from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from slides import scripts
from slides.geometry import Box
from slides.look import fonts, typeset
from slides.scene import Anchor, Line, Paragraph, Piece, Text, TextRun
from tests.look.words import INK, WIDTHS, paragraphs

HAIR = 0.02  # pt: a left edge and a width are each rounded to 0.01
BLANKS = " \t\n"


def plain(text: str, size: float = 12.0, **more: object) -> Paragraph:
    return Paragraph((TextRun(text, size, INK),), **more)  # type: ignore[arg-type]


def set_in(width: float, *said: Paragraph, height: float = 100.0, **more: object) -> Text:
    return typeset.set_text("t", said, Box(10, 20, width, height), **more)  # type: ignore[arg-type]


def rows(text: Text) -> list[str]:
    return ["".join(piece.run.text for piece in line.pieces) for line in text.lines]


def words_of(line: Line, paragraph: Paragraph) -> list[Piece]:
    """The pieces of a line without the bullet."""
    return [piece for piece in line.pieces if piece.run is not paragraph.bullet]


def test_lines_break_at_blanks_which_vanish() -> None:
    assert rows(set_in(60, plain("the quick brown fox"))) == ["the quick", "brown fox"]


def test_lines_break_after_hyphens_and_dashes_between_letters_only() -> None:
    assert rows(set_in(60, plain("instruction-tuning"))) == ["instruction-", "tuning"]
    assert rows(set_in(24, plain("a 2022-04")))[-1:] != ["04"]


def test_east_asian_text_breaks_anywhere_but_before_its_stops() -> None:
    found = rows(set_in(50, plain("日本語の文章、そして。")))
    assert "".join(found) == "日本語の文章、そして。"
    assert len(found) > 2
    assert not any(row[0] in "、。" for row in found)


NEVER_FIRST = "、。，．：；！？）」』】〉》〕〗］｝・ーっゃゅょぁぃぅぇぉッャュョ々ゝ…％”’"


@given(st.text("日本語カナ" + NEVER_FIRST, max_size=60), st.floats(60, 200))
def test_no_line_starts_with_what_closes_or_repeats(said: str, width: float) -> None:
    said = "日" + said.translate({ord(char): f"{char}字" for char in NEVER_FIRST})
    assert not any(row[0] in NEVER_FIRST for row in rows(set_in(width, plain(said))))


def test_joined_emoji_and_flags_are_never_cut() -> None:
    joined = ["👩\u200d🔬", "👨\u200d👩\u200d👧", "🇩🇪", "👍🏽", "⚠\ufe0f", "e\u0301"]
    for each in joined:
        for row in rows(set_in(50, plain(each * 8))):
            assert row.replace(each, "") == ""


def test_a_line_of_chinese_and_words_keeps_room_for_the_distance_between_them() -> None:
    said = "在2018年放出的BERT把每个字当作token"
    natural = sum(fonts.width_of(TextRun("", 12.0, INK), char) for char in said)
    assert len(set_in(natural / typeset.SLACK + 1, plain(said)).lines) == 2
    assert typeset.natural_width([plain(said)]) > natural + 5 * 0.2 * 12


def test_a_word_wider_than_its_line_breaks_between_characters() -> None:
    found = rows(set_in(60, plain("W" * 20)))
    assert "".join(found) == "W" * 20
    assert len(found) > 2


def test_a_line_break_in_the_text_ends_its_line_and_an_empty_line_is_kept() -> None:
    assert rows(set_in(200, plain("a\nb\n\nc"))) == ["a", "b", "", "c"]


def test_a_bullet_stands_to_the_left_of_the_first_line_only() -> None:
    bullet = TextRun("1.", 12.0, INK)
    text = set_in(80, plain("some words here", indent=30, hanging=20, bullet=bullet))
    first, second = text.lines[0], text.lines[1]
    assert (first.pieces[0].run, first.pieces[0].x) == (bullet, 20)
    assert [first.pieces[1].x, second.pieces[0].x] == [40, 40]


def test_without_a_bullet_the_first_line_starts_further_left_than_what_goes_on_below() -> None:
    text = set_in(60, plain("one two three four", indent=20, hanging=15))
    first, *rest = text.lines
    assert len(rest) > 1
    assert [first.pieces[0].x, *(line.pieces[0].x for line in rest)] == [15.0, *[30.0] * len(rest)]


@pytest.mark.parametrize(("anchor", "first"), [("top", 20.0), ("middle", 20 + 43.0), ("bottom", 20 + 86.0)])
def test_the_anchor_says_where_in_the_box_the_lines_stand(anchor: Anchor, first: float) -> None:
    text = set_in(200, plain("word", 12, leading=14 / 12), anchor=anchor)
    ascent = (14 - 12 * (0.905 + 0.212)) / 2 + 12 * 0.905
    assert text.lines[0].y == pytest.approx(first + ascent, abs=0.01)


def test_alignment_moves_lines_within_the_box_less_its_inset() -> None:
    wide = fonts.load().width("word") * 12
    inset = (5.0, 0.0, 15.0, 0.0)
    for align, x in (("left", 15.0), ("center", 15 + (80 - wide) / 2), ("right", 95 - wide)):
        text = set_in(100, plain("word", align=align), inset=inset)
        assert text.lines[0].pieces[0].x == pytest.approx(x, abs=0.01)


def test_text_that_is_too_much_runs_out_below_its_box_and_nothing_is_lost() -> None:
    text = set_in(60, plain("word " * 50), height=20)
    assert " ".join(rows(text)).split() == ["word"] * 50
    assert text.lines[-1].y > text.box.bottom


@settings(max_examples=150)
@given(st.lists(paragraphs(), min_size=1, max_size=3), WIDTHS)
def test_no_piece_leaves_its_box_unless_it_is_one_character(said: list[Paragraph], width: float) -> None:
    for paragraph in said:
        text = set_in(width, paragraph)
        for line in text.lines:
            for piece in words_of(line, paragraph):
                seen = [char for char in piece.run.text if fonts.width_of(piece.run, char)]
                assert piece.x >= text.box.x - HAIR or len(seen) <= 1
                assert piece.x + piece.width <= text.box.right + HAIR or len(seen) <= 1


def test_blanks_that_open_a_line_count_as_part_of_it() -> None:
    text = set_in(60, plain(" abbbb", 20))
    piece = text.lines[-1].pieces[-1]
    assert piece.x + piece.width <= text.box.right


@settings(max_examples=150)
@given(paragraphs(), WIDTHS)
def test_every_character_is_on_a_line_or_a_blank_dropped_at_its_end(
    paragraph: Paragraph, width: float
) -> None:
    text = set_in(width, paragraph)
    rest = paragraph.plain
    for line in text.lines:
        shown = "".join(piece.run.text for piece in words_of(line, paragraph))
        blanks = len(rest) - len(rest.lstrip(BLANKS))
        starts = range(blanks + 1)
        start = next((at for at in starts if alike(rest[at : at + len(shown)], shown, paragraph)), None)
        assert start is not None
        rest = rest[start + len(shown) :]
    assert rest.strip(BLANKS) == ""


def alike(read: str, seen: str, paragraph: Paragraph) -> bool:
    """The same characters; in another order and with brackets turned where some run from right to left."""
    if not scripts.has_turned(paragraph.plain):
        return read == seen
    return sorted(map(one_bracket, read)) == sorted(map(one_bracket, seen))


def one_bracket(char: str) -> str:
    return min(char, scripts.mirrored(char))


@settings(max_examples=100)
@given(paragraphs(), WIDTHS)
def test_links_cut_at_line_ends_keep_their_characters(paragraph: Paragraph, width: float) -> None:
    text = set_in(width, paragraph)
    (shown,) = text.paragraphs
    assert shown.plain == paragraph.plain
    pieces = [piece.run for line in text.lines for piece in words_of(line, paragraph)]
    on_lines = "".join(run.text for run in pieces if run.href)
    linked = "".join(run.text for run in shown.runs if run.href)
    assert alike(_visible(linked), _visible(on_lines), paragraph)


def _visible(text: str) -> str:
    return "".join(char for char in text if char not in BLANKS)


@settings(max_examples=80)
@given(st.lists(paragraphs(), min_size=1, max_size=4), WIDTHS)
def test_heights_add_up(said: list[Paragraph], width: float) -> None:
    each = sum(typeset.height([paragraph], width) for paragraph in said)
    between = sum(paragraph.before for paragraph in said[1:])
    assert typeset.height(said, width) == pytest.approx(each + between)


@settings(max_examples=80)
@given(st.lists(paragraphs(), min_size=1, max_size=3), WIDTHS)
def test_text_stands_in_a_box_of_its_height_from_top_to_bottom(said: list[Paragraph], width: float) -> None:
    tall = typeset.height(said, width)
    text = set_in(width, *said, height=tall)
    for line in text.lines:
        size = max((piece.run.size for piece in line.pieces if piece.run.text != "•"), default=0.0)
        assert line.y - size * 0.905 >= text.box.y - size * 0.06 - HAIR  # at a leading of 1.0 faces overlap
        assert line.y <= text.box.bottom + HAIR
    assert all(one.y < other.y for one, other in pairwise(text.lines))


@settings(max_examples=60)
@given(st.lists(paragraphs(12.0), min_size=1, max_size=3), WIDTHS, st.floats(0, 100))
def test_a_wider_box_never_makes_text_of_one_size_taller(
    said: list[Paragraph], width: float, more: float
) -> None:
    if typeset.widest_word(said, hyphens=True) <= width:
        assert typeset.height(said, width + more) <= typeset.height(said, width) + 0.01


@settings(max_examples=60)
@given(st.text("ab cd-", min_size=1, max_size=80), WIDTHS, st.floats(20, 200), st.floats(0, 100))
def test_fit_is_monotone(said: str, width: float, room: float, more: float) -> None:
    sizes = (24.0, 20.0, 16.0, 12.0)

    def make(size: float) -> list[Paragraph]:
        return [plain(said, size)]

    found = typeset.fit(make, sizes, width, room) or 0.0
    assert (typeset.fit(make, sizes, width, room + more) or 0.0) >= found
    assert (typeset.fit(make, sizes, width + more, room) or 0.0) >= found
    assert found == 0.0 or typeset.height(make(found), width) <= room + 0.01


@settings(max_examples=60)
@given(st.lists(paragraphs(), min_size=1, max_size=3))
def test_at_its_natural_width_no_paragraph_breaks(said: list[Paragraph]) -> None:
    width = typeset.natural_width(said) + 0.01
    for paragraph in said:
        assert len(set_in(width, paragraph).lines) == 1 + paragraph.plain.count("\n")


@settings(max_examples=60)
@given(st.lists(paragraphs(), min_size=1, max_size=3))
def test_at_the_width_of_the_widest_word_no_word_is_broken(said: list[Paragraph]) -> None:
    width = typeset.widest_word(said) + 0.01
    for paragraph in said:
        words = set(paragraph.plain.split())
        ascii_words = {word for word in words if word.isascii()}
        found = " ".join(rows(set_in(max(width, 1.0), Paragraph(paragraph.runs, indent=paragraph.indent))))
        assert ascii_words <= set(found.split()) | {""}


@example("")
@example("   ")
@example("\n")
@given(st.text(max_size=30))
def test_any_characters_can_be_set(said: str) -> None:
    text = set_in(100, plain(said))
    assert len(text.lines) >= 1
