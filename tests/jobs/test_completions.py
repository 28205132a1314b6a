"""The certificates of a posting in one go: to all who are due, once, and why the others get none."""

from datetime import date
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from jobs import certificates, completions, placements
from jobs.models import Certificate, Placement
from profiles.models import Notice
from tests import make
from tests.jobs.certificates import certificate, finished
from tests.jobs.expect import queries
from tests.jobs.placing import active, preparing
from tests.jobs.racing import at_once
from tests.make import NOW

NOVEMBER = date(2026, 11, 10)


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=12)


def reasons(posting) -> dict[int, str]:
    return {line.placement.pk: line.why for line in completions.of(placements.people_of(posting), today=NOVEMBER)}


@pytest.mark.django_db
def test_who_gets_one_and_who_does_not_and_why(posting):
    due, has_one, withdrawn = finished(posting), finished(posting), finished(posting)
    certificate(has_one)
    certificate(withdrawn, withdrawn_at=NOW, withdrawn_for="이름이 다릅니다.")
    open_log, no_log = finished(posting, log="submitted"), active(posting, state="completed")
    working, early, new = active(posting), active(posting, state="ended_early"), preparing(posting)
    nameless = finished(posting)
    nameless.candidate.user.identity.delete()

    assert reasons(posting) == {
        due.pk: "",
        has_one.pk: "has_one",
        withdrawn.pk: "withdrawn",
        open_log.pk: "logs_open",
        no_log.pk: "no_last_log",
        working.pk: "to_complete",
        early.pk: "ended_early",
        new.pk: "not_begun",
        nameless.pk: "name_missing",
    }
    assert set(reasons(posting).values()) - {""} <= set(completions.WHY)


@pytest.mark.django_db
def test_issue_all_gives_to_those_who_are_due_and_tells_them(posting, officer):
    due = [finished(posting) for _ in range(2)]
    finished(posting, log="returned")

    made = completions.issue_all(posting, by=officer, at=NOW)

    assert {row.placement_id for row in made} == {row.pk for row in due}
    assert Notice.objects.filter(kind="jobs.certificate_issued").count() == 2
    assert completions.issue_all(posting, by=officer, at=NOW) == []


@pytest.mark.django_db
def test_issue_all_is_the_operators_and_leaves_out_their_own(posting, officer, stranger, city):
    own = finished(posting, make.candidate(officer.user))
    other = finished(posting)

    for by in (stranger, city, make.actor(other.candidate.user)):
        with pytest.raises(PermissionDenied):
            completions.issue_all(posting, by=by, at=NOW)
    made = completions.issue_all(posting, by=officer, at=NOW)

    assert [row.placement_id for row in made] == [other.pk]
    assert not Certificate.objects.filter(placement=own).exists()


@pytest.mark.django_db
def test_looking_asks_the_same_number_of_queries_of_any_number(operator):
    found = []
    for people in (1, 3):
        posting = make.posting(operator, seats=3)
        for _ in range(people):
            finished(posting)
        found.append(queries(lambda posting=posting: reasons(posting)))

    assert found[0] == found[1]


def issue_without_looking_again(due, by):
    """What a program does that issues to those whom the page showed."""
    return certificates.issue(due, by=by, at=NOW)


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("race")
def test_pressed_twice_at_once_each_gets_one_and_nobody_an_error(posting, officer):
    for _ in range(3):
        finished(posting)

    found = at_once([partial(completions.issue_all, posting, by=officer, at=NOW)] * 4)

    assert sorted(len(made) for made in found) == [0, 0, 0, 3]
    assert Certificate.objects.count() == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("race")
def test_without_looking_again_the_second_press_fails(posting, officer):
    due = [finished(posting) for _ in range(2)]
    shown = [Placement.objects.get(pk=row.pk) for row in due]

    found = at_once([partial(issue_without_looking_again, shown, officer)] * 3)

    assert found.count("certificate_once") == 2
