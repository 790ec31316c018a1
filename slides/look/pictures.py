"""Pictures that a spec names: read from its own folder, checked, and made what slides can show."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from slides import beside

MOST_BYTES = 20_000_000
MOST_PIXELS = 50_000_000
_KEPT: dict[str | None, Literal["image/png", "image/jpeg"]] = {"PNG": "image/png", "JPEG": "image/jpeg"}
_READ = ("PNG", "JPEG", "GIF", "WEBP", "BMP")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A picture as slides can show it; width and height in px."""

    data: bytes
    media: Literal["image/png", "image/jpeg"]
    width: float
    height: float


def load(
    names: Iterable[str], folder: Path | None, fetched: Mapping[str, bytes] | None = None
) -> tuple[dict[str, Loaded], dict[str, str]]:
    """The pictures by their names as written, and of the others the reason why they are not there.

    PNG and JPEG stay as they are, but for a turn that a camera noted; the first frame of GIF, WebP and
    BMP becomes PNG, SVG is drawn at twice its size. Nothing is fetched over a network: `fetched` holds what
    was, by its address.
    """
    found: dict[str, Loaded] = {}
    missing: dict[str, str] = {}
    for name in dict.fromkeys(names):
        try:
            known = (fetched or {}).get(name)
            found[name] = _shown(known) if known is not None else _loaded(name, folder)
        except ValueError as error:
            missing[name] = str(error)
    return found, missing


def is_remote(name: str) -> bool:
    return name.lower().startswith(("http://", "https://"))


def _loaded(name: str, folder: Path | None) -> Loaded:
    if is_remote(name):
        raise ValueError("it is not fetched")
    if folder is None:
        raise ValueError("only a spec in a file has pictures beside it")
    return _shown(beside.data(folder, unquote(name.partition("?")[0].partition("#")[0]), MOST_BYTES))


def _shown(data: bytes) -> Loaded:
    """Raises ValueError for what is no picture that slides can show."""
    if b"<svg" in data[:4000]:
        return _drawn(data)
    return checked(data)


def checked(data: bytes) -> Loaded:
    """A picture of a known format, decoded once to prove that it can be; raises ValueError otherwise."""
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=_READ) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise ValueError(f"it has more than {MOST_PIXELS // 1_000_000} million pixels")
                picture.load()
                upright = ImageOps.exif_transpose(picture)
                media = _KEPT.get(picture.format)
                if media and upright.size == picture.size and picture.getexif().get(0x0112, 1) == 1:
                    return Loaded(data, media, float(picture.width), float(picture.height))
                written = BytesIO()
                upright.convert("RGBA").save(written, "PNG")
                return Loaded(written.getvalue(), "image/png", float(upright.width), float(upright.height))
    except ValueError:
        raise
    except Exception:  # a decoder of any format may raise anything over a broken file
        raise ValueError("it is no picture that can be read (PNG, JPEG, GIF, WebP, BMP, SVG)") from None


def _drawn(data: bytes) -> Loaded:
    """SVG at twice its size. One that would load anything from elsewhere is refused."""
    import resvg_py

    width, height = _svg_size(data)
    try:
        drawn = bytes(resvg_py.svg_to_bytes(svg_string=data.decode("utf-8"), width=round(width * 2), dpi=96))
    except Exception:  # resvg raises what it likes
        raise ValueError("the SVG cannot be drawn") from None
    return Loaded(checked(drawn).data, "image/png", width, height)


_USUAL = (300.0, 150.0)  # px of an SVG that says nothing of its size (CSS 2.2, 10.3.2)
_LARGEST = 8000.0  # px


def _svg_size(data: bytes) -> tuple[float, float]:
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
    if re.search(rb"@import|url\s*\(\s*['\"]?(?!#|['\"]?data:)", data):
        raise ValueError("the SVG loads something from elsewhere")
    box = [float(one) for one in re.findall(r"[-+.\deE]+", root.get("viewBox", ""))[2:4]]
    sizes = [_px(root.get(name)) for name in ("width", "height")]
    ratio = box[0] / box[1] if len(box) == 2 and box[1] else 2.0
    width = sizes[0] or (sizes[1] * ratio if sizes[1] else (box or list(_USUAL))[0])
    height = sizes[1] or width / (ratio or 1.0)
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
        raise ValueError(f"it is larger than {_LARGEST:g} by {_LARGEST:g} pixels")
    return width, height


def _px(text: str | None) -> float:
    """A length in px; 0 where there is none, or it is a share of something."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(px|pt|in|mm|cm|pc|)\s*", text or "")
    units = {"": 1.0, "px": 1.0, "pt": 96 / 72, "in": 96.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "pc": 16.0}
    return float(found[1]) * units[found[2]] if found else 0.0
