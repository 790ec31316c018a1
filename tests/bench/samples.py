"""Made-up specs and scenes of any size; the same size is the same sample."""

from __future__ import annotations

from random import Random

from graphviz.quoting import quote

from slides.geometry import Box, Point
from slides.look import typeset
from slides.look.theme import Theme
from slides.scene import Curve, Deck, Item, Join, Paragraph, Scene, Shape, Slide, Stroke, TextRun
from slides.spec.model import Roadmap

WORDS = (
    "the", "model", "ability", "of", "reasoning", "instruction", "tuning", "in", "context", "learning",
    "pretraining", "on", "code", "and", "text", "scale", "alignment", "with", "dialog", "history",
    "knowledge", "is", "from", "a", "larger", "step", "data", "paper", "result",
)  # fmt: skip
POINTS_A_SLIDE = 14  # what fits of the one-line points below


def list_spec(slides: int) -> str:
    """A spec whose list of limitations takes about `slides` slides."""
    chance = Random(slides)
    lines = ["deck: {title: A long list}", "limitations:"]
    for number in range(slides * POINTS_A_SLIDE):
        words = " ".join(chance.choices(WORDS, k=8))
        lines.append(f"  - '**Point {number}**: {words}.'")
    return "\n".join(lines) + "\n"


def tree_spec(models: int, *, series: int = 4, merges: int = 0) -> str:
    """A road map of `models` models in `series` series, each made from one of the dozen before it.

    `merges` further steps lead from one of the sixty before.
    """
    chance = Random(models)
    lines = ["deck: {title: A large tree}", "roadmap:", "  series:"]
    lines += [f"    - {{id: s{at}, name: Series {at}}}" for at in range(series)]
    lines += ["  models:"]
    lines += [
        f"    - {{id: m{at}, name: Model {at}, api: model-{at:03}, series: s{at * series // models}}}"
        for at in range(models)
    ]
    lines += ["  steps:", "    - {to: m0, method: Pretraining}"]
    for at in range(1, models):
        source = chance.randrange(max(at - 12, 0), at)
        lines.append(f"    - {{from: m{source}, to: m{at}, method: {chance.choice(WORDS)} {at}}}")
    for at in range(merges):
        target = chance.randrange(1, models)
        source = chance.randrange(max(target - 60, 0), target)
        lines.append(f"    - {{from: m{source}, to: m{target}, method: merge {at}}}")
    return "\n".join(lines) + "\n"


def clustered_spec(models: int) -> str:
    """A road map with a series for every eight models and 1.14 steps a model, all with a method."""
    chance = Random(models)
    lines = ["deck: {title: A large tree}", "roadmap:", "  series:"]
    lines += [f"    - {{id: s{at}, name: Series {at}}}" for at in range(-(-models // 8))]
    lines += ["  models:"]
    lines += [
        f"    - {{id: m{at}, name: Model {at}, api: model-{at:03}, series: s{at // 8}}}"
        for at in range(models)
    ]
    pairs = {(chance.randrange(max(at - 20, 0), at), at): None for at in range(1, models)}
    while len(pairs) < 1.14 * models:
        target = chance.randrange(1, models)
        pairs[chance.randrange(max(target - 30, 0), target), target] = None
    lines += ["  steps:"]
    lines += [
        f"    - {{from: m{source}, to: m{target}, method: {' '.join(chance.choices(WORDS, k=2))}}}"
        for source, target in pairs
    ]
    return "\n".join(lines) + "\n"


def dot_of(roadmap: Roadmap) -> str:
    """The road map as one would write it for Graphviz by hand: models with their words, series as
    clusters, a step as an edge with its method as label; all else left to Graphviz."""
    lines = ["digraph {", "node [shape=box style=rounded]"]
    for series in roadmap.series:
        lines.append(f"subgraph {quote('cluster_' + series.id)} {{ label={quote(series.name)}")
        for model in roadmap.models:
            if model.series == series.id:
                words = "\\n".join((model.name, *model.api))
                lines.append(f"{quote(model.id)} [label={quote(words)}]")
        lines.append("}")
    for step in roadmap.steps:
        for source in step.sources:
            for target in step.to:
                lines.append(f"{quote(source)} -> {quote(target)} [label={quote(step.method or '')}]")
    return "\n".join([*lines, "}"])


def crowded_deck(shapes: int, theme: Theme) -> Deck:
    """One slide with `shapes` labelled shapes, each but the last joined to the next by a connector."""
    ink, rule = theme.colour("ink"), Stroke(theme.colour("slate"))
    columns = 64
    boxes = [Box(8 + at % columns * 14.5, 90 + at // columns * 8.0, 11.0, 5.0) for at in range(shapes)]
    items: list[Item] = []
    for at, box in enumerate(boxes):
        run = TextRun(str(at), 3.0, ink)
        label = typeset.set_text(f"s{at}/text", [Paragraph((run,), align="center")], box, anchor="middle")
        items.append(Shape(f"s{at}", box, "round", 1.0, theme.colour("mist"), rule, label))
    for at in range(shapes - 1):
        start, end = boxes[at], boxes[at + 1]
        points = (Point(start.right, start.centre.y), Point(end.x, end.centre.y))
        items.append(Curve(f"c{at}", points, rule, joins=(Join(f"s{at}", 3), Join(f"s{at + 1}", 1))))
    scene = Scene(theme.width, theme.height, tuple(items), theme.colour("paper"), "Crowded")
    return Deck("Crowded", "", "", (), "en-GB", "", (Slide("crowded", "figure", "", scene),))
