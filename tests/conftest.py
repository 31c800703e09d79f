"""What holds for every test: the same examples on every run, and nothing reports home."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tracepile.execution import Jail

os.environ["GX_ANALYTICS_ENABLED"] = "false"
os.environ["DAGSTER_DISABLE_TELEMETRY"] = "yes"

settings.register_profile("repeatable", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("search", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture(scope="session")
def jail() -> Iterator[Jail]:
    """The jail in which tests trace programs."""
    with Jail(hash_seed=0) as opened:
        yield opened


@pytest.fixture(scope="session")
def recheck() -> Iterator[Jail]:
    """Another jail under another hash seed, in which tests compute everything again."""
    with Jail(hash_seed=7) as opened:
        yield opened
