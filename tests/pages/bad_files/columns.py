"""Columns of text: how they are called, how classes are named, what the truth is."""

from collections.abc import Iterator

from tests.pages.bad_files.bad_file import READS, BadFile
from tests.pages.good_table import CLASSES, GOOD, HEADER, ROWS, lines, with_cell


def _headers() -> Iterator[BadFile]:
    yield BadFile("no true column", lines(CLASSES, *(row[1:] for row in ROWS)), 'no column "true"')
    yield BadFile("no header", lines(*ROWS), 'no column "true"')
    for name in ("truth", "label", "y", "target", "class", "true_label", "Ground Truth"):
        yield BadFile(f"{name} for true", with_cell(0, 0, name), READS)
    for name in ("true:", "answer"):
        yield BadFile(f"{name} for true", with_cell(0, 0, name), "")
    for name in ("TRUE", "True", " true ", '"true"'):
        yield BadFile(f"{name} for true", with_cell(0, 0, name), READS)
    shouted = lines(("label", "FALSE", "TRUE"), ("FALSE", "1", "0"))
    yield BadFile("TRUE for a class", shouted, READS)
    yield BadFile("true alone", lines(("true",), ("cat",)), "no row of column names")
    yield BadFile("true and one class", lines(("true", "cat"), ("cat", "1")), "for one class only")
    yield BadFile(
        "true twice", lines(("true", *HEADER), *(("cat", *row) for row in ROWS)), "appears 2 times"
    )
    yield BadFile("a class twice", with_cell(0, 2, "cat"), '"cat" appears 2 times, in columns 2, 3')
    yield BadFile("a class twice but for spaces", with_cell(0, 2, "cat "), "appears 2 times")
    yield BadFile("a class thrice", lines(("true", "a", "a", "a"), ("a", "1", "0", "0")), "3 times")
    yield BadFile("renamed duplicate", with_cell(0, 2, "cat.1"), "not the name of a class")
    yield BadFile("class column missing", lines(*(row[:3] for row in (HEADER, *ROWS))), "Row 3 ")
    for column in (1, 2, 3):
        yield BadFile(
            f"no name in column {column + 1}",
            with_cell(0, column, ""),
            f"Column {column + 1} has no name",
        )
    yield BadFile(
        "a comma at every line's end", GOOD.replace(b"\n", b",\n"), "Column 5 has no name"
    )
    ids = ("id", *(str(i) for i in range(100, 103)))
    numbered = [(a, *row) for a, row in zip(ids, (HEADER, *ROWS), strict=True)]
    yield BadFile("a column of ids", lines(*numbered), READS)
    named = [("file", *HEADER), *((f"{i}.png", *row) for i, row in enumerate(ROWS))]
    yield BadFile("a column of file names", lines(*named), READS)
    for first in ("", "Unnamed: 0"):
        indexed = [(first, *HEADER), *((str(i), *row) for i, row in enumerate(ROWS))]
        yield BadFile(f"pandas index {first}", lines(*indexed), READS)
        indexed = [
            (first, *HEADER),
            *((str(i), *row) for i, row in zip((7, 3, 9), ROWS, strict=True)),
        ]
        yield BadFile(f"shuffled index {first}", lines(*indexed), READS)
        indexed = [(first, *HEADER), *(("row", *row) for row in ROWS)]
        yield BadFile(f"text index {first}", lines(*indexed), READS)
        indexed = [(first, *HEADER), *(("0.5", *row) for row in ROWS)]
        yield BadFile(f"numbers as index {first}", lines(*indexed), READS)
    yield BadFile(
        "index without a name or a comma",
        lines(HEADER, *(("0", *row) for row in ROWS)),
        "has 5 cells",
    )
    many = [("true", *map(str, range(10_000))), ("0", "1", *["0"] * 9_999)]
    yield BadFile("ten thousand columns", lines(*many), "10,001 columns")
    many = [("true", *map(str, range(1_001))), ("0", "1", *["0"] * 1_000)]
    yield BadFile("1,001 classes", lines(*many), "at most 1,000 classes")
    many = [("true", *map(str, range(1_000))), ("0", "1", *["0"] * 999)]
    yield BadFile("1,000 classes", lines(*many), READS)
    yield BadFile("a million commas", b"true" + b"," * 1_000_000, "columns")
    yield BadFile("a first line without end", b"true," + b"x," * 1_000_000, "longer than")
    yield BadFile(
        "quote in the header never closed",
        b'true,"cat,dog\n' + b"a,1,0\n" * 100_000,
        "no row of column names",
    )


def _names() -> Iterator[BadFile]:
    """Class names that something might take for more than a name."""
    odd = [
        "![](http://x/y.png)",
        "**bold**",
        "$x^2$",
        "<script>alert(1)</script>",
        "=1+1",
        "@a",
        "-a",
    ]
    odd += [
        "NA",
        "null",
        "None",
        "nan",
        "",
        "01",
        "1e5",
        "3.0",
        "-1",
        "True",
        "a b",
        "naïve",
        "猫",
        "🐈",
    ]
    odd += [
        "👩\u200d🔬",
        "a\u00a0b",
        "x" * 80,
        "constructor",
        "__proto__",
        "cat.1",
        "index",
        "sample",
    ]
    for name in filter(None, odd):
        yield BadFile(f"class {name[:20]}", lines(("true", name, "b"), (name, "1", "0")), READS)
    for name in ("x" * 81, "x" * 50_000):
        yield BadFile(
            f"class name of {len(name)}", lines(("true", name, "b"), ("b", "0", "1")), "shorten it"
        )
    for name in (
        "a\ufe0fb",
        "a\u034f",
        "a\U000e0061",
        "a\u2800",
        "a\x07b",
        "a\x1b[31mb",
        "a\u202eb",
        "a\u200eb",
        "a\x7fb",
        '"a\nb"',
        "a\ue000b",
        "a\u2028b",
    ):
        yield BadFile(
            f"class {name!r}", lines(("true", name, "b"), ("b", "0", "1")), "invisible or control"
        )
    yield BadFile("class of a filler", lines(("true", "\u3164", "b"), ("b", "0", "1")), "no name")
    for twin in ("cat\u200d", "ca\u200ct"):
        yield BadFile(
            f"class {twin!r} beside cat",
            lines(("true", "cat", twin), ("cat", "0", "1")),
            'The column name "cat" appears 2 times, in columns 2, 3',
        )
    yield BadFile("❤ beside ❤️", lines(("true", "❤", "❤️"), ("❤", "0", "1")), "appears 2 times")
    yield BadFile("class ❤️", lines(("true", "❤️", "b"), ("❤️", "1", "0")), READS)
    yield BadFile("comma in a name", lines(("true", '"a,b"', "c"), ('"a,b"', "1", "0")), READS)
    yield BadFile("quote in a name", lines(("true", '"a""b"', "c"), ('"a""b"', "1", "0")), READS)


def _truths() -> Iterator[BadFile]:
    """Labels and class names that differ as text and not as values; and soft truth."""
    for label, name in (
        ("3.0", "3"),
        ("3", "3.0"),
        ("-1.0", "-1"),
        ("0.50", "0.5"),
        ("TRUE", "True"),
        ("false", "False"),
    ):
        yield BadFile(f"{label} for {name}", lines(("true", name, "b"), (label, "1", "0")), READS)
    for label, name in (
        ("1", "01"),
        ("01", "1"),
        ("1", "True"),
        ("3", "3.5"),
        ("1e0", "1"),
        ("na", "NA"),
    ):
        words = "not the name of a class"
        yield BadFile(f"{label} for {name}", lines(("true", name, "b"), (label, "1", "0")), words)
    yield BadFile(
        "3.00 for 3 and 3.0",
        lines(("true", "3", "3.0"), ("3.00", "1", "0")),
        "not the name of a class",
    )
    yield BadFile("3.0 for 3 and 3.0", lines(("true", "3", "3.0"), ("3.0", "1", "0")), READS)
    yield BadFile("booleans", lines(("true", "False", "True"), ("True", "0", "1")), READS)
    yield BadFile(
        "booleans in capitals",
        lines(("TRUE", "FALSE", "TRUE"), ("TRUE", "0", "1")),
        "appears 2 times",
    )
    soft = ("cat", "dog", "true:cat", "true:dog")
    yield BadFile("soft truth", lines(soft, ("0.8", "0.2", "0.7", "0.3")), READS)
    yield BadFile(
        "soft truth off",
        lines(soft, ("0.8", "0.2", "0.7", "0.2")),
        "The truth of row 1 (line 2 of the file) sums to 0.9",
    )
    yield BadFile(
        "soft truth negative",
        lines(soft, ("0.8", "0.2", "-0.1", "1.1")),
        'column "true:cat" holds -0.1',
    )
    yield BadFile(
        "soft truth blank", lines(soft, ("0.8", "0.2", "1", "")), 'column "true:dog" is empty'
    )
    yield BadFile(
        "soft truth text", lines(soft, ("0.8", "0.2", "cat", "0")), 'column "true:cat" holds "cat"'
    )
    yield BadFile("soft truth missing", lines(soft[:3], ("0.8", "0.2", "1")), '"true:dog"')
    yield BadFile(
        "soft truth of no class",
        lines((*soft, "true:cow"), ("1", "0", "1", "0", "0")),
        '"true:cow" names a class',
    )
    yield BadFile(
        "soft and hard truth", lines(("true", *soft), ("cat", "1", "0", "1", "0")), "has both"
    )
    yield BadFile(
        "soft truth alone", lines(soft[2:], ("0.7", "0.3")), "no column with probabilities"
    )
    yield BadFile("soft truth of one class", lines(("a", "true:a"), ("1", "1")), "one class only")


SOURCES = (
    _headers,
    _names,
    _truths,
)
