"""What decorates slides of our own themes: quieter on a dark ground.

The template has it as shapes of its master and layouts; outputs without a template get it as a backdrop.
"""

from __future__ import annotations

from collections.abc import Mapping

from slides.geometry import Box
from slides.look.contrast import is_dark
from slides.look.theme import Theme
from slides.scene import Colour, Shape

Decor = tuple[str, Box, str, int]  # shape, place, theme colour, how much lighter, or darker below 0 (%)


def backdrops(theme: Theme) -> Mapping[str, tuple[Shape, ...]]:
    """What stands below the items of a slide, by its layout: the template's own, else what decorates ours."""
    if theme.package:
        return theme.backdrops
    everywhere = master_decoration(theme)
    own = {"statement": [*everywhere, *statement_decoration(theme)], "cover": cover_decoration(theme)}
    return {name: tuple(_shapes(own.get(name, everywhere), theme)) for name in theme.layouts}


_LINEAGE = ("tx2", "bg1", "bg2")  # of the cover's panel, which stays as it is on pages of any scheme


def _shapes(parts: list[Decor], theme: Theme) -> list[Shape]:
    names = {slot: name for name, slot in theme.slots.items()}
    found = []
    for at, (outline, box, slot, light) in enumerate(parts):
        colour = theme.colour(names[slot])
        if light:
            colour = theme.colour("rule") if slot == "accent6" else _lighter(colour, light)
        elif slot in _LINEAGE:
            colour = Colour(colour.hex, "")
        if outline == "roundRect":  # a sixth of the side is the preset's own
            found.append(Shape(f"backdrop/{at}", box, "round", min(box.w, box.h) / 6, colour))
        else:
            found.append(Shape(f"backdrop/{at}", box, fill=colour))
    return found


def _lighter(colour: Colour, percent: int) -> Colour:
    """As PowerPoint's `lumMod` and `lumOff` make it, nearly: mixed with white."""
    parts = (int(colour.hex[at : at + 2], 16) for at in (1, 3, 5))
    return Colour("#" + "".join(f"{round(part + (255 - part) * percent / 100):02X}" for part in parts), "")


def master_decoration(theme: Theme) -> list[Decor]:
    """A tab of colour that hangs from the top edge over the title, and a hairline over the footer."""
    title, footer = theme.layouts["content"]["title"], theme.layouts["content"]["footer"]
    return [
        ("rect", Box(title.x, 0, 56, 6), "accent1", 0),
        ("rect", Box(title.x, footer.y - 3.5, title.w, 0.75), "accent6", -45 if _dark(theme) else 60),
    ]


def cover_decoration(theme: Theme) -> list[Decor]:
    """A panel at the right edge with a small lineage on it, and a rule between title and subtitle."""
    title, subtitle = theme.layouts["cover"]["title"], theme.layouts["cover"]["subtitle"]
    panel = Box(title.right + 24, 0, theme.width - title.right - 24, theme.height)
    ground, mark = ("bg2", "tx2") if _dark(theme) else ("tx2", "bg1")
    middle, fork = panel.centre.x, 332.0
    trunk = [Box(middle - 22, y, 44, 22) for y in (156, 222, 288)]
    twigs = [Box(middle - 52, 354, 44, 22), Box(middle + 8, 354, 44, 22)]
    lines = [
        Box(middle - 0.75, trunk[0].bottom, 1.5, fork - trunk[0].bottom),
        Box(twigs[0].centre.x - 0.75, fork, twigs[1].centre.x - twigs[0].centre.x + 1.5, 1.5),
        *(Box(twig.centre.x - 0.75, fork, 1.5, twig.y - fork) for twig in twigs),
    ]
    return [
        ("rect", panel, ground, 0),
        ("rect", Box(title.x, (title.bottom + subtitle.y) / 2 - 2, 64, 4), "accent1", 0),
        *(("rect", line, mark, 0) for line in lines),
        *(("roundRect", box, slot, 0) for box, slot in zip(trunk, ("accent1", "accent1", mark), strict=True)),
        *(("roundRect", twig, "accent1", 40) for twig in twigs),
    ]


def statement_decoration(theme: Theme) -> list[Decor]:
    """A bar beside the text, as beside a quotation."""
    body = theme.layouts["statement"]["body"]
    return [("rect", Box(body.x - 28, body.y + 24, 4, body.h - 48), "accent1", 0)]


def _dark(theme: Theme) -> bool:
    return is_dark(theme.colour("paper").hex)
