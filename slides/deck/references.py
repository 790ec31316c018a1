"""The sources, numbered, on as many slides as they take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from slides.deck import notes
from slides.deck.frame import Page, Setting, counted
from slides.look import styled, typeset
from slides.scene import Paragraph
from slides.source import Problem

_SIZES = (18.0, 17.0, 16.0, 15.0, 14.0)  # pt
_INDENT = 34.0


def references(setting: Setting) -> Iterator[Page | Problem]:
    """The references at the largest size that takes no more slides than the smallest, about
    equally many to a slide."""
    box, works = setting.box("content", "body"), setting.document.spec.references
    keys = tuple(works)
    entries, heights = _measured(setting, _SIZES[-1], box.w)
    for key, tall in zip(keys, heights, strict=True):
        if tall > box.h:
            yield setting.problem("this reference is too long for a slide", "references", key)
    begun = starts(heights, box.h)
    for size in _SIZES[:-1]:
        larger, taller = _measured(setting, size, box.w)
        if len(found := starts(taller, box.h)) <= len(begun):
            entries, heights, begun = larger, taller, found
            break
    shares = (starts(heights, box.h * percent / 100) for percent in range(50, 100, 5))
    begun = next((found for found in shares if len(found) == len(begun)), begun)
    for at, (start, end) in enumerate(zip(begun, [*begun[1:], len(keys)], strict=True)):
        name = "references" if at == 0 else f"references-{at + 1}"
        text = typeset.set_text(f"{name}/body", entries[start:end], box, role="body")
        run = notes.base(setting)
        said = (notes.cited(key, works[key], run, setting, spelt=True) for key in keys[start:end])
        written = tuple(notes.written(one, setting) for one in said)
        yield Page(name, counted("References", at, len(begun)), "References", (text,), written)


def _measured(setting: Setting, size: float, width: float) -> tuple[list[Paragraph], list[float]]:
    """The references as paragraphs at one size, and the height of each with the space before it."""
    style = setting.style("body")
    base = styled.plain_run("", style, size)
    found: list[Paragraph] = []
    for key, reference in setting.document.spec.references.items():
        label = f"{setting.marks.references[key][0]}."
        number = replace(base, text=label, colour=setting.theme.colour("blue"))
        cited = notes.cited(key, reference, base, setting, numbered=False)
        found.append(
            Paragraph(
                cited,
                indent=_INDENT,
                hanging=_INDENT,
                bullet=number,
                before=style.before,
                leading=style.leading,
            )
        )
    return found, [typeset.height([entry], width) + style.before for entry in found]


def starts(heights: Sequence[float], room: float) -> list[int]:
    """The first entry of each slide."""
    starts, used = [0], 0.0
    for at, tall in enumerate(heights):
        if used and used + tall > room:
            starts.append(at)
            used = 0.0
        used += tall
    return starts
