"""Why a file can't be read or taken: one code for each reason; profiles/cv_readings.py and profiles/uploads.py have their sentences."""

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
)


class Unreadable(Exception):
    """A file that isn't read; `code` is one of CODES."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
