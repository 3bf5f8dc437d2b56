"""A tally as text and back: exactly the same one, or a sentence that says what is wrong with it."""

import json
import math
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt

from .checks import told
from .exact import UNIT
from .tally_fits import check_fit
from .tally_rows import KEPT, Costly, CostlyRow, Telling, TellingRow, places
from .tally_sums import EXACT, Sums, shapes

VERSION = 1

# What a file may ask for: no tally of these sizes takes more than a quarter of a gigabyte.
_MOST = {"models": 50, "losses": 20, "classes": 100_000}
_MOST_NUMBERS = 2**25
# A sum of float64, each up to 2¹⁰²⁴ and a whole number of 2⁻¹⁰⁷⁴, has no more digits than these.
_MOST_DIGITS = 560
_MOST_UNITS = UNIT * 2**1023


def dump(header: dict[str, Any], sums: Sums, costly: Costly, telling: Telling) -> str:
    """The text: numbers with every digit, of each array what is not 0."""
    written = {
        "losscore_tally": VERSION,
        **header,
        "sums": {name: _written(total) for name, total in sums.items()},
        "costliest": [[_row(row) for row in rows] for rows in costly.values()],
        "telling": [[_row(row) for row in rows] for rows in telling.values()],
    }
    return json.dumps(written, allow_nan=False, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> tuple[dict[str, Any], Sums, Costly, Telling]:
    """What `dump` wrote, checked: it may come from anywhere."""
    try:
        found = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"this is no tally: it is not JSON ({error})") from None
    if not isinstance(found, dict) or "losscore_tally" not in found:
        raise ValueError("this is no tally: it does not say losscore_tally")
    if found["losscore_tally"] != VERSION or isinstance(found["losscore_tally"], bool):
        raise ValueError(
            f"this tally is of version {told(found['losscore_tally'])}, and only {VERSION} is read"
        )
    header = {name: _list(found, name, most) for name, most in _MOST.items()}
    _check_header(header)
    sizes = len(header["models"]), len(header["losses"]), len(header["classes"])
    wanted = shapes(*sizes)
    if sum(math.prod(shape) for shape in wanted.values()) > _MOST_NUMBERS:
        raise ValueError("this tally has more numbers than fit: fewer models, losses or classes do")
    written = found.get("sums")
    if not isinstance(written, dict) or set(written) != set(wanted):
        raise ValueError(f"sums of a tally must be {', '.join(wanted)}")
    sums = {name: _read(name, written[name], shape) for name, shape in wanted.items()}
    of_models, of_pairs = places(*sizes[:2])
    lists = _lists(found, "costliest", len(of_models)), _lists(found, "telling", len(of_pairs))
    costly = {
        key: _rows("costliest", rows, CostlyRow, sizes[2])
        for key, rows in zip(of_models, lists[0], strict=True)
    }
    telling = {
        key: _rows("telling", rows, TellingRow, sizes[2])
        for key, rows in zip(of_pairs, lists[1], strict=True)
    }
    check_fit(sums, costly, telling)
    return header, sums, costly, telling


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"it holds {name}")


def _written(total: npt.NDArray[Any]) -> dict[str, list[Any]]:
    flat = total.ravel()
    at = np.flatnonzero(flat)
    values = flat[at].tolist()
    return {
        "at": at.tolist(),
        "values": list(map(hex, values)) if total.dtype == object else values,
    }


def _row(row: tuple[Any, ...]) -> list[Any]:
    return ["inf" if value == math.inf else value for value in row]


def _list(found: dict[str, Any], name: str, most: int) -> list[Any]:
    values = found.get(name)
    if not isinstance(values, list) or not 1 <= len(values) <= most:
        raise ValueError(f"{name} of a tally must be a list of 1 to {most}")
    return values


def _check_header(header: dict[str, Any]) -> None:
    if not all(isinstance(name, str) for name in header["models"]):
        raise ValueError("models of a tally must be their names")
    if not all(isinstance(name, str | int | float) for name in header["classes"]):
        raise ValueError("classes of a tally must be their names")
    for loss in header["losses"]:
        named = isinstance(loss, dict) and set(loss) == {"name", "settings"}
        if not named or not isinstance(loss["name"], str) or not isinstance(loss["settings"], dict):
            raise ValueError(f"losses of a tally must have a name and settings, got {told(loss)}")
    for name in ("models", "classes"):
        if len(set(header[name])) < len(header[name]):
            raise ValueError(f"{name} of a tally must be named differently")
    if len({loss["name"] for loss in header["losses"]}) < len(header["losses"]):
        raise ValueError("losses of a tally must be named differently")
    if len(header["classes"]) < 2:
        raise ValueError("classes of a tally must be at least 2")


def _read(name: str, written: Any, shape: tuple[int, ...]) -> npt.NDArray[Any]:
    named = isinstance(written, dict) and set(written) == {"at", "values"}
    if not named or not all(isinstance(part, list) for part in written.values()):
        raise ValueError(f"{name} of a tally must have lists at and values")
    at, values, size = written["at"], written["values"], math.prod(shape)
    if len(at) != len(values):
        raise ValueError(f"{name} of a tally has {len(at)} places and {len(values)} values")
    total = np.zeros(size, object if name in EXACT else np.float64)
    last = -1
    for place, value in zip(at, values, strict=True):
        if type(place) is not int or not last < place < size:
            raise ValueError(f"{name} of a tally must have rising places below {size}")
        last = place
        total[place] = _whole(name, value) if name in EXACT else _number(name, value)
    # The lines hold what is added and taken away, so that rounding may leave less than 0.
    if name not in ("pair_first", "lines") and (total < 0).any():
        raise ValueError(f"{name} of a tally must be at least 0")
    return total.reshape(shape)


def _whole(name: str, value: Any) -> int:
    try:
        if isinstance(value, str) and len(value) <= _MOST_DIGITS:
            found = int(value, 16)
            if abs(found) < _MOST_UNITS:
                return found
    except ValueError:
        pass
    raise ValueError(f"{name} of a tally must be whole numbers in base 16, got {told(value)}")


def _number(name: str, value: Any, infinite: bool = False) -> float:
    if infinite and value == "inf":
        return math.inf
    if type(value) in (int, float) and abs(value) <= np.finfo(np.float64).max:
        return float(value)
    raise ValueError(f"{name} of a tally must be finite numbers, got {told(value)}")


def _lists(found: dict[str, Any], name: str, count: int) -> list[Any]:
    lists = found.get(name)
    if not isinstance(lists, list) or len(lists) != count:
        raise ValueError(f"{name} of a tally must be {count} lists")
    return lists


def _rows(name: str, rows: Any, kind: Any, classes: int) -> tuple[Any, ...]:
    fields = kind._fields
    if not isinstance(rows, list) or len(rows) > KEPT:
        raise ValueError(f"{name} of a tally must be lists of at most {KEPT} rows")
    found = []
    for row in rows:
        if not isinstance(row, list) or len(row) != len(fields):
            raise ValueError(f"{name} of a tally must have rows of {', '.join(fields)}")
        found.append(kind(*(_field(f, v, classes) for f, v in zip(fields, row, strict=True))))
    if any(not row[0] > 0.0 for row in found) or [-r[0] for r in found] != sorted(
        -r[0] for r in found
    ):
        raise ValueError(f"{name} of a tally must go from the highest down, and end above 0")
    return tuple(found)


def _field(name: str, value: Any, classes: int) -> Any:
    if name == "id":
        if value is None or type(value) in (int, str):
            return value
        raise ValueError(f"id of a row must be a whole number, a text or none, got {told(value)}")
    if name in ("truth", "predicted"):
        if type(value) is int and 0 <= value < classes:
            return value
        raise ValueError(f"{name} of a row must be from 0 to {classes - 1}, got {told(value)}")
    number = _number(f"{name} of a row", value, infinite=name in ("penalty", "beyond", "a", "b"))
    if number < 0.0:
        raise ValueError(f"{name} of a row must be at least 0, got {told(value)}")
    return number
