"""The layout holds: what each part of the project may import, and what stands at the top."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOP = {
    ".ci",
    ".github",
    ".gitignore",
    ".streamlit",
    "README.md",
    "losscore",
    "pages",
    "pyproject.toml",
    "requirements.txt",
    "streamlit_app.py",
    "tests",
}
# The modules of pages/ui that draw; all others only compute.
DRAWING = {
    "batch_grid",
    "controls",
    "frame",
    "grid",
    "lifetime",
    "picker",
    "progress",
    "resume",
    "run_controls",
    "scored_columns",
    "scored_table",
    "show",
    "source",
    "state",
    "upload_panel",
}

LOSSCORE = sorted((ROOT / "losscore").glob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
UI = sorted((ROOT / "pages" / "ui").rglob("*.py"))
COMPUTING = [path for path in UI if path.stem not in DRAWING]


def imports(path: Path) -> set[str]:
    """The modules a file imports, in full; relative ones as `.`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            found |= {f"{module}.{alias.name}" for alias in node.names} if not node.level else {"."}
    return found


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@pytest.mark.parametrize("path", LOSSCORE, ids=lambda p: p.name)
def test_losscore_imports_numpy_and_the_standard_library_alone(path):
    outside = {name.partition(".")[0] for name in imports(path)} - sys.stdlib_module_names
    assert outside <= {"numpy", ""}


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_a_page_imports_losscore_and_what_pages_share_but_no_other_page(path):
    for name in imports(path):
        if name.startswith("pages."):
            assert name.startswith("pages.ui.")


@pytest.mark.parametrize("path", COMPUTING, ids=lambda p: module_of(p))
def test_what_only_computes_does_not_import_streamlit(path):
    assert not {name for name in imports(path) if name.partition(".")[0] == "streamlit"}


def test_what_only_computes_runs_where_streamlit_is_not_installed():
    names = [module_of(path) for path in COMPUTING]
    code = "import sys, importlib; sys.modules['streamlit'] = None\n" + "\n".join(
        f"importlib.import_module({name!r})" for name in names
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", [*PAGES, *UI], ids=lambda p: module_of(p))
def test_no_formula_of_a_loss_is_computed_outside_losscore(path):
    forbidden = {"log", "log2", "log10", "log1p", "exp", "expm1", "square"}
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert not (node.value.id in {"np", "math"} and node.attr in forbidden), node.lineno


def test_nothing_else_stands_at_the_top_of_the_project():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    assert {line.partition("/")[0] for line in listed.stdout.splitlines()} <= TOP
