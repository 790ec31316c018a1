from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slides.deck import tables
from slides.deck.tables import Entry, Record
from slides.scene import Paragraph, TextRun
from tests.deck.specs import THEME, overflows

INK = THEME.colour("ink")
SIZES = (13.0, 11.0, 10.0)

WORDS = st.sampled_from(["word", "in-context", "a", "日本語", "longer-than-most"])
cells = st.lists(WORDS, max_size=25).map(" ".join)
grids = st.integers(1, 5).flatmap(
    lambda columns: st.lists(st.lists(cells, min_size=columns, max_size=columns), min_size=1, max_size=12)
)


def record(texts: list[str], size: float, at: int = 0) -> Record:
    return Record(tuple(Entry((Paragraph((TextRun(text, size, INK),)),)) for text in texts), ("rows", at))


def made(grid: list[list[str]]) -> tables.Make:
    return lambda size: [
        record(["Head"] * len(grid[0]), size),
        *(record(row, size, at) for at, row in enumerate(grid)),
    ]


@settings(max_examples=40)
@given(grids)
def test_widths_take_the_whole_room_and_are_never_negative(grid: list[list[str]]) -> None:
    found = tables.widths([record(row, 12.0) for row in grid], 800)
    assert sum(found) == pytest.approx(800)
    assert min(found) > 0


@settings(max_examples=40)
@given(grids)
def test_no_row_is_lost_none_comes_twice_and_no_sheet_is_too_tall(grid: list[list[str]]) -> None:
    sheets, lost = tables.divided(made(grid), SIZES, headings=1, width=800, room=300)
    if lost:
        return
    paths = [one.path for sheet in sheets for one in sheet.records]
    assert paths == [("rows", at) for at in range(len(grid))]
    for sheet in sheets:
        tall = sum(tables.height(one, sheet.columns) for one in (*sheet.headings, *sheet.records))
        assert tall <= 300 + 0.05
        assert len(sheet.headings) == 1


@settings(max_examples=30)
@given(grids)
def test_every_text_stands_in_its_cell_and_every_cell_in_its_row(grid: list[list[str]]) -> None:
    sheets, _ = tables.divided(made(grid), SIZES, headings=1, width=800, room=300)
    for sheet in sheets:
        table = tables.table("t", sheet, 10.0, 20.0, theme=THEME, alt="")
        assert table.box.h == pytest.approx(sum(row.height for row in table.rows), abs=0.02)
        assert table.box.w == pytest.approx(sum(table.columns), abs=0.02)
        y = table.box.y
        for row in table.rows:
            for cell in row.cells:
                assert cell.text.box.y == pytest.approx(y, abs=0.02)
                assert cell.text.box.h == row.height
                assert not overflows(cell.text) or not tables.fits_width(sheet.records, sheet.columns)
            y += row.height


def test_a_row_taller_than_a_slide_is_named() -> None:
    grid = [["short"], ["word " * 900], ["short"]]
    _, lost = tables.divided(made(grid), SIZES, headings=1, width=400, room=300)
    assert lost == [("rows", 1)]


def test_the_largest_size_that_needs_no_more_sheets_is_taken() -> None:
    sheets, _ = tables.divided(made([["word"]]), SIZES, headings=1, width=400, room=300)
    assert sheets[0].records[0].entries[0].paragraphs[0].runs[0].size == SIZES[0]


def test_a_cell_over_several_columns_is_as_wide_as_they_are() -> None:
    wide = Record((Entry((Paragraph((TextRun("band", 12, INK),)),), span=2),))
    sheet = tables.Sheet((), (wide, record(["a", "b"], 12)), (100.0, 60.0))
    table = tables.table("t", sheet, 0.0, 0.0, theme=THEME, alt="")
    assert table.rows[0].cells[0].text.box.w == 160
    assert [cell.text.box.x for cell in table.rows[1].cells] == [0, 100]
