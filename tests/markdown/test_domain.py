"""What import recognises in notes: road maps, ability tables, points, references. The numbers of the samples
are those that a careful reader counts in them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from slides.markdown import note
from slides.markdown.emit import yaml_text
from slides.source import Source
from slides.spec import lineage
from slides.spec.document import Document
from slides.spec.model import DOUBTFUL, Roadmap, Spec
from slides.spec.read import read, read_file

CASES = Path(__file__).parents[1] / "cases"
SAMPLES = {path.stem: path for path in (*(CASES / "notes").glob("*.md"), CASES / "notes.md")}
SPECS = Path(__file__).parents[2] / "spec"


@cache
def document(name: str) -> Document:
    return note.read(SAMPLES[name].read_text(encoding="utf-8"), SAMPLES[name].name)


def spec(name: str) -> Spec:
    return document(name).spec


def roadmap(name: str) -> Roadmap:
    found = spec(name).roadmap
    assert found is not None
    return found


def joins(road: Roadmap, *kinds: str) -> dict[str, set[str]]:
    """The names of models with several parents by steps of these kinds, and those of the parents."""
    names = {model.id: model.name for model in road.models}
    found: dict[str, set[str]] = {}
    for source, target, step in lineage.edges(road):
        if step.kind in kinds:
            found.setdefault(names[target], set()).add(names[source])
    return {name: parents for name, parents in found.items() if len(parents) > 1}


def test_mermaid_becomes_the_road_map() -> None:
    road = roadmap("transformer-family")
    edges = list(lineage.edges(road))
    assert (len(road.models), len(road.series), len(edges)) == (25, 3, 31)
    assert sum(step.method is not None for _, _, step in edges) == 27
    assert sum(step.kind == "idea" for _, _, step in edges) == 2  # dotted, as its legend says
    merges = {"XLNet", "BART", "DeBERTaV3", "text-davinci-002", "UL2", "Flan-T5", "ModernBERT"}
    assert set(joins(road, "derived")) == merges
    assert {model.name for model in road.models if model.kind == "merge"} == merges
    assert next(model.date for model in road.models if model.id == "bert") == "2018-10"
    assert not any(step.certainty in DOUBTFUL for step in road.steps)


def test_the_road_map_is_that_of_the_spec_written_by_hand() -> None:
    by_hand = read_file(SPECS / "transformer-family.yaml").spec.roadmap
    assert by_hand is not None
    assert pairs(roadmap("transformer-family")) == pairs(by_hand)


def pairs(road: Roadmap) -> set[tuple[str, str, str]]:
    names = {model.id: model.name for model in road.models}
    return {(names[source], names[target], step.kind) for source, target, step in lineage.edges(road)}


def test_the_same_map_in_words_stays_beside_the_graph() -> None:
    titles = [section.title for section in spec("transformer-family").sections]
    assert "The same road map in words" in titles
    assert "Road Map" not in titles


def test_nested_points_with_marks_become_the_road_map() -> None:
    road = roadmap("unix-lineage")
    own = [model for model in road.models if model.series]
    assert (len(own), len(road.series)) == (46, 5)
    assert {model.name for model in road.models if not model.series} == {"Multics", "4.1cBSD", "4.4BSD"}
    assert set(joins(road, "derived")) == {
        "3BSD", "System III", "SVR4", "SCO UNIX", "Solaris 2.0", "AIX 1", "A/UX", "IRIX 3.0", "Mac OS X 10.0",
    }  # fmt: skip
    assert sum(step.certainty in DOUBTFUL for _, _, step in lineage.edges(road)) == 7
    assert not any(section.title == "The tree" for section in spec("unix-lineage").sections)


def test_the_parents_of_the_points_are_those_that_a_reader_finds() -> None:
    by_hand = read_file(SPECS / "unix-lineage.yaml").spec.roadmap
    assert by_hand is not None
    ours, theirs = pairs(roadmap("unix-lineage")), pairs(by_hand)
    # The spec by hand draws 4.1cBSD into the way "by way of 4.1, 4.1a, 4.1b and 4.1c".
    assert ours - theirs == {("4BSD", "4.2BSD", "derived")}
    assert theirs - ours == {("4BSD", "4.1cBSD", "derived"), ("4.1cBSD", "4.2BSD", "derived")}


def test_a_release_without_a_point_is_said_on_the_step() -> None:
    methods = {step.to: step.method for step in roadmap("unix-lineage").steps}
    assert methods[("unixware-1.0",)] == "from SVR4.2"
    assert methods[("net-1",)] == "from 4.3BSD-Tahoe; network code only, free to pass on"


def test_what_is_in_doubt_or_rejected_becomes_a_caveat() -> None:
    said = {caveat.on: caveat.text for caveat in roadmap("unix-lineage").caveats}
    assert said["xenix"].startswith("Later releases")
    assert said["coherent"].startswith("Derivation was claimed and is rejected: copy of AT&T code")
    assert said["v8"].startswith("The BSD family tree quotes Ritchie")
    assert "v8" not in spec("unix-lineage").footnotes


def test_points_that_hold_more_than_a_road_map_stay_beside_it() -> None:
    road = roadmap("cnn-architectures")
    assert {name: len(parents) for name, parents in joins(road, "derived").items()} == {
        "Inception-ResNet": 2, "ResNeXt": 2, "MobileNetV2": 2, "EfficientNet": 2, "ConvNeXt": 4,
    }  # fmt: skip
    assert "Key ideas" in [section.title for section in spec("cnn-architectures").sections]


def test_dot_becomes_the_road_map() -> None:
    road = roadmap("zh-pretraining")
    edges = list(lineage.edges(road))
    assert (len(road.models), len(edges)) == (14, 15)
    assert sum(step.kind == "idea" for _, _, step in edges) == 2
    assert set(joins(road, "derived")) == {"GLM", "ERNIE 3.0（100 亿）"}
    assert road.title == "演化树 🌳"


@pytest.mark.parametrize(
    ("name", "rows", "changes"),
    [("transformer-family", 18, 42), ("notes", 7, 23), ("zh-pretraining", 10, 19)],
)
def test_a_table_of_gains_becomes_the_ability_table(name: str, rows: int, changes: int) -> None:
    found = spec(name).abilities
    assert found is not None
    assert len(found.rows) == rows
    assert sum(change.delta is not None for row in found.rows for change in row.changes) == changes


def test_columns_that_no_key_takes_stay_as_a_table() -> None:
    section = next(one for one in spec("zh-pretraining").sections if one.title == "对比表")
    table = section.blocks[0].model_dump()
    assert [column["title"] for column in table["columns"]] == ["模型", "机构", "时间", "规模"]


def test_the_seed_notes_say_what_the_spec_by_hand_says() -> None:
    ours, theirs = spec("notes"), read_file(SPECS / "gpt-ability.yaml").spec
    assert ours.abilities
    assert theirs.abilities
    assert ours.roadmap
    assert ours.abilities.headings == theirs.abilities.headings
    assert [row.changes for row in ours.abilities.rows] == [row.changes for row in by_rows(theirs)]
    assert [row.remark for row in ours.abilities.rows] == [row.remark for row in by_rows(theirs)]
    assert ours.summary
    assert theirs.summary
    assert texts(ours.summary) == texts(theirs.summary)
    assert (ours.questions, ours.further) != (None, None)
    assert ours.references["fu-2022"] == theirs.references["fu-2022"]
    assert ours.deck.keywords == theirs.deck.keywords
    assert [caveat.certainty for caveat in ours.roadmap.caveats] == ["highly likely"]


def by_rows(found: Spec) -> Any:
    assert found.abilities is not None
    return found.abilities.rows


def texts(points: Any) -> list[str]:
    return [item.text for item in points.items]


def test_numbers_in_brackets_become_citations() -> None:
    found = spec("cnn-architectures")
    assert len(found.references) == 16
    assert found.references["lecun-1998"].authors == ("LeCun", "others")
    assert found.references["simonyan"].link == "https://arxiv.org/abs/1409.1556"
    results = next(section for section in found.sections if section.title == "Results")
    assert "[@krizhevsky-2012]" in str(results.blocks)


def test_a_note_that_asks_for_it_is_sections_only() -> None:
    text = SAMPLES["transformer-family"].read_text(encoding="utf-8").replace("---\n", "---\nplain: true\n", 1)
    found = note.read(text, "a.md").spec
    assert (found.roadmap, found.abilities, found.summary, found.references) == (None, None, None, {})
    root, _ = note.spec_node(Source("a.md", text.replace("plain: true\n", "")), plain=True)
    assert "roadmap" not in root.value


PAGE = (Path(__file__).parents[2] / "docs" / "notes.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```markdown\n(.*?)```\n\n```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text.splitlines()[0] for text, _ in EXAMPLES])
def test_the_examples_of_the_page_are_what_import_writes(text: str, expected: str) -> None:
    root, problems = note.spec_node(Source("a.md", text))
    assert problems == []
    assert expected in yaml_text(root)
    assert note.read(text, "a.md").spec == read(yaml_text(root), "a.yaml").spec


def test_a_table_without_words_can_be_shown() -> None:
    from slides.build import plan

    assert plan(note.read("# A\n\n## B\n\n| | |\n|-|-|\n| | |\n\nword\n", "a.md")).deck.slides


BIB = "@article{doe2020, author={Doe, Jo}, title={Things}, year={2020}}\n@book{roe, title={B}}\n"


def pandoc(text: str) -> Document:
    return note.read(f"---\nbibliography: refs.bib\n---\n{text}", "a.md", lambda name: Source(name, BIB))


def test_marks_as_pandoc_writes_them_cite_the_bibliography() -> None:
    found = pandoc(
        "# A\n\n## B\n\nAs [@doe2020; @roe], [see @roe, p. 3] and @doe2020 say, not a@roe.org.\n"
    ).spec
    assert found.sections[0].blocks[0].model_dump()["text"] == (
        "As [@doe2020] [@roe], see [@roe, p. 3] and [@doe2020] say, not a@roe.org."
    )
    assert set(found.references) == {"doe2020", "roe"}


def test_a_mark_that_no_source_has_stays_as_it_is() -> None:
    assert "[@who]" in str(pandoc("# A\n\n## B\n\nAs [@who] and [@doe2020] say.\n").spec.sections).replace(
        "\\", ""
    )
    unread = note.read("---\nbibliography: gone.bib\n---\n\n# A\n\n## B\n\n[@x]\n", "a.md")
    assert unread.spec.references == {}
    assert "bibliography-unread" in [one.code for one in unread.warnings]


def value(text: str) -> Any:
    root, problems = note.spec_node(Source("a.md", text))
    assert problems == []
    return root.value


def test_a_footnote_of_the_road_map_that_another_text_marks_too_stays() -> None:
    points = "- A, 1990\n- B, 1991 ←? A; so[^n]\n- C, 1992 ← B\n- D, 1993 ← C\n"
    text = f"# T\n\n## Tree\n\n{points}\n## S\n\nx[^n]\n\n[^n]: y\n"
    assert value(text)["footnotes"] == {"n": "y"}
    assert value(text)["roadmap"]["caveats"] == [{"on": "b", "text": "Y", "certainty": "disputed"}]


def test_a_doubt_is_of_a_model_that_is_named_as_a_word() -> None:
    graph = "```mermaid\ngraph TD\n  GPT --> Ape\n  GPT --> GPT-2\n```\n"
    found = value(
        f"# T\n\n## Road map\n\n{graph}\nPerhaps the shape is of ChatGPT.\n\nGPT 2 is perhaps late.\n"
    )
    assert [one["on"] for one in found["roadmap"]["caveats"]] == ["gpt-2"]
    assert found["sections"][0]["blocks"] == ["Perhaps the shape is of ChatGPT."]


def test_a_second_section_of_a_kind_stays_a_section() -> None:
    found = value("# T\n\n## Summary\n\n- a\n\n## Conclusions\n\n- b\n")
    assert found["summary"]["items"] == ["a"]
    assert found["sections"] == [{"title": "Conclusions", "blocks": [{"list": ["b"]}]}]


@pytest.mark.parametrize(
    "text",
    [
        "## Limitations\n\nWords alone.\n",
        "## Summary\n\nOne.\n\nTwo.\n\n- then a list\n",
        "## References\n\nSee the other page for them.\n",
        "## Decision trees\n\n- a, 2001\n- b, 2002\n",
        "## Steps\n\n```mermaid\ngraph TD\n  a --> b\n```\n",
        "## Road map\n\n```mermaid\ngraph TD\n  a --> b\n  b --> a\n```\n",
        "## Deltas\n\n| Model | Change |\n|---|---|\n| A | +1.2 |\n| B | -0.7 |\n",
        "## Files\n\n- `train.py` ← training\n- `data.py` ← loads it\n- `eval.py` ← scores\n- READ ← you\n",
        "## Keys\n\n- ← goes back\n- → goes on\n- ↑ goes up\n",
    ],
)
def test_what_is_not_surely_of_the_domain_stays_a_section(text: str) -> None:
    root, _ = note.spec_node(Source("a.md", f"# T\n\n{text}"))
    assert set(root.value) == {"deck", "sections"}


def test_the_order_of_the_note_is_kept_where_it_is_not_the_usual_one() -> None:
    found = value("# T\n\n## One\n\nx\n\n## Summary\n\n- a\n\n## Two\n\ny\n")
    assert found["deck"]["order"] == ["one"]
    assert "order" not in value("# T\n\n## Summary\n\n- a\n\n## Two\n\ny\n")["deck"]


def test_a_link_to_a_heading_that_became_a_key_leads_to_its_slides() -> None:
    found = value("# T\n\n## What is open {#open}\n\n- a\n\n## B\n\n[there](#open), [too](#what-is-open)\n")
    assert found["sections"][0]["blocks"] == ["[there](#questions), [too](#questions)"]


def test_chains_of_names_below_a_heading_of_a_road_map_are_its_steps() -> None:
    points = "- A (2020) -> B → C: scale\n- B → D (code)\n- C, D → E\n"
    found = value(f"# T\n\n## Evolution\n\n{points}\n## Flow\n\n- Q → R → S\n- S → U\n")
    assert found["roadmap"]["models"][0] == {"id": "a", "name": "A", "date": "2020"}
    assert found["roadmap"]["steps"] == [
        {"from": "a", "to": "b"},
        {"from": "b", "to": "c", "method": "scale"},
        {"from": "b", "to": "d", "method": "code"},
        {"from": ["c", "d"], "to": "e"},
    ]
    assert [one["title"] for one in found["sections"]] == ["Evolution", "Flow"]


def test_marks_in_words_count_below_a_heading_of_a_road_map_only() -> None:
    points = "- Old, 1990\n- New, based on Old\n- Fork, 1996, fork of New (at first)\n- Last: based on Fork\n"
    road = value(f"# T\n\n## Family tree\n\n{points}")["roadmap"]
    assert [step.get("method") for step in road["steps"]] == [None, "fork of; at first", None]
    assert "roadmap" not in value(f"# T\n\n## Other\n\n{points}")


def test_gains_and_losses_in_columns_of_their_own_stay_a_table() -> None:
    table = "|Model|Strengths|Weaknesses|\n|-|-|-|\n|A|+ x|- y|\n|B|+ x|- z|\n"
    assert set(value(f"# T\n\n## S\n\n{table}")) == {"deck", "sections"}


@pytest.mark.parametrize(
    ("entry", "authors", "year", "title"),
    [
        ('[1] A. B. Doe and C. Roe, "Things," in *Proc. X*, 2019.', ("A. B. Doe", "C. Roe"), 2019, "Things"),
        ("[1] Doe J, Roe RA, et al. Things. *J. X*, 2019.", ("Doe, J", "Roe, RA", "others"), 2019, "Things"),
        ("[Doe et al. 02] Doe, J. *Things*, 2002.", ("Doe, J.",), 2002, "Things"),
        ("[1] Doe, J. Things. *J. X*, 2019.", (), None, "Doe, J. Things. *J. X*, 2019."),
        ("[1] a page somebody made in 2001", (), None, "a page somebody made in 2001"),
        ("[1] [Things](https://example.org)", (), None, "Things"),
    ],
)
def test_an_entry_is_divided_where_its_parts_are_clear(
    entry: str, authors: tuple[str, ...], year: int | None, title: str
) -> None:
    found = note.read(f"# T\n\n## S\n\nx\n\n## References\n\n{entry}\n", "a.md").spec.references
    (work,) = found.values()
    assert (work.authors, work.year, work.title) == (authors, year, title)


def test_addresses_defined_below_the_heading_are_references() -> None:
    text = "# T\n\n## S\n\nAs [1] and [they][2] say.\n\n## References\n\n"
    text += '[1]: https://example.org/a "First"\n[2]: https://example.org/b\n'
    found = value(text)
    assert found["sections"] == [{"title": "S", "blocks": ["As [@first] and [they](@work-2) say."]}]
    assert found["references"]["first"] == {"title": "First", "link": "https://example.org/a"}


FENCED = "# A\n\n## B\n\nSAID\n\n## Citation\n\n```bibtex\n" + BIB + "```\n"


def fenced(said: str) -> str:
    return FENCED.replace("SAID", said)


def test_what_is_cited_of_a_fence_of_bibtex_is_a_reference_and_the_code_stays() -> None:
    found = note.read(fenced("As [@doe2020, p. 3] says."), "a.md")
    assert list(found.spec.references) == ["doe2020"]
    assert found.spec.references["doe2020"].authors == ("Doe, Jo",)
    assert found.spec.sections[0].blocks[0].model_dump()["text"] == "As [@doe2020, p. 3] says."
    assert found.spec.sections[1].blocks[0].model_dump()["code"] == BIB
    assert found.warnings == ()


def test_a_fence_of_bibtex_that_nothing_cites_is_code_alone() -> None:
    assert not note.read(fenced("Ask a@doe2020 or `[@doe2020`."), "a.md").spec.references


def test_a_key_that_no_fence_has_stays_words() -> None:
    found = note.read(fenced("As [@nobody; @doe2020] says."), "a.md")
    assert "[@nobody; @doe2020]" in found.spec.sections[0].blocks[0].model_dump()["text"].replace("\\\\", "")
