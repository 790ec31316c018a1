"""The pictures that a diagram's nodes name: read from where they may lie, and from nowhere else."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, NamedTuple

_LARGEST = 2_000_000  # bytes; the icons of `diagrams` stay below 200,000

Media = Literal["image/png", "image/jpeg"]


class Icon(NamedTuple):
    """A picture's bytes, and its size in px."""

    data: bytes
    media: Media
    width: int
    height: int


def read(path: str) -> Icon:
    """The picture at `path`: one of the `diagrams` package, or a file in the current folder or below it.

    Raises ValueError, with a message of one line, for any other place and for what is no PNG or JPEG.
    """
    place = Path(path).resolve()
    package, here = _package(), Path.cwd().resolve()
    if not any(home and place.is_relative_to(home) for home in (package, here)):
        raise ValueError(f'icon "{path}" lies outside {here}: only files in it or below it are read')
    return _read(place, path)


def is_blank(path: str) -> bool:
    """The icon is the empty one of `diagrams.generic.blank`."""
    return Path(path).parts[-3:] == ("generic", "blank", "blank.png")


def _package() -> Path | None:
    """The folder of the icons that `diagrams` brings; found without importing it."""
    found = find_spec("diagrams")
    return Path(found.origin).resolve().parents[1] / "resources" if found and found.origin else None


@lru_cache(maxsize=256)
def _read(place: Path, path: str) -> Icon:
    try:
        with place.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise ValueError(f'icon "{path}" cannot be read: {(error.strerror or str(error)).lower()}') from None
    if len(data) > _LARGEST:
        raise ValueError(f'icon "{path}" is larger than {_LARGEST // 1_000_000} MB')
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
        found = Icon(data, "image/png", width, height)
    elif data.startswith(b"\xff\xd8"):
        found = Icon(data, "image/jpeg", *_jpeg_size(data))
    else:
        raise ValueError(f'icon "{path}" is no PNG or JPEG picture')
    if not found.width or not found.height:
        raise ValueError(f'icon "{path}" has no size')
    return found


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height from the frame header (ITU-T T.81, B.2.2); zeros where there is none."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = (int.from_bytes(data[at + n : at + n + 2], "big") for n in (5, 7))
            return width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return 0, 0
