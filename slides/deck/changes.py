"""What changed at each model: a matrix of abilities × models, computed along the lineage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from slides.deck import mentions
from slides.deck.abilities import delta
from slides.deck.frame import Setting
from slides.deck.tables import Entry, Record
from slides.look import styled, typeset
from slides.scene import TextRun
from slides.spec.lineage import AbilityStates, State
from slides.spec.model import Model

KEPT = "•"
LEGEND = (
    ("++", " gained much  "),
    ("+", " gained  "),
    ("-", " lost  "),
    ("--", " lost much  "),
    (KEPT, " there, or kept from before  "),
    ("(-)", " lost before  "),
    ("?", " the source doubts it  "),
    ("(?)", " it came over a step in doubt"),
)


def records(
    states: Sequence[AbilityStates], models: Sequence[Model], size: float, setting: Setting, *, width: float
) -> list[Record]:
    """Headings with the models' names, and a row for each ability; `width` is what a name has for its words,
    in pt: names are rather smaller than the rows below them than broken."""
    head = setting.style("heading")
    ground, ink = setting.theme.heading
    named = setting.document.spec.abilities
    for smaller in [one for one in head.sizes if one <= size] or head.sizes[-1:]:
        base = replace(styled.plain_run("", head, smaller), colour=ink)
        names = [_name(model, base, setting) for model in models]
        if typeset.widest_word([styled.paragraph(name, head) for name in names], hyphens=True) <= width:
            break
    first = styled.runs(named.headings.ability if named else "Ability", base, setting.theme, setting.marks)
    heading = Record(
        (
            Entry((styled.paragraph(first, head, before=0),), ground, anchor="middle"),
            *(
                Entry(
                    (replace(styled.paragraph(name, head, before=0), align="center"),),
                    ground,
                    anchor="middle",
                )
                for name in names
            ),
        ),
    )
    return [heading, *(_row(row, size, setting) for row in states)]


def _name(model: Model, base: TextRun, setting: Setting) -> tuple[TextRun, ...]:
    """The model's name and its doubts; the colour of doubt would not show on the headings' ground."""
    doubts = mentions.subject(model, setting.mentions, base=base, theme=setting.theme)
    shown = (run if run.mark else replace(run, colour=base.colour) for run in doubts)
    return (*styled.runs(model.name, base, setting.theme, setting.marks), *shown)


def _row(row: AbilityStates, size: float, setting: Setting) -> Record:
    style = setting.style("table")
    base = styled.plain_run("", style, size)
    ability = styled.paragraph(styled.runs(row.ability, base, setting.theme, setting.marks), style)
    return Record(
        (Entry((ability,), anchor="middle"), *(_cell(state, base, setting) for state in row.states)),
        ("abilities", "rows"),
    )


def _cell(state: State, base: TextRun, setting: Setting) -> Entry:
    runs = tuple(mark(state, base, setting))
    tint = {"+": "gain", "-": "loss"}.get((state.here or " ")[0])
    if state.present and state.here is None and state.inherited in ("", "="):
        tint = "gain" if not state.inherited else None
    paragraph = replace(styled.paragraph(runs or (base,), setting.style("table")), align="center")
    return Entry((paragraph,), setting.theme.tint(tint) if tint else None, anchor="middle")


def is_marked(state: State) -> bool:
    """The cell of this state is not blank."""
    return state.here is not None or state.present or bool(state.inherited)


def mark(state: State, base: TextRun, setting: Setting) -> list[TextRun]:
    """The state as characters: the change made here, or a dot for what is kept; `?` where in doubt."""
    runs: list[TextRun] = []
    muted = replace(base, colour=setting.theme.colour("slate"))
    if state.here is not None:
        runs.append(delta(state.here, base, setting))
    elif state.present:
        runs.append(replace(muted, text=KEPT))
    elif state.inherited:
        runs.append(replace(muted, text=f"({state.inherited})"))
    if state.doubtful and runs and state.here is None:
        runs.append(replace(muted, text="\u2009(?)"))
    elif state.doubtful and runs and state.here != "??":
        runs.append(replace(base, text="\u2009?", colour=setting.theme.colour("doubt"), bold=True))
    return runs


def legend(base: TextRun, setting: Setting) -> tuple[TextRun, ...]:
    """The marks in words."""
    runs: list[TextRun] = []
    for sign, meaning in LEGEND:
        shown = delta(sign, base, setting) if sign[0] in "+-?" else replace(base, text=sign)
        runs += [shown, replace(base, text=meaning)]
    return tuple(runs)
