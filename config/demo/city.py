"""Builds the demo city through the verbs that the pages call: who is who, the programmes with their rules, people, postings.

Nothing here is a real person or organisation; the plan of 2019 and the rules carry their sources (programmes.py).
"""

import secrets
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from multiprocessing.connection import Connection

from django.db import transaction

from config.demo import board, days_off, organisations, people, programmes, second
from config.demo.board import Board
from config.demo.organisations import PRINTED, Hosts
from config.demo.people import Person
from config.demo.programmes import Plan
from config.demo.progress import Progress, silent
from config.demo.roles import week_mask
from config.demo.waves import Calendar, moment
from jobs.models import ProgrammeYear
from profiles import actors, candidates, consents, registrations, voluntary_statements
from profiles.actors import Actor
from profiles.declarations import CareerLine
from profiles.models import Candidate, ConsentText, User
from profiles.registrations import Draft

FOUNDED_AT = moment(date(2018, 11, 1), 10)
EARLY_AT = moment(date(2019, 1, 14), 10)
FINDABLE = 3  # one in so many agreed to have postings proposed to them
BATCH = 1000


def is_built() -> bool:
    """Whether a city stands already."""
    return User.objects.filter(email__in=PRINTED.values()).exists()


def build(*, count: int, seed: int, today: date, progress: Progress) -> dict[str, dict[str, str]]:
    """Build the whole city and return the printed accounts, {"candidate": {"email", "password"}, ...}.

    People are registered beside the writing of postings, where a second process may be. Raises second.Broken.
    """
    calendar = Calendar(today)
    passwords = {email: _password() for email in PRINTED.values()}
    with transaction.atomic():
        city = organisations.found_city(passwords, at=FOUNDED_AT)
        organisations.add_centres(passwords, by=city, at=FOUNDED_AT)
        organisations.add_operators(passwords, few=count < programmes.SMALL_CITY, by=city, at=FOUNDED_AT)
        plans = programmes.plans(count)
        years = programmes.add_all(calendar, plans, by=city, at=FOUNDED_AT)
        days_off.add_fixed(calendar.year, by=city, at=FOUNDED_AT)
        join_printed(passwords[PRINTED["candidate"]], calendar)
    register = partial(_register_all, calendar, count=count - 1, seed=seed, by=city)
    if second.is_possible():
        with second.beside(_follow, register) as other:
            _write_postings(calendar, plans, years, seed=seed, by=city, progress=progress)
            second.hear(other)
    else:
        register(progress=progress)
        _write_postings(calendar, plans, years, seed=seed, by=city, progress=progress)
    return {kind: {"email": email, "password": passwords[email]} for kind, email in PRINTED.items()}


def join_printed(password: str, calendar: Calendar) -> Candidate:
    """Let the person whose sign-in is printed join and tell of themselves, step by step as on the pages."""
    user = User.objects.create_user(PRINTED["candidate"], password, joined_at=EARLY_AT)
    by, at = actors.user(user), EARLY_AT
    candidate = consents.join(user, _texts(), by=by, at=at)
    candidates.set_identity(user, name="이정숙", phone="01000000000", by=by, at=at)
    candidate = candidates.tell(candidate, _PRINTED_FIELDS, by=by, at=at)
    for line in _PRINTED_CAREERS:
        candidates.add_career(candidate, **vars(line), by=by, at=at)
    candidates.set_certificates(candidate, ["요양보호사", "사회복지사 2급"], by=by, at=at)
    candidates.tell_no_public_jobs(candidate, by=by, at=at)
    return candidate


def _follow(first: Connection, register: Callable[..., None]) -> None:
    """Register people in the second process, and say when it is done."""
    register(progress=silent)
    first.send("registered")


@transaction.atomic
def _write_postings(
    calendar: Calendar,
    plans: Sequence[Plan],
    years: dict[tuple[str, int], ProgrammeYear],
    *,
    seed: int,
    by: Actor,
    progress: Progress,
) -> None:
    """Write every posting, and set the targets to their seats."""
    hosts = Hosts(seed=seed, by=by, at=FOUNDED_AT)
    cast = organisations.read_cast()
    writer = Board(cast, years, hosts, seed=seed)
    for call in progress(board.calls(calendar, plans, len(cast.operators)), "모집공고"):
        writer.write(call)
    programmes.set_targets(years, writer.seats, by=by)


@transaction.atomic
def _register_all(calendar: Calendar, *, count: int, seed: int, by: Actor, progress: Progress) -> None:
    drawn = people.draw(max(count, 0), seed=seed, today=calendar.today)
    for batch in progress(_batches(drawn), "사람"):
        _register(batch, calendar, by=by)


def _register(batch: Sequence[Person], calendar: Calendar, *, by: Actor) -> None:
    """Register people as the city's counsellors do: those of 2019 then, the others when the present year opened."""
    for is_early, at in ((True, EARLY_AT), (False, calendar.opened_at(calendar.year))):
        drafts = [_draft(person) for person in batch if person.is_early is is_early]
        rows = registrations.register_many(drafts, by=by, at=at)
        consents.give_many([row.user for row in rows], _texts(), by=by, at=at, channel="paper")
        findable = [row.user for row in rows[::FINDABLE]]
        consents.give_many(findable, consents.current_texts("found"), by=by, at=at, channel="paper")
        told = [person.sex for person in batch if person.is_early is is_early]
        _tell_for_statistics([(row, sex) for row, sex in zip(rows, told, strict=True) if sex], by=by, at=at)


def _tell_for_statistics(answers: Sequence[tuple[Candidate, str]], *, by: Actor, at: datetime) -> None:
    """Let people agree to it on paper and tell their sex themselves: nobody else may."""
    users = [row.user for row, _sex in answers]
    if users:
        consents.give_many(users, consents.current_texts("fairness"), by=by, at=at, channel="paper")
        voluntary_statements.tell_many(answers, by=[actors.user(user) for user in users], at=at)


def _draft(person: Person) -> Draft:
    """Nobody is told by e-mail: thousands of mails would leave at the first start."""
    told = {name: value for name, value in person._asdict().items() if name not in ("is_early", "sex")}
    return Draft(**told, channels=())


def _texts() -> list[ConsentText]:
    """What everybody here agreed to: what the service can't do without, and that applications are passed on."""
    wanted = {ConsentText.Purpose.SERVICE, ConsentText.Purpose.SHARING}
    return [text for text in consents.current_texts() if text.purpose in wanted]


def _batches(rows: Sequence[Person]) -> list[Sequence[Person]]:
    return [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]


def _password() -> str:
    """Easy to read off and type."""
    return f"dasi-{secrets.randbelow(10_000):04d}-{secrets.randbelow(10_000):04d}"


_PRINTED_FIELDS = {
    "birth_on": date(1964, 3, 7),
    "district": "11410",
    "dong": "1141061500",
    "employment": "not_employed",
    "statuses": {"near_poor": False, "basic_livelihood": False, "employee_insured": False},
    "has_benefit": False,
    "kinds_wished": ["meaningful_work"],
    "half_km": 7,
    "hours_mask": list(week_mask("월화수목금 8-18")),
    "hours_per_month": 57,
    "skills": "어르신 말벗, 식사 돕기, 기록 쓰기",
    "profile_step": "finished",
}
_PRINTED_CAREERS = (
    CareerLine(
        "재가 요양보호사",
        duties="어르신 댁을 찾아가 식사와 이동, 말벗을 도왔습니다.",
        keco="5501",
        starts_on=date(2012, 3, 1),
        ends_on=date(2018, 4, 1),
    ),
    CareerLine("회사 총무 담당", 132, "사무용품을 관리하고 계약 서류와 행사를 챙겼습니다.", "0265"),
)
