"""The pages: file, title and the question each one answers, in the order of the menu, which is
the path from one to the next. Pure."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple


class Page(NamedTuple):
    """One page of the dashboard."""

    file: str
    title: str
    question: str
    icon: str

    @property
    def path(self) -> str:
        """The page's file, from the top of the project."""
        return f"pages/{self.file}.py"


PAGES = (
    Page(
        "start",
        "Start",
        "Both models are right. A says 80 %, B says 90 %. How many perfect answers must A give to "
        "catch up?",
        ":material/flag:",
    ),
    Page(
        "distributions",
        "Distributions",
        "One sample, two models: what does each loss charge?",
        ":material/bar_chart:",
    ),
    Page(
        "compensation",
        "Compensation",
        "How many perfect samples make up for it?",
        ":material/balance:",
    ),
    Page(
        "thresholds",
        "Thresholds",
        "Why do the losses disagree at all?",
        ":material/area_chart:",
    ),
    Page(
        "gradients",
        "Gradients",
        "How hard does each loss push?",
        ":material/speed:",
    ),
    Page(
        "training",
        "Training",
        "How fast does each loss finish, and why?",
        ":material/trending_down:",
    ),
    Page(
        "likelihood",
        "Likelihood",
        "Where do the losses come from?",
        ":material/ssid_chart:",
    ),
    Page(
        "samples",
        "Samples",
        "A batch: which samples cost the most, and do the losses agree?",
        ":material/table_rows:",
    ),
    Page(
        "calibration",
        "Calibration",
        "How much of the loss could be had back?",
        ":material/straighten:",
    ),
    Page(
        "article",
        "Article",
        "What does the article say, and where is it here?",
        ":material/article:",
    ),
)


def page(file: str) -> Page:
    """The page in `pages/<file>.py`."""
    return next(page for page in PAGES if page.file == file)


def page_called(title: str) -> Page:
    """The page with this title."""
    return next(page for page in PAGES if page.title == title)


def page_after(page: Page) -> Page | None:
    """The page that comes next; None after the last one."""
    return dict(pairwise(PAGES)).get(page)


HOME = page("start")
DISTRIBUTIONS = page("distributions")
LIKELIHOOD = page("likelihood")
SAMPLES = page("samples")


def address(page: Page) -> str:
    """Where a link from one page finds another, on any host and below any path."""
    return "./" if page is HOME else f"./{page.file}"
