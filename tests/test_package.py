"""What is built from the project: a typed wheel of the library, an sdist that can be tested."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

import losscore
from losscore import teaching

ROOT = Path(__file__).parents[1]
STEM = f"losscore-{losscore.__version__}"


def files(folder: Path) -> set[str]:
    """What git would take along of a folder."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the wheel and the sdist are built into."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(built / f"{STEM}-py3-none-any.whl") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_wheel_holds_the_library_and_nothing_else(wheel):
    library = {name for name in wheel if ".dist-info/" not in name}
    assert library == files(ROOT / "losscore")
    assert "losscore/py.typed" in library


def test_the_wheel_says_its_version_its_license_and_that_it_needs_numpy_alone(wheel):
    said = message_from_bytes(wheel[f"{STEM}.dist-info/METADATA"])
    assert said["Version"] == losscore.__version__
    assert said["License-Expression"] == "BSD-3-Clause"
    assert wheel[f"{STEM}.dist-info/licenses/LICENSE"] == (ROOT / "LICENSE").read_bytes()
    assert [need.split("<")[0] for need in said.get_all("Requires-Dist")] == ["numpy"]
    assert "Typing :: Typed" in said.get_all("Classifier")


def test_the_sdist_holds_the_library_its_tests_and_what_they_need(built):
    with tarfile.open(built / f"{STEM}.tar.gz") as archive:
        held = {name.removeprefix(f"{STEM}/") for name in archive.getnames()}
    needed = files(ROOT / "losscore") | files(ROOT / "tests" / "losscore")
    others = {"tests/conftest.py", "pyproject.toml", "README.md", "LICENSE"}
    assert held == needed | others | {"PKG-INFO", ".gitignore"}


def test_the_file_whose_types_are_checked_uses_every_public_name():
    used = (ROOT / "tests" / "typing" / "test_front.py").read_text()
    for front in (losscore, teaching):
        for name in front.__all__:
            assert re.search(rf"\b{front.__name__.rpartition('.')[2]}\.{name}\b", used), name
