"""Scene → PNG: the outlined SVG through resvg, or on request through CairoSVG."""

from __future__ import annotations

from math import sqrt
from typing import Literal

from slides.look.theme import Theme
from slides.scene import Scene
from slides.write import svg

_WIDEST = 32_000  # px; cairo and librsvg refuse 32,768
_LARGEST = 100_000_000  # px in all, 400 MB while it is drawn


Rasteriser = Literal["resvg", "cairo"]


class RasteriserError(RuntimeError):
    """The rasteriser asked for is not there; the message is for people."""


def write(scene: Scene, theme: Theme, *, scale: float = 2.0, rasteriser: Rasteriser = "resvg") -> bytes:
    """The scene as PNG, `scale` px to the pt; fewer where the picture would grow past reason.

    No side passes 32,000 px, and the whole not 100 million. A rasteriser gives the same bytes
    each time; the two differ in anti-aliasing only. Raises RasteriserError for cairo without libcairo.
    """
    scale = min(scale, _WIDEST / max(scene.width, scene.height))
    scale = min(scale, sqrt(_LARGEST / (scene.width * scene.height)))
    width, height = max(1, round(scene.width * scale)), max(1, round(scene.height * scale))
    text = svg.stretched(scene, theme, width=width, height=height)
    return _cairo(text) if rasteriser == "cairo" else _resvg(text)


def _cairo(text: str) -> bytes:
    try:
        import cairosvg
    except (ImportError, OSError):  # OSError: the wheel is there, the system's libcairo is not
        raise RasteriserError(
            "no libcairo on this machine; without `--rasteriser cairo` none is needed"
        ) from None
    drawn: bytes = cairosvg.svg2png(bytestring=text.encode())
    return drawn


def _resvg(text: str) -> bytes:
    import resvg_py

    return resvg_py.svg_to_bytes(svg_string=text, dpi=96, skip_system_fonts=True)
