"""Scene → PNG: the outlined SVG through CairoSVG, or through resvg where there is no libcairo."""

from __future__ import annotations

from math import sqrt
from typing import Literal

from slides.look.theme import Theme
from slides.scene import Scene
from slides.write import svg

_WIDEST = 32_000  # px; cairo and librsvg refuse 32,768
_LARGEST = 100_000_000  # px in all, 400 MB while it is drawn


def write(
    scene: Scene, theme: Theme, *, scale: float = 2.0, engine: Literal["auto", "cairo", "resvg"] = "auto"
) -> bytes:
    """The scene as PNG, `scale` px to the pt; fewer where the picture would grow past reason.

    No side passes 32,000 px, and the whole not 100 million. `auto` takes cairo where it
    is found. An engine gives the same bytes each time; the two differ in anti-aliasing
    only. Raises ImportError or OSError where the engine asked for is not there.
    """
    scale = min(scale, _WIDEST / max(scene.width, scene.height))
    scale = min(scale, sqrt(_LARGEST / (scene.width * scene.height)))
    width, height = max(1, round(scene.width * scale)), max(1, round(scene.height * scale))
    text = svg.stretched(scene, theme, width=width, height=height)
    if engine == "cairo" or (engine == "auto" and _has_cairo()):
        return _cairo(text)
    return _resvg(text)


def _has_cairo() -> bool:
    try:
        import cairosvg  # noqa: F401
    except (ImportError, OSError):  # OSError: the wheel is there, the system's libcairo is not
        return False
    return True


def _cairo(text: str) -> bytes:
    import cairosvg

    drawn: bytes = cairosvg.svg2png(bytestring=text.encode())
    return drawn


def _resvg(text: str) -> bytes:
    import resvg_py

    return resvg_py.svg_to_bytes(svg_string=text, dpi=96, skip_system_fonts=True)
