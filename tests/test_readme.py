"""What the README promises."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_spec_in_the_readme_is_read_and_has_no_problems(tmp_path: Path) -> None:
    from slides.spec.read import read_file

    found = re.search(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert found
    path = tmp_path / "readme.yaml"
    path.write_text(found[1], encoding="utf-8")
    spec = read_file(path).spec
    assert spec.roadmap
    assert [model.name for model in spec.roadmap.models] == ["BERT", "DistilBERT"]
    assert 15 <= found[1].count("\n") <= 22


def test_every_page_that_the_readme_names_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    missing = [link for link in links if "://" not in link and "@" not in link and not (ROOT / link).exists()]
    assert missing == []
