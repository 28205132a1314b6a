"""Postings of others in the demo, taken in as a file of an open format two days before the day: nobody offers them, and nobody answers the phone."""

import json
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from config.demo.organisations import Cast
from config.demo.waves import Calendar, moment
from jobs import outside_postings

CONTENT = Path(__file__).with_name("outside.toml")
FORMAT = "senuri"


def take_in(calendar: Calendar, cast: Cast) -> None:
    """Let the city take in what others offer."""
    rows = [_row(number, written, calendar) for number, written in enumerate(_content(), start=1)]
    content = json.dumps(rows, ensure_ascii=False).encode()
    outside_postings.take_in(content, format_name=FORMAT, by=cast.city, at=moment(calendar.day(-2), 6))


@lru_cache(maxsize=1)
def _content() -> list[dict[str, Any]]:
    return tomllib.loads(CONTENT.read_text(encoding="utf-8"))["posting"]


def _row(number: int, written: dict[str, Any], calendar: Calendar) -> dict[str, str]:
    """A row as the format has it; the phone number is of an office that was never given out."""
    closes = written.get("closes")
    return {
        "id": f"demo-{number}",
        "title": written["title"],
        "company": written["company"],
        "location": written["location"],
        "workType": written["type"],
        "detCnts": written["text"],
        "clerkContt": f"채용 담당 02-000-{9000 + number}",
        "startDate": f"{calendar.day(-10):%Y%m%d}",
        "endDate": f"{calendar.day(closes):%Y%m%d}" if closes else "",
    }
