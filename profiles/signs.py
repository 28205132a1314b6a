"""Signs that read alike however they were typed, and the numbers known by them. No Django: the process that reads a stranger's file uses them, too."""

import re
import unicodedata

DASHES = "‐‑‒–—―−﹘﹣－·・ㆍ•∙⋅‧"
UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_READ = {**dict.fromkeys(map(ord, DASHES), "-"), **dict.fromkeys(map(ord, UNSEEN))}
_RESIDENT_NUMBER = re.compile(
    r"(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[\s.]*-[-\s.]*[0-9*]|[\s._/]*[1-8])\d{6}(?!\d)"
)


def read(text: str) -> str:
    """The text as it reads: NFKC, one kind of dash, nothing unseen."""
    return unicodedata.normalize("NFKC", text.translate(_READ)).translate(_READ)


def holds_resident_number(text: str) -> bool:
    """Whether a resident registration number stands in the text: 6 digits of a birth date, then 7 more (PIPA art. 24-2)."""
    return bool(_RESIDENT_NUMBER.search(read(text)))
