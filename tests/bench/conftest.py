"""These are scripts (`nox -s bench`), not tests: a test that depends on the clock fails by chance."""

collect_ignore_glob = ["*.py"]
