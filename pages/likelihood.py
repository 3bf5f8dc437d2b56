"""Where do the losses come from?"""

from __future__ import annotations

import streamlit as st

from pages.ui import frame, session
from pages.ui.charts import likelihood as charts
from pages.ui.charts import likelihood_equal as equal_charts
from pages.ui.inputs.scenario import MODELS, Sample
from pages.ui.results import likelihood as results
from pages.ui.widgets import controls
from pages.ui.widgets.card import as_answer
from pages.ui.widgets.chart import chart, folded, remark, side_by_side, tell
from pages.ui.widgets.sliders import charts_follow
from pages.ui.wording.en import likelihood as words

Found = dict[str, results.Likelihood | None]


def main() -> None:
    """The page, from top to bottom."""
    sample, model, sigma = session.sample(), session.value("model"), session.value("sigma")
    losses, broken, gaussian = session.losses(), sample.broken, _is_gaussian()
    left, right = st.columns(2, gap="large")
    with left:
        controls.choose_scenario()
        controls.choose_model()
        if gaussian:
            st.slider("σ of the Gaussian", help=words.SIGMA, **session.ranged("sigma"))
            charts_follow("sigma", "power")
    with right:
        usable = controls.ask_to_fix(sample, [c for c in ("truth", model) if c in broken])
    if not usable:
        return
    found = _likelihoods(sample, model, sigma)
    with right, st.container(key="verdict"):
        tell(as_answer(words.answer(model, losses, found)))
    _pictures(sample, model, sigma)
    if any(loss.likelihood for loss in losses):
        folded("The arithmetic", lambda: _arithmetic(sample, sigma), key="arithmetic")
    if gaussian:
        folded(
            "What a Gaussian assumes, and labels do not do",
            lambda: _assumptions(sample, model, sigma),
            key="assumptions",
        )
    folded("Two views of the same data", lambda: _views(sample, model, found), key="views")


def _is_gaussian() -> bool:
    """Whether a loss that is compared comes from a Gaussian."""
    return any(loss.likelihood == "gaussian" for loss in session.losses())


def _likelihoods(sample: Sample, model: str, sigma: float) -> Found:
    return {loss.name: results.likelihood(loss, sample, model, sigma) for loss in session.losses()}


def _pictures(sample: Sample, model: str, sigma: float) -> None:
    classes = session.scenario().classes
    size = len(classes)
    with side_by_side():
        for loss in session.losses():
            if loss.likelihood == "gaussian":
                chart(
                    charts.gaussians_rows(classes, sample, model, sigma),
                    charts.gaussians(loss.name, size),
                    key="gaussians",
                    alt=words.GAUSSIAN_ALT,
                )
            elif loss.likelihood == "multinomial":
                chart(
                    charts.multinomial_rows(classes, sample, model),
                    charts.multinomial(loss.name, size),
                    key="multinomial",
                    alt=words.MULTINOMIAL_ALT,
                )
            else:
                st.markdown(words.no_likelihood(loss.name))
    kinds = [loss.likelihood for loss in session.losses()]
    if any(kinds):
        st.caption(words.pictures(model, kinds))


def _arithmetic(sample: Sample, sigma: float) -> None:
    models = [model for model in MODELS if model not in sample.broken]
    found = {model: _likelihoods(sample, model, sigma) for model in models}
    for column, loss in zip(st.columns(2, gap="large"), session.losses(), strict=True):
        if loss.likelihood:
            by_model = {model: by_loss[loss.name] for model, by_loss in found.items()}
            column.markdown(words.arithmetic(loss, by_model))
    st.caption(words.arithmetic_note([loss.likelihood for loss in session.losses()]))


def _assumptions(sample: Sample, model: str, sigma: float) -> None:
    tell(words.assumptions(results.assumptions(sample, model, sigma)))


def _views(sample: Sample, model: str, found: Found) -> None:
    classes, losses = session.scenario().classes, session.losses()
    size = len(classes)
    text, picture = st.columns(2, gap="large") if size == 3 else (st.container(), None)
    counted = [found[loss.name] for loss in losses if loss.likelihood == "multinomial"]
    with text:
        tell(words.views(size, model, losses, counted))
    if picture:
        moved = session.power_losses()
        with picture:
            if moved:  # Nothing else of the page depends on it.
                controls.choose_power()
                if not _is_gaussian():  # Else it is said beside σ.
                    charts_follow("power")
            chart(
                equal_charts.lines_rows(classes, sample, model, losses, moved),
                equal_charts.lines(tuple(loss.name for loss in losses)),
                key="equally_likely",
                alt=words.contour_alt(losses),
                width="content",
            )
            remark(words.contour(losses))


frame.run(main)
