"""The demo's postings: each programme's seats shared among zones, sites and calls, and written as its operator would.

In 2019 a programme calls once, in its season. In the present year its zones stand in different calls, so that every operator has
something at every stage.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from random import Random
from typing import Any, NamedTuple

from config.demo import people
from config.demo.attaching import ASKED_FILES
from config.demo.organisations import Cast, Hosts
from config.demo.programmes import FULL_TIME_WEEK, Plan
from config.demo.roles import INTERNSHIP, Role
from config.demo.waves import PLAN_YEAR, Calendar, Wave, closing_on
from jobs import postings, sites
from jobs.models import Posting, ProgrammeYear, Site
from jobs.postings import SiteSeats
from profiles import places
from profiles.actors import Actor

SEATS_A_POSTING = 16
SEATS_A_SITE = 7
WHOLE_CITY = "서울 전역"
FULL_TIME_MONTH = 174
CALLS = ("running", "ending", "offers", "review", "open")
CALLS_OF_INTERNSHIPS = ("done", "running", "offers", "review", "open")
SECOND_CALLS = ("in_review", "draft", "soon", "in_review")
SEATS_OF_A_SECOND_CALL = 6
SEATS_OF_A_ROUND = 11  # two sites, so that there are wishes, and fewer seats than people


class Call(NamedTuple):
    """One posting to be written: which programme, when, where, how many seats, by which operator (its place in the cast)."""

    plan: Plan
    year: int
    wave: Wave
    zones: tuple[str, ...]
    seats: int
    operator: int
    is_second: bool = False


def calls(calendar: Calendar, plans: Sequence[Plan], operators: int) -> list[Call]:
    """Return every posting of the demo, 2019 first, in the order in which they are written."""
    found = [*_calls_of_plan(calendar, plans, operators), *_calls_of_now(calendar, plans, operators)]
    return sorted(found, key=lambda call: call.wave.written_at)


class Board:
    """Writes postings with their sites, and remembers each operator's sites."""

    def __init__(self, cast: Cast, years: dict[tuple[str, int], ProgrammeYear], hosts: Hosts, *, seed: int) -> None:
        self._cast, self._years, self._hosts = cast, years, hosts
        self._lot = Random(f"{seed}:board")  # noqa: S311 - a repeatable lot
        self._sites: dict[tuple[int, str], Site] = {}
        self.seats: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)  # by programme and year: by district

    def write(self, call: Call) -> Posting:
        """Write one posting, and send it to the city unless it is to stay a draft."""
        by = self._cast.operators[call.operator]
        role = call.plan.role
        at = call.wave.written_at
        seats: dict[Site, int] = {}
        for kind, district, number in self._seats(call):
            site = self._site(kind, district, by, at)
            seats[site] = seats.get(site, 0) + number
            self.seats[call.plan.name, call.year][district] += number
        posting = postings.write(
            self._years[call.plan.name, call.year],
            by.organisation,
            self._fields(call, role),
            [SiteSeats(site, number) for site, number in seats.items()],
            by=by,
            at=at,
        )
        if call.wave.key == "draft":
            return posting
        return postings.send_to_review(posting, by=by, at=call.wave.sent_at)

    def _fields(self, call: Call, role: Role) -> dict[str, Any]:
        shift = self._lot.randrange(len(role.masks))
        weekly = role.weekly_hours[shift]
        place = " · ".join(call.zones) if len(call.zones) < len(places.zones()) else WHOLE_CITY
        return {
            "selection": "round" if call.wave.key == "round" else "operator",
            "title": role.title.format(place=f"{place} 추가모집" if call.is_second else place),
            "duties": role.duties,
            "keco": role.keco,
            "weekly_hours": weekly,
            "hours_per_month": FULL_TIME_MONTH if weekly >= FULL_TIME_WEEK else 57,
            "hours_mask": list(role.masks[shift]),
            "required_certificates": list(role.required),
            "preferred_certificates": list(role.preferred),
            "question": role.questions[0],
            "asked_files": ASKED_FILES if call.wave.key == "open" and call.operator == 0 else [],
            "apply_from": call.wave.apply_from,
            "apply_until": call.wave.apply_until,
            "results_at": call.wave.results_at,
            "starts_on": call.wave.starts_on,
            "ends_on": call.wave.ends_on,
            "offer_days": call.wave.offer_days,
        }

    def _seats(self, call: Call) -> Iterator[tuple[str, str, int]]:
        """Yield (kind of host, district, seats): the seats of a call at about seven a site, more where more people live."""
        number = max(1, round(call.seats / SEATS_A_SITE))
        homes = {row.code: people.residents()[row.code] for zone in call.zones for row in places.districts_in(zone)}
        places_left = [(code, kind) for kind in call.plan.role.hosts for code in homes]
        chosen: dict[tuple[str, str], int] = {}
        for _ in range(min(number, len(places_left))):
            weights = [homes[code] for code, _kind in places_left]
            code, kind = places_left.pop(self._lot.choices(range(len(places_left)), weights=weights)[0])
            chosen[kind, code] = 0
        for seat in range(call.seats):
            chosen[list(chosen)[seat % len(chosen)]] += 1
        for (kind, code), seats in chosen.items():
            yield kind, code, seats

    def _site(self, kind: str, district: str, by: Actor, at: datetime) -> Site:
        host, name = self._hosts.of(kind, district), self._hosts.site_name(kind, district)
        key = by.organisation.pk, name
        if key not in self._sites:
            dong = self._lot.choice(places.dongs(district)).code
            fields = {"name": name, "district": district, "dong": dong, "contact": host.phone}
            fields["address"] = f"서울특별시 {places.name(dong)}"
            self._sites[key] = sites.add(by.organisation, host=host, by=by, at=at, **fields)
        return self._sites[key]


def _calls_of_plan(calendar: Calendar, plans: Sequence[Plan], operators: int) -> Iterator[Call]:
    """2019: a programme calls once, its seats shared among as many parts of the city as make postings of a good size."""
    for number, plan in enumerate(plan for plan in plans if plan.seats):
        parts = _parts(min(len(places.zones()), max(1, round(plan.seats / SEATS_A_POSTING))))
        wave = calendar.seasons()[plan.season]
        for zones, seats in _shared(plan.seats, parts):
            yield Call(plan, PLAN_YEAR, wave, zones, seats, number % operators)


def _calls_of_now(calendar: Calendar, plans: Sequence[Plan], operators: int) -> Iterator[Call]:
    """The present year: each zone of a programme stands in another call; some programmes call a second time."""
    waves = calendar.waves()
    for number, plan in enumerate(plan for plan in plans if plan.now):
        keys = CALLS_OF_INTERNSHIPS if plan.role.kind == INTERNSHIP else CALLS
        if number % 3 == 1:
            keys = tuple("decided" if key == "review" else key for key in keys)
        zones = places.zones()[number % 5 :] + places.zones()[: number % 5]
        for key, zone in zip(keys, zones, strict=True):
            wave = closing_on(waves[key], number) if key == "open" else waves[key]
            yield Call(plan, calendar.year, wave, (zone,), max(1, plan.now // len(zones)), number % operators)
        if number == 0:
            for at, zone in enumerate(zones[1:3]):
                operator = (number + at) % operators
                yield Call(plan, calendar.year, waves["round"], (zone,), SEATS_OF_A_ROUND, operator, is_second=True)
        if number % 2 == 0:
            wave = waves[SECOND_CALLS[number // 2 % len(SECOND_CALLS)]]
            yield Call(
                plan, calendar.year, wave, (zones[0],), SEATS_OF_A_SECOND_CALL, number % operators, is_second=True
            )


def _parts(number: int) -> list[tuple[str, ...]]:
    """The zones in so many groups."""
    zones = places.zones()
    return [zones[start::number] for start in range(number)]


def _shared(seats: int, parts: Sequence[tuple[str, ...]]) -> list[tuple[tuple[str, ...], int]]:
    """Share seats by the number of residents, largest remainder last, so that they add up."""
    homes = [sum(people.residents()[row.code] for zone in part for row in places.districts_in(zone)) for part in parts]
    whole = [seats * home // sum(homes) for home in homes]
    for spare in range(seats - sum(whole)):
        whole[spare % len(whole)] += 1
    return list(zip(parts, whole, strict=True))
