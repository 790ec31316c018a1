"""Made-up specs and scenes of any size; the same size is the same sample."""

from __future__ import annotations

from random import Random

from slides.geometry import Box, Point
from slides.look import typeset
from slides.look.theme import Theme
from slides.scene import Curve, Deck, Item, Join, Paragraph, Scene, Shape, Slide, Stroke, TextRun

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


def tree_spec(models: int) -> str:
    """A road map of `models` models in four series, each made from one of the dozen before it."""
    chance = Random(models)
    lines = ["deck: {title: A large tree}", "roadmap:", "  series:"]
    lines += [f"    - {{id: s{at}, name: Series {at}}}" for at in range(4)]
    lines += ["  models:"]
    lines += [
        f"    - {{id: m{at}, name: Model {at}, api: model-{at:03}, series: s{at * 4 // models}}}"
        for at in range(models)
    ]
    lines += ["  steps:", "    - {to: m0, method: Pretraining}"]
    for at in range(1, models):
        source = chance.randrange(max(at - 12, 0), at)
        lines.append(f"    - {{from: m{source}, to: m{at}, method: {chance.choice(WORDS)} {at}}}")
    return "\n".join(lines) + "\n"


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
