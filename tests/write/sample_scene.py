"""A scene of every item kind, set by hand, for the tests of the writers."""

from __future__ import annotations

from base64 import b64decode

from slides.geometry import Box, Point
from slides.look import theme as themes
from slides.look.fonts import width_of
from slides.scene import (
    Cell,
    Curve,
    Group,
    Item,
    Line,
    Paragraph,
    Picture,
    Piece,
    Row,
    Scene,
    Shape,
    Stroke,
    Table,
    Text,
    TextRun,
)

THEME = themes.load("light")
COLOURS = THEME.colours
HOSTILE = '</text><script>alert(1)</script> ]]> "><a:r> \x00\ud800 &amp; \ufffe'
PIXEL = b64decode(  # one blue pixel
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGMQqTgBAAH4AVXJRJqUAAAAAElFTkSuQmCC"
)


def run(text: str, size: float = 14.0, colour: str = "ink", **look: object) -> TextRun:
    return TextRun(text, size, COLOURS[colour], **look)  # type: ignore[arg-type]


def text(name: str, box: Box, *lines: list[TextRun]) -> Text:
    """Each list of runs on a line of its own, from the box's left."""
    found: list[Line] = []
    for at, runs in enumerate(lines, 1):
        pieces: list[Piece] = []
        x = box.x
        for each in runs:
            width = width_of(each, each.text)
            pieces.append(Piece(x, width, each))
            x += width
        found.append(Line(box.y + 18.0 * at, tuple(pieces)))
    return Text(name, box, tuple(Paragraph(tuple(runs)) for runs in lines), tuple(found))


def scene_of(*items: Item, width: float = 400.0, height: float = 200.0) -> Scene:
    return Scene(width, height, items, COLOURS["paper"], "A tree", "What it shows")


def of_text(*runs: TextRun) -> Scene:
    return scene_of(text("only", Box(10, 10, 380, 40), list(runs)))


def sample() -> Scene:
    """Every item, outline, route and look; hostile words wherever words can be."""
    card = Box(20, 20, 120, 50)
    line = Stroke(COLOURS["blue"], 1.5, "dash")
    looks = [
        run("plain "),
        run("bold ", bold=True),
        run("italic ", italic=True),
        run("both ", bold=True, italic=True),
        run("code ", face="mono", italic=True),
        run("marked", mark=COLOURS["mark"], underline=True),
        run("12", colour="link", raised=True, href="https://example.org/12"),
        run(" struck", strike=True),
        run(" 漢 \U0001f600"),
    ]
    cells = tuple(
        Cell(text(f"cell {at}", Box(20.0 + 60 * at, 150, 60, 24), [run(HOSTILE, 6)]), COLOURS["mist"])
        for at in range(2)
    )
    return Scene(
        400,
        200,
        (
            Group(
                "tree/group",
                (
                    Shape(
                        "tree/card",
                        card,
                        "round",
                        8,
                        COLOURS["paper"],
                        line,
                        text("label", card, [run(HOSTILE, 8)]),
                        href="https://example.org/?a=1&b=2",
                        alt=HOSTILE,
                    ),
                    Shape("pill", Box(200, 20, 80, 30), "pill", fill=COLOURS["gain-tint"]),
                    Shape("ellipse", Box(300, 20, 80, 30), "ellipse", stroke=line),
                    Shape("bare", Box(300, 60, 20, 20)),
                ),
                HOSTILE,
                HOSTILE,
            ),
            Curve("straight", (Point(140, 40), Point(200, 35)), line),
            Curve("elbow", (Point(80, 70), Point(80, 90), Point(240, 90), Point(240, 50)), line, "elbow"),
            Curve(
                "bent",
                (Point(280, 35), Point(290, 35), Point(290, 45), Point(300, 35)),
                line,
                "curve",
                alt=HOSTILE,
            ),
            text("body", Box(20, 100, 360, 40), looks, [run(HOSTILE)]),
            Table("table", Box(20, 150, 120, 24), (60.0, 60.0), (Row(24.0, cells),), line, HOSTILE),
            Picture("picture", Box(300, 150, 40, 40), PIXEL, "image/png", HOSTILE),
        ),
        COLOURS["paper"],
        HOSTILE,
        HOSTILE,
    )
