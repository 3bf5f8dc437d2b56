"""What holds for all tests."""

import gc

from hypothesis import settings

# How long an example takes says more about the machine's other work than about the code.
settings.register_profile("losscore", deadline=None)
settings.load_profile("losscore")


def pytest_collection_finish() -> None:
    """What is there before the first test stays: no collection need look through it again."""
    gc.collect()
    gc.freeze()
