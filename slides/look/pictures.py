"""Pictures that a spec names: read from its own folder, checked, and made what slides can show."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from slides import beside
from slides.look import vector

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 20_000_000
MOST_PIXELS = 50_000_000
_MOST_SLOW = 3  # pictures that take too long, before no more are drawn
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

    PNG and JPEG stay as they are, but for a turn that a camera noted and for colours of print; the first
    frame of GIF, WebP and BMP becomes PNG, SVG is drawn at twice its size. Nothing is fetched over a network:
    `fetched` holds what was, by its address.
    """
    found: dict[str, Loaded] = {}
    missing: dict[str, str] = {}
    slow = 0
    for name in dict.fromkeys(names):
        try:
            data = (fetched or {}).get(name)
            data = _read(name, folder) if data is None else data
            found[name] = _shown(data, patient=slow < _MOST_SLOW)
        except vector.TooSlowError as error:
            missing[name], slow = str(error), slow + 1
        except ValueError as error:
            missing[name] = str(error)
    return found, missing


def is_remote(name: str) -> bool:
    return name.lower().startswith(("http://", "https://"))


def _read(name: str, folder: Path | None) -> bytes:
    if is_remote(name):
        raise ValueError("it is not fetched")
    if folder is None:
        raise ValueError("only a spec in a file has pictures beside it")
    return beside.data(folder, unquote(name.partition("?")[0].partition("#")[0]), MOST_BYTES)


def _shown(data: bytes, *, patient: bool) -> Loaded:
    """Raises ValueError for what is no picture that slides can show."""
    if b"<svg" in data[:4000]:
        if not patient:
            raise ValueError("other SVGs took too long already")
        drawn, width, height = vector.drawn(data)
        return Loaded(checked(drawn).data, "image/png", width, height)
    return checked(data)


def checked(data: bytes) -> Loaded:
    """A picture of a known format, decoded once to prove that it can be; raises ValueError otherwise."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=_READ) as picture:
                if picture.width * picture.height <= MOST_PIXELS:
                    return _decoded(picture, data)
    except Image.DecompressionBombError:
        pass
    except Exception:  # a decoder of any format may raise anything over a broken file
        raise ValueError("it is no picture that can be read (PNG, JPEG, GIF, WebP, BMP, SVG)") from None
    raise ValueError(f"it has more than {MOST_PIXELS // 1_000_000} million pixels")


def _decoded(picture: Image, data: bytes) -> Loaded:
    from PIL import ImageOps

    picture.load()
    media, width, height = _KEPT.get(picture.format), float(picture.width), float(picture.height)
    if media and picture.mode != "CMYK" and picture.getexif().get(_TURN, 1) == 1:
        return Loaded(data, media, width, height)
    upright, written = ImageOps.exif_transpose(picture), BytesIO()
    _plain(upright).save(written, "PNG")
    return Loaded(written.getvalue(), "image/png", float(upright.width), float(upright.height))


_TURN = 0x0112  # the tag of Exif for how the camera was held (CIPA DC-008)


def _plain(picture: Image) -> Image:
    """Red, green and blue of 8 bits, and what is clear where anything is."""
    if picture.mode.startswith("I"):  # 16 bits of grey, which converting would cut off, not divide
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
