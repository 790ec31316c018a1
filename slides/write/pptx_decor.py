"""The shapes that decorate our own templates, in theme colours: quieter ones on a dark ground."""

from __future__ import annotations

from slides.geometry import Box
from slides.look.contrast import is_dark
from slides.look.theme import Theme
from slides.write.ooxml import frame, identity, transform

Decor = tuple[str, Box, str, int]  # shape, place, theme colour, how much lighter, or darker below 0 (%)


def decoration(parts: list[Decor]) -> str:
    """Shapes in theme colours, marked as decorative."""
    return "".join(_decor(number, *part) for number, part in enumerate(parts, 11))


def _decor(number: int, preset: str, box: Box, slot: str, light: int) -> str:
    tint = f'<a:lumMod val="{(100 - abs(light)) * 1000}"/>' if light else ""
    tint += f'<a:lumOff val="{light * 1000}"/>' if light > 0 else ""
    named = identity(number, f"Decoration {number - 10}", decorative=True)
    return (
        f'<p:sp><p:nvSpPr>{named}<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{transform(frame(box))}<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:schemeClr val="{slot}">{tint}</a:schemeClr></a:solidFill><a:ln><a:noFill/></a:ln>'
        '</p:spPr><p:txBody><a:bodyPr rtlCol="0" anchor="ctr"/><a:lstStyle/><a:p/></p:txBody></p:sp>'
    )


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
