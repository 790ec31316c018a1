"""Lists whose points say what they are derived from → a family.

The parents in the text count, not the nesting; a parent may be a release that has no point of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from slides.inline import plain_text
from slides.markdown import marks
from slides.markdown.bullets import LONGEST_NAME, Bullet, Clause, bullets, every_of, parents, roles
from slides.markdown.families import (
    Caveat,
    Family,
    Model,
    Names,
    Step,
    base,
    identifier,
    normal,
)
from slides.markdown.lost import words
from slides.markdown.marks import Meaning
from slides.markdown.parts import Note, get, scalars_below
from slides.spec.nodes import Node


@dataclass(frozen=True, slots=True)
class Told:
    """A family, and whether the list says nothing more than it does."""

    family: Family
    whole: bool


def family(note: Note, block: Node, legend: dict[str, Meaning], *, by_words: bool) -> Told | None:
    """The family that a list tells; None for any other list."""
    if not has_marks(block, by_words=by_words):
        return None
    top = bullets(get(block, "list"), by_words)
    every = list(every_of(top))
    marked = [one for one in every if one.clauses]
    if len(marked) < 3:
        return None
    roles(top, every)
    models = [one for one in every if one.role == "model"]
    outer = [one for one in every if one.depth == min(bullet.depth for bullet in models)]
    if sum(one.role == "remark" for one in outer) > len(models) or 2 * len(marked) < len(models):
        return None
    maker = _Maker(note, {**marks.USUAL, **legend})
    made = maker.made(top, every)
    if not made.steps or not made.sound() or 2 * maker.strangers > maker.parents:
        return None  # most parents have no point: arrows of another meaning, as in a list of files
    whole = all(one.role != "remark" for one in every) and not _left(made, every, maker.spoken)
    if whole:
        note.carried += [*maker.spoken, *(" ".join(_JOINTS) for _ in every)]
        note.spent |= maker.spent
    return Told(made, whole)


_JOINTS = frozenset(["and", "und", "et", "y", "then", "plus"])


def _left(made: Family, every: list[Bullet], spoken: list[str]) -> set[str]:
    """Words of the list that the family says nowhere."""
    said = [*spoken, *made.series.values()]
    for model in made.models.values():
        said += [model.name, model.date, model.say]
    for step in made.steps:
        said += [step.method, step.say]
    said += [caveat.text for caveat in made.caveats]
    kept = Counter(word for text in said for word in words(plain_text(text)))
    wanted = Counter(word for one in every for word in words(plain_text(one.text)))
    return set(wanted - kept) - _JOINTS


def has_marks(block: Node, *, by_words: bool) -> bool:
    """Some point of a list has a mark."""
    return any(next(marks.found(one.value or "", by_words=by_words), None) for one in scalars_below(block))


def _short(name: str) -> str:
    """What a name puts in brackets to be called by: `V7` of `Seventh Edition (V7)`."""
    found = re.search(r"\(([A-Za-z][\w.-]{1,7})\)$", name)
    return found[1] if found else name


class _Maker:
    """Turns points into a family; parents without a point become models of their own."""

    def __init__(self, note: Note, meanings: dict[str, Meaning]) -> None:
        self._note = note
        self._meanings = meanings
        self._family = Family()
        self._names = Names()
        self._series = Names()
        self.spoken: list[str] = []  # parents' names, which ids stand for
        self.parents = self.strangers = 0  # how many are named, and how many of them have no point
        self.spent: set[str] = set()  # footnotes whose words stand with a model

    def made(self, top: list[Bullet], every: list[Bullet]) -> Family:
        for one in top:
            self._enter(one, "")
        for one in every:
            if one.role == "model":
                self._steps(one)
        return self._family

    def _enter(self, one: Bullet, series: str) -> None:
        family = self._family
        if one.role == "series":
            series = one.id = identifier(one.name, family.series)
            family.series[series] = one.text.replace("**", "").strip()
            self._series.add(series, one.name)
        elif one.role == "model":
            one.id = identifier(_short(one.name), family.models)
            family.models[one.id] = Model(one.id, one.name, one.span, one.date, series, source=one.source)
            self._names.add(one.id, one.name)
        for child in one.below:
            self._enter(child, series)

    def _steps(self, one: Bullet) -> None:
        later = [clause for clause in one.clauses if clause.later]
        if later:
            start = one.text.rfind(later[0].before, 0, one.text.find(later[0].body))
            self._caveat(one, one.text[max(start, 0) :].strip())
        grouped: list[Step] = []
        for clause in one.clauses:
            meaning = self._meanings.get(clause.mark, Meaning())
            if clause.later:
                continue
            if meaning.rejected:
                claim = " ".join(part for part in (clause.before, clause.body) if part)
                text = (
                    f"{meaning.words[:1].upper()}{meaning.words[1:]}: {claim}"
                    if meaning.words
                    else f"✗ {claim}"
                )
                self._caveat(one, text, "disputed")
            else:
                doubtful = any(self._meanings.get(other.mark, Meaning()).certainty for other in one.clauses)
                grouped += self._step(one, clause, meaning, doubtful=doubtful)
        self._family.steps += _joined(grouped)

    def _step(self, one: Bullet, clause: Clause, meaning: Meaning, *, doubtful: bool) -> list[Step]:
        names, rest = parents(clause.body)
        self.spoken.append(clause.said)
        method = [said for said in (clause.before, clause.manner) if said]
        sources: dict[str, None] = {}
        for name in names:
            known = len(self._family.models)
            id_, said = self._parent(one, name)
            self.parents += 1
            self.strangers += len(self._family.models) > known or not id_
            method += [said] if said else []
            if id_:
                sources[id_] = None
            self.spoken.append(name)
        rest = self._remarks(one, rest, doubtful=doubtful)
        method += [rest] if rest else []
        how = "; ".join(method)
        footnotes = re.findall(r"\[\^([^\]\s]+)\]", how)
        how = re.sub(r"\s*\[\^[^\]\s]+\]", "", how).strip(" ,;")
        for mark in footnotes:
            self._footnote(one, mark, doubtful=doubtful)
        if not sources and not how:
            return []
        long = len(how) > 160
        return [
            Step(
                tuple(sources),
                one.id,
                one.span,
                "" if long else how,
                meaning.kind,
                meaning.certainty,
                how if long else "",
            )
        ]

    def _parent(self, one: Bullet, name: str) -> tuple[str, str]:
        """The id of a parent, made where there is none, and what its name says beyond it."""
        found = self._names.exact(name)
        if found and found != one.id:
            return found, ""
        if (inner := re.fullmatch(r"(.+?)\s*[(（]([^()（）]+)[)）]", name)) and (
            found := self._names.exact(inner[1])
        ) not in (None, one.id):
            return str(found), inner[2]
        if found := self._names.loose(name, one.id):
            model = self._family.models[found]
            alike = normal(base(model.name)) == normal(name) or (
                not base(name) and normal(name) in normal(model.name)
            )
            return found, "" if alike else f"from {name}"
        if through := re.fullmatch(r"(.+?) (?:from|aus|de|from the) (.+)", name):
            found = self._names.exact(through[2]) or self._names.loose(through[2], one.id)
            if found and found != one.id:
                return found, through[1]
        if self._series.exact(name) or len(plain_text(name)) > LONGEST_NAME or len(name.split()) > 6:
            return "", f"from {name}"
        id_ = identifier(name, self._family.models)
        self._family.models[id_] = Model(id_, name, one.span)
        self._names.add(id_, name)
        return id_, ""

    def _remarks(self, one: Bullet, rest: str, *, doubtful: bool) -> str:
        """What a clause says beside its parents; doubts of it become caveats."""
        kept: list[str] = []
        for part in re.split(r"\s*;\s*", rest):
            inner = re.fullmatch(r"[(（]?([^()（）]*)[)）](.*)", part)
            said = "disputed" if doubtful else marks.doubt(part)
            if inner and said and not inner[2].strip(" ,"):
                self._caveat(one, inner[1], said)
            elif said and re.match(r"(?:some|others|one|many)\b", part):
                self._caveat(one, part, "disputed")
            elif part:
                kept.append(inner[1] if inner and not inner[2].strip() else part)
        return "; ".join(kept)

    def _footnote(self, one: Bullet, mark: str, *, doubtful: bool) -> None:
        """The words of a footnote stand with the model: as a doubt, or as what the speaker says."""
        found = self._note.notes.get(mark)
        if found is None:
            return
        if doubtful:
            self._caveat(one, str(found.value), "disputed")
        else:
            model = self._family.models[one.id]
            say = "<br>".join(part for part in (model.say, str(found.value)) if part)
            self._family.models[one.id] = replace(model, say=say)
        self.spent.add(mark)

    def _caveat(self, one: Bullet, text: str, certainty: str = "") -> None:
        marked = re.findall(r"\[\^([^\]\s]+)\]", text)
        said = re.sub(r"\s*\[\^[^\]\s]+\]", "", text).strip(" ,;")
        for mark in marked:
            if found := self._note.notes.get(mark):
                said += f". {found.value}" if said[-1:] not in ".。" else f" {found.value}"
                self.spent.add(mark)
        said = said[:1].upper() + said[1:]
        self._family.caveats.append(Caveat(one.id, said, one.span, certainty))


def _joined(steps: list[Step]) -> list[Step]:
    """Steps of one kind into one model, with words behind the last if any: one step of several models."""
    made: list[Step] = []
    for step in steps:
        last = made[-1] if made else None
        alike = last and (last.kind, last.certainty, last.method, last.say) == (
            step.kind,
            step.certainty,
            "",
            "",
        )
        if (
            last
            and alike
            and last.sources
            and not step.method.startswith("from ")
            and not set(last.sources) & set(step.sources)
        ):
            made[-1] = replace(step, sources=(*last.sources, *step.sources))
        else:
            made.append(step)
    return made
