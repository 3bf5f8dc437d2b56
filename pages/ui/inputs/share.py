"""The share code: a scenario and the settings as one short, readable text, and back. Pure.

    1~~cat~dog~bird~~t0~.8_.2_0~.9_.1_0~~_floor-0.001

Sections stand between `~~`: the version; the class names between `~`, or just how many classes
if they have the default names; one section a sample, `truth~model A~model B`, where `t0` is the
one-hot truth of class 0 and `.8_.2_0` a number a class; and, if any differs from its default,
the settings after `_`, as `name-value` between `~`. Only characters that a URL leaves as they
are carry structure, and class names may not hold a `~`.

    2~~cat~dog~bird~~_floor-0.001~~habaaaaaagrxSmsQw0_Ku4wabaaao6aaFj…

Where that would be longer than anybody reads, version 2 packs the samples into less. They come
last and are counted, so that a code that was cut is noticed.

Codes that were ever written stay readable: a change of the form is a new version with its own
reader in `_READERS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import parse_qs, quote_plus

from pages.ui.inputs import settings, share_packed, share_readable
from pages.ui.inputs.presets import PRESETS
from pages.ui.inputs.scenario import MAX_SAMPLES, Scenario, ScenarioError

MAX_LENGTH = 20_000
# In a link, the part of the page that begins open.
OPEN = "open"
# Characters in a link. A longer code is packed where that makes it shorter.
READABLE = 2_000


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

    def __hash__(self) -> int:
        return hash((self.scenario, *self.chosen.items()))

    def value(self, name: str) -> float | int | str:
        """The value of one setting."""
        return self.chosen.get(name, settings.SETTINGS[name].default)


# From an even start both losses of the default pair soon give the plane the same regions.
BAD_START = 8.0
# What is seen without a code. Its start stands in every code that is made from it: a code
# without one, of which many were sent, means an even start.
DEFAULT = Case(PRESETS["article"], {"start": BAD_START})


def encode(case: Case) -> str:
    """The canonical code of a case."""
    code = write_version_1(case)
    return code if in_link(code) <= READABLE else min(code, write_version_2(case), key=in_link)


def in_link(code: str) -> int:
    """How many characters of a link a code takes."""
    return len(quote_plus(code))


def write_version_1(case: Case) -> str:
    """The code that can be read."""
    names = share_readable.write_names(case.scenario.classes)
    samples = map(share_readable.write_sample, case.scenario.samples)
    return "~~".join(("1", names, *samples, *_write_settings(case)))


def write_version_2(case: Case) -> str:
    """The code that is short where the one that can be read is long."""
    names = share_packed.write_names(case.scenario.classes)
    samples = share_packed.write_samples(case.scenario.samples)
    return "~~".join(("2", names, *_write_settings(case), samples))


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


def link(page_url: str, case: Case, opened: str | None = None) -> str:
    """The whole link to a case on the page at `page_url`, with a part opened that it folds away."""
    code = f"{page_url.partition('?')[0]}?s={quote_plus(encode(case))}"
    return f"{code}&{OPEN}={opened}" if opened else code


def code_in(text: str) -> str:
    """The share code in a text that may be a whole link."""
    query = text.partition("?")[2].partition("#")[0] if "://" in text else ""
    found = parse_qs(query).get("s")
    return found[-1] if found else text.strip()


def _read_version_1(sections: list[str]) -> Case:
    chosen = _read_settings(sections.pop()[1:]) if sections and sections[-1][:1] == "_" else {}
    if len(sections) < 2:
        raise ShareError("This code is cut short: it holds no sample. Copy the whole link.")
    if len(sections) > 1 + MAX_SAMPLES:
        raise ShareError(f"This code has {len(sections) - 1} samples; {MAX_SAMPLES} are allowed.")
    head, *rows = sections
    names = share_readable.read_names(head)
    samples = (share_readable.read_sample(row, n, len(names)) for n, row in enumerate(rows, 1))
    return Case(Scenario(names, tuple(samples)), chosen)


def _read_version_2(sections: list[str]) -> Case:
    if len(sections) not in (2, 3) or (len(sections) == 3 and sections[1][:1] != "_"):
        raise ShareError(share_packed.DAMAGED)
    head, *between, samples = sections
    names = share_packed.read_names(head)
    chosen = _read_settings(between[0][1:]) if between else {}
    return Case(Scenario(names, share_packed.read_samples(samples, len(names))), chosen)


_READERS = {"1": _read_version_1, "2": _read_version_2}


def _write_settings(case: Case) -> list[str]:
    pairs = [f"{name}-{settings.SETTINGS[name].write(v)}" for name, v in case.chosen.items()]
    return ["_" + "~".join(pairs)] if pairs else []


def _read_settings(text: str) -> dict[str, float | int | str]:
    pairs = (pair.partition("-") for pair in text.split("~"))
    return {name: settings.read(name, value) for name, _, value in pairs}
