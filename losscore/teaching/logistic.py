"""Logistic regression on one sample: the chain rule from the loss to w and b, factor by factor."""

from dataclasses import dataclass
from typing import overload

import numpy as np

from ..checks import Array, Number, Numbers, check_each, number_between, numbers
from ..logits import log_softmax, sigmoid
from ..loss import Loss
from ..losses import as_loss


@dataclass(frozen=True)
class LogisticChain:
    """Every factor of ∂L/∂w = ∂L/∂ŷ · ∂ŷ/∂z · ∂z/∂w for one sample, as plain numbers.

    Attributes
    ----------
    loss_name : str
        Which loss L is.
    z : float
        The logit w·x + b.
    y_hat : float
        ŷ = σ(z), the predicted probability of class 1.
    rest : float
        1 − ŷ = σ(−z), with all its digits where ŷ is nearly 1.
    loss : float
        The penalty of the prediction (1−ŷ, ŷ) against the truth (1−y, y).
    dloss_dclasses : tuple of two floats
        ∂L/∂(1−ŷ) and ∂L/∂ŷ with each class's probability moved on its own: `Loss.gradient`. Under
        squared error the second is the article's 2(ŷ−y); under cross-entropy −y/ŷ.
    dloss_dy_hat : float
        ∂L/∂ŷ when 1−ŷ moves along, the second of these minus the first: 4(ŷ−y) under squared
        error, (ŷ−y)/(ŷ(1−ŷ)) under cross-entropy. Below 0: a larger ŷ lowers the loss.
    dy_hat_dz : float
        ŷ(1−ŷ), at most 1/4.
    dz_dw, dz_db : float
        x, and 1.
    dloss_dz, dloss_dw, dloss_db : float
        The products.
    """

    loss_name: str
    z: float
    y_hat: float
    rest: float
    loss: float
    dloss_dclasses: tuple[float, float]
    dloss_dy_hat: float
    dy_hat_dz: float
    dz_dw: float
    dz_db: float

    @property
    def dloss_dz(self) -> float:
        """∂L/∂ŷ · ∂ŷ/∂z."""
        return self.dloss_dy_hat * self.dy_hat_dz

    @property
    def dloss_dw(self) -> float:
        """∂L/∂ŷ · ∂ŷ/∂z · ∂z/∂w."""
        return self.dloss_dz * self.dz_dw

    @property
    def dloss_db(self) -> float:
        """∂L/∂ŷ · ∂ŷ/∂z · ∂z/∂b."""
        return self.dloss_dz * self.dz_db


def logistic_chain(
    loss: str | Loss, *, weight: float, bias: float, x: float, y: float
) -> LogisticChain:
    """The chain rule for logistic regression ŷ = σ(wx + b) on one sample with one input.

    Every loss is taken over both classes, prediction (1−ŷ, ŷ) against truth (1−y, y), as
    everywhere in losscore.

    Parameters
    ----------
    loss : str or Loss
        A name in `LOSSES`, or a loss.
    weight, bias, x : float
        w, b and x, each within ±1e6; w·x + b within ±700, beyond which ŷ is 0 or 1 in float64.
    y : float
        The truth's probability of class 1, 0 to 1; 0 or 1 for a label.

    Returns
    -------
    LogisticChain
        The factors and their products.

    Raises
    ------
    ValueError
        For an unknown loss, or a number outside its range.

    References
    ----------
    Bishop (2006). *Pattern Recognition and Machine Learning*, section 4.3.2. ISBN 0-387-31073-8

    Examples
    --------
    >>> chain = logistic_chain("squared_error", weight=2.0, bias=-1.0, x=0.5, y=1.0)
    >>> chain.y_hat, chain.dloss_dy_hat, chain.dy_hat_dz, chain.dz_dw, chain.dloss_dw
    (0.5, -2.0, 0.25, 0.5, -0.25)
    """
    chosen = as_loss(loss)
    weight, bias, x = (
        number_between(name, value, -1e6, 1e6)
        for name, value in (("weight", weight), ("bias", bias), ("x", x))
    )
    y = number_between("y", y, 0.0, 1.0)
    z = number_between("weight·x + bias", weight * x + bias, -700.0, 700.0)
    truth, logs = np.array([[1.0 - y, y]]), log_softmax(np.array([[0.0, z]]))
    against, in_favour = chosen.gradient_from_logs(truth, logs)[0]
    # σ(−z), not 1 − σ(z): it keeps its digits when ŷ is nearly 1.
    y_hat, rest = sigmoid(np.array([z, -z])).tolist()
    return LogisticChain(
        loss_name=chosen.name,
        z=z,
        y_hat=y_hat,
        rest=rest,
        loss=float(chosen.terms_from_logs(truth, logs).sum()),
        dloss_dclasses=(float(against), float(in_favour)),
        dloss_dy_hat=float(in_favour - against),
        dy_hat_dz=y_hat * rest,
        dz_dw=x,
        dz_db=1.0,
    )


@overload
def log_odds(y_hat: Number) -> float: ...
@overload
def log_odds(y_hat: Numbers) -> Array: ...
def log_odds(y_hat: Number | Numbers) -> float | Array:
    """The logit of a probability: log(ŷ/(1−ŷ)), the inverse of `sigmoid`.

    Parameters
    ----------
    y_hat : array-like of any shape, or a number
        Probabilities, 0 to 1.

    Returns
    -------
    ndarray of the same shape, or a float
        Nats; −inf at 0 and inf at 1.

    Raises
    ------
    ValueError
        For NaN, or a number outside 0 to 1.

    References
    ----------
    Bishop (2006). *Pattern Recognition and Machine Learning*, section 4.2. ISBN 0-387-31073-8

    Examples
    --------
    >>> log_odds([0.0, 0.5, 0.9]).round(4)
    array([  -inf, 0.    , 2.1972])
    """
    proba = numbers("y_hat", y_hat).astype(np.float64)
    check_each("y_hat", proba, (proba >= 0.0) & (proba <= 1.0), "must lie within 0 to 1")
    # Where both logarithms are about equal, one of their quotient loses no digit: 2ŷ − 1 is exact.
    near_half = np.abs(proba - 0.5) < 0.25
    with np.errstate(divide="ignore"):
        return np.where(
            near_half,
            np.log1p((2.0 * proba - 1.0) / (1.0 - proba)),
            np.log(proba) - np.log1p(-proba),
        )[()]
