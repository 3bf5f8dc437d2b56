"""The share code: a scenario and the settings as one short, readable text, and back. Pure.

    1~~cat~dog~bird~~t0~.8_.2_0~.9_.1_0~~_floor-0.001

Sections stand between `~~`: the version; the class names between `~`, or just how many classes
if they have the default names; one section a sample, `truth~model A~model B`, where `t0` is the
one-hot truth of class 0 and `.8_.2_0` a number a class; and, if any differs from its default,
the settings after `_`, as `name-value` between `~`. Only characters that a URL leaves as they
are carry structure, and class names may not hold a `~`.

Codes that were ever written stay readable: a change of the form is a new version with its own
reader in `_READERS`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import parse_qs, quote_plus, urlsplit

from pages.ui.inputs import settings
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import (
    COLUMNS,
    MAX_CLASSES,
    MAX_SAMPLES,
    Sample,
    Scenario,
    ScenarioError,
    default_names,
    one_hot,
)

MAX_LENGTH = 20_000
VERSION = "1"


class ShareError(ValueError):
    """A text that is no share code; the message is a sentence for the user."""


@dataclass(frozen=True)
class Case:
    """All that a share link carries: the scenario, and the settings that are not default."""

    scenario: Scenario
    chosen: Mapping[str, float | int | str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        chosen = {}
        for name, setting in settings.SETTINGS.items():
            value = setting.read(setting.write(self.chosen.get(name, setting.default)))
            if name == "sample":
                value = min(value, len(self.scenario.samples))
            if value != setting.default:
                chosen[name] = value
        object.__setattr__(self, "chosen", MappingProxyType(chosen))

    def value(self, name: str) -> float | int | str:
        """The value of one setting."""
        return self.chosen.get(name, settings.SETTINGS[name].default)


DEFAULT = Case(PRESETS["article"])


def encode(case: Case) -> str:
    """The canonical code of a case."""
    names = case.scenario.classes
    is_default = names == default_names(len(names))
    sections = [VERSION, str(len(names)) if is_default else "~".join(names)]
    sections += [_write_sample(sample) for sample in case.scenario.samples]
    if case.chosen:
        pairs = (f"{name}-{settings.SETTINGS[name].write(v)}" for name, v in case.chosen.items())
        sections.append("_" + "~".join(pairs))
    return "~~".join(sections)


def decode(code: str) -> Case:
    """The case a code stands for; `ShareError`, and nothing else, if it stands for none."""
    if len(code) > MAX_LENGTH:
        raise ShareError(f"This code is too long: at most {MAX_LENGTH:,} characters are read.")
    version, *sections = code.split("~~")
    if version not in _READERS:
        raise ShareError(
            "This is no share code that this version can read. Copy the whole link once more."
        )
    try:
        return _READERS[version](sections)
    except (ScenarioError, settings.SettingError) as error:
        raise ShareError(str(error)) from None


def link(page_url: str, case: Case) -> str:
    """The whole link to a case on the page at `page_url`."""
    return f"{page_url.partition('?')[0]}?s={quote_plus(encode(case))}"


def code_in(text: str) -> str:
    """The share code in a text that may be a whole link."""
    found = parse_qs(urlsplit(text.strip()).query).get("s") if "://" in text else None
    return found[-1] if found else text.strip()


def _read_version_1(sections: list[str]) -> Case:
    chosen = _read_settings(sections.pop()[1:]) if sections and sections[-1][:1] == "_" else {}
    if len(sections) < 2:
        raise ShareError("This code is cut short: it holds no sample. Copy the whole link.")
    if len(sections) > 1 + MAX_SAMPLES:
        raise ShareError(f"This code has {len(sections) - 1} samples; {MAX_SAMPLES} are allowed.")
    head, *rows = sections
    names = _read_names(head)
    samples = tuple(_read_sample(row, number, len(names)) for number, row in enumerate(rows, 1))
    return Case(Scenario(names, samples), chosen)


_READERS = {"1": _read_version_1}


def _write_sample(sample: Sample) -> str:
    truth = _write_vector(sample.truth) if sample.label is None else f"t{sample.label}"
    return "~".join((truth, _write_vector(sample.a), _write_vector(sample.b)))


def _write_vector(values: tuple[float, ...]) -> str:
    return "_".join(_write_number(value) for value in values)


def _write_number(value: float) -> str:
    text = f"{value:.6g}".replace("e-0", "e-")
    return text[1:] if text.startswith("0.") else text


def _read_names(head: str) -> tuple[str, ...]:
    if re.fullmatch("[0-9]{1,2}", head):
        if int(head) > MAX_CLASSES:
            raise ShareError(f"This code has {int(head)} classes; {MAX_CLASSES} are allowed.")
        return default_names(int(head))
    return tuple(head.split("~"))


def _read_sample(row: str, number: int, size: int) -> Sample:
    vectors = row.split("~")
    if len(vectors) != len(COLUMNS):
        raise ShareError(
            f"Sample {number} of this code has {len(vectors)} parts instead of a truth and "
            "two predictions. Copy the whole link once more."
        )
    truth, a, b = vectors
    label = re.fullmatch("t([0-9])", truth)
    if label and int(label[1]) >= size:
        raise ShareError(f"Sample {number} of this code names class {label[1]} of {size}.")
    y = one_hot(int(label[1]), size) if label else _read_vector(truth, number)
    return Sample(y, _read_vector(a, number), _read_vector(b, number))


def _read_vector(text: str, number: int) -> tuple[float, ...]:
    # Plain ASCII only: float() also takes "1_000", "nan", spaces and digits of other scripts.
    parts = text.split("_")
    if not all(re.fullmatch(r"[0-9]{0,3}(\.[0-9]{1,10})?(e-[0-9]{1,3})?", p) for p in parts):
        raise ShareError(f"Sample {number} of this code holds something that is no probability.")
    try:
        return tuple(float(part) for part in parts)
    except ValueError:
        raise ShareError(f"Sample {number} of this code is missing a number.") from None


def _read_settings(text: str) -> dict[str, float | int | str]:
    pairs = (pair.partition("-") for pair in text.split("~"))
    return {name: settings.read(name, value) for name, _, value in pairs}
