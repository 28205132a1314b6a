"""The demo's city, centres, operators, host bodies and firms, and the people who work for them.

Who works for which is read back from the memberships, so that the year can be lived by another command than the one that built the
city.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from profiles import actors, contacts, organisations, places
from profiles.actors import Actor
from profiles.models import Membership, Organisation, User

CONTENT = Path(__file__).with_name("organisations.toml")
CITY = "서울시"
SINCE = date(2018, 11, 1)
DOMAIN = "dasi.example"
OPERATORS_OF_SMALL_CITY = 3
FIRM_HOSTS = ("참여기업", "사회적기업")
PRINTED = {
    "operator": f"operator@{DOMAIN}",
    "city": f"city@{DOMAIN}",
    "candidate": f"candidate@{DOMAIN}",
    "counsellor": f"centre01@{DOMAIN}",
}

SECOND_EDITOR = f"city-second@{DOMAIN}"  # runs an allocation round, for another must confirm it


@dataclass
class Cast:
    """Who acts in the demo. Operators in the order of the file; the first is the one whose sign-in is printed."""

    city: Actor
    operators: list[Actor] = field(default_factory=list)
    operator_of: dict[int, Actor] = field(default_factory=dict)  # by the operator's organisation
    payer_of: dict[int, Actor] = field(default_factory=dict)  # the second person of each operator, who may pay
    hosts: dict[int, Actor] = field(default_factory=dict)


@lru_cache(maxsize=1)
def content() -> dict[str, Any]:
    """The invented names."""
    return tomllib.loads(CONTENT.read_text(encoding="utf-8"))


def found_city(passwords: dict[str, str], *, at: datetime) -> Actor:
    """Add the city with two editors, a viewer, an auditor and an administrator. Return the printed editor, who does the rest."""
    city = organisations.add(kind="city", name=CITY, phone=_phone(0), by=actors.system(), at=at)
    for role in ("editor", "viewer", "auditor", "administrator"):
        email = PRINTED["city"] if role == "editor" else f"city-{role}@{DOMAIN}"
        _employ(email, city, role, passwords.get(email), by=actors.system(), at=at)
    _employ(SECOND_EDITOR, city, "editor", None, by=actors.system(), at=at)
    return _actor(User.objects.get(email=PRINTED["city"]), city)


def add_centres(passwords: dict[str, str], *, by: Actor, at: datetime) -> None:
    """Add a centre in each zone, with a counsellor; the first is the one whose sign-in is printed."""
    for number, (zone, district) in enumerate(content()["centres"].items(), start=1):
        name = f"{zone} 50플러스센터"
        centre = organisations.add(kind="centre", name=name, district=district, phone=_phone(number), by=by, at=at)
        email = f"centre{number:02d}@{DOMAIN}"
        _employ(email, centre, "member", passwords.get(email), by=by, at=at)


def add_operators(passwords: dict[str, str], *, few: bool, by: Actor, at: datetime) -> None:
    """Add the operators, each with a manager, a second officer and a reviewer; both officers may approve what the other prepared to pay."""
    for number, name in enumerate(content()["operators"][: OPERATORS_OF_SMALL_CITY if few else None]):
        district = places.districts()[(number * 7) % 25].code
        operator = organisations.add(
            kind="operator", name=name, district=district, phone=_phone(1000 + number), by=by, at=at
        )
        manager = PRINTED["operator"] if number == 0 else f"operator{number + 1:02d}@{DOMAIN}"
        second = f"payer{number + 1:02d}@{DOMAIN}"
        for user in (
            _employ(manager, operator, "manager", passwords.get(manager), by=by, at=at),
            _employ(second, operator, "member", passwords.get(second), by=by, at=at),
        ):
            organisations.grant(user, operator, "payer", started_on=SINCE, by=by, at=at)
        _employ(f"reviewer{number + 1:02d}@{DOMAIN}", operator, "reviewer", None, by=by, at=at)


class Hosts:
    """Host bodies, firms and centres, one of a kind in a zone, added when a posting first needs it; their sites bear other names."""

    def __init__(self, *, seed: int, by: Actor, at: datetime) -> None:
        self._lot = Random(f"{seed}:hosts")  # noqa: S311 - a repeatable lot
        self._by, self._at = by, at
        self._added: dict[tuple[str, str], Organisation] = {}
        self._names: dict[tuple[str, str], str] = {}

    def of(self, kind: str, district: str) -> Organisation:
        """Return the host of this kind in the district's zone."""
        zone = places.district(district).zone
        if (kind, zone) not in self._added:
            self._added[kind, zone] = self._add(kind, zone)
        return self._added[kind, zone]

    def site_name(self, kind: str, district: str) -> str:
        """Return what the site of this kind in the district is called, whoever runs it."""
        if (kind, district) not in self._names:
            own = self.of(kind, district).name if kind in FIRM_HOSTS else self._lot.choice(content()["prefixes"])
            ending = "지점" if kind in FIRM_HOSTS else kind
            self._names[kind, district] = f"{places.name(district)} {own} {ending}"
        return self._names[kind, district]

    def _add(self, kind: str, zone: str) -> Organisation:
        number = len(self._added) + 1
        if kind in FIRM_HOSTS:
            names = content()["firms" if kind == "참여기업" else "enterprises"]
            name = names[sum(known == kind for known, _zone in self._added)]
        else:
            name = f"{zone} {kind} 협의회"
        host = organisations.add(
            kind="firm" if kind in FIRM_HOSTS else "host",
            name=name,
            phone=_phone(2000 + number),
            by=self._by,
            at=self._at,
        )
        _employ(f"host{number:03d}@{DOMAIN}", host, "member", None, by=self._by, at=self._at)
        return host


def read_cast() -> Cast:
    """Read who works for whom back from the memberships."""
    held = Membership.objects.filter(ended_on=None, user__email__endswith=f"@{DOMAIN}")
    held = held.select_related("user", "organisation").order_by("pk")
    cast = Cast(city=_actor_of(held.get(user__email=PRINTED["city"])))
    for membership in held:
        if membership.organisation.kind == "city":
            continue
        actor = _actor_of(membership)
        if membership.role == "manager":
            cast.operators.append(actor)
            cast.operator_of[membership.organisation_id] = actor
        elif membership.organisation.kind == "operator" and membership.role == "member":
            cast.payer_of[membership.organisation_id] = actor
        elif membership.organisation.kind in ("host", "firm"):
            cast.hosts[membership.organisation_id] = actor
    return cast


def _employ(
    email: str, organisation: Organisation, role: str, password: str | None, *, by: Actor, at: datetime
) -> User:
    """Make an account and give it a role; of those who are told anything, only the printed ones are told by e-mail."""
    user = User.objects.create_user(email, password, joined_at=at)
    organisations.grant(user, organisation, role, started_on=SINCE, by=by, at=at)
    if password is None and organisation.kind == "operator" and role in ("manager", "member"):
        contacts.choose(user, ways={"duties": []}, rhythm="at_once", by=actors.user(user), at=at)
    return user


def _phone(number: int) -> str:
    """A number of an office that was never given out."""
    return f"02-000-{number:04d}"


def _actor_of(membership: Membership) -> Actor:
    return _actor(membership.user, membership.organisation)


def _actor(user: User, organisation: Organisation) -> Actor:
    return actors.user(user, organisation=organisation)
