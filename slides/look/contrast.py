"""How well colours tell apart (WCAG 2.2), and the nearest colour that can be read on a ground."""

from __future__ import annotations

from collections.abc import Iterable
from colorsys import hls_to_rgb, rgb_to_hls

TEXT = 4.5
"""The least contrast of text with its ground (WCAG 2.2, 1.4.3)."""
LARGE = 3.0
"""That of text of 18 pt or more, or bold of 14 pt or more, and of lines and marks (1.4.3, 1.4.11)."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (`#RRGGBB`), 1 to 21.

    >>> contrast("#000000", "#FFFFFF")
    21.0
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(value: str) -> float:
    """The relative luminance, 0 (black) to 1 (white)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(value)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def is_dark(ground: str) -> bool:
    """White can be read on it better than black."""
    return contrast(ground, "#FFFFFF") > contrast(ground, "#000000")


def readable(value: str, grounds: Iterable[str], least: float = TEXT) -> str:
    """The colour itself where it can be read on all of the grounds; else that of its hue, darker or
    lighter, that is nearest to it and can. Black or white where no such colour can.

    >>> readable("#777777", ["#FFFFFF"])
    '#767676'
    """
    on = tuple(grounds)
    if _passes(value, on, least):
        return value
    hue, light, full = rgb_to_hls(*_parts(value))
    for step in range(1, 256):
        for shade in (light - step / 255, light + step / 255):
            if 0 <= shade <= 1 and _passes(found := _hex(hls_to_rgb(hue, shade, full)), on, least):
                return found
    return max(("#000000", "#FFFFFF"), key=lambda one: min(contrast(one, ground) for ground in on))


def mixed(value: str, ground: str, share: float) -> str:
    """`share` (0 to 1) of a colour in a ground.

    >>> mixed("#000000", "#FFFFFF", 0.2)
    '#CCCCCC'
    """
    parts = zip(_parts(value), _parts(ground), strict=True)
    return _hex(tuple(one * share + other * (1 - share) for one, other in parts))


def hue(value: str) -> tuple[float, float]:
    """The hue in degrees, and how much of it there is (0 grey, 1 full)."""
    around, _, full = rgb_to_hls(*_parts(value))
    return around * 360, full


def _passes(value: str, grounds: tuple[str, ...], least: float) -> bool:
    return all(contrast(value, ground) >= least for ground in grounds)


def _parts(value: str) -> tuple[float, ...]:
    return tuple(int(value[at : at + 2], 16) / 255 for at in (1, 3, 5))


def _hex(parts: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)
