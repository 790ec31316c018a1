"""Pictures that a spec names: read from its own folder, checked, and made what slides can show."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from slides import beside
from slides.look import vector

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

    PNG and JPEG stay as they are, but for a turn that a camera noted; the first frame of GIF, WebP and
    BMP becomes PNG, SVG is drawn at twice its size. Nothing is fetched over a network: `fetched` holds what
    was, by its address.
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
