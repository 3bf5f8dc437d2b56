"""What holds for all tests."""

import gc
import logging

from hypothesis import settings

# How long an example takes says more about the machine's other work than about the code. Those of
# an everyday run are few, but others each time; `.ci/run` asks for the thorough profile.
settings.register_profile("thorough", deadline=None)
settings.register_profile("everyday", deadline=None, max_examples=30)
settings.load_profile("everyday")

# Until all tests are there: of what is imported nothing is garbage.
gc.disable()


def pytest_collection_finish() -> None:
    """What is there before the first test stays: no collection need look through it again."""
    gc.collect()
    gc.freeze()
    gc.enable()
    # Else pytest puts a handler of its own on each, for each part of each test.
    for logger in logging.Logger.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            logger.propagate = True
