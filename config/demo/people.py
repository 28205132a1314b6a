"""The demo's people, drawn by lot from people.toml: the same seed and day draw the same people.

Nobody is real: names are put together from shares, e-mail addresses end in `.example` (RFC 2606) and phone numbers begin with an
office that was never given out.
"""

import tomllib
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from config.demo.roles import week_mask
from profiles import places
from profiles.declarations import CareerLine, PublicJobLine

CONTENT = Path(__file__).with_name("people.toml")
FULL_TIME_HOURS = 174
_KINDS = {
    "meaningful_work": 46,
    "meaningful_work internship": 20,
    "meaningful_work other": 18,
    "internship": 8,
    "other": 8,
}
_SEXES = {"female": 35, "male": 25, "": 40}  # of whoever answers somewhat more are women, as among the participants
EARLY_YEARS = 45  # the internships of 2019 began at 45: who was that old is here since then


class Person(NamedTuple):
    """One person as they would write themselves into the profile; public_jobs None: not told. is_early: here since 2019.

    sex: told for the statistics of fairness alone, empty for who rather doesn't say
    """

    email: str
    name: str
    phone: str
    fields: dict[str, Any]
    careers: tuple[CareerLine, ...]
    certificates: tuple[str, ...]
    public_jobs: tuple[PublicJobLine, ...] | None
    is_early: bool
    sex: str = ""


def draw(count: int, *, seed: int, today: date) -> list[Person]:
    """Draw people of 50 to 67 on the day, with homes, careers, hours and wishes."""
    lot = Random(f"{seed}:people")  # noqa: S311 - a repeatable lot is what is wanted
    drawn = [_person(number, lot, today) for number in range(1, count + 1)]
    answers = Random(f"{seed}:fairness")  # noqa: S311 - a lot of its own: who answers changes nothing else
    return [person._replace(sex=pick(answers, _SEXES)) for person in drawn]


def pick(lot: Random, shares: dict[Any, int]) -> Any:
    """Draw one of the keys by their whole weights."""
    return lot.choices(tuple(shares), weights=tuple(shares.values()))[0]


@lru_cache(maxsize=1)
def content() -> dict[str, Any]:
    """What people are drawn from."""
    return tomllib.loads(CONTENT.read_text(encoding="utf-8"))


def residents() -> dict[str, int]:
    """How many people live in each district, roughly, in thousands."""
    return content()["residents"]


def _person(number: int, lot: Random, today: date) -> Person:
    shares = content()
    birth_on = _birth(lot, int(pick(lot, shares["ages"])), today)
    careers, certificates = _careers(lot, today.year - birth_on.year)
    is_early = 2019 - birth_on.year >= EARLY_YEARS
    return Person(
        email=f"person{number:05d}@dasi.example",
        name=pick(lot, shares["surnames"]) + lot.choice(shares["given"]["names"]),
        phone=f"0100{number:07d}",
        fields={"birth_on": birth_on, **_home(lot), **_work(lot), **_wishes(lot), "profile_step": "finished"},
        careers=careers,
        certificates=certificates,
        public_jobs=_public_jobs(lot, date(2018, 12, 31) if is_early else today),
        is_early=is_early,
    )


def _birth(lot: Random, age: int, today: date) -> date:
    """A day on which somebody was born who is so old today."""
    day = date(today.year - age, today.month, min(today.day, 28))
    return date.fromordinal(day.toordinal() - lot.randrange(364))


def _home(lot: Random) -> dict[str, Any]:
    district = pick(lot, residents())
    return {"district": district, "dong": lot.choice(places.dongs(district)).code}


def _work(lot: Random) -> dict[str, Any]:
    employment = pick(lot, {"not_employed": 76, "part_time": 12, "employed": 6, "unknown": 6})
    told: dict[str, Any] = {"employment": employment, "statuses": _statuses(lot), "has_benefit": False}
    if employment == "part_time":
        told["work_mask"] = list(week_mask(lot.choice(("월화수목금 18-22", "토일 9-18", "화목 14-18"))))
    if employment == "employed":
        told["work_mask"] = list(week_mask("월화수목금 9-18"))
    if lot.random() < 0.04:
        told |= {"has_benefit": True}
    return told


def _statuses(lot: Random) -> dict[str, bool]:
    """What a person told of; who passes over a question stays unknown."""
    told = {"near_poor": lot.random() < 0.08, "basic_livelihood": lot.random() < 0.02}
    told |= {"employee_insured": lot.random() < 0.1}
    return {} if lot.random() < 0.06 else told


def _wishes(lot: Random) -> dict[str, Any]:
    kinds = pick(lot, _KINDS).split()
    week = lot.choices(content()["week"], weights=[row["weight"] for row in content()["week"]])[0]
    is_full_time = kinds == ["internship"] and lot.random() < 0.4
    return {
        "kinds_wished": kinds,
        "half_km": pick(lot, {3: 15, 4: 20, 5: 30, 7: 20, 10: 15}),
        "hours_mask": list(week_mask("월화수목금 8-19" if is_full_time else week["slots"][0])),
        "hours_per_month": FULL_TIME_HOURS if is_full_time else pick(lot, {57: 80, 50: 8, 40: 8, 30: 4}),
        "pay_wished_won": pick(lot, {None: 70, 9_000: 15, 10_000: 15}),
    }


def _public_jobs(lot: Random, told_on: date) -> tuple[PublicJobLine, ...] | None:
    """Most have none, some forget the question, a few had one in the year before they told."""
    if lot.random() < 0.06:
        return None
    if lot.random() < 0.95:
        return ()
    name, kind = lot.choice((("공공근로", "public_work"), ("지역공동체일자리", "community_work")))
    starts_on = date(told_on.year - 1, lot.randint(2, 6), 1)
    return (PublicJobLine(name, kind, starts_on, starts_on + timedelta(days=150)),)


def _careers(lot: Random, age: int) -> tuple[tuple[CareerLine, ...], tuple[str, ...]]:
    """One to three careers, the years of a life shared among them, and some of the papers that go with them."""
    table = content()["career"]
    drawn = lot.choices(table, weights=[row["weight"] for row in table], k=pick(lot, {1: 35, 2: 45, 3: 20}))
    kept = list({row["title"]: row for row in drawn}.values())
    months = 12 * (age - 27)
    careers, papers = [], []
    for row in kept:
        share = int(months * lot.uniform(0.25, 0.75) / len(kept))
        careers.append(CareerLine(row["title"], max(12, share), row["duties"], row["keco"]))
        papers += [name for name in row["certificates"] if lot.random() < 0.45]
    return tuple(careers), tuple(dict.fromkeys(papers))
