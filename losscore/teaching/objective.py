"""The mean loss of a softmax regression as a function of its parameters."""

import numpy as np

from ..checks import Array
from ..logits import log_softmax_of, softmax_of
from ..loss import Loss

# A sample whose logit is pushed by less, of at most 1 under cross-entropy, is hardly pushed.
_FADED = 0.01

# Traces are computed for many steps at once, in pieces that stay in the processor's cache.
_PIECE = 12_000


class SoftmaxObjective:
    """Mean loss of ŷ = softmax(xW + b) over N samples; the parameters are [W; b], (D+1, K)."""

    def __init__(self, x: Array, truth: Array, loss: Loss) -> None:
        """Take points (N, D), one-hot truth (N, K) and the loss to average."""
        # By column in memory, as all that is computed from them: the few numbers of a row are
        # added up many rows at a time.
        self._design = np.asfortranarray(np.column_stack([x, np.ones(len(x))]))
        self._truth = np.asfortranarray(truth)
        self._loss = loss

    def value(self, parameters: Array) -> float:
        """Mean loss, in the unit of the loss."""
        logs = log_softmax_of(self._logits(parameters))
        return float(self._loss.terms_from_logs(self._truth, logs).sum(axis=1).mean())

    def gradient(self, parameters: Array) -> Array:
        """∂/∂[W; b] of the mean loss, (D+1, K)."""
        proba = softmax_of(self._logits(parameters))
        return self._design.T @ self._loss.logit_gradient_at(self._truth, proba) / len(proba)

    def hessian(self, parameters: Array) -> Array:
        """Second derivatives of the mean loss, ((D+1)·K, (D+1)·K)."""
        proba = softmax_of(self._logits(parameters))
        curvature = self._loss.hessian_at(self._truth, proba)
        # (K, K, N, 1) × (N, D+1): one small matrix product for each pair of classes.
        weighted = np.moveaxis(curvature, 0, -1)[..., None] * self._design
        blocks: Array = self._design.T @ weighted / len(proba)
        return blocks.transpose(2, 0, 3, 1).reshape(parameters.size, parameters.size)

    def given_up(self, parameters: Array) -> tuple[int, float]:
        """Samples given a wrong class and hardly pushed from there: how many, and their loss.

        That loss is their part of the mean loss of all samples.
        """
        logs = log_softmax_of(self._logits(parameters))
        pushes = self._loss.logit_gradient_at(self._truth, np.exp(logs))
        faded = np.abs(np.einsum("ij,ij->i", self._truth, pushes)) < _FADED
        left = faded & (logs.argmax(axis=1) != self._truth.argmax(axis=1))
        terms = self._loss.terms_from_logs(self._truth[left], logs[left])
        return int(left.sum()), float(terms.sum()) / len(logs)

    def trace(self, history: Array) -> tuple[Array, Array, Array]:
        """Mean loss, mean residual on the true class and accuracy, for parameters (S, D+1, K)."""
        pieces = max(1, history.shape[0] * self._truth.size // _PIECE)
        traced = [self._trace(piece) for piece in np.array_split(history, pieces)]
        loss, residual, accuracy = (np.concatenate(parts) for parts in zip(*traced, strict=True))
        return loss, residual, accuracy

    def _trace(self, history: Array) -> tuple[Array, ...]:
        shape = len(history), len(self._truth)
        logs = log_softmax_of(self._logits(history))
        truth = np.asfortranarray(np.tile(self._truth, (len(history), 1)))
        loss = self._loss.terms_from_logs(truth, logs).sum(axis=1)
        # The other classes' sum, not 1 − ŷ: it keeps its digits when ŷ is nearly 1.
        residual = ((1.0 - truth) * np.exp(logs)).sum(axis=1)
        right = logs.argmax(axis=1) == truth.argmax(axis=1)
        return tuple(each.reshape(shape).mean(axis=1) for each in (loss, residual, right))

    def _logits(self, parameters: Array) -> Array:
        """xW + b, (N, K), and for parameters (S, D+1, K) of all S after one another, (S·N, K)."""
        by_class: Array = parameters.swapaxes(-1, -2) @ self._design.T
        return by_class.swapaxes(0, -2).reshape(parameters.shape[-1], -1).T
