"""The colours of a theme together: which stand on which, and what follows from those that an author names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from slides.look.contrast import TEXT, contrast, is_dark, mixed, readable

_CODE = ("code-keyword", "code-string", "code-number", "code-comment", "code-name", "code-type")
_TINTED = ("blue", "violet", "gain", "doubt", "loss")
ON: dict[str, tuple[str, ...]] = {
    "paper": ("ink", "navy", "blue", "gain", "doubt", "loss", "violet", "slate", "link", *_CODE),
    "mist": ("ink", "navy", "slate", "link", "blue", "doubt", *_CODE),
    "navy": ("paper",),
    "doubt": ("paper",),
    "mark": ("ink", "slate", "link"),
    **{f"{name}-tint": (name, *{"ink", "slate", "link", "doubt"} - {name}) for name in _TINTED},
}
"""Which colours are written on which ground; lines are drawn in those of `slate`, `doubt` and the series."""

GROUNDS = ("paper", *(f"{name}-tint" for name in _TINTED), "mist", "mark", "rule")
_SHARES = {"light": 0.1, "dark": 0.17}  # of a colour in the paper, for its tint


class Weak(NamedTuple):
    """Two colours that cannot be told apart well enough, and what the one the author named could be."""

    named: str
    text: str
    ground: str
    ratio: float
    instead: str


def weak(hexes: Mapping[str, str], named: Mapping[str, object]) -> Iterator[Weak]:
    """For each colour that the author named, the pair with another that is hardest to read, if it is below
    WCAG AA; the text is to blame where both are the author's."""
    for name in named:
        pairs = [(one, ground) for ground, texts in ON.items() for one in texts if name in (one, ground)]
        pairs = [pair for pair in pairs if pair[0] == name or pair[0] not in named]
        low = [(contrast(hexes[one], hexes[ground]), one, ground) for one, ground in pairs]
        ratio, text, ground = min(low, default=(TEXT, "", ""))
        if ratio < TEXT:
            others = [two if one == name else one for one, two in pairs]
            yield Weak(name, text, ground, ratio, _instead(name, others, hexes))


def _instead(name: str, others: list[str], hexes: Mapping[str, str]) -> str:
    """The nearest colour that passes with all of the others; "" where none does."""
    found = readable(hexes[name], [hexes[one] for one in others])
    return found if all(contrast(found, hexes[one]) >= TEXT for one in others) else ""


def completed(
    base: Mapping[str, Mapping[str, str]], named: Mapping[str, Mapping[str, str]], shows: str
) -> dict[str, dict[str, str]]:
    """Both columns of every colour that an author names in one of them: the tints of named colours, and what
    stands in for them on pages of the other kind, readable there."""
    own = {name: dict(entry) for name, entry in named.items()}
    for column in ("light", "dark"):
        paper = own.get("paper", {}).get(column, base["paper"][column])
        if column != shows and is_dark(paper) == (column == "light"):
            paper = base["paper"][column]
        for name, entry in named.items():
            if name in GROUNDS:
                continue
            if column not in entry:
                own[name][column] = _elsewhere(name, entry[shows], column, base)
            tinted = f"{name}-tint"
            if name in _TINTED and column not in own.get(tinted, {}):
                own.setdefault(tinted, {})[column] = tint(
                    own[name][column], paper, [own[name][column]], column == "dark"
                )
    return own


def tint(value: str, paper: str, written: Sequence[str], dark: bool, share: float = 0.0) -> str:
    """So much of the colour in the paper (`share`, else what is usual), or less, that all that is `written`
    on it can be read if it can on paper."""
    share = share or _SHARES["dark" if dark else "light"]
    found = mixed(value, paper, share)
    while share > 0.01 and any(contrast(one, found) < TEXT for one in written):
        share *= 0.8
        found = mixed(value, paper, share)
    return found if share > 0.01 else paper


def on_white(hexes: Mapping[str, str]) -> dict[str, str]:
    """The colours of a dark theme for white pages: the same hues, readable there, on light grounds."""
    ground = {"paper": "#FFFFFF", "mist": "#F4F4F4", "rule": "#C8C8C8", "mark": "#FFE9A6"}
    pages = (ground["paper"], ground["mist"])
    texts = {name: readable(value, pages) for name, value in hexes.items() if name not in GROUNDS}
    tints = {f"{name}-tint": tint(texts[name], "#FFFFFF", [texts[name]], dark=False) for name in _TINTED}
    return {**texts, **ground, **tints}


def _elsewhere(name: str, value: str, column: str, base: Mapping[str, Mapping[str, str]]) -> str:
    """The colour on pages of the other kind; inks keep to the base's, since their hue says nothing."""
    if name in ("ink", "navy", "slate"):
        return base[name][column]
    return readable(value, [base["paper"][column], base["mist"][column]])
