"""The outside formats that postings come in."""

from jobs.intake import recmnt, senuri
from jobs.intake.base import Format

BY_NAME: dict[str, Format] = {found.name: found for found in (senuri.FORMAT, recmnt.FORMAT)}
