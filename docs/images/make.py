"""Makes the pictures of the README from spec/gpt-ability.yaml, the trees of the other examples, and the
pictures of docs/diagrams.md from the code there: `python docs/images/make.py`; with `trees`, the trees alone.

The tree comes from our own writer; slides are drawn by LibreOffice, since the template's decoration is in the
.pptx only. Needs `soffice` and poppler's `pdftoppm`.
"""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))  # works in a checkout that is not installed
if TYPE_CHECKING:
    from slides.build import Planned

TREES = {"gpt-ability": "tree", "transformer-family": "tree-transformer", "unix-lineage": "tree-unix"}
SLIDES = ("roadmap", "summary", "abilities-2", "changes")  # ids, in the order of the pictures
WIDTH = 1200  # px
SCALE = 1.5  # px to the pt, for a tree that gets no wider than this:
WIDEST = 1600  # px
LARGEST = 200_000  # bytes of a picture


def main() -> None:
    planned = {spec: tree(spec, HERE / f"{name}.png") for spec, name in TREES.items()}
    if sys.argv[1:] != ["trees"]:
        slides(planned["gpt-ability"])
        examples()
    for picture in sorted(HERE.glob("*.png")):
        size = picture.stat().st_size
        print(f"{picture.name}: {size / 1000:.0f} kB" + (", too large" if size > LARGEST else ""))


def tree(spec: str, target: Path) -> Planned:
    """The road map of an example as `target`; returns its plan."""
    from slides.build import plan
    from slides.spec.read import read_file
    from slides.write import png

    planned = plan(read_file(ROOT / "spec" / f"{spec}.yaml"))
    assert planned.tree is not None
    scale = min(SCALE, WIDEST / planned.tree.width)
    target.write_bytes(png.write(planned.tree, planned.theme, scale=scale))
    return planned


def slides(planned: Planned) -> None:
    """The slides that the README shows."""
    from slides.write import powerpoint

    numbers = {slide.id: number for number, slide in enumerate(planned.deck.slides, 1)}
    with TemporaryDirectory() as folder:
        deck = Path(folder) / "deck.pptx"
        deck.write_bytes(powerpoint.write(planned.deck, planned.theme))
        pdf = converted(deck)
        for at, name in enumerate(SLIDES, 1):
            draw(pdf, numbers[name], HERE / f"slide-{at}")


def examples() -> None:
    """Runs the examples of docs/diagrams.md, each of which saves its picture in the current folder."""
    page = (ROOT / "docs" / "diagrams.md").read_text(encoding="utf-8")
    with contextlib.chdir(HERE):
        for code in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
            exec(code, {})


def converted(deck: Path) -> Path:
    """The PDF that LibreOffice makes of the deck, beside it."""
    profile = (deck.parent / "profile").as_uri()  # a running LibreOffice keeps its own profile locked
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", deck.parent, deck], check=True, capture_output=True, timeout=300)
    return deck.with_suffix(".pdf")


def draw(pdf: Path, page: int, target: Path) -> None:
    """One page as `target`.png."""
    size = ["-scale-to-x", str(WIDTH), "-scale-to-y", "-1"]
    command = ["pdftoppm", "-png", *size, "-f", str(page), "-l", str(page), "-singlefile"]
    subprocess.run([*command, pdf, target], check=True)


if __name__ == "__main__":
    main()
