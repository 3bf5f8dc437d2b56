"""What is wrong with a column that is to say how many samples each row counts as."""

import numpy as np

from losscore.weights import LEAST, MOST

from .columns import Columns
from .errors import UploadError, quoted


def wrong_weight(value: float) -> str:
    """What is wrong with the weight of a row, and what to do."""
    wrong = f"{value:.7g}, which is too large"
    if np.isnan(value):
        wrong = "no number"
    elif np.isinf(value):
        wrong = "an infinite number"
    elif value < LEAST:
        wrong = f"{value:.7g}, which is {'below 0' if value < 0.0 else 'too small'}"
    return (
        f"holds {wrong}: a weight is how many samples the row counts as, 0 or more, so correct it, "
        "or say that the column is not used"
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
        f"The weights of {them} in column {quoted(columns.names[columns.weight])} {wrong}: a "
        "weight is how many samples the row counts as, so scale them to sum to the number of "
        "samples, or say that the column is not used."
    )
