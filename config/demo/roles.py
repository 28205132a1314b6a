"""The demo's roles: what people would do, where, when, and what they would be asked.

28 names are real (50플러스재단 notices, see roles.toml); the texts are the project's own.
"""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

CONTENT = Path(__file__).parent
WEEKDAYS = "월화수목금토일"

MEANINGFUL, INTERNSHIP, OTHER = "meaningful_work", "internship", "other"
MEANINGFUL_GROUPS = (
    "사회서비스형",
    "마을지원형",
    "세대통합형",
    "50+당사자지원형",
    "사회적경제지원형",
)
INTERNSHIP_GROUP = "50+인턴십"


class Role(NamedTuple):
    """A kind of work that postings are written from; week masks have one bit an hour, Monday first."""

    key: str
    name: str
    kind: str
    group: str
    title: str
    duties: str
    keco: str
    masks: tuple[tuple[int, ...], ...]
    weekly_hours: tuple[int, ...]
    required: tuple[str, ...]
    preferred: tuple[str, ...]
    hosts: tuple[str, ...]
    questions: tuple[str, ...]
    since: int


@lru_cache(maxsize=1)
def roles() -> dict[str, Role]:
    """All roles by key: the 28 of 보람일자리 first, then internships and the two others."""
    tables = [_table("roles.toml"), _table("roles_firms.toml")]
    return {row["key"]: _role(row) for table in tables for row in table["role"]}


def role(key: str) -> Role:
    """The role of a key. Raises KeyError."""
    return roles()[key]


def week_mask(slots: str) -> tuple[int, ...]:
    """'월수금 9-13' -> seven ints, Monday first, bit h for the hour h..h+1. Raises ValueError."""
    days, hours = slots.split()
    start, end = (int(hour) for hour in hours.split("-"))
    if not 0 <= start < end <= 24 or set(days) - set(WEEKDAYS):
        raise ValueError(slots)
    bits = sum(1 << hour for hour in range(start, end))
    return tuple(bits if day in days else 0 for day in WEEKDAYS)


def hours_in(mask: tuple[int, ...]) -> int:
    """How many hours a week a mask holds."""
    return sum(day.bit_count() for day in mask)


def kind_of(group: str) -> str:
    """The kind of programme a group belongs to."""
    if group in MEANINGFUL_GROUPS:
        return MEANINGFUL
    return INTERNSHIP if group == INTERNSHIP_GROUP else OTHER


def _role(row: dict) -> Role:
    masks = tuple(week_mask(slots) for slots in row["slots"])
    stated = row.get("weekly_hours")
    return Role(
        key=row["key"],
        name=row["name"],
        kind=kind_of(row["group"]),
        group=row["group"],
        title=row["title"],
        duties=row["duties"],
        keco=row["keco"],
        masks=masks,
        weekly_hours=tuple(stated or hours_in(mask) for mask in masks),
        required=tuple(row.get("required", ())),
        preferred=tuple(row["preferred"]),
        hosts=tuple(row["hosts"]),
        questions=tuple(row["questions"]),
        since=row.get("since", 2015),
    )


def _table(filename: str) -> dict:
    return tomllib.loads((CONTENT / filename).read_text(encoding="utf-8"))
