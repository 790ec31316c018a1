"""Renders decks with LibreOffice and looks for pages that went wrong.

`python render.py deck.pptx … -o folder` leaves `folder/deck.pdf` and a PNG a slide,
and ends with 1 when a page is missing or a character stands outside its page.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

SLACK = 0.5  # pt; LibreOffice rounds to 1/100 mm, and glyph boxes reach past their ink


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("decks", nargs="+", type=Path)
    parser.add_argument("-o", dest="folder", type=Path, default=Path("build/visual"))
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    problems: list[str] = []
    for deck in options.decks:
        pdf = rendered(deck, options.folder)
        problems += [f"{deck}: {problem}" for problem in faults(deck, pdf)]
        print(f"{deck}: {draw_pages(pdf)} pages in {options.folder}")
    print("\n".join(problems) or "nothing is missing, nothing is outside its page")
    return 1 if problems else 0


def rendered(deck: Path, folder: Path) -> Path:
    """The PDF that LibreOffice makes of `deck`; raises CalledProcessError, FileNotFoundError."""
    office = shutil.which("soffice") or shutil.which("libreoffice") or "soffice"
    with tempfile.TemporaryDirectory() as profile:  # a running LibreOffice keeps its own profile locked
        subprocess.run(
            [office, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless",
             "--convert-to", "pdf", "--outdir", str(folder), str(deck)],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
    return folder / f"{deck.stem}.pdf"


def faults(deck: Path, pdf: Path) -> Iterator[str]:
    import pdfplumber
    from pptx import Presentation

    slides = len(Presentation(str(deck)).slides)
    with pdfplumber.open(pdf) as document:
        if len(document.pages) != slides:
            yield f"{slides} slides became {len(document.pages)} pages"
        for number, page in enumerate(document.pages, 1):
            outside = "".join(
                char["text"]
                for char in page.chars
                if char["text"].strip()
                and not (
                    -SLACK <= char["x0"] <= char["x1"] <= page.width + SLACK
                    and -SLACK <= char["top"] <= char["bottom"] <= page.height + SLACK
                )
            )
            if outside:
                yield f"page {number}: outside the page: {outside[:80]!r}"


def draw_pages(pdf: Path) -> int:
    """Writes `<name>-<page>.png` beside the PDF; returns how many."""
    import pypdfium2  # type: ignore[import-untyped]

    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document, 1):
        page.render(scale=1.5).to_pil().save(pdf.with_name(f"{pdf.stem}-{number}.png"))
    return len(document)


if __name__ == "__main__":
    sys.exit(main())
