"""What all tests share: the seed deck built once, `--accept`, and how Hypothesis searches."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import Phase, settings

# Steady: the same examples in every run, so that a green commit stays green.
# `pytest --hypothesis-profile=search` looks for new ones; `raw` shows a failure without making it small.
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=100)
settings.register_profile("search", deadline=None, max_examples=400, print_blob=True)
settings.register_profile("raw", deadline=None, max_examples=60, phases=[Phase.explicit, Phase.generate])
settings.load_profile("steady")

SEED = Path(__file__).parents[1] / "spec" / "gpt-ability.yaml"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the expected files of tests/cases")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """The expected files are to be rewritten with what is found now."""
    return bool(request.config.getoption("--accept"))
