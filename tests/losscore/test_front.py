"""The front of the package: what `help(losscore)` begins with, and what is public."""

import inspect
import pydoc
import re

import losscore
from losscore import teaching

INDEX = losscore.__doc__.partition("\n\nTruth and prediction")[0]


def test_help_begins_with_an_index_by_theme():
    described = pydoc.plain(pydoc.render_doc(losscore)).partition("DESCRIPTION\n")[2]
    themes = re.findall(r"^    (\S.*)$", described.partition("Truth and prediction")[0], re.M)
    assert themes[:-1] == [
        "Score", "Compare", "Thresholds", "Calibrate", "Compensate", "Add up", "Build blocks",
        "Own loss",
    ]  # fmt: skip
    assert themes[-1].startswith("Teaching")


def test_every_public_name_is_in_the_index_once():
    indexed = re.findall(r"\w+", INDEX)
    for name in {*losscore.__all__, *teaching.__all__} - {"__version__"}:
        assert indexed.count(name) == 1, name


def test_every_public_function_says_shapes_ranges_errors_and_sources_and_shows_a_call():
    for module in (losscore, teaching):
        for name in module.__all__:
            of = getattr(module, name)
            if inspect.isfunction(of):
                asked = ["Returns", "References", "Examples"]
                asked += ["Parameters", "Raises"] if inspect.signature(of).parameters else []
            elif inspect.isclass(of):
                is_loss = issubclass(of, losscore.Loss)
                asked = ["References", "Examples"] if is_loss else ["Attributes"]
            else:
                continue
            told = re.findall(r"^(\w+)\n-+$", inspect.getdoc(of), re.M)
            assert {*asked} <= {*told}, name


def test_the_version_is_that_of_a_release():
    assert re.fullmatch(r"\d+\.\d+\.\d+", losscore.__version__)
