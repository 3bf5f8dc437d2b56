"""Whether a column can say how many samples each row counts as, and the sentence if it cannot."""

import numpy as np
import numpy.typing as npt

from losscore.weights import LEAST, MOST

from .columns import Columns
from .errors import UploadError, quoted

Weights = npt.NDArray[np.float64]


def first_bad(weights: Weights | None) -> int | None:
    """The place of the first weight that no row can have, if any."""
    if weights is None:
        return None
    good = (weights == 0.0) | (weights >= LEAST) & (weights <= MOST)
    return None if good.all() else int(np.argmin(good))


def wrong_weight(value: float, columns: Columns, place: str) -> UploadError:
    """What is wrong with the weight of a row."""
    return UploadError(f"{place}, column {_name(columns)} holds {_wrong(value)}: {_MEND}.")


def _wrong(value: float) -> str:
    if np.isnan(value):
        return "no number"
    if np.isinf(value):
        return "an infinite number"
    kind = "below 0" if value < 0.0 else "too small" if value < LEAST else "too large"
    return f"{value:.7g}, which is {kind}"


_MEND = (
    "a weight is how many samples the row counts as, 0 or more, so correct it, or say that the "
    "column is not used"
)


def check_sum(total: float, rows: int, columns: Columns) -> None:
    """Refuse weights that are fewer than two samples together, where there are several rows."""
    if min(rows, 2) <= round(total) <= MOST:
        return
    them = "the only row" if rows == 1 else f"all {rows:,} rows"
    if total == 0.0:
        wrong = "are 0, so that none counts"
    elif total > MOST:
        wrong = f"sum to {total:.4g}, which is too large"
    else:
        wrong = f"sum to {total:.4g}, so that together they count as one sample or less"
    raise UploadError(
        f"The weights of {them} in column {_name(columns)} {wrong}: a weight is how many samples "
        "the row counts as, so scale them to sum to the number of samples, or say that the column "
        "is not used."
    )


def _name(columns: Columns) -> str:
    return quoted(columns.names[columns.weight])
