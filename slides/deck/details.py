"""A slide for each model: its facts, what it can do more and less, where it came from and led to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from slides.deck import abilities, mentions, notes
from slides.deck.frame import Page, Setting, footnote_room
from slides.deck.lists import marks_in, said
from slides.diagram import pointers
from slides.diagram.tree import Drawing, slide_id
from slides.geometry import Box
from slides.inline import plain_text
from slides.look import styled, typeset
from slides.scene import Paragraph, TextRun
from slides.source import Problem
from slides.spec import lineage
from slides.spec.model import DOUBTFUL, Ability, Caveat, Item, Model, Roadmap, Step
from slides.spec.texts import texts

SECTION = "Models"
_SIZES = (18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0)  # pt
_GAP = 36.0  # between the columns


def slide_of(model: str) -> str:
    """The id of a model's own slide."""
    return f"model-{model}"


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the slide of one model says."""

    model: Model
    row: Ability | None
    into: tuple[Step, ...]
    onward: tuple[Step, ...]
    models: Mapping[str, Model]
    caveats: tuple[tuple[int, Caveat], ...]
    home: str


def details(setting: Setting, roadmap: Roadmap, drawing: Drawing | None = None) -> Iterator[Page | Problem]:
    """The models in the order of the spec; each leads back to the sheet of `drawing` with its card."""
    table = setting.document.spec.abilities
    rows = {row.model: row for row in (table.rows if table else ())}
    models = {model.id: model for model in roadmap.models}
    homes, caveats = _homes(drawing), lineage.caveats(roadmap)
    for number, model in enumerate(roadmap.models):
        facts = _Facts(
            model,
            rows.get(model.id),
            tuple(step for step in roadmap.steps if model.id in step.to),
            tuple(step for step in roadmap.steps if model.id in step.sources),
            models,
            tuple((number, roadmap.caveats[number - 1]) for number in caveats.get(model.id, ())),
            homes.get(model.id, slide_id(0)),
        )
        yield from _slide(setting, roadmap, facts, number)


def _homes(drawing: Drawing | None) -> dict[str, str]:
    """The id of the slide on which each model's card stands in full."""
    return {
        model.id: slide_id(at)
        for at, sheet in enumerate(drawing.sheets if drawing else ())
        if sheet.part
        for model in sheet.part.models
        if model.id not in sheet.stubs
    }


def _slide(setting: Setting, roadmap: Roadmap, facts: _Facts, number: int) -> Iterator[Page | Problem]:
    room = setting.box("figure", "figure")
    name = slide_of(facts.model.id)
    wide = (room.w - _GAP) / 2
    told = [caveat.text for _, caveat in facts.caveats]
    told += [text for part in (facts.row,) if part for path, text in texts(part) if path[-1] != "say"]
    marked = marks_in(told)
    below = footnote_room(marked, setting, "figure")
    columns = (
        ("lineage", Box(room.x, room.y, wide, room.h - below)),
        ("abilities", Box(room.x + wide + _GAP, room.y, wide, room.h - below)),
    )
    set_ = []
    for column, box in columns:

        def make(size: float, column: str = column) -> list[Paragraph]:
            return list(_column(column, setting, roadmap, facts, size))

        size = typeset.fit(make, _SIZES, box.w, box.h)
        if size is None:
            yield setting.problem(
                "what the spec says of this model does not fit on its slide",
                "roadmap",
                "models",
                number,
                hint="shorten it, or leave out `details: true`",
            )
            size = _SIZES[-1]
        if found := make(size):
            set_.append(typeset.set_text(f"{name}/{column}", found, box))
    said = tuple(_notes(setting, roadmap, facts))
    yield Page(name, facts.model.name, SECTION, tuple(set_), said, "figure", marked)


def _column(
    column: str, setting: Setting, roadmap: Roadmap, facts: _Facts, size: float
) -> Iterator[Paragraph]:
    style = setting.style("body")
    base = styled.plain_run("", style, size)
    spoken = _lineage(setting, roadmap, facts, base) if column == "lineage" else _gains(setting, facts, base)
    label = replace(base, size=max(size - 4, 12.0), bold=True, colour=setting.theme.colour("slate"))
    for heading, lines in spoken:
        if heading:
            yield styled.paragraph((replace(label, text=heading),), style, before=style.before * 1.6)
        for line in lines:
            yield styled.paragraph(line, style, before=2.0 if heading else style.before * 2)


Line = tuple[TextRun, ...]


def _lineage(
    setting: Setting, roadmap: Roadmap, facts: _Facts, base: TextRun
) -> Iterator[tuple[str, list[Line]]]:
    """Heading and lines of: what it is, where it came from, where it led, what is in doubt."""
    model = facts.model

    def rich(text: str) -> Line:
        return styled.runs(text, base, setting.theme, setting.marks)

    series = next((series.name for series in roadmap.series if series.id == model.series), None)
    known = [text for text in (series, model.kind, model.date) if text]
    cite = (replace(base, text=" "), *rich(f"[@{model.source}]")) if model.source else ()
    unsure = model.certainty in DOUBTFUL
    if known or unsure:
        gap = (base.saying(" "),) if known else ()
        sure = (*gap, *styled.unsure(model.certainty, base, setting.theme)) if unsure else ()
        discs = mentions.after(model.id, setting.mentions, base=base, theme=setting.theme)
        yield "What it is", [(*rich(" · ".join(known)), *sure, *cite, *discs)]
    if model.api:
        yield "API", [rich(", ".join(f"`{api}`" for api in model.api))]
    if paper := pointers.paper(model, setting.document.spec):
        link = replace(base, colour=setting.theme.colour("link"), underline=True, href=paper)
        title = pointers.works(setting.document.spec).get(paper, "The model's page")
        yield "Read", [(replace(link, text=title),)]
    if facts.into:
        yield "Came from", [_step(setting, step, step.sources, facts, base) for step in facts.into]
    if facts.onward:
        yield "Led to", [_step(setting, step, step.to, facts, base) for step in facts.onward]
    quiet = replace(setting, mentions=mentions.NONE)
    told = [
        (
            *mentions.numbered(number, setting.mentions, base=base, theme=setting.theme),
            *said(Item(text=caveat.text, certainty=caveat.certainty, source=caveat.source), base, quiet),
        )
        for number, caveat in facts.caveats
    ]
    if told:
        yield "Caveat", told
    back = replace(base, text="Back to the road map", colour=setting.theme.colour("link"), underline=True)
    yield "", [(replace(back, href=f"#{facts.home}"),)]


def _step(setting: Setting, step: Step, ends: tuple[str, ...], facts: _Facts, base: TextRun) -> Line:
    """The models at one end of a step, each a link to its slide, and the method."""
    found: list[TextRun] = []
    for at, end in enumerate(ends):
        if at:
            found.append(replace(base, text=", "))
        link = replace(base, colour=setting.theme.colour("link"), underline=True, href=f"#{slide_of(end)}")
        found.append(replace(link, text=plain_text(facts.models[end].name)))
        found += mentions.subject(facts.models[end], setting.mentions, base=base, theme=setting.theme)
    if not ends:
        found.append(replace(base, text="nothing before it"))
    if step.method:
        found.append(replace(base, text=", by " if not ends else ": "))
        found += styled.runs(step.method, base, setting.theme, setting.marks)
    if idea := lineage.idea(step):
        found.append(replace(base, text=f" ({idea})", italic=True))
    if step.certainty in DOUBTFUL:
        found += (base.saying(" "), *styled.unsure(step.certainty, base, setting.theme))
    return tuple(found)


def _gains(setting: Setting, facts: _Facts, base: TextRun) -> Iterator[tuple[str, list[Line]]]:
    """Heading and lines of what the model can do more and less."""
    if facts.row is None:
        return
    if facts.row.name and facts.row.name != facts.model.name:
        name = styled.runs(facts.row.name, base, setting.theme, setting.marks)
        yield "In the table", [name]
    if facts.row.remark:
        yield "", [styled.runs(facts.row.remark, base, setting.theme, setting.marks)]
    yield "Abilities gained and lost", [abilities.change(one, base, setting) for one in facts.row.changes]
    for heading, lines in (("Papers", facts.row.papers), ("Open source", facts.row.open_source)):
        if lines:
            yield heading, [styled.runs(line, base, setting.theme, setting.marks) for line in lines]


def _notes(setting: Setting, roadmap: Roadmap, facts: _Facts) -> Iterator[Paragraph]:
    setting = notes.aloud(setting)
    yield from notes.lines([facts.model.say], setting)
    run = notes.base(setting)
    yield notes.written((replace(run, text=plain_text(facts.model.name), bold=True),), setting)
    for heading, lines in (*_lineage(setting, roadmap, facts, run), *_gains(setting, facts, run)):
        for line in lines:
            before = (replace(run, text=f"{heading}: "),) if heading else ()
            yield notes.written((*before, *line), setting, 1)
    yield from notes.source(facts.model.source, setting)
