"""The colours of a theme together: which stand on which, and what follows from those that an author names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
            tint = f"{name}-tint"
            if name in _TINTED and column not in own.get(tint, {}):
                own.setdefault(tint, {})[column] = _tint(own[name][column], paper, _SHARES[column])
    return own


def _tint(value: str, paper: str, share: float) -> str:
    """So much of the colour in the paper, or less, that the colour can be read on it if it can on paper."""
    tint = mixed(value, paper, share)
    while share > 0.01 and contrast(value, tint) < TEXT:
        share *= 0.8
        tint = mixed(value, paper, share)
    return tint


def _elsewhere(name: str, value: str, column: str, base: Mapping[str, Mapping[str, str]]) -> str:
    """The colour on pages of the other kind; inks keep to the base's, since their hue says nothing."""
    if name in ("ink", "navy", "slate"):
        return base[name][column]
    return readable(value, [base["paper"][column], base["mist"][column]])
