"""The picture of an answer that Share offers."""

COVERED = "**What is your guess?** The link shows the answer."
WORDS = {
    "name": "losscore",
    "save": "Save the picture",
    "copy": "Copy the picture",
    "copied": "The picture is copied.",
    "refused": "This browser copies no pictures: save it instead.",
}
