"""How big an upload may be. What these allow fits in the memory of a small server."""

MAX_UPLOAD_MB = 200
"""Size of a file; `[server] maxUploadSize` says the same, but only the browser heeds that."""

MAX_ROWS = 2_000_000
MAX_CLASSES = 1_000
MAX_CELLS = 50_000_000
"""Rows × numbers a row: 400 MB as float64."""

MAX_NAME_LENGTH = 80
"""Characters of a class name."""

MAX_PARQUET_MB = 500
"""Size of a Parquet file's columns once decompressed, as the file says."""

MAX_READING_MB = 1_000
"""Memory to read one file: the file, its table, and the process that reads it."""

MAX_READING_SECONDS = 30
"""Processor time of the process that reads a file."""

MAX_TOGETHER_MB = 2_000
"""All visitors' tables with what is computed from them, and their files until they are read."""

SCORED_ROW_BYTES = 60
"""What is computed from a row of a table and kept with it."""
