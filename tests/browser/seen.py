"""What the tests of this folder open and ask of a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

SEED = Path(__file__).resolve().parents[2] / "spec" / "gpt-ability.yaml"


def violations(page: Any, within: str | None = None) -> list[str]:
    """What axe-core finds fault with, in the page or within one element of it: rule and element."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, within).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
