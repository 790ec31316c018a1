"""Draws SVGs with every program at hand that can, and compares each with the PNG of the same picture.

`python pictures.py picture.svg … -o folder` expects `picture.png` beside each, which our own outlines
made; it leaves `folder/picture-<program>.png` and ends with 1 where one shows another picture.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

MOST = 2.5  # mean difference of 255, after a blur that forgives another anti-aliasing of letters
WRONG = 64  # a pixel that far off is another colour
SHARE = 0.002  # of such pixels


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pictures", nargs="+", type=Path)
    parser.add_argument("-o", dest="folder", type=Path, default=Path("build/visual"))
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    wrong = 0
    for svg in options.pictures:
        for name, draw in programs().items():
            out = options.folder / f"{svg.stem}-{name}.png"
            draw(svg, out, round(_width(svg)))
            mean, share = difference(out, svg.with_suffix(".png"))
            fine = mean <= MOST and share <= SHARE
            wrong += not fine
            verdict = "" if fine else "  another picture"
            print(f"{svg.name} by {name}: {mean:.2f} of 255 off, {share:.2%} of another colour{verdict}")
    return 1 if wrong else 0


Draw = Callable[[Path, Path, int], None]


def programs() -> dict[str, Draw]:
    """The programs at hand, by name; each draws a file into another, so many px wide."""
    found: dict[str, Draw] = {"resvg": _resvg}
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office:
        found["libreoffice"] = lambda svg, out, _: _libreoffice(office, svg, out)
    if shutil.which("rsvg-convert"):
        found["librsvg"] = lambda svg, out, width: _run("rsvg-convert", "-w", str(width), svg, "-o", out)
    if shutil.which("inkscape"):
        found["inkscape"] = lambda svg, out, width: _run("inkscape", svg, "-o", out, "-w", str(width))
    try:
        import cairosvg
    except (ImportError, OSError):  # the wheel is there, the system's libcairo is not
        return found
    found["cairosvg"] = lambda svg, out, width: cairosvg.svg2png(
        url=str(svg), write_to=str(out), output_width=width
    )
    return found


def _run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=300)


def _resvg(svg: Path, out: Path, width: int) -> None:
    import resvg_py

    out.write_bytes(resvg_py.svg_to_bytes(svg_path=str(svg), width=width))


def _libreoffice(office: str, svg: Path, out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        _run(office, profile, "--headless", "--convert-to", "png", "--outdir", folder, svg)
        shutil.move(Path(folder, f"{svg.stem}.png"), out)


def _width(svg: Path) -> float:
    found = re.search(r'viewBox="0 0 ([\d.]+)', svg.read_text(encoding="utf-8"))
    assert found
    return float(found[1])


def difference(drawn: Path, reference: Path) -> tuple[float, float]:
    """The mean difference of two pictures, and the share of pixels that are of another colour."""
    from PIL import Image, ImageChops, ImageFilter, ImageStat

    def soft(path: Path, size: tuple[int, int]) -> Image.Image:
        whole = Image.open(path).convert("RGBA")
        on_white = Image.new("RGBA", whole.size, "white")
        on_white.alpha_composite(whole)
        return on_white.convert("RGB").resize(size).filter(ImageFilter.GaussianBlur(2))

    size = Image.open(drawn).size
    apart = ImageChops.difference(soft(drawn, size), soft(reference, size)).convert("L")
    return ImageStat.Stat(apart).mean[0], sum(apart.histogram()[WRONG:]) / (size[0] * size[1])


if __name__ == "__main__":
    sys.exit(main())
