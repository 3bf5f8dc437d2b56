"""Rows of text: their cells, their labels and how many cells they have."""

from collections.abc import Iterator

from tests.pages.bad_files.bad_file import READS, BadFile
from tests.pages.good_table import GOOD, HEADER, ROWS, lines, with_cell


def _cells() -> Iterator[BadFile]:
    """One wrong probability in row 2, on line 3, in column "dog"."""
    text = ["abc", "0.9f", "1_0", "0x1", "1/2", "0.9 0", "--1", "1e", ".", "-", "٣", "½", "0.9;"]
    text += ["=1+1", "=HYPERLINK(A1)", "@SUM(A1)", "+cmd|calc", "#DIV/0!", "#REF!", "NaT", "null"]
    text += ["None", "NA", "N/A", "<NA>", "?", "TRUE", "[0.9]", "(0.9)", "<b>0.9</b>", "![](x)"]
    for cell in text:
        yield BadFile(
            f"cell {cell}", with_cell(2, 2, cell), 'Row 2 (line 3 of the file), column "dog"'
        )
    for cell in ("", " ", "\t", '""'):
        yield BadFile(f"blank {cell!r}", with_cell(2, 2, cell), 'column "dog" is empty')
    for cell in ("nan", "NaN", "-nan"):
        yield BadFile(f"cell {cell}", with_cell(2, 2, cell), 'column "dog" holds no number')
    for cell in ("inf", "-inf", "1e400", "-1e400", "9" * 400, "Infinity"):
        yield BadFile(
            f"cell {cell[:9]}", with_cell(2, 2, cell), 'column "dog" holds an infinite number'
        )
    for cell in ("-0.1", "-1e-9", "-1e300"):
        yield BadFile(f"cell {cell}", with_cell(2, 2, cell), "which is below 0")
    for cell in ("1.2", "90", "1e300", "1.00002"):
        yield BadFile(f"cell {cell}", with_cell(2, 2, cell), "which is above 1")
    for cell in ("0.85", "0", "0.90002", "0.89998", "1e-300"):
        yield BadFile(f"sum {cell}", with_cell(2, 2, cell), "Row 2 (line 3 of the file) sums to")
    for cell in ("90%", "90 %"):
        yield BadFile(f"cell {cell}", with_cell(2, 2, cell), "instead of 80 %")
    for cell in (" 0.9 ", "+0.9", ".9", "9e-1", "9E-1", '"0.9"', "0.9000", "0.900001", '"0,9"'):
        words = "with a decimal comma" if cell == '"0,9"' else READS
        yield BadFile(f"cell {cell}", with_cell(2, 2, cell), words)
    yield BadFile("long cell", with_cell(2, 2, "x" * 100_000), 'column "dog" holds "xxx')
    yield BadFile("a cell far too long", with_cell(2, 2, "x" * 500_000), "line 3")


def _labels() -> Iterator[BadFile]:
    """One label in row 2 that is no class."""
    for label in ("cow", "Dog", "1", "0", "NA", "=cat", "dog.", "d\u200bog", "*dog*", "cat dog"):
        yield BadFile(f"label {label}", with_cell(2, 0, label), "not the name of a class")
    for label in ("", "  ", '""'):
        yield BadFile(f"label {label!r}", with_cell(2, 0, label), 'column "true" is empty')
    for label in (" dog", "dog ", '"dog"'):
        yield BadFile(f"label {label!r}", with_cell(2, 0, label), READS)
    yield BadFile("label over two lines", with_cell(2, 0, '"dog\ncat"'), '"dog cat"')
    yield BadFile("label of a megabyte", with_cell(2, 0, "x" * 100_000), "…")
    yield BadFile("labels all blank", lines(HEADER, *(("", *row[1:]) for row in ROWS)), "Row 1 ")


def _rows() -> Iterator[BadFile]:
    yield BadFile("good", GOOD, READS)
    yield BadFile("header only", lines(HEADER), "no rows")
    yield BadFile("header only, no line end", lines(HEADER, end=""), "no rows")
    yield BadFile("header and blank lines", lines(HEADER) + b"\n\n\n", "no rows")
    yield BadFile("no last line end", GOOD.rstrip(), READS)
    yield BadFile("blank line in the middle", lines(HEADER, ROWS[0], (), *ROWS[1:]), READS)
    yield BadFile("blank lines at the top", b"\n\n" + GOOD, READS)
    yield BadFile("blank lines at the end", GOOD + b"\n\n", READS)
    for blank in (("", "", "", ""), (" ", "", "", ""), ("",) * 9):
        data = lines(HEADER, ROWS[0], blank, *ROWS[1:])
        yield BadFile(f"blank row {blank}", data, "Row 2 (line 3 of the file) is empty")
    yield BadFile("spaces in the middle", lines(HEADER, ROWS[0], ("  ",), *ROWS[1:]), "is empty")
    yield BadFile(
        "row too short", lines(HEADER, ROWS[0], ROWS[1][:3]), "Row 2 (line 3 of the file) has 3"
    )
    yield BadFile("row too long", lines(HEADER, ROWS[0], (*ROWS[1], "0")), "has 5 cells")
    yield BadFile("row of one cell", lines(HEADER, ROWS[0], ("dog",)), "has 1 cell ")
    yield BadFile("all rows too long", lines(HEADER, *((*row, "") for row in ROWS)), "has 5 cells")
    yield BadFile("repeated header", lines(HEADER, *ROWS, HEADER, *ROWS), "Row 4 (line 5")
    yield BadFile("a row of zeros", lines(HEADER, ("cat", "0", "0", "0")), "only zeros")
    yield BadFile(
        "totals at the end", lines(HEADER, *ROWS, ("", "1.15", "1.35", "0.5")), "Row 4 (line 5"
    )
    yield BadFile("a remark at the end", GOOD + b"made on Monday\n", "Row 4 (line 5")
    yield BadFile("a remark at the top", b"My predictions\n" + GOOD, "My predictions")
    yield BadFile("CRLF", GOOD.replace(b"\n", b"\r\n"), READS)
    yield BadFile("CR", GOOD.replace(b"\n", b"\r"), READS)
    yield BadFile("CR after a header with LF", lines(HEADER) + lines(*ROWS, end="\r"), READS)
    yield BadFile(
        "CR within a row", with_cell(2, 2, "0.\r9"), "Row 2 (line 3 of the file) has 3 cells"
    )
    yield BadFile("mixed line ends", GOOD.replace(b"\n", b"\r\n", 2), READS)
    yield BadFile("CRLF and a bad cell", with_cell(3, 1, "x").replace(b"\n", b"\r\n"), "(line 4 ")
    yield BadFile(
        "blank lines and a bad cell", b"\n" + with_cell(3, 1, "x"), "Row 3 (line 5 of the file)"
    )
    yield BadFile("quoted line end before a bad cell", _after_quoted_line_end(), "Row 2 (line 4")
    yield BadFile("quote never closed", with_cell(2, 1, '"0.1'), "line 3")
    yield BadFile("quote closed too early", with_cell(2, 0, '"dog"x'), '"dogx"')
    yield BadFile(
        "all quoted", lines(*(tuple(f'"{x}"' for x in row) for row in (HEADER, *ROWS))), READS
    )
    yield BadFile("logits", lines(HEADER, ("cat", "-0.3", "2.1", "0.5")), "that these are logits")
    yield BadFile(
        "percentages", lines(HEADER, ("cat", "80", "20", "0")), "as rows of percentages do"
    )


def _after_quoted_line_end() -> bytes:
    return b'true,"a",b\n" \na",1,0\nb,0,x\n'


SOURCES = (
    _cells,
    _labels,
    _rows,
)
