"""The yardstick: a plain python-pptx script that writes given text as slides, without any diagram.

`python plain_deck.py content.json deck.pptx`. Default template, default API, nothing measured,
nothing drawn: what somebody would write by hand for a deck of titles, bullets, tables and notes.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from pptx import Presentation
from pptx.util import Inches

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
TITLE_SLIDE, TITLE_AND_CONTENT, TITLE_ONLY = 0, 1, 5


def build(content: list[dict[str, Any]]) -> Any:
    """A presentation with a slide for each entry of `content` (see content.py)."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    for number, page in enumerate(content):
        layout = TITLE_SLIDE if number == 0 else TITLE_AND_CONTENT if page["body"] else TITLE_ONLY
        slide = deck.slides.add_slide(deck.slide_layouts[layout])
        slide.shapes.title.text = page["title"]
        if page["body"]:
            write(slide.placeholders[1].text_frame, page["body"])
        for table in page["tables"]:
            add_table(slide, table)
        slide.notes_slide.notes_text_frame.text = page["notes"]
    return deck


def write(frame: Any, paragraphs: list[dict[str, Any]]) -> None:
    for at, said in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.level = said["level"]
        for text, bold, italic, link in said["runs"]:
            run = paragraph.add_run()
            run.text = text
            if bold:
                run.font.bold = True
            if italic:
                run.font.italic = True
            if link:
                run.hyperlink.address = link


def add_table(slide: Any, rows: list[list[dict[str, Any]]]) -> None:
    columns = sum(cell["span"] for cell in rows[0])
    size = (Inches(0.6), Inches(1.3), WIDTH - Inches(1.2), Inches(5.5))
    table = slide.shapes.add_table(len(rows), columns, *size).table
    for at, row in enumerate(rows):
        column = 0
        for entry in row:
            cell = table.cell(at, column)
            if entry["span"] > 1:
                cell.merge(table.cell(at, column + entry["span"] - 1))
            write(cell.text_frame, entry["paragraphs"])
            column += entry["span"]


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        build(json.load(file)).save(sys.argv[2])
