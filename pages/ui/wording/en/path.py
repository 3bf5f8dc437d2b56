"""The sentence at the end of a page, by its file: why the page that comes next is worth a look."""

from __future__ import annotations

ONWARD = {
    "distributions": "A penalty is what one sample costs. What would it take to make up for it?",
    "compensation": "Each loss counts in its own way. Why do losses disagree at all?",
    "thresholds": "What a loss charges also drives a model that learns. How hard does it push?",
    "gradients": "A push moves a model by one step. How many steps does it take?",
    "training": "Both losses were taken as given so far. Where do they come from?",
    "likelihood": "So much for one sample. Which samples of your own models cost the most?",
    "samples": "A loss is what it is. How much of it could be had back without a better model?",
    "calibration": "All of this began with an article. What does it say, and where is it here?",
}
