"""What decorates our own templates, as shapes of a master or a layout, in theme colours."""

from __future__ import annotations

from slides.geometry import Box
from slides.look.decor import Decor
from slides.write.ooxml import frame, identity, transform


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
