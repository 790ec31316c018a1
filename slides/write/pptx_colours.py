"""The colours of a template under the names that our slides use, each readable where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slides.look.contrast import TEXT, contrast, hue, is_dark, mixed, readable
from slides.look.palette import ON, on_white, tint

_ACCENTS = tuple(f"accent{at}" for at in range(1, 7))
_HUES = {
    "gain": (155.0, 50.0),
    "loss": (3.0, 22.0),
    "doubt": (36.0, 22.0),
}  # degrees, and how far off is still it
_STANDARD = ("bg1", "tx1", "bg2", "tx2", *_ACCENTS, "hlink", "folHlink")


def colours(
    base: Mapping[str, Mapping[str, str]],
    scheme: Mapping[str, str],
    *,
    paper: str,
    ink: str,
    own: Mapping[str, str],
) -> dict[str, dict[str, Any]]:
    """Both columns and the slot of each colour. `paper`, `ink` and `own` (of titles, by name) are what the
    template's own slides show; what it has no colour for is the base theme's."""
    shows = "dark" if is_dark(paper) else "light"
    found = _shown({name: entry[shows] for name, entry in base.items()}, scheme, paper, ink) | dict(own)
    slots: dict[str, str] = {}
    for name, value in found.items():
        slot = next((one for one in _STANDARD if scheme.get(one) == value), None)
        if slot:
            slots[name] = slot
    printed = on_white(found) if shows == "dark" else found
    return {
        name: {"light": printed[name], "dark": value, "slot": slots.get(name)}
        for name, value in found.items()
    }


def _shown(base: Mapping[str, str], scheme: Mapping[str, str], paper: str, ink: str) -> dict[str, str]:
    mist = scheme.get("bg2", "")
    inked = readable(ink, [paper])
    if not mist or contrast(mist, paper) > 1.35 or contrast(inked, mist) < 7:
        mist = mixed(inked, paper, 0.05)
    if contrast(inked, mist) < TEXT:
        mist = paper
    on = [paper, mist]
    named = {"blue": scheme.get("accent1", base["blue"]), **_by_hue(scheme)}
    rest = [scheme[one] for one in _ACCENTS if one in scheme and scheme[one] not in named.values()]
    apart = [one for one in rest if _apart(one, named["blue"])]
    named.setdefault("violet", next(iter(apart), base["violet"]))
    texts = {
        "ink": inked,
        "navy": scheme.get("tx2", inked),
        "slate": mixed(inked, paper, 0.72),
        "link": scheme.get("hlink", base["link"]),
        "visited": scheme.get("folHlink", base["visited"]),
        **{name: named.get(name, base[name]) for name in ("blue", "violet", "gain", "loss", "doubt")},
        **{name: value for name, value in base.items() if name.startswith("code-")},
    }
    found = {"paper": paper, "mist": mist, "rule": mixed(inked, paper, 0.25)}
    found |= {name: readable(value, on) for name, value in texts.items()}
    for name in ("blue", "violet", "gain", "loss", "doubt"):
        written = [found[one] for one in ON[f"{name}-tint"]]
        found[f"{name}-tint"] = tint(found[name], paper, written, is_dark(paper))
    found["mark"] = tint(base["mark"], paper, [found[one] for one in ON["mark"]], is_dark(paper), share=1.0)
    return found


def _by_hue(scheme: Mapping[str, str]) -> dict[str, str]:
    """The accents that look like a gain, a loss and a doubt, but for the first, which is ours for names."""
    found: dict[str, str] = {}
    for name, (wanted, within) in _HUES.items():
        near = [(_off(scheme[one], wanted), scheme[one]) for one in _ACCENTS[1:] if one in scheme]
        near = [one for one in near if one[0] <= within and hue(one[1])[1] >= 0.25]
        if fits := [one for one in near if one[1] not in found.values()]:
            found[name] = min(fits)[1]
    return found


def _off(value: str, wanted: float) -> float:
    around = abs(hue(value)[0] - wanted) % 360
    return min(around, 360 - around)


def _apart(one: str, other: str) -> bool:
    return hue(one)[1] >= 0.2 and _off(one, hue(other)[0]) >= 30
