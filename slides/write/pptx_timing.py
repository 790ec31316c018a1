"""How a slide comes and how its shapes appear: `p:transition` and `p:timing`, as PowerPoint writes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from slides.scene import Transition
from slides.write.ooxml import newer

FADE = 500  # ms
_FADE_PRESET = 10  # the number of "Fade" among PowerPoint's entrance effects


@dataclass(frozen=True, slots=True)
class Target:
    """A shape that appears. `holds_text`: it is a `p:sp`, which stands in the build list too; `filled`:
    it has a ground of its own."""

    number: int
    holds_text: bool = False
    filled: bool = False


def timing(clicks: Sequence[Sequence[Target]]) -> str:
    """`p:timing` by which the shapes of each click fade in together; nothing for no clicks.

    ISO/IEC 29500-1, 19.5: a sequence of clicks, each of one moment, each of that of effects, of
    which the first waits for the click and the others run with it.
    """
    numbers = (str(number) for number in count(3))  # 1 is the root, 2 the sequence
    told = "".join(_click(targets, numbers) for targets in clicks if targets)
    if not told:
        return ""
    builds = "".join(_build(target) for targets in clicks for target in targets if target.holds_text)
    return (
        '<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot">'
        '<p:childTnLst><p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq">'
        f"<p:childTnLst>{told}</p:childTnLst></p:cTn>"
        f"<p:prevCondLst>{_of_slide('onPrev')}</p:prevCondLst><p:nextCondLst>{_of_slide('onNext')}</p:nextCondLst>"
        "</p:seq></p:childTnLst></p:cTn></p:par></p:tnLst>"
        + (f"<p:bldLst>{builds}</p:bldLst>" if builds else "")
        + "</p:timing>"
    )


def _build(target: Target) -> str:
    """All paragraphs at once, and the ground with them."""
    ground = ' animBg="1"' if target.filled else ""
    return f'<p:bldP spid="{target.number}" grpId="0"{ground}/>'


def _of_slide(event: str) -> str:
    return f'<p:cond evt="{event}" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond>'


def _click(targets: Sequence[Target], numbers: Iterator[str]) -> str:
    outer, inner = next(numbers), next(numbers)
    effects = "".join(_effect(target, numbers, first=at == 0) for at, target in enumerate(targets))
    return _node(outer, "indefinite", _node(inner, "0", effects))


def _node(number: str, delay: str, inside: str, *, before: str = "", after: str = "") -> str:
    return (
        f'<p:par><p:cTn id="{number}"{before} fill="hold"{after}>'
        f'<p:stCondLst><p:cond delay="{delay}"/></p:stCondLst>'
        f"<p:childTnLst>{inside}</p:childTnLst></p:cTn></p:par>"
    )


def _effect(target: Target, numbers: Iterator[str], *, first: bool) -> str:
    whole, shown, faded = next(numbers), next(numbers), next(numbers)
    place = f'<p:tgtEl><p:spTgt spid="{target.number}"/></p:tgtEl>'
    visible = (
        f'<p:set><p:cBhvr><p:cTn id="{shown}" dur="1" fill="hold">'
        f'<p:stCondLst><p:cond delay="0"/></p:stCondLst></p:cTn>{place}'
        "<p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr>"
        '<p:to><p:strVal val="visible"/></p:to></p:set>'
    )
    fade = (
        f'<p:animEffect transition="in" filter="fade"><p:cBhvr><p:cTn id="{faded}" dur="{FADE}"/>{place}'
        "</p:cBhvr></p:animEffect>"
    )
    kind = "clickEffect" if first else "withEffect"
    group = ' grpId="0"' if target.holds_text else ""
    preset = f' presetID="{_FADE_PRESET}" presetClass="entr" presetSubtype="0"'
    return _node(whole, "0", visible + fade, before=preset, after=f'{group} nodeType="{kind}"')


_MORPH = newer(  # MS-PPTX, 2.2.11: p159:morph; programs that do not know it fade
    '<p:transition spd="slow" xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"'
    ' p14:dur="1000"><p159:morph option="byObject"/></p:transition>',
    '<p:transition spd="slow"><p:fade/></p:transition>',
)


def transition(kind: Transition) -> str:
    """How the slide comes, where not just so."""
    return _MORPH if kind == "morph" else ""
