"""Any diagram written with `diagrams` becomes a Scene, and a file of each kind."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from diagrams import Cluster, Edge, Node
from diagrams.aws.compute import EC2
from diagrams.aws.database import RDS
from diagrams.custom import Custom
from diagrams.generic.blank import Blank

import slides
from slides.diagram import any as diagrams
from slides.diagram.layout import LayoutError
from slides.diagram.parsed import MOST_NODES, parsed
from slides.diagram.parts import scaled
from slides.diagram.shelf import crosses
from slides.geometry import Box
from slides.look import theme as themes
from slides.scene import Curve, Group, Item, Picture, Scene, Shape, Text, texts, walk

DOCS = Path(__file__).parents[2] / "docs" / "diagrams.md"
EXAMPLES = dict(
    zip(
        ("web", "events", "workers"),
        re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL),
        strict=True,
    )
)
XLINK = "{http://www.w3.org/1999/xlink}href"
ENDINGS = ("svg", "png", "pdf", "pptx")


def example(name: str) -> slides.Diagram:
    """The diagram of an example, without its last line, which saves it."""
    code, _, _ = EXAMPLES[name].rpartition("slides.save")
    known: dict[str, slides.Diagram] = {}
    exec(code, known)
    return known["diagram"]


def items(scene: Scene) -> dict[str, Item]:
    return {item.id: item for item in walk(scene.items)}


def edge(scene: Scene) -> Curve:
    return next(item for item in walk(scene.items) if isinstance(item, Curve))


def small(change: Callable[[], object], **given: str) -> slides.Diagram:
    with slides.Diagram("Small", **given) as diagram:
        change()
    return diagram


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_of_the_page_runs_as_it_stands(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    exec(EXAMPLES[name], {})
    assert [path.name for path in tmp_path.iterdir()] == [f"diagram-{name}.png"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_output_of_an_example_is_the_same_twice(name: str, tmp_path: Path) -> None:
    for ending in ENDINGS:
        one, other = (slides.save(example(name), tmp_path / f"{at}.{ending}") for at in "ab")
        assert one.read_bytes() == other.read_bytes(), ending


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_output_holds_a_path_of_this_machine(name: str, tmp_path: Path) -> None:
    diagram = example(name)
    svg = slides.save(diagram, tmp_path / "a.svg").read_text(encoding="utf-8")
    images = [found for found in ElementTree.fromstring(svg).iter() if found.tag.endswith("}image")]
    assert images
    assert all(image.attrib[XLINK].startswith("data:image/png;base64,") for image in images)
    with zipfile.ZipFile(slides.save(diagram, tmp_path / "a.pptx")) as package:
        held = b"".join(package.read(entry) for entry in package.namelist())
    for text in (svg.encode(), held):
        assert b"site-packages" not in text
        assert b"resources/" not in text


@pytest.mark.parametrize("name", EXAMPLES)
def test_labels_of_edges_and_lines_keep_off_nodes(name: str) -> None:
    scene = slides.scene_of(example(name))
    parts = list(walk(scene.items))
    nodes = {
        item.id: item.box
        for item in parts
        if isinstance(item, Shape | Text) and item.id.startswith("node/") and "edge/" not in item.id
    }
    labels = [item for item in parts if isinstance(item, Shape) and re.match("edge/.*/label$", item.id)]
    curves = [item for item in parts if isinstance(item, Curve)]
    assert nodes
    assert curves
    assert bool(labels) == ("label=" in EXAMPLES[name])
    assert any("label=" in code for code in EXAMPLES.values())
    for at, label in enumerate(labels):
        assert not any(label.box.meets(box) for box in nodes.values()), label.id
        assert not any(label.box.meets(other.box) for other in labels[at + 1 :]), label.id
    for curve in curves:
        for a, b in pairwise(curve.points):
            for id, box in nodes.items():
                assert not crosses(a, b, box.inset(0.6)), (curve.id, id)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_edge_ends_at_a_site_of_what_it_joins(name: str) -> None:
    scene = slides.scene_of(example(name))
    known = items(scene)
    curves = [item for item in known.values() if isinstance(item, Curve)]
    assert curves
    for curve in curves:
        assert curve.joins
        for join, point in zip(curve.joins, (curve.points[0], curve.points[-1]), strict=True):
            shape = known[join.shape]
            assert isinstance(shape, Shape | Text)
            box = shape.box
            middle = box.centre
            sites = ((middle.x, box.y), (box.x, middle.y), (middle.x, box.bottom), (box.right, middle.y))
            assert point == pytest.approx(sites[join.site], abs=0.02)


@pytest.mark.parametrize("name", EXAMPLES)
def test_text_on_a_slide_has_at_least_ten_points_and_stays_on_it(name: str) -> None:
    room = themes.load("light").layouts["figure"]["figure"]
    scene = diagrams.scene_for(example(name), (room.w, room.h))
    sizes = [run.size for text in texts(scene.items) for one in text.paragraphs for run in one.runs]
    assert min(sizes) >= 10
    assert scene.width <= room.w + 0.01
    assert scene.height <= room.h + 0.01


def test_a_diagram_is_one_sentence_with_counts_and_an_outline() -> None:
    scene = slides.scene_of(example("web"))
    group = items(scene)["diagram"]
    assert isinstance(group, Group)
    assert group.alt == "Clustered web service: 8 nodes, 2 clusters and 11 connections."
    assert "Services:\n- web 1\n- web 2\n- web 3" in scene.desc
    assert "names → balancer" in scene.desc
    assert "users — users, replica" in scene.desc


def test_ids_come_from_labels_and_not_from_random_numbers() -> None:
    def same_names() -> None:
        with Cluster("Zone"):
            EC2("A b") >> Edge(label="x") >> EC2("A b")

    known = items(slides.scene_of(small(same_names)))
    assert {"node/a-b", "node/a-b-2", "cluster/zone", "edge/node/a-b>node/a-b-2"} <= known.keys()


@pytest.mark.parametrize(
    ("connect", "heads"),
    [
        (lambda a, b: a >> b, [("a", "b", True)]),
        (lambda a, b: a << b, [("b", "a", True)]),
        (lambda a, b: a - b, [("a", "b", False)]),
        (lambda a, b: a >> Edge() << b, [("a", "b", True), ("b", "a", True)]),
    ],
    ids=["forward", "back", "none", "both"],
)
def test_heads_stand_where_the_code_puts_them(
    connect: Callable[[Node, Node], object], heads: list[tuple[str, str, bool]]
) -> None:
    scene = slides.scene_of(small(lambda: connect(EC2("a"), EC2("b"))))
    found = [
        (*(join.shape.split("/")[1] for join in item.joins), item.arrow)
        for item in walk(scene.items)
        if isinstance(item, Curve) and item.joins
    ]
    assert found == heads


def test_style_width_and_colour_of_an_edge_are_kept() -> None:
    def dashed() -> None:
        EC2("a") >> Edge(color="firebrick", style="dashed,bold") >> EC2("b")

    stroke = edge(slides.scene_of(small(dashed))).stroke
    assert (stroke.colour.hex, stroke.colour.name, stroke.dash, stroke.width) == ("#B22222", "", "dash", 2.5)


def test_usual_colours_are_the_themes_and_own_ones_fix_all() -> None:
    plain = slides.scene_of(small(lambda: EC2("a") >> EC2("b")))
    own = slides.scene_of(small(lambda: EC2("a") >> Edge(color="#AA0000") >> EC2("b")))
    assert plain.ground
    assert own.ground
    assert (plain.ground.name, own.ground.name) == ("paper", "")
    assert edge(plain).stroke.colour.name == "slate"


def test_clusters_nest_and_hold_their_nodes() -> None:
    def nested() -> None:
        with Cluster("Outer"):
            EC2("one")
            with Cluster("Inner"):
                EC2("two")

    known = items(slides.scene_of(small(nested)))
    outer, inner, tile = (known[name] for name in ("cluster/outer", "cluster/inner", "node/two/tile"))
    assert isinstance(outer, Shape)
    assert isinstance(inner, Shape)
    assert isinstance(tile, Shape)
    assert outer.box.holds(inner.box)
    assert inner.box.holds(tile.box)


def test_nodes_without_icon_have_their_label_inside() -> None:
    def bare() -> None:
        Node("a box") >> Blank("words") >> Node("oval", shape="ellipse", style="filled", fillcolor="navy")

    scene = slides.scene_of(small(bare))
    known = items(scene)
    assert not any(isinstance(item, Picture) for item in known.values())
    oval = known["node/oval/tile"]
    assert isinstance(oval, Shape)
    assert oval.outline == "ellipse"
    assert oval.label
    assert oval.label.paragraphs[0].runs[0].colour.hex == "#FFFFFF"


@pytest.mark.parametrize("splines", ["ortho", "spline", "curved", "polyline", "line"])
def test_every_kind_of_line_is_drawn(splines: str, tmp_path: Path) -> None:
    def several() -> None:
        a, b, c = EC2("a"), EC2("b"), RDS("c")
        a >> Edge(label="one") >> b >> c
        a >> c
        c >> a
        a >> a

    with slides.Diagram("Kinds", graph_attr={"splines": splines}) as diagram:
        several()
    for ending in ENDINGS:
        assert slides.save(diagram, tmp_path / f"kinds.{ending}").stat().st_size > 1000


def test_a_custom_icon_is_read_from_the_current_folder_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    scene = slides.scene_of(small(lambda: EC2("a")))
    data = next(item.data for item in walk(scene.items) if isinstance(item, Picture))
    for place in (here / "own.png", tmp_path / "other.png"):
        place.write_bytes(data)
    (here / "text.png").write_text("no picture")
    (here / "link.png").symlink_to(tmp_path / "other.png")
    monkeypatch.chdir(here)
    assert slides.scene_of(small(lambda: Custom("a", "own.png")))
    for name, message in [
        ("../other.png", "lies outside"),
        ("link.png", "lies outside"),
        ("/etc/hostname", "lies outside"),
        ("text.png", "no PNG or JPEG"),
        ("missing.png", "cannot be read"),
    ]:
        with pytest.raises(ValueError, match=message) as found:
            slides.scene_of(small(lambda name=name: Custom("a", name)))
        assert name in str(found.value)
        assert "\n" not in str(found.value)


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: None, "has no nodes"),
        (lambda: Node("<<b>bold</b>>"), "HTML labels cannot be drawn"),
        (lambda: EC2("a", fontcolor="bluish"), 'colour "bluish" is not known'),
        (lambda: [EC2(str(at)) for at in range(MOST_NODES + 1)], "the most that is drawn is 300"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_one_line(draw: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message) as found:
        slides.scene_of(small(draw))
    assert "\n" not in str(found.value)


def test_dot_that_graphviz_refuses_is_an_error_of_the_layout() -> None:
    with pytest.raises(LayoutError):
        parsed("digraph { a -> }")


def test_a_diagram_too_large_for_a_slide_is_refused(tmp_path: Path) -> None:
    def many() -> None:
        for row in range(14):
            nodes = [EC2(f"server {row} {at}") for at in range(14)]
            for one, other in pairwise(nodes):
                one >> other

    with pytest.raises(ValueError, match="does not fit a slide"):
        slides.save(small(many), tmp_path / "many.pptx")
    assert list(tmp_path.iterdir()) == []


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the ending must be one of"):
        slides.save(small(lambda: EC2("a")), tmp_path / "a.jpg")


def test_a_file_can_be_saved_again_and_a_scene_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    scene = slides.scene_of(example("web"))
    for ending in ENDINGS:
        for _ in range(2):
            assert slides.save(scene, f"web.{ending}") == Path(f"web.{ending}")
    assert len(list(tmp_path.iterdir())) == len(ENDINGS)


def test_scaling_there_and_back_gives_the_scene() -> None:
    scene = slides.scene_of(example("workers"))
    twice = scaled(scene, 2.0)
    assert scaled(twice, 0.5) == scene
    assert twice.width == pytest.approx(2 * scene.width)
    page = Box(0, 0, twice.width, twice.height)
    assert all(page.holds(text.box, 0.1) for text in texts(twice.items))


def test_the_package_offers_these_names_and_no_others() -> None:
    assert {"Diagram", "save", "scene_of"} <= set(dir(slides))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        slides.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_a_diagram_without_a_name_and_labels_has_a_title_on_its_slide(tmp_path: Path) -> None:
    with slides.Diagram() as diagram:
        EC2() >> EC2()
    scene = slides.scene_of(diagram)
    assert (scene.title, scene.desc) == (
        "",
        "Diagram: 2 nodes and 1 connection.\n- ec2\n- ec2\nec2 → ec2",
    )
    with zipfile.ZipFile(slides.save(diagram, tmp_path / "a.pptx")) as package:
        assert b"<a:t>Diagram</a:t>" in package.read("ppt/slides/slide1.xml")
