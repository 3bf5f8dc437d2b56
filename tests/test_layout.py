"""The layout holds: what each part of the project may import, and what stands at the top."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOP = {
    ".ci",
    ".github",
    ".gitignore",
    ".streamlit",
    "LICENSE",
    "README.md",
    "losscore",
    "pages",
    "pyproject.toml",
    "requirements.txt",
    "streamlit_app.py",
    "tests",
}
SESSION = ("pages/ui/session.py", "pages/ui/resume.py", "pages/ui/notices.py")
# From the ground up: a file imports from its own floor and those below it, never from above.
FLOORS = (
    ("losscore",),
    ("pages/ui/palette.py", "pages/ui/registry.py", "pages/ui/style.py"),
    ("pages/ui/inputs",),
    ("pages/ui/results",),
    ("pages/ui/wording",),
    ("pages/ui/charts",),
    ("pages/ui/report",),
    SESSION,
    ("pages/ui/widgets",),
    ("pages/ui/frame.py",),
    ("pages/ui/server.py",),
    ("pages", "streamlit_app.py"),
)
# Where Streamlit elements are drawn and its session is held; all else can do without it.
DRAWING = FLOORS[FLOORS.index(SESSION) :]
# They get what is scored from results: nothing is computed where it is said or drawn.
SPEAKING = ("pages/ui/wording", "pages/ui/charts")


def files(*places: str) -> list[str]:
    """The Python files at or below these places, by their path from the top."""
    found = [
        (ROOT / place).rglob("*.py") if "." not in place else [ROOT / place] for place in places
    ]
    return sorted(path.relative_to(ROOT).as_posix() for paths in found for path in paths)


EVERY = files("losscore", "pages", "streamlit_app.py")
PAGES = [path for path in EVERY if path.count("/") == 1 and path.startswith("pages/")]


@cache
def tree_of(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


@cache
def names_imported(path: str, *, types: bool = True) -> set[str]:
    """What a file imports, each name in full: `pages.ui.session`, `losscore.losses.Loss`.

    Without `types`, those that only a type checker sees are left out.
    """
    package = Path(path).parent.parts
    found = set()
    parts = (node for node in tree_of(path).body if types or not is_for_types(node))
    for node in chain.from_iterable(map(ast.walk, parts)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else ()
            module = ".".join((*above, *filter(None, [node.module])))
            found |= {f"{module}.{alias.name}" for alias in node.names}
    return found


def is_for_types(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


@cache
def files_imported(path: str) -> set[str]:
    """The files of this project that a file imports."""
    return {found for name in names_imported(path) if (found := file_of(name)) not in (None, path)}


@cache
def file_of(name: str) -> str | None:
    """The file that a name imported in full comes from; None for what is not of this project."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        stem = "/".join(parts[:end])
        for path in (f"{stem}.py", f"{stem}/__init__.py"):
            if path in EVERY:
                return path
    return None


@cache
def floor_of(path: str) -> int:
    """Where a file lives: the floor with the longest place that holds it."""
    places = [
        (len(place), number)
        for number, floor in enumerate(FLOORS)
        for place in floor
        if path == place or path.startswith(f"{place}/")
    ]
    return max(places)[1]


def is_package_door(path: str) -> bool:
    """Whether a file only opens the folder that it stands in: `pages/ui/__init__.py`."""
    return path.endswith("/__init__.py") and not files_imported(path)


def outside(path: str) -> set[str]:
    """The packages that a file imports and that are neither this project's nor Python's own."""
    tops = {name.partition(".")[0] for name in names_imported(path)}
    return tops - sys.stdlib_module_names - {"losscore", "pages"}


@pytest.mark.parametrize("path", EVERY)
def test_a_file_imports_nothing_from_a_floor_above_its_own(path):
    above = {
        other
        for other in files_imported(path)
        if floor_of(other) > floor_of(path) and not is_package_door(other)
    }
    assert not above


def test_imports_go_in_no_circle():
    order = TopologicalSorter({path: files_imported(path) for path in EVERY})
    order.prepare()  # Raises a CycleError that names the circle.


@pytest.mark.parametrize("path", files("losscore"))
def test_losscore_imports_numpy_and_the_standard_library_alone(path):
    assert outside(path) <= {"numpy"}


@pytest.mark.parametrize("path", PAGES)
def test_no_page_imports_another(path):
    assert not files_imported(path) & {*PAGES}


@pytest.mark.parametrize("path", EVERY)
def test_streamlit_is_imported_only_where_things_are_drawn(path):
    if FLOORS[floor_of(path)] not in DRAWING:
        assert "streamlit" not in outside(path)


@pytest.mark.parametrize("path", files(*SPEAKING))
def test_what_speaks_or_draws_computes_nothing_with_losscore(path):
    names = names_imported(path, types=False)
    assert not {name for name in names if name.partition(".")[0] == "losscore"}


@pytest.mark.parametrize("path", EVERY)
def test_no_import_hides_in_a_function(path):
    for function in ast.walk(tree_of(path)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            hidden = [n for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom)]
            assert not hidden, function.lineno


def test_what_only_computes_runs_where_streamlit_is_not_installed():
    lower = [path for path in EVERY if FLOORS[floor_of(path)] not in DRAWING]
    names = [path.removesuffix(".py").replace("/", ".") for path in lower]
    names = [name.removesuffix(".__init__") for name in names if not name.endswith("__main__")]
    code = "import sys, importlib; sys.modules['streamlit'] = None\n" + "\n".join(
        f"importlib.import_module({name!r})" for name in names
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", files("pages"))
def test_no_formula_of_a_loss_is_computed_outside_losscore(path):
    forbidden = {"log", "log2", "log10", "log1p", "exp", "expm1", "square"}
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert not (node.value.id in {"np", "math"} and node.attr in forbidden), node.lineno


def test_nothing_else_stands_at_the_top_of_the_project():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    assert {line.partition("/")[0] for line in listed.stdout.splitlines()} <= TOP


@pytest.mark.parametrize("path", files("pages/ui/charts"))
def test_a_chart_takes_its_words_from_wording(path):
    titles = [
        keyword.value
        for call in ast.walk(tree_of(path))
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg == "title"
    ]
    texts = [part.value for t in titles for part in ast.walk(t) if isinstance(part, ast.Constant)]
    # A letter of a formula is the same in any language.
    assert not [text for text in texts if isinstance(text, str) and re.search("[A-Za-z]{2}", text)]
