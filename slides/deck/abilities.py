"""The ability table: what each model can do, how it came to, and where that is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from slides.deck import mentions
from slides.deck.frame import Setting
from slides.deck.tables import Entry, Record
from slides.look import styled
from slides.scene import Paragraph, TextRun
from slides.spec.model import DOUBTFUL, Abilities, Ability, Change, Headings, Model, Roadmap

_OPTIONAL = ("method", "api", "papers", "open_source")


def columns(abilities: Abilities | None) -> tuple[int, ...]:
    """The columns that some row fills, from 0: abilities, model, method, API, papers, open source."""
    rows = abilities.rows if abilities else ()
    filled = (at for at, name in enumerate(_OPTIONAL, 2) if any(getattr(row, name) for row in rows))
    return (0, 1, *filled)


Numbered = tuple[int, Ability]  # a row and its place in the table


def by_series(abilities: Abilities, roadmap: Roadmap) -> list[tuple[str | None, list[Numbered]]]:
    """Series id and the numbered rows under it, in the order of the rows."""
    series = {model.id: model.series for model in roadmap.models}
    blocks: list[tuple[str | None, list[tuple[int, Ability]]]] = []
    for number, row in enumerate(abilities.rows):
        home = series.get(row.model)
        if not blocks or blocks[-1][0] != home:
            blocks.append((home, []))
        blocks[-1][1].append((number, row))
    return blocks


def records(
    rows: Sequence[Numbered], size: float, setting: Setting, *, models: Mapping[str, Model], band: str | None
) -> list[Record]:
    """Headings, the series' own line, and a row for each model."""
    found = [_headings(size, setting)]
    if band:
        found.append(_band(band, size, setting))
    return [*found, *(_row(number, row, size, setting, models[row.model]) for number, row in rows)]


def _headings(size: float, setting: Setting) -> Record:
    style = setting.style("heading")
    fill, ink = setting.theme.heading
    base = replace(styled.plain_run("", style, min(size, style.sizes[0])), colour=ink)
    named = setting.document.spec.abilities.headings if setting.document.spec.abilities else Headings()
    all_texts = (named.ability, named.model, named.method, named.api, named.papers, named.open_source)
    texts = [all_texts[at] for at in columns(setting.document.spec.abilities)]
    cells = (
        styled.paragraph(styled.runs(text, base, setting.theme, setting.marks), style, before=0)
        for text in texts
    )
    return Record(tuple(Entry((cell,), fill, anchor="middle") for cell in cells))


def _band(name: str, size: float, setting: Setting) -> Record:
    style = setting.style("table")
    base = replace(styled.plain_run("", style, size), bold=True, colour=setting.theme.colour("navy"))
    text = styled.paragraph(styled.runs(name, base, setting.theme, setting.marks), style, before=0)
    wide = len(columns(setting.document.spec.abilities))
    return Record((Entry((text,), setting.theme.colour("mist"), wide),))


def _row(number: int, row: Ability, size: float, setting: Setting, model: Model) -> Record:
    style = setting.style("table")
    base = styled.plain_run("", style, size)

    def lines(*texts: str | None) -> tuple[Paragraph, ...]:
        said = [text for text in texts if text]
        found = [styled.runs(text, base, setting.theme, setting.marks) for text in said]
        return tuple(styled.paragraph(runs, style) for runs in found) or (styled.paragraph((base,), style),)

    bold = replace(base, bold=True, colour=setting.theme.colour("blue"))
    called = styled.paragraph(name(row, model, bold, setting), style)
    remark = lines(row.remark) if row.remark else ()
    changes = tuple(styled.paragraph(change(one, base, setting), style) for one in row.changes)
    cells = (changes, (called, *remark), lines(row.method), lines(row.api), lines(*row.papers))
    entries = (*cells, lines(*row.open_source))
    kept = [entries[at] for at in columns(setting.document.spec.abilities)]
    return Record(tuple(Entry(cell) for cell in kept), ("abilities", "rows", number))


def name(row: Ability, model: Model, base: TextRun, setting: Setting) -> tuple[TextRun, ...]:
    """What the table calls the model, with the model's doubts."""
    called = styled.runs(row.name or model.name, base, setting.theme, setting.marks)
    return (*called, *mentions.subject(model, setting.mentions, base=base, theme=setting.theme))


def change(one: Change, base: TextRun, setting: Setting) -> tuple[TextRun, ...]:
    """Delta (symbol and colour), ability, remark and doubt."""
    return tuple(_change(one, base, setting))


def _change(one: Change, base: TextRun, setting: Setting) -> Iterator[TextRun]:
    theme, marks = setting.theme, setting.marks
    if one.delta:
        yield delta(one.delta, base, setting)
        yield replace(base, text=" ")
    yield from styled.runs(one.ability, base, theme, marks)
    if one.remark:
        yield replace(base, text=" (")
        yield from styled.runs(one.remark, base, theme, marks)
        yield replace(base, text=")")
    if one.certainty in DOUBTFUL:
        yield styled.doubt(f" ({one.certainty})", base, theme)
    if one.doubt:
        doubt = replace(base, colour=theme.colour("doubt"))
        yield replace(doubt, text=" (")
        yield from styled.runs(one.doubt, doubt, theme, marks)
        yield replace(doubt, text=")")


def delta(sign: str, base: TextRun, setting: Setting) -> TextRun:
    """A delta is told by its sign and, besides, by its colour."""
    name = {"+": "gain", "-": "loss"}.get(sign[0], "doubt")
    return replace(base, text=sign, colour=setting.theme.colour(name), bold=True)
