"""Names of certificates that forms offer and demo people hold; any other name may be typed too.

Source: profiles/reference/README.md.
"""

import csv
from functools import lru_cache
from pathlib import Path

REFERENCE = Path(__file__).parent / "reference"


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """All names, kept together by field as in the reference file."""
    return tuple(name for _, names_of_group in groups() for name in names_of_group)


@lru_cache(maxsize=1)
def groups() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(field, names) in the order of the reference file."""
    found: dict[str, tuple[str, ...]] = {}
    with (REFERENCE / "certificates.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["group"]] = (*found.get(row["group"], ()), row["name"])
    return tuple(found.items())
