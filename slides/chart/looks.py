"""Colours and lines that a chart asks for in CSS (`fill:#f9f,stroke-width:2px`) → `Look`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from slides.chart.model import Chart, Look

_DECLARATION = re.compile(r"(?:[^;,()]|\([^()]*\)?|\))+")  # `rgb(1,2,3)` is one
NO_LOOK = Look()
_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,4})?")


def css(text: str, look: Look = NO_LOOK) -> Look:
    """`look` with what the declarations say; what means nothing on a slide is left out.

    >>> css("fill:#fde68a, stroke:#b45309; stroke-width:2px").width
    2.0
    """
    for declaration in _DECLARATION.findall(text):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        value = value.removesuffix("!important").strip()
        match name.lower():
            case "fill" | "background" | "background-color":
                look = replace(look, fill=value)
            case "stroke":
                look = replace(look, stroke=value)
            case "color":
                look = replace(look, ink=value)
            case "stroke-width" if found := _NUMBER.match(value):
                look = replace(look, width=float(found[0]))
            case "stroke-dasharray":
                look = replace(look, dashed=value not in ("", "0", "none"))
    return look


def over(looks: Iterable[Look]) -> Look:
    """The looks as one: the later says more."""
    whole = Look()
    for look in looks:
        whole = Look(
            look.fill or whole.fill,
            look.stroke or whole.stroke,
            look.ink or whole.ink,
            look.width or whole.width,
            look.dashed or whole.dashed,
        )
    return whole


class Paint:
    """What the statements of a flowchart say of looks: classes, the styles of nodes, groups and lines."""

    def __init__(self) -> None:
        self._classes: dict[str, Look] = {}
        self._members: dict[str, dict[str, None]] = {}
        self._styles: dict[str, Look] = {}
        self._lines: dict[str, Look] = {}

    def classify(self, names: Iterable[str], classes: Iterable[str]) -> None:
        given = list(classes)
        for name in names:
            if given:
                self._members.setdefault(name, {}).update(dict.fromkeys(given))

    def add(self, kind: str, names: list[str], rest: str) -> None:
        """`classDef`, `class`, `style` or `linkStyle`, of these names."""
        if kind == "class":
            self.classify(names, rest.split())
            return
        known = {"classDef": self._classes, "style": self._styles, "linkStyle": self._lines}[kind]
        for name in names:
            known[name] = css(rest, known.get(name, NO_LOOK))

    def painted(self, chart: Chart, links: Mapping[str, str]) -> Chart:
        usual = self._lines.get("default", NO_LOOK)
        return replace(
            chart,
            nodes=tuple(
                replace(
                    one,
                    link=links.get(one.id, ""),
                    classes=self._of(one.id),
                    look=self._look(one.id, usual=True),
                )
                for one in chart.nodes
            ),
            groups=tuple(
                replace(one, classes=self._of(one.id), look=self._look(one.id, usual=False))
                for one in chart.groups
            ),
            edges=tuple(
                replace(one, look=over([usual, self._lines.get(str(at), NO_LOOK)]))
                for at, one in enumerate(chart.edges)
            ),
        )

    def _of(self, name: str) -> tuple[str, ...]:
        return tuple(self._members.get(name, {}))

    def _look(self, name: str, *, usual: bool) -> Look:
        classes = (["default"] if usual else []) + list(self._of(name))
        return over([*(self._classes.get(one, NO_LOOK) for one in classes), self._styles.get(name, NO_LOOK)])
