"""Where do the losses come from?"""

from __future__ import annotations

import streamlit as st

from losscore import teaching
from pages.ui import frame, palette, session
from pages.ui.charts import likelihood as charts
from pages.ui.charts import likelihood_equal as equally_likely
from pages.ui.inputs.scenario import Sample
from pages.ui.results import likelihood as likelihoods
from pages.ui.results.distributions import MODELS, broken_columns
from pages.ui.results.gradients import main_class
from pages.ui.results.likelihood import Likelihood
from pages.ui.widgets import controls, show
from pages.ui.wording.en import likelihood as words

_SURE = 0.99


def main() -> None:
    """The page, from top to bottom."""
    sample, model, sigma = session.sample(), session.value("model"), session.value("sigma")
    broken = broken_columns(sample)
    left, right = st.columns(2, gap="large")
    with left:
        controls.choose_scenario()
        controls.choose_model()
        st.slider("σ of the Gaussian", 0.05, 2.0, step=0.05, **session.bound("sigma"))
    with right:
        usable = controls.ask_to_mend(sample, [c for c in ("truth", model) if c in broken])
    if not usable:
        return
    found = {m: _likelihoods(sample, m, sigma) for m in MODELS if m not in broken}
    with right:
        st.markdown(words.answer(model, *found[model].values()))
    _pictures(sample, model, sigma)
    _arithmetic(found)
    show.section(
        "What a Gaussian assumes, and labels do not do", _assumptions(sample, model, sigma)
    )
    _views(sample, model, found[model]["cross_entropy"])


def _likelihoods(sample: Sample, model: str, sigma: float) -> dict[str, Likelihood | None]:
    counts = likelihoods.draws(sample)
    return {
        "squared_error": likelihoods.gaussian(sample, model, sigma),
        "cross_entropy": (
            None if counts is None else likelihoods.multinomial(sample, model, counts)
        ),
    }


def _pictures(sample: Sample, model: str, sigma: float) -> None:
    classes = session.scenario().classes
    size = len(classes)
    left, right = st.columns(2, gap="large")
    with left:
        show.chart(
            charts.gaussians_rows(classes, sample, model, sigma),
            charts.gaussians(size),
            key="gaussians",
            alt=words.GAUSSIAN_ALT,
        )
    with right:
        show.chart(
            charts.multinomial_rows(classes, sample, model),
            charts.multinomial(size),
            key="multinomial",
            alt=words.MULTINOMIAL_ALT,
        )
    st.caption(words.pictures(model))


def _arithmetic(found: dict[str, dict[str, Likelihood | None]]) -> None:
    show.section("The arithmetic")
    for column, loss in zip(st.columns(2, gap="large"), palette.PAIR, strict=True):
        by_model = {model: by_loss[loss] for model, by_loss in found.items()}
        column.markdown(words.arithmetic(loss, by_model))
    st.caption(words.ARITHMETIC)


def _assumptions(sample: Sample, model: str, sigma: float) -> str:
    y_hat = getattr(sample, model)[main_class(sample)]
    return words.assumptions(
        y_hat,
        sigma,
        teaching.gaussian_mass_outside(y_hat, sigma=sigma),
        teaching.label_deviation(y_hat),
        teaching.label_deviation(_SURE),
    )


def _views(sample: Sample, model: str, multinomial: Likelihood | None) -> None:
    show.section("Two views of the same data")
    classes = session.scenario().classes
    size = len(classes)
    text, picture = st.columns(2, gap="large") if size == 3 else (st.container(), None)
    with text:
        st.markdown(words.views(size, model, multinomial))
    if picture:
        with picture:
            show.chart(
                equally_likely.lines_rows(classes, sample, model),
                equally_likely.lines(),
                key="equally_likely",
                alt=words.CONTOUR_ALT,
                width="content",
            )
            st.caption(words.CONTOUR)


frame.run(main)
