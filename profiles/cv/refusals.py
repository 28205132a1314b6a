"""Why a file can't be read or taken: one code for each reason; profiles/cv_readings.py, profiles/uploads.py and
jobs/posting_sheets.py have their sentences."""

CODES = (
    "empty",
    "too_large",
    "unknown_kind",
    "old_hwp",
    "old_word",
    "picture",
    "encrypted",
    "scanned",
    "broken",
    "too_much_inside",
    "nested",
    "too_many_pages",
    "too_slow",
    "too_heavy",
    "nothing_found",
    "two_kinds",
    "active",
    "resident_number",
    "unfinished_form",
    "picture_too_wide",
    "old_excel",
    "binary_excel",
    "macros",
    "unknown_encoding",
    "too_many_rows",
    "too_many_columns",
    "cell_too_long",
)


class Unreadable(Exception):
    """A file that isn't read; `code` is one of CODES."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
