"""The slides of what changed at each model: abilities × models."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from slides.deck import changes, lists, mentions, notes, shorten, tables
from slides.deck.frame import Page, Setting, counted, footnote_room
from slides.geometry import Box
from slides.inline import plain_text
from slides.look import styled, typeset
from slides.scene import Item, Paragraph
from slides.source import Problem
from slides.spec import lineage
from slides.spec.model import Abilities, Model, Roadmap

_FIRST_COLUMN = 220.0
_NARROWEST = 78.0  # of a model's column, pt
_LEGEND_ROOM = 26.0  # height of the legend's strip, pt


def matrix(setting: Setting, table: Abilities, roadmap: Roadmap) -> Iterator[Page | Problem]:
    """Abilities × models; more models than fit side by side continue with the first column repeated."""
    room = setting.box("figure", "figure")
    models = {model.id: model for model in roadmap.models}
    every = [models[name] for name in lineage.order(roadmap)]
    states = lineage.states(setting.document.spec)
    spoken = [at for at in range(len(every)) if any(changes.is_marked(row.states[at]) for row in states)]
    ordered = [every[at] for at in spoken]  # of the others the table says nothing
    states = tuple(replace(row, states=tuple(row.states[at] for at in spoken)) for row in states)
    found = list(_sheets(setting, states, ordered))
    yield from (one for one in found if isinstance(one, Problem))
    pages = [one for one in found if not isinstance(one, Problem)]
    said = _notes(setting, states, ordered)
    for at, (sheet, marked) in enumerate(pages):
        name = "changes" if at == 0 else f"changes-{at + 1}"
        alt = f"Matrix of {len(sheet.records)} abilities by {len(sheet.columns) - 1} models"
        item = tables.table(f"{name}/table", sheet, room.x, room.y, theme=setting.theme, alt=alt)
        title = counted(table.changes_title, at, len(pages))
        items = (item, _legend(name, setting, footnote_room(marked, setting, "figure")))
        yield Page(name, title, table.changes_title, items, said, "figure", marked)


Marked = tuple[tables.Sheet, tuple[str, ...]]  # with the footnotes that it marks


def _sheets(
    setting: Setting, states: Sequence[lineage.AbilityStates], models: Sequence[Model]
) -> Iterator[Marked | Problem]:
    """The matrix cut into as many models as fit side by side, each with the abilities that say something."""
    room = setting.box("figure", "figure")
    slides = -(-len(models) // int((room.w - _FIRST_COLUMN) // _NARROWEST))
    each = -(-len(models) // max(slides, 1))
    for start in range(0, len(models), max(each, 1)):
        shown = models[start : start + each]
        cut = [replace(row, states=row.states[start : start + each]) for row in states]
        cut = [row for row in cut if any(changes.is_marked(state) for state in row.states)]
        share = round((room.w - _FIRST_COLUMN) / each, 2)
        columns = (round(room.w - share * len(shown), 2), *[share] * len(shown))
        inner = share - tables.INSET[0] - tables.INSET[2]
        marked = lists.marks_in([row.ability for row in cut])
        sheets, lost = tables.divided(
            partial(changes.records, cut, shown, setting=setting, width=inner),
            setting.style("table").sizes,
            headings=1,
            width=room.w,
            room=room.h - _LEGEND_ROOM - footnote_room(marked, setting, "figure"),
            columns=columns,
        )
        yield from (shorten.row_notice(setting, path) for path in dict.fromkeys(lost))
        yield from ((sheet, marked) for sheet in sheets)


def _legend(name: str, setting: Setting, below: float) -> Item:
    style, room = setting.style("caption"), setting.box("figure", "figure")
    runs = changes.legend(styled.plain_run("", style, 11.0), setting)
    box = Box(room.x, room.bottom - below - 18, room.w, 18)
    return typeset.set_text(f"{name}/legend", [styled.paragraph(runs, style)], box, anchor="bottom")


def _notes(
    setting: Setting, states: Sequence[lineage.AbilityStates], models: Sequence[Model]
) -> tuple[Paragraph, ...]:
    """Every ability with the models at which it changed, and where it is in doubt."""
    run = notes.base(setting)
    told: list[Paragraph] = list(notes.lines([_RULE], setting))
    known = notes.aloud(setting).mentions
    doubts = {
        model.id: "".join(one.text for one in mentions.subject(model, known, base=run, theme=setting.theme))
        for model in models
    }
    for row in states:
        changed = [
            f"{plain_text(model.name)}{doubts[model.id]} {'?' * state.doubtful}{state.here or _FIRST}"
            for model, state in zip(models, row.states, strict=True)
            if state.here is not None or (state.present and not state.inherited)
        ]
        ability = styled.runs(row.ability, run, setting.theme, setting.marks)
        told.append(notes.written((*ability, replace(run, text=": " + ", ".join(changed))), setting))
    return tuple(told)


_FIRST = "from the start"
_RULE = (
    "A sign is the change that the source states at this model. A dot is computed: the ability was gained "
    "by a model before and not lost since. A question mark: the source is in doubt, or the ability was "
    "inherited over a step or by a model in doubt."
)
