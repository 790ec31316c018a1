from __future__ import annotations

from itertools import pairwise

import pytest

from slides.geometry import Box
from slides.look import assets, theme

LIGHT = theme.load("light")


def luminance(hex: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(hex[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_every_theme_file_can_be_read_and_names_a_template() -> None:
    for name in assets.theme_names():
        found = theme.load(name)
        assert found.name == name
        assert assets.template_file(found.template).is_file()


WRITTEN = ("ink", "navy", "blue", "gain", "doubt", "loss", "violet", "slate", "link")
GROUNDS = ("paper", "mist", "blue-tint", "violet-tint", "gain-tint", "loss-tint", "doubt-tint")


PAIRS = [(name, ground) for name in WRITTEN for ground in GROUNDS]
MARKED = [(name, "mark") for name in ("ink", "link", "doubt")]


CODE = [(name, ground) for name in LIGHT.colours if name.startswith("code-") for ground in ("paper", "mist")]


@pytest.mark.parametrize(("name", "ground"), PAIRS + MARKED + CODE)
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_contrasts_with_every_ground_as_wcag_aa_asks(name: str, ground: str, mode: str) -> None:
    hexes = LIGHT.dark if mode == "dark" else {key: colour.hex for key, colour in LIGHT.colours.items()}
    assert contrast(hexes[name], hexes[ground]) >= 4.5


def test_headings_of_tables_contrast_with_their_ground() -> None:
    assert contrast(LIGHT.text["heading"].colour.hex, LIGHT.colour("navy").hex) >= 4.5


def test_sizes_never_grow_from_one_step_to_the_next() -> None:
    for name, style in LIGHT.text.items():
        assert all(one >= other for one, other in pairwise(style.sizes)), name


@pytest.mark.parametrize(
    ("style", "least"), [("body", 12), ("statement", 12), ("table", 10), ("heading", 10)]
)
def test_no_size_is_below_what_can_be_read(style: str, least: float) -> None:
    assert min(LIGHT.text[style].sizes) >= least


def test_placeholders_stand_on_the_page_and_clear_of_each_other() -> None:
    page = Box(0, 0, LIGHT.width, LIGHT.height)
    for boxes in LIGHT.layouts.values():
        every = list(boxes.values())
        assert all(page.holds(box) for box in every)
        assert not any(one.meets(other) for at, one in enumerate(every) for other in every[at + 1 :])


def test_a_powerpoint_slot_belongs_to_one_colour() -> None:
    assert len(set(LIGHT.slots.values())) == len(LIGHT.slots) == 12


def test_each_series_colour_has_a_tint() -> None:
    for name in LIGHT.series:
        assert LIGHT.tint(name).name == f"{name}-tint"
