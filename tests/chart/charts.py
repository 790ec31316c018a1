"""Random charts, and how their author would write them."""

from __future__ import annotations

from hypothesis import strategies as st

from slides.chart.model import Chart, Edge, Group, Kind, Node

NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,5}", fullmatch=True).map(lambda name: "n" + name)
LABELS = st.text("ab -é模*_[](){}|<>&=~.,;:!?'`\\%#😀", min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
)
SIGNS = {"none": "", "arrow": ">", "circle": "o", "cross": "x"}
BRACKET = {
    "rect": ("[", "]"),
    "round": ("(", ")"),
    "pill": ("([", "])"),
    "subroutine": ("[[", "]]"),
    "cylinder": ("[(", ")]"),
    "circle": ("((", "))"),
    "double-circle": ("(((", ")))"),
    "diamond": ("{", "}"),
    "hexagon": ("{{", "}}"),
    "parallelogram": ("[/", "/]"),
    "trapezoid-down": ("[\\", "/]"),
    "flag": (">", "]"),
}


@st.composite
def charts(draw: st.DrawFn) -> tuple[Chart, dict[str, str]]:
    """A chart, and its labels as the author would write them."""
    names = draw(st.lists(NAMES, min_size=1, max_size=8, unique=True))
    groups: list[Group] = []
    for at in range(draw(st.integers(0, 3))):
        parent = draw(st.sampled_from(["", *(one.id for one in groups)]))
        groups.append(Group(f"G{at}", f"group {at}", parent))
    inside = ["", *(one.id for one in groups)]
    kinds: list[Kind] = [*BRACKET]  # type: ignore[list-item]  # its keys are kinds
    words = {name: draw(LABELS) for name in names}
    nodes = [
        Node(name, words[name], draw(st.sampled_from(kinds)), draw(st.sampled_from(inside))) for name in names
    ]
    ends = st.sampled_from(names)
    heads = st.sampled_from([*SIGNS])
    lines = draw(
        st.lists(
            st.builds(
                Edge,
                ends,
                ends,
                st.sampled_from(["", "some words", "掩整词", "100%"]),
                st.sampled_from(["solid", "dotted", "thick"]),
                heads,
                heads,
                st.integers(1, 3),
            ),
            max_size=8,
        )
    )
    direction = draw(st.sampled_from(["TB", "BT", "LR", "RL"]))
    return Chart(tuple(nodes), tuple(lines), tuple(groups), direction), words


def written(found: Chart, words: dict[str, str]) -> str:
    """The chart in Mermaid's language."""
    lines = [f"flowchart {found.direction}"]

    def inner(group: str) -> None:
        for node in found.nodes:
            if node.group == group:
                start, end = BRACKET[node.kind]
                label = (
                    words[node.id]
                    .replace("#", "#35;")
                    .replace("&", "#amp;")
                    .replace("<", "#lt;")
                    .replace("`", "#96;")
                )
                lines.append(f'{node.id}{start}"{label}"{end}')
        for one in found.groups:
            if one.parent == group:
                lines.append(f"subgraph {one.id} [{one.label}]")
                inner(one.id)
                lines.append("end")

    inner("")
    for edge in found.edges:
        start, end = SIGNS[edge.start].replace(">", "<"), SIGNS[edge.end]
        body = {"solid": "-" * (edge.length + 1), "thick": "=" * (edge.length + 1)}.get(
            edge.form, "-" + "." * edge.length + "-"
        )
        body += "" if end or edge.form == "dotted" else body[-1]
        lines.append(
            f"{edge.tail} {start}{body}{end}" + (f"|{edge.label}|" if edge.label else "") + f" {edge.head}"
        )
    return "\n".join(lines)
