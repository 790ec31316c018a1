"""Pictures in SVG: checked for what they would load, and drawn in a process that may fail."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

SECONDS = 10.0  # for one picture; the usual is a hundredth of it
_TWICE = 2.0  # times its own size, where that is not too large
_PIXELS = 16_000_000  # drawn
_LARGEST = 8000.0  # px
_USUAL = (300.0, 150.0)  # px of an SVG that says nothing of its size (CSS 2.2, 10.3.2)


class TooSlowError(ValueError):
    """It was not drawn in time."""


def drawn(data: bytes) -> tuple[bytes, float, float]:
    """The SVG as PNG, at twice its size where that is not too large; its own width and height in px.

    Raises ValueError for what cannot be read or drawn, TooSlowError for what takes too long, and for one that
    would load anything from elsewhere.
    """
    width, height = _size(data)
    scale = min(_TWICE, (_PIXELS / (width * height)) ** 0.5)
    child = Path(__file__).with_name("vector_child.py")
    # -P: no module of the current folder, nor of this one, takes the place of one that is installed
    command = [sys.executable, "-P", str(child), str(max(1, round(width * scale)))]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=True)
    except subprocess.TimeoutExpired:
        raise TooSlowError("the SVG takes too long to draw") from None
    except (subprocess.CalledProcessError, OSError):
        raise ValueError("the SVG cannot be drawn") from None
    return done.stdout, width, height


def _size(data: bytes) -> tuple[float, float]:
    """Width and height in px, from the root's attributes or its view box; raises ValueError for what is
    too large, no SVG, or leads elsewhere."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise ValueError("the SVG cannot be read") from None
    if root.getroottree().docinfo.internalDTD is not None and b"<!ENTITY" in data:
        raise ValueError("the SVG defines entities")
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            leads = str(name).rpartition("}")[2] == "href" and not str(value).startswith(("#", "data:image/"))
            if leads and str(element.tag).rpartition("}")[2] != "a":
                raise ValueError("the SVG loads something from elsewhere")
    if re.search(rb"@import|url\s*+\(\s*+(?!['\"]?(?:#|data:))", data):
        raise ValueError("the SVG loads something from elsewhere")
    width, height = _sides(root.get("width"), root.get("height"), root.get("viewBox", ""))
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
        raise ValueError(f"it is larger than {_LARGEST:g} by {_LARGEST:g} pixels")
    return width, height


_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def _sides(wide: str | None, high: str | None, view: str) -> tuple[float, float]:
    """The sides that are said, by the ratio of the view box where one is not."""
    box = [float(one) for one in _NUMBER.findall(view)][2:4]
    sizes = _px(wide), _px(high)
    ratio = box[0] / box[1] if len(box) == 2 and box[1] else 2.0
    width = sizes[0] or (sizes[1] * ratio if sizes[1] else (box or list(_USUAL))[0])
    return width, sizes[1] or width / (ratio or 1.0)


def _px(text: str | None) -> float:
    """A length in px; 0 where there is none, or it is a share of something."""
    found = re.fullmatch(rf"\s*({_NUMBER.pattern})\s*(px|pt|in|mm|cm|pc|)\s*", text or "")
    units = {"": 1.0, "px": 1.0, "pt": 96 / 72, "in": 96.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "pc": 16.0}
    return float(found[1]) * units[found[2]] if found else 0.0
