from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Literal

import pytest
from PIL import Image

from slides.geometry import Box
from slides.scene import Shape
from slides.write import png
from tests.write.sample_scene import COLOURS, THEME, sample, scene_of

Engine = Literal["cairo", "resvg"]


def _present() -> Iterator[Engine]:
    try:
        import cairosvg  # noqa: F401

        yield "cairo"
    except (ImportError, OSError):
        pass
    yield "resvg"


ENGINES = tuple(_present())
each_engine = pytest.mark.parametrize("engine", ENGINES)


def size(data: bytes) -> tuple[int, int]:
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


@each_engine
def test_the_picture_is_its_scene_at_scale(engine: Engine) -> None:
    assert size(png.write(sample(), THEME, rasteriser=engine)) == (800, 400)
    assert size(
        png.write(replace(sample(), width=333.3, height=77.7), THEME, scale=1.5, rasteriser=engine)
    ) == (
        500,
        117,
    )


@each_engine
def test_a_long_scene_is_scaled_to_fit(engine: Engine) -> None:
    assert size(png.write(scene_of(width=40_000, height=10), THEME, rasteriser=engine)) == (32_000, 8)


def test_a_large_scene_is_bounded_as_a_whole() -> None:
    width, height = size(png.write(scene_of(width=4_000, height=40), THEME, scale=100, rasteriser="resvg"))
    assert (width, height) == (32_000, 320)


@each_engine
def test_the_last_row_and_column_are_covered(engine: Engine) -> None:
    scene = replace(scene_of(width=33.3, height=20.2), ground=COLOURS["loss"])
    picture = Image.open(BytesIO(png.write(scene, THEME, rasteriser=engine))).convert("RGBA")
    assert picture.getcolors() == [(67 * 40, (0xB0, 0x25, 0x1D, 255))]


@each_engine
def test_no_ground_is_transparent(engine: Engine) -> None:
    shape = Shape("s", Box(10, 10, 10, 10), fill=COLOURS["loss"])
    scene = replace(scene_of(shape, width=40, height=40), ground=None)
    picture = Image.open(BytesIO(png.write(scene, THEME, rasteriser=engine))).convert("RGBA")
    assert picture.getpixel((2, 2)) == (0, 0, 0, 0)
    assert picture.getpixel((30, 30)) == (0xB0, 0x25, 0x1D, 255)


@each_engine
def test_equal_scenes_give_equal_bytes(engine: Engine) -> None:
    assert png.write(sample(), THEME, rasteriser=engine) == png.write(sample(), THEME, rasteriser=engine)


@pytest.mark.skipif(len(ENGINES) < 2, reason="libcairo is not there")
def test_the_engines_draw_the_same_picture() -> None:
    # quartered: what differs is anti-aliasing, and the filter of the stretched sample picture
    one, other = (
        Image.open(BytesIO(png.write(sample(), THEME, rasteriser=engine)))
        .convert("L")
        .resize((200, 100))
        .crop((0, 0, 200, 70))
        for engine in ENGINES
    )
    worst = max(abs(a - b) for a, b in zip(one.tobytes(), other.tobytes(), strict=True))
    assert worst < 40
