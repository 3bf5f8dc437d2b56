"""What all visitors share: bounded in bytes, and the same after every page was drawn from it."""

from __future__ import annotations

import functools
import gc
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pytest

import pages.ui
from pages.ui.inputs.batch import Batch
from pages.ui.inputs.digits import digits
from pages.ui.inputs.scenario import MAX_CLASSES, MAX_SAMPLES, Sample, Scenario
from pages.ui.inputs.share import Case
from pages.ui.registry import PAGES
from pages.ui.results.compensation import of_two
from pages.ui.results.gradients import pushes
from pages.ui.results.likelihood import draws
from pages.ui.results.samples_table import penalty_column
from pages.ui.widgets.source import scenario_batch
from tests.pages.scoring import summary

MOST_MB = 50
# Arguments that no visitor can give more than a few values.
FEW = {
    "loss",
    "losses",
    "ceiling",
    "ceilings",
    "models",
    "size",
    "classes",
    "case",
    "crowded",
    "written",
    "y",
    "script",
}
SAMPLE = Sample((1.0, 0.0), (0.8, 0.2), (0.9, 0.1))


def caches() -> Iterator[tuple[str, functools._lru_cache_wrapper]]:
    """Every function of the dashboard that keeps what it returned."""
    for module in pkgutil.walk_packages(pages.ui.__path__, "pages.ui."):
        for name, thing in vars(importlib.import_module(module.name)).items():
            own = getattr(thing, "__module__", None) == module.name or name.startswith("_")
            if isinstance(thing, functools._lru_cache_wrapper) and own:
                yield f"{module.name}.{name}", thing


CACHES = {name: cache for name, cache in caches() if not name.endswith("__main__")}


def largest(seed: int) -> Scenario:
    """As much as a link can carry."""
    rng = np.random.default_rng(seed)

    def distribution() -> tuple[float, ...]:
        parts = rng.dirichlet(np.ones(MAX_CLASSES)).round(6)
        parts[0] += 1.0 - parts.sum()
        return tuple(parts.round(6).tolist())

    names = tuple(f"long name of class {seed} {k}" for k in range(MAX_CLASSES))
    samples = (Sample(*(distribution() for _ in range(3))) for _ in range(MAX_SAMPLES))
    return Scenario(names, tuple(samples))


def size(thing: object, seen: set[int]) -> int:
    """The bytes of a thing and all that it refers to."""
    if id(thing) in seen or isinstance(thing, type) or callable(thing):
        return 0
    seen.add(id(thing))
    if isinstance(thing, pa.Table):
        return thing.nbytes
    own = sys.getsizeof(thing) + (thing.nbytes if isinstance(thing, np.ndarray) else 0)
    return own + sum(size(part, seen) for part in gc.get_referents(thing))


@pytest.mark.parametrize("name", CACHES)
def test_a_cache_is_bounded_unless_there_is_little_to_ask_it_for(name):
    cache = CACHES[name]
    if cache.cache_parameters()["maxsize"] is None:
        assert set(inspect.signature(cache.__wrapped__).parameters) <= FEW


def test_all_caches_together_hold_few_megabytes_whatever_links_ask_for(open_page):
    for cache in CACHES.values():
        cache.cache_clear()
    for seed in range(2):
        for page in PAGES:
            open_page(page.file, Case(largest(seed), {"scope": "batch"} if seed else {}))
    most = {}
    for name, cache in CACHES.items():
        info = cache.cache_info()
        if info.currsize:
            of_one = size(gc.get_referents(cache), set()) / info.currsize
            most[name] = of_one * (info.maxsize or info.currsize) / 1e6
    assert sum(most.values()) <= MOST_MB, most


def test_drawing_a_page_writes_nothing_into_the_specs_that_all_share(open_page):
    def specs() -> dict[str, str]:
        made = {}
        for name, cache in CACHES.items():
            if ".charts." in name and cache.cache_info().currsize:
                made[name] = repr(sorted(map(repr, gc.get_referents(cache))))
        return made

    for page in PAGES:
        open_page(page.file)
    before = specs()
    for page in PAGES:
        open_page(page.file)
    assert specs() == before


@pytest.mark.parametrize(
    "batch", [digits(), of_two(0.8, 0.9), scenario_batch(Scenario(("a", "b"), (SAMPLE,)))]
)
def test_nobody_can_write_to_a_batch_or_what_it_comes_to(batch: Batch):
    for array in (batch.truth, batch.a, batch.b):
        assert not array.flags.writeable
    scored = summary(batch)
    with pytest.raises(TypeError):
        scored.means["a", "squared_error"] = 0.0
    with pytest.raises(ValueError, match="read-only"):
        scored.frame.loc[0, penalty_column("a", "squared_error")] = 0.0


def test_nobody_can_write_to_what_is_computed_from_a_sample():
    with pytest.raises(ValueError, match="read-only"):
        draws(SAMPLE)[0] = 2
    with pytest.raises(TypeError):
        pushes(SAMPLE, "a")["squared_error"] = None
