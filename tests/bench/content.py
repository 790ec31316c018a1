"""What a deck says, as plain data for plain_deck.py: titles, paragraphs, tables, notes; no diagram."""

from __future__ import annotations

from typing import Any

from slides.scene import Deck, Paragraph, Slide, Table, Text


def content(deck: Deck) -> list[dict[str, Any]]:
    """One entry a slide. Groups (the road map) are left out, footer and number as well."""
    return [_page(slide) for slide in deck.slides]


def _page(slide: Slide) -> dict[str, Any]:
    texts = [item for item in slide.scene.items if isinstance(item, Text)]
    tables = [item for item in slide.scene.items if isinstance(item, Table)]
    body = [
        one for text in texts if text.role not in ("title", "footer", "number") for one in text.paragraphs
    ]
    return {
        "title": next(text.plain for text in texts if text.role == "title"),
        "body": [_said(paragraph) for paragraph in body],
        "tables": [_rows(table) for table in tables],
        "notes": "\n".join(paragraph.plain for paragraph in slide.notes),
    }


def _said(paragraph: Paragraph) -> dict[str, Any]:
    web = (run.href if not run.href.startswith("#") else "" for run in paragraph.runs)
    runs = [(run.text, run.bold, run.italic, link) for run, link in zip(paragraph.runs, web, strict=True)]
    return {"level": paragraph.level, "runs": runs}


def _rows(table: Table) -> list[list[dict[str, Any]]]:
    return [
        [
            {"span": cell.span, "paragraphs": [_said(one) for one in cell.text.paragraphs]}
            for cell in row.cells
        ]
        for row in table.rows
    ]
