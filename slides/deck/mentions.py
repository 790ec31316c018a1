"""The numbers of caveats where a model that has some is spoken of: in tables, points and notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from slides.inline import plain_text
from slides.look import styled
from slides.look.theme import Theme
from slides.scene import TextRun
from slides.spec import lineage
from slides.spec.model import DOUBTFUL, Certainty, Model, Roadmap

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Mentions:
    """The caveats of each model, and the words by which a text names one.

    `caveats` holds those on the model and on the steps into it, `places` the slide of each number,
    `doubts` how sure it is what the others are or what they were made from.
    `code` are casefolded words that mean a model where they stand as `code`, `words` those
    that do anywhere, found by `pattern`. `aloud`: for the notes, where a mark is words.
    """

    caveats: Mapping[str, Numbers] = field(default_factory=dict)
    places: Mapping[int, str] = field(default_factory=dict)
    doubts: Mapping[str, Certainty] = field(default_factory=dict)
    code: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None
    aloud: bool = False


NONE = Mentions()
_NO_BREAK = "\u202f"  # a narrow blank


def mentions(roadmap: Roadmap, places: Mapping[int, str]) -> Mentions:
    """What the road map says in doubt of its models. `places`: the slide of each caveat's number."""
    caveats = lineage.caveats(roadmap)
    doubts = {id: sure for id, sure in lineage.doubts(roadmap).items() if not caveats.get(id)}
    if not caveats and not doubts:
        return NONE
    written = [(model.id, (plain_text(model.name), *model.api)) for model in roadmap.models]
    code = _told([(word.casefold(), id) for id, names in written for word in (id, *names)])
    exact = [(word, id) for id, names in written for word in names[:1] if len(word) > 1]
    # A plain word may mean something else in a sentence; one with a digit or a hyphen hardly does.
    loose = [(word.casefold(), id) for id, names in written for word in names if _is_coined(word)]
    words = _told(exact) | _told(loose)
    doubted = {word.casefold() for word, id in words.items() if id in caveats or id in doubts}
    return Mentions(caveats, places, doubts, code, words, _pattern(exact, loose, doubted))


def _told(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Word → model, without the words that could mean several."""
    counts = Counter(word for word, _ in set(pairs))
    return {word: id for word, id in pairs if counts[word] == 1}


_COINED = re.compile(r"[A-Za-z][\d-]|\d[A-Za-z]")


def _is_coined(word: str) -> bool:
    return len(word) > 2 and _COINED.search(word) is not None


def _pattern(
    exact: Sequence[tuple[str, str]], loose: Sequence[tuple[str, str]], doubted: Collection[str]
) -> re.Pattern[str] | None:
    """Any of the `doubted` words as a whole one, and any that holds one; the longest first: in
    `GPT-3 Initial` no one speaks of `GPT-3`."""
    words = {word: f"(?i:{re.escape(word)})" for word, _ in loose}
    words |= {word: re.escape(word) for word, _ in exact if word.casefold() not in words}
    wanted = [word for word in words if any(one in word.casefold() for one in doubted)]
    if not wanted:
        return None
    longest = sorted(wanted, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words[w] for w in longest)})(?![\w-]|[.,]\d|[ \u00a0]\d)")


def after(model: str, known: Mentions, *, base: TextRun, theme: Theme) -> tuple[TextRun, ...]:
    """The numbers of the model's caveats, as they follow its name; each leads to the caveat's slide."""
    return _numbers(known.caveats.get(model, ()), known, base=base, theme=theme)


def _numbers(
    numbers: Numbers, known: Mentions, *, base: TextRun, theme: Theme, gap: str = _NO_BREAK
) -> tuple[TextRun, ...]:
    if not numbers:
        return ()
    plain = styled.plain_look(base)
    if known.aloud:
        word = "caveat" if len(numbers) == 1 else "caveats"
        return (replace(plain, text=f" ({word} {lineage.listed([str(number) for number in numbers])})"),)
    discs = (styled.caveat(number, known.places.get(number, ""), base, theme) for number in numbers)
    apart = replace(plain, text=gap, face="sans")
    return tuple(run for disc in discs for run in (apart, disc))


def numbered(number: int, known: Mentions, *, base: TextRun, theme: Theme) -> tuple[TextRun, ...]:
    """A caveat's number as it stands before the caveat's own words."""
    if known.aloud:
        return (replace(base, text=f"{number}. "),)
    disc = styled.caveat(number, known.places.get(number, ""), base, theme)
    return (disc, replace(base, text=_NO_BREAK))


def subject(model: Model, known: Mentions, *, base: TextRun, theme: Theme) -> tuple[TextRun, ...]:
    """What follows a model's name where the name stands for itself, as in a table: its certainty, if
    in doubt, and the numbers of its caveats, on the next line if need be."""
    doubt: tuple[TextRun, ...] = ()
    if model.certainty in DOUBTFUL and known.aloud:
        doubt = (styled.doubt(f" ({model.certainty})", base, theme),)
    elif model.certainty in DOUBTFUL:
        doubt = (base.saying(" "), *styled.unsure(model.certainty, base, theme))
    elif model.id in known.doubts:
        doubt = _doubts((known.doubts[model.id],), known, base=base, theme=theme)
    numbers = known.caveats.get(model.id, ())
    return (*doubt, *_numbers(numbers, known, base=base, theme=theme, gap=" "))


def of_text(runs: Sequence[TextRun], known: Mentions, *, base: TextRun, theme: Theme) -> tuple[TextRun, ...]:
    """The numbers of the caveats on the models that a text speaks of, or the mark of doubt, as they
    follow its last word: within it they would tear the author's sentence."""
    if not known.caveats and not known.doubts:
        return ()
    named = dict.fromkeys(_named(runs, known))
    numbers = tuple(sorted({number for model in named for number in known.caveats.get(model, ())}))
    doubts = dict.fromkeys(known.doubts[model] for model in named if model in known.doubts)
    discs = _numbers(numbers, known, base=base, theme=theme)
    return (*discs, *_doubts(tuple(doubts), known, base=base, theme=theme))


def _doubts(
    found: Sequence[Certainty], known: Mentions, *, base: TextRun, theme: Theme
) -> tuple[TextRun, ...]:
    """The marks that doubtful models and steps bear on the tree, each once."""
    plain = styled.plain_look(base)
    if known.aloud:
        return (plain.saying(f" (in doubt: {lineage.listed(list(found))})"),) if found else ()
    marks = {mark.text: mark for mark in (styled.doubt_mark(one, base, theme) for one in found)}
    return tuple(run for mark in marks.values() for run in (plain.saying(_NO_BREAK), mark))


def _named(runs: Sequence[TextRun], known: Mentions) -> Iterator[str]:
    """The models that the text names, in words or as code."""
    for run in runs:
        if run.face == "mono" and run.text.casefold() in known.code:
            yield known.code[run.text.casefold()]
    text = "".join(run.text for run in runs)
    for match in known.pattern.finditer(text) if known.pattern else ():
        model = known.words.get(match[0]) or known.words.get(match[0].casefold())
        if model:
            yield model
