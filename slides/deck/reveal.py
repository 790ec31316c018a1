"""A road map that appears click by click: on one slide, or a slide a click."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from slides.deck import notes
from slides.deck.frame import Page, Setting
from slides.diagram.reveal import Click, Revealed, revealed, so_far, started
from slides.diagram.tree import Sheet
from slides.inline import plain_text
from slides.look import styled
from slides.scene import Group, Paragraph
from slides.spec import lineage
from slides.spec.model import Caveat, Roadmap


def opening_say(roadmap: Roadmap, sheet: Sheet, *, first: bool) -> list[str | None] | None:
    """What the speaker adds as a sheet opens: about the tree, and about the models there from the start.

    The rest is said click by click. None where the tree does not appear by clicks.
    """
    if roadmap.reveal == "none":
        return None
    general = [roadmap.say] if first else []
    if sheet.part is None:
        return general
    start = started(sheet.part, sheet.stubs) - sheet.stubs
    opening = [step for step in sheet.part.steps if start & set(step.to)]
    on = start | {step.id for step in opening if step.id}
    return [
        *general,
        *(model.say for model in sheet.part.models if model.id in start),
        *(step.say for step in opening),
        *(caveat.say for caveat in sheet.part.caveats if caveat.on in on),
    ]


def appearing(page: Page, sheet: Sheet, setting: Setting) -> list[Page]:
    """The page of a sheet, whose first item is the tree, as its road map wants it to appear."""
    part = sheet.part
    if part is None or not page.items or not isinstance(page.items[0], Group):
        return [page]
    shown = revealed(part, page.items[0], sheet.stubs)
    if not shown.clicks:
        return [page]
    if part.reveal_as == "slides":
        return list(_slides(page, sheet.stubs, part, shown, setting))
    told = (of_click(click, number, part, setting) for number, click in enumerate(shown.clicks, start=1))
    return [
        replace(
            page,
            items=(*shown.items, *page.items[1:]),
            notes=(*page.notes, *(line for lines in told for line in lines)),
            reveal=tuple(click.items for click in shown.clicks),
        )
    ]


def of_click(click: Click, number: int, part: Roadmap, setting: Setting) -> Iterator[Paragraph]:
    """What a click shows, in words, and what the speaker adds."""
    run = notes.base(setting)
    head = replace(run, text=f"Click {number}: ", bold=True)
    yield notes.written((head, replace(run, text=_words(click, part))), setting)
    model = next(model for model in part.models if model.id == click.model)
    coming = [part.steps[at] for at in click.steps]
    on = {model.id, *(step.id for step in coming if step.id)}
    for caveat in part.caveats:
        if caveat.on in on:
            yield notes.written((replace(run, text=_caveat(caveat, setting)),), setting, 1)
            if caveat.say:
                yield notes.written(styled.runs(caveat.say, run, setting.theme, setting.marks), setting, 1)
    for say in (model.say, *(step.say for step in coming)):
        if say:
            yield notes.written(styled.runs(say, run, setting.theme, setting.marks), setting, 1)


def _words(click: Click, part: Roadmap) -> str:
    """`Chat model (2022-11), from Base model by Tuning (likely)`."""
    names = {model.id: plain_text(model.name) for model in part.models}
    model = next(model for model in part.models if model.id == click.model)
    said = names[model.id]
    facts = [fact for fact in (model.date, lineage.doubt(model.certainty)) if fact]
    said += f" ({', '.join(facts)})" if facts else ""
    for at, step in enumerate(lineage.incoming(part)[model.id]):
        said += ", " if at == 0 else "; "
        ends = [f"from {lineage.listed([names[source] for source in step.sources])}"] if step.sources else []
        ends += [f"by {plain_text(step.method)}"] if step.method else []
        unsure = lineage.remarks(step)
        ends += [f"({unsure})"] if unsure else []
        said += " ".join(ends)
    return said


def _caveat(caveat: Caveat, setting: Setting) -> str:
    doubt = lineage.doubt(caveat.certainty)
    head = f"Caveat {notes.number_of(caveat, setting)}" + (f" ({doubt})" if doubt else "")
    return f"{head}: {plain_text(caveat.text)}"


def _slides(
    page: Page, stubs: frozenset[str], part: Roadmap, shown: Revealed, setting: Setting
) -> Iterator[Page]:
    """The page as it opens, and as it is after each click; what stays keeps its id, as Morph wants it."""
    models = started(part, stubs)
    for count in range(len(shown.clicks) + 1):
        name, said = page.id, page.notes
        if count:
            click = shown.clicks[count - 1]
            models = models | {click.model}
            name, said = f"{page.id}-click-{count}", tuple(of_click(click, count, part, setting))
        known = _known(part, models)
        numbers = tuple(notes.number_of(caveat, setting) for caveat in known.caveats)
        outline = lineage.outline(known, numbers)
        said = (*said, *notes.plain_lines(outline, setting)) if count else said
        whole, *rest = so_far(shown, count)
        assert isinstance(whole, Group)
        yield replace(
            page,
            id=name,
            items=(replace(whole, alt=lineage.sentence(known, stubs)), *rest, *page.items[1:]),
            notes=said,
            transition="morph" if count else "",
        )


def _known(part: Roadmap, models: set[str]) -> Roadmap:
    """The road map of those models alone."""
    steps = []
    for step in part.steps:
        targets = tuple(target for target in step.to if target in models)
        sources = tuple(source for source in step.sources if source in models)
        if targets and (sources or not step.sources):
            steps.append(step.model_copy(update={"to": targets, "sources": sources}))
    on = models | {step.id for step in steps if step.id}
    return part.model_copy(
        update={
            "models": tuple(model for model in part.models if model.id in models),
            "steps": tuple(steps),
            "caveats": tuple(caveat for caveat in part.caveats if caveat.on in on),
        }
    )
