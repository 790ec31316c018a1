"""What the speaker reads: the full sentences of each slide, its doubts, its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from slides.deck import abilities
from slides.deck.frame import Setting
from slides.deck.lists import Point, said
from slides.look import styled
from slides.scene import Paragraph, TextRun
from slides.spec.model import DOUBTFUL, Ability, Caveat, Model, Reference, Roadmap

_INDENT = 14.0


def aloud(setting: Setting) -> Setting:
    """The setting in which marks of caveats are words."""
    return replace(setting, mentions=replace(setting.mentions, aloud=True))


def base(setting: Setting) -> TextRun:
    style = setting.style("notes")
    return styled.plain_run("", style, style.sizes[0])


def lines(texts: Iterable[str | None], setting: Setting) -> tuple[Paragraph, ...]:
    """Inline texts, a paragraph each; None is left out."""
    return tuple(
        written(styled.runs(text, base(setting), setting.theme, setting.marks), setting)
        for text in texts
        if text
    )


def written(content: tuple[TextRun, ...], setting: Setting, level: int = 0) -> Paragraph:
    paragraph = styled.paragraph(content, setting.style("notes"))
    return replace(paragraph, level=level, indent=_INDENT * level)


def plain_lines(text: str, setting: Setting) -> tuple[Paragraph, ...]:
    """Plain text; two blanks at the start of a line are a level."""
    found: list[Paragraph] = []
    for line in text.splitlines():
        words = line.lstrip(" ")
        level = min((len(line) - len(words)) // 2, 8)
        found.append(written((replace(base(setting), text=words),), setting, level))
    return tuple(found)


def of_points(points: Iterable[Point], setting: Setting) -> Iterator[Paragraph]:
    """The points in full, each where it begins, with what the speaker adds."""
    setting = aloud(setting)
    for point in (one for one in points if not one.goes_on):
        label = replace(base(setting), text=f"{point.label} ")
        yield written((label, *said(point.item, base(setting), setting)), setting, min(point.level, 8))
        yield from lines([point.item.say], setting)


def source(key: str | None, setting: Setting, word: str = "Source") -> tuple[Paragraph, ...]:
    """`Source:` and the reference in full."""
    reference = setting.document.spec.references.get(key or "")
    if key is None or reference is None:
        return ()
    run = replace(base(setting), text=f"{word}: ")
    return (written((run, *cited(key, reference, base(setting), setting, spelt=True)), setting),)


def cited(
    key: str,
    reference: Reference,
    run: TextRun,
    setting: Setting,
    *,
    numbered: bool = True,
    spelt: bool = False,
) -> tuple[TextRun, ...]:
    """A reference as a list of works has it; with `spelt`, its address in letters at the end."""
    number, address = setting.marks.references[key]
    before = (f"[{number}] " if numbered else "") + (f"{_authors(reference)}. " if reference.authors else "")
    when = reference.date or (str(reference.year) if reference.year else "")
    before += f"({when}). " if when else ""
    title = styled.runs(reference.title, run, setting.theme, setting.marks)
    if address:
        link = replace(run, colour=setting.theme.colour("link"), underline=True, href=address)
        title = tuple(_linked(link, one) for one in title)
    end = "" if title and title[-1].text.endswith((".", "?", "!")) else "."
    after = f"{end} {reference.venue}." if reference.venue else end
    after += f" {address}" if spelt and address else ""
    return (replace(run, text=before), *title, replace(run, text=after))


def _linked(link: TextRun, run: TextRun) -> TextRun:
    """A run of a title as part of its link; a blank on its own is nothing to click on."""
    shown = replace(run, colour=link.colour, underline=True, href=link.href)
    return shown if run.text.strip() else replace(shown, href="")


def _authors(reference: Reference) -> str:
    """The authors in a row; `others`, as BibTeX has it, is et al."""
    names = "; ".join(reference.authors).removesuffix(".")
    return names.removesuffix("; others") + ", et al" if names.endswith("; others") else names


def number_of(caveat: Caveat, setting: Setting) -> int:
    """The number that the caveat bears in the whole road map, from 1."""
    roadmap = setting.document.spec.roadmap
    return roadmap.caveats.index(caveat) + 1 if roadmap else 0


def of_caveat(caveat: Caveat, about: str, setting: Setting) -> tuple[Paragraph, ...]:
    sure = f" ({caveat.certainty})" if caveat.certainty in DOUBTFUL else ""
    head = replace(base(setting), text=f"Caveat {number_of(caveat, setting)} on {about}{sure}: ")
    words = styled.runs(caveat.text, base(setting), setting.theme, setting.marks)
    return (
        written((head, *words), setting),
        *lines([caveat.say], setting),
        *source(caveat.source, setting),
    )


def of_roadmap(
    roadmap: Roadmap,
    outline: str,
    setting: Setting,
    *,
    opening: bool = True,
    say: Iterable[str | None] | None = None,
) -> tuple[Paragraph, ...]:
    """What the speaker adds (`say`; else, on the opening slide of the tree, all that there is),
    then the tree in words; on the opening slide the sources."""
    if not opening:
        return (*lines(say or (), setting), *plain_lines(outline, setting))
    if say is None:
        say = [roadmap.say, *(model.say for model in roadmap.models), *(step.say for step in roadmap.steps)]
    sources = dict.fromkeys(
        key
        for key in (
            roadmap.source,
            *(model.source for model in roadmap.models),
            *(step.source for step in roadmap.steps),
        )
        if key
    )
    return (
        *lines(say, setting),
        *plain_lines(outline, setting),
        *(one for key in sources for one in source(key, setting)),
    )


def of_ability(row: Ability, model: Model, setting: Setting) -> tuple[Paragraph, ...]:
    """A row of the table, spoken."""
    run = base(setting)

    def rich(text: str) -> tuple[TextRun, ...]:
        return styled.runs(text, run, setting.theme, setting.marks)

    head = abilities.name(row, model, replace(run, bold=True), aloud(setting))
    if row.remark:
        head = (*head, replace(run, text=": "), *rich(row.remark))
    facts = [row.method, row.api, *row.papers, *row.open_source]
    told: tuple[TextRun, ...] = ()
    for fact in facts:
        if fact:
            told = (*told, *((replace(run, text=" · "),) if told else ()), *rich(fact))
    return (
        written(head, setting),
        *(written(abilities.change(change, run, setting), setting, 1) for change in row.changes),
        *((written(told, setting, 1),) if told else ()),
        *lines([row.say], setting),
    )
