"""README's recipe for Dask gives the tally of one machine, of parts as they come."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet

import losscore

ROOT = Path(__file__).parents[1]
RECIPE = next(
    block.partition("```")[0]
    for block in (ROOT / "README.md").read_text(encoding="utf-8").split("```python\n")
    if block.startswith("import dask")
)
CLASSES = ["cat", "dog", "bird"]
# Ragged, and empty at the start, inside and at the end.
SIZES = [0, 1, 700, 0, 0, 13, 2_000, 1, 286, 0, 5, 40, 7, 0]


def predictions(rows: int) -> pd.DataFrame:
    rng = np.random.default_rng(0)
    truth = rng.integers(3, size=rows)
    columns: dict[str, object] = {"id": rng.permutation(rows), "true": np.array(CLASSES)[truth]}
    for name, spread in (("a", 1.0), ("b", 0.2)):
        proba = rng.dirichlet(np.full(3, spread), rows)
        proba[::50] = np.eye(3)[rng.integers(3, size=len(proba[::50]))]
        columns |= {f"{name}_{k}": proba[:, i] for i, k in enumerate(CLASSES)}
    return pd.DataFrame(columns)


def test_the_recipe_has_at_most_fifteen_lines():
    assert len([line for line in RECIPE.splitlines() if line]) <= 15


def test_the_tally_of_ragged_and_empty_parts_is_that_of_one_machine(tmp_path):
    table = predictions(sum(SIZES))
    folder = tmp_path / "predictions"
    folder.mkdir()
    ends = np.cumsum(SIZES)
    for number, (end, size) in enumerate(zip(ends, SIZES, strict=True)):
        part = pa.Table.from_pandas(table.iloc[end - size : end], preserve_index=False)
        pa.parquet.write_table(part, folder / f"part.{number}.parquet")
    (tmp_path / "recipe.py").write_text(RECIPE, encoding="utf-8")
    # One process beside the recipe's own: a start takes longer than all of the parts.
    env = {"PYTHONPATH": str(ROOT), "DASK_NUM_WORKERS": "1"}
    subprocess.run([sys.executable, "recipe.py"], cwd=tmp_path, check=True, env=env)
    found = losscore.Tally.from_json((tmp_path / "tally.json").read_text(encoding="utf-8"))
    models = {name: table[[f"{name}_{k}" for k in CLASSES]] for name in "ab"}
    alone = losscore.tally(table["true"], models, ids=table["id"], classes=CLASSES)
    assert found == alone
    assert found.rows == sum(SIZES)
    assert found.infinite("a", "cross_entropy") > 0
