"""`--accept`: rewrite the files that hold what tests expect, to be read as a diff before committing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

Golden = Callable[[Path, str], None]

# How long an example takes says more of what else the machine does than of us; tests that mean time measure it.
settings.register_profile("quick", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("quick")
# `pytest --hypothesis-profile=long`: a night's work, for CI and before releases.
settings.register_profile("long", max_examples=10_000, deadline=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what is into the files that say what should be")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with the file that holds the expectation; with --accept, write the file instead."""
    accept = bool(request.config.getoption("--accept"))

    def compare(expected: Path, actual: str) -> None:
        if accept:
            expected.write_bytes(actual.encode())
            return
        assert expected.exists(), f"{expected.name} is missing: run pytest --accept and read what it writes"
        assert actual.splitlines() == expected.read_bytes().decode().splitlines()
        assert actual == expected.read_bytes().decode()

    return compare
