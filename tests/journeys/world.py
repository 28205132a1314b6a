"""The people of the journeys, and the days that pass between their visits."""

from datetime import timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from jobs.models import Posting, ProgrammeYear, Site
from matching.models import WeightSet
from profiles.models import Candidate, Organisation, User
from tests import make

PASSWORD = make.PASSWORD


class People(NamedTuple):
    """Who plays a part; everybody signs in with PASSWORD."""

    candidate: Candidate
    operator: User
    city: User
    host: User
    year: ProgrammeYear
    site: Site
    organisation: Organisation


def people() -> People:
    """A candidate whom the work suits, an operator with one site and its host, the city, and an open programme year."""
    assert WeightSet.objects.exists(), "the first weights come with the migrations"
    organisation, host = make.organisation(name="다시돌봄협동조합"), make.organisation("host", "연희노인복지관")
    today = timezone.localdate()
    year = make.programme_year(
        make.programme(name="어르신돌봄지원단"),
        year=today.year,
        starts_on=today.replace(month=1, day=1),
        ends_on=today.replace(year=today.year + 1, month=12, day=31),
    )
    candidate = make.candidate(_signs_in("candidate@example.com", channels=["email"]), dong="1141064000")
    make.career(candidate)
    make.certificate(candidate)
    return People(
        candidate=candidate,
        operator=make.member(organisation, "manager", _signs_in("operator@example.com")),
        city=make.member(make.organisation("city"), "editor", _signs_in("city@example.com")),
        host=make.member(host, "member", _signs_in("host@example.com")),
        year=year,
        site=make.site(organisation, host=host, name="연희노인복지관", dong="1141064000"),
        organisation=organisation,
    )


def open_now() -> dict[str, Any]:
    """The dates of a posting that is open today."""
    now = timezone.now()
    return {
        "apply_from": now - timedelta(days=3),
        "apply_until": now + timedelta(days=9),
        "results_at": now + timedelta(days=12),
        "starts_on": now.date() - timedelta(days=1),
        "ends_on": now.date() + timedelta(days=90),
    }


def deadline_and_announcement_pass(posting: Posting) -> None:
    """Two weeks go by: the deadline and the time of the results are over."""
    now = timezone.now()
    Posting.objects.filter(pk=posting.pk).update(
        apply_from=now - timedelta(days=9), apply_until=now - timedelta(days=2), results_at=now - timedelta(hours=1)
    )


def _signs_in(email: str, channels: tuple[str, ...] | list[str] = ()) -> User:
    return make.user(email, PASSWORD, channels=channels)
