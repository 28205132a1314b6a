"""The outside formats that postings come in."""

from jobs.intake import getjobinfo, recmnt, senuri, work24
from jobs.intake.base import Format

BY_NAME: dict[str, Format] = {
    found.name: found for found in (senuri.FORMAT, recmnt.FORMAT, work24.FORMAT, getjobinfo.FORMAT)
}
