"""The careers of a CV: rows of tables by their heads, else a period and what stands around it. Pure."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from profiles.cv import periods
from profiles.cv.headings import column_of, section_of

MOST_TITLE, MOST_DUTIES = 80, 1000  # signs; the columns of Career
_NUMBERED = re.compile(r"^\s*\(?\d{1,2}[.)]\s+")
_DUTIES = re.compile(r"^(?:주요|담당|수행|맡은)?\s*(?:업무|직무|활동|일)\s*(?:내용)?\s*[:：]\s*")
_BULLETS = "-·•*▪○●■◦▶※ㆍ・"


class CareerFound(NamedTuple):
    """One career as it stands in the file; `months` 0 where no period was found.

    starts_on, ends_on : the first days of its months where the file has them, as ISO 8601 or ""; with a start and no end it goes on
    """

    title: str
    months: int
    duties: str
    line: str
    is_sure: bool
    starts_on: str = ""
    ends_on: str = ""


def find(lines: Sequence[list[str]], *, on: date) -> list[CareerFound]:
    """Return the careers that stand under a heading of careers, in their order."""
    found: list[CareerFound] = []
    columns: list[str | None] = []
    for cells in lines:
        heads = [column_of(cell) for cell in cells]
        if sum(head is not None for head in heads) >= 2:
            columns = heads
        elif career := _career(cells, columns, on):
            found.append(career)
        elif found and (more := _more(cells)):
            last = found[-1]
            found[-1] = last._replace(duties="\n".join(filter(None, (last.duties, more)))[:MOST_DUTIES])
    return found


def _career(cells: list[str], columns: list[str | None], on: date) -> CareerFound | None:
    text = "\t".join(cells)
    if len(cells) == len(columns) and {"since", "until"} <= set(columns):
        text = f"{cells[columns.index('since')]} ~ {cells[columns.index('until')] or '현재'}"
    period = periods.find(text, on=on) or (periods.length(text) if "period" in columns else None)
    if period is None:
        return None
    told = _by_column(cells, columns) or _by_place(text, period.span)
    title = " ".join(filter(None, (told.get("employer", ""), told.get("role", ""))))[:MOST_TITLE].strip()
    if not title:
        return None
    is_sure = period.is_exact and bool(told.get("employer"))
    return CareerFound(
        title,
        period.months,
        told.get("duties", "")[:MOST_DUTIES],
        " | ".join(filter(None, cells)),
        is_sure,
        *(day.isoformat() if day else "" for day in (period.starts_on, period.ends_on)),
    )


def _by_column(cells: list[str], columns: list[str | None]) -> dict[str, str]:
    """What stands under each head, where the row has as many cells as the head has."""
    if len(cells) != len(columns) or not any(columns):
        return {}
    told: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=True):
        if column and cell and cell != "-":
            told[column] = " ".join(filter(None, (told.get(column, ""), cell)))
    return told if told.get("employer") or told.get("role") else {}


def _by_place(text: str, span: tuple[int, int]) -> dict[str, str]:
    """Without heads: beside the period stand the employer, the role and the duties, in this order."""
    before, after = text[: span[0]].rstrip(), text[span[1] :].lstrip()
    if before.endswith("(") and after.startswith(")"):
        before, after = before[:-1], after[1:]
    rest = f"{_NUMBERED.sub('', before)}\t{after}"
    if (length := periods.length(rest)) and rest[: length.span[0]].rstrip().endswith(("(", "\t", "")):
        inside = rest[length.span[0] - 1 : length.span[1] + 1]
        rest = rest.replace(inside, "\t", 1) if inside.startswith("(") and inside.endswith(")") else rest
    parts = [_trimmed(part) for part in rest.replace(" / ", "\t").replace("|", "\t").split("\t")]
    parts = [part for part in parts if part and section_of(part) is None]
    return dict(zip(("employer", "role", "duties"), (*parts[:2], ", ".join(parts[2:])), strict=False))


def _trimmed(part: str) -> str:
    """Without what stood between the parts; a bracket stays where its other half does: (주)다정식품."""
    part = part.strip(" ,/|:" + _BULLETS)
    for opening, closing in ("()", "[]"):
        if part.count(opening) != part.count(closing):
            part = part.strip(opening + closing)
    return part.strip(" ,/|:" + _BULLETS)


def _more(cells: list[str]) -> str:
    """A line of duties under a career: one that begins with a bullet, or that goes on without a period."""
    told = [cell for cell in cells if cell]
    if len(told) != 1 or section_of(told[0]):
        return ""
    more = _DUTIES.sub("", told[0].lstrip(_BULLETS + " "))
    return more if told[0][0] in _BULLETS or len(told[0]) >= 8 else ""


def under_heading(lines: Sequence[list[str]], section: str) -> Iterator[list[str]]:
    """The lines under the headings of a section, each without the heading itself."""
    current: str | None = None
    for cells in lines:
        opened = [section_of(cell) for cell in cells]
        first = next((place for place, cell in enumerate(cells) if cell), 0)
        before, colon, behind = cells[first].partition(":") if cells else ("", "", "")
        is_head = sum(column_of(cell) is not None for cell in cells) >= 2 and column_of(cells[first]) is not None
        if opened and opened[first] and not is_head:
            current = opened[first]
            cells = [*cells[:first], "", *cells[first + 1 :]] if len(cells) > 1 else []
        elif colon and (inline := section_of(before)):
            current = inline
            cells = [*cells[:first], behind.strip(), *cells[first + 1 :]]
        if current == section and any(cells):
            yield cells
