"""What a column may be, by its name alone."""

import re

_TRUTHS = {
    *("truth", "target", "targets", "label", "labels", "y", "y_true", "y_test", "true_y", "class"),
    *("actual", "actual_class", "actual_label", "gold", "gold_label", "ground_truth", "gt"),
    *("true_label", "label_true", "true_class", "trueclass", "correct_class", "correct_label"),
    *("target_class", "target_name", "classlabel", "class_label", "obs", "observed", "expected"),
    *("outcome", "reference"),
}
_IDS = re.compile(
    r"(?:.*[_ .-])?(?:id|ids|uid|uuid|guid|key)|index|idx|row|row_?number|sample|name|"
    r"file|file_?name|path|image|.*Id|.*ID"
)
_WEIGHTS = re.compile(r"(?:.*[_ .-])?weights?|w", re.I)
_SAMPLE_WEIGHTS = re.compile(
    r"(?:(?:sample|case|row|survey|frequency|freq|importance|instance|design|fit)[_ .-]?)?weights?",
    re.I,
)
_FOLDS = re.compile(
    r"(?:.*[_ .-])?(?:cv|k|test|val|outer)?[_ .-]?folds?(?:[_ .-]?(?:id|no|nr|index|number))?", re.I
)
_OTHERS = re.compile(r"(?:.*[_ .-])?(?:fold|split|group|cv|time|timestamp|date|n|count)", re.I)
_PREDICTED = re.compile(r"(?:y_?)?pred(?:ict(?:ed|ion)?)?s?(?:_?(?:class|labels?))?", re.I)
_MODELS = re.compile(
    r"models?(?:[_ .-]?(?:name|id|type|version))?|clf|classifier|estimator|algorithm|method|"
    r"learner|system|pipeline|run|experiment",
    re.I,
)


def is_truth(name: str) -> bool:
    """Whether a column is called as the true classes often are."""
    return re.sub(r"[ .-]", "_", name.lower()) in _TRUTHS


def is_id(name: str) -> bool:
    """Whether it is called as what tells rows apart."""
    return bool(_IDS.fullmatch(name))


def is_weight(name: str) -> bool:
    """Whether it is called a weight, maybe one that was measured."""
    return bool(_WEIGHTS.fullmatch(name))


def is_sample_weight(name: str) -> bool:
    """Whether it is called as the weight of a sample, and as no measurement of what was weighed."""
    return bool(_SAMPLE_WEIGHTS.fullmatch(name))


def is_fold(name: str) -> bool:
    """Whether it is called as the fold in which each sample was judged."""
    return bool(_FOLDS.fullmatch(name))


def is_model(name: str) -> bool:
    """Whether it is called as what says which model a row is of."""
    return bool(_MODELS.fullmatch(name))


def is_predicted(name: str) -> bool:
    """Whether it is called as the class that a model names, if its values are labels."""
    return bool(_PREDICTED.fullmatch(name))


def is_no_class(name: str) -> bool:
    """Whether it is called as what is rarely the probability of a class."""
    return any(pattern.fullmatch(name) for pattern in (_IDS, _WEIGHTS, _OTHERS))
