"""The sentence at the end of a page, by its file: why the page that comes next is worth a look."""

from __future__ import annotations

ONWARD = {
    "distributions": "A penalty is what one sample costs: what would it take to make up for it?",
    "compensation": "Each loss counts in its own way: why do losses disagree at all?",
    "thresholds": "What a loss charges also drives a model that learns: how hard does it push?",
    "gradients": "A push moves a model by one step: how many steps does it take?",
    "training": "Both losses were taken as given so far: where do they come from?",
    "likelihood": "So much for one sample: which samples of your own models cost the most?",
    "samples": "A loss is what it is: how much of it could be had back without a better model?",
    "calibration": "All of this began with an article: what does it say, and where is it here?",
}
