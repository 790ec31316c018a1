"""The pages about the spec say what the model says, and their examples can be built."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from slides.spec import reference
from slides.spec.read import read

DOCS = Path(__file__).parent.parent / "docs"
EXAMPLES = re.findall(r"```yaml\n(.*?)```", reference.page(), re.DOTALL)

# What an example leaves out, by its top-level keys.
REST = {
    "deck": "deck: {title: An example, source: paper-2020}\n",
    "references": "references: {paper-2020: {title: A paper}}\n",
    "roadmap": (
        "roadmap:\n"
        "  models: [{id: base, name: Base}, {id: chat, name: Chat}]\n"
        "  steps: [{from: base, to: chat}]\n"
    ),
}


def completed(example: str) -> str:
    """The example as a whole spec."""
    keys = re.findall(r"^(\w+):", example, re.MULTILINE)
    return example + "".join(text for key, text in REST.items() if key not in keys)


@pytest.mark.parametrize("name", ["spec.md", "spec.schema.json", "problems.md"])
def test_what_the_model_says_is_what_the_page_says(name: str) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")
    assert written == reference.files(DOCS)[DOCS / name], "rewrite it: python -m slides.spec.reference"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: " ".join(text.split())[:40])
def test_every_example_of_the_format_is_read_without_problems(example: str) -> None:
    document = read(completed(example), "docs/spec.md")
    assert [one for one in document.warnings if "shown as code" not in one.message] == []


def test_every_key_of_the_format_stands_in_an_example_of_its_section() -> None:
    sections = re.split(r"^## ", reference.page(), flags=re.MULTILINE)
    missing = {}
    for section in sections:
        example = re.search(r"```yaml\n(.*?)```", section, re.DOTALL)
        if example:
            keys = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
            lacking = [key for key in keys if not re.search(rf"\b{key}:", example[1])]
            missing[section.partition("\n")[0]] = lacking
    missing = {name: keys for name, keys in missing.items() if keys}
    assert missing == EXPLAINED_ELSEWHERE


# Keys whose value says all there is to say, and keys that a section below shows.
EXPLAINED_ELSEWHERE = {"deck": ["language", "theme", "template"], "roadmap": ["caveats"]}


def test_the_schema_accepts_the_example_spec_and_refuses_an_unknown_key() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    import yaml

    text = (DOCS.parent / "spec" / "gpt-ability.yaml").read_text(encoding="utf-8")
    spec = yaml.load(text, Loader=yaml.BaseLoader)
    for reference_ in spec["references"].values():
        reference_["year"] = int(reference_["year"])  # BaseLoader, like an editor's YAML 1.2, but for numbers
    for listed in (spec[name] for name in ("limitations", "questions")):
        listed["numbered"] = listed["numbered"] == "true"
    spec["roadmap"]["details"] = spec["roadmap"]["details"] == "true"
    schema = json.loads((DOCS / "spec.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    assert [error.message for error in validator.iter_errors(spec)] == []
    assert len(list(validator.iter_errors({**spec, "sumary": []}))) == 1


def test_every_page_that_the_pages_name_is_there() -> None:
    beside = ("ARCHITECTURE.md", "README.md", "CONTRIBUTING.md", "CHANGELOG.md")
    for page in (*DOCS.rglob("*.md"), *(DOCS.parent / name for name in beside)):
        text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)
        missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
        assert missing == [], page.name
