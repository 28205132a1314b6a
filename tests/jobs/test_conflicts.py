"""Conflicts of interest: who declares one is out of everything about that applicant, until another manager takes it back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from jobs import applications, conflicts
from jobs.models import Application, Attachment, Conflict, Objection, Offer, Placement, Pledge, Question
from profiles.models import Event
from tests import make
from tests.jobs import scoring
from tests.jobs.applying import send
from tests.jobs.attaching import ASKED, attachment
from tests.jobs.expect import happened, refusal
from tests.jobs.keeping import answered
from tests.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(operator):
    return make.posting(operator, asked_files=ASKED)


@pytest.fixture
def reviewer(posting):
    return make.actor(scoring.reviewer(posting, is_pledged=False))


def seen(user):
    return set(Application.objects.visible_to(user))


def test_pledge_is_given_once(posting, reviewer, stranger):
    first = conflicts.pledge(posting, by=reviewer, at=NOW)

    assert conflicts.pledge(posting, by=reviewer, at=NOW) == first
    assert conflicts.is_pledged(posting, reviewer.user)
    assert Event.objects.filter(verb="pledge").count() == Pledge.objects.count() == 1
    with pytest.raises(PermissionDenied):
        conflicts.pledge(posting, by=stranger, at=NOW)


def test_declare_takes_the_applicant_out_of_sight(posting, reviewer, officer):
    row, other = (make.application(posting) for _ in range(2))

    for by in (reviewer, officer):
        conflicts.declare(row, kind="family", by=by, at=NOW)
        conflicts.declare(row, kind="work", by=by, at=NOW)  # the first stands
        assert seen(by.user) == {other}

    assert list(Conflict.objects.values_list("kind", flat=True)) == ["family", "family"]
    assert [verb for verb, *_states in happened(row)] == ["declare_conflict", "declare_conflict"]
    assert Event.objects.filter(verb="declare_conflict").first().params == {"relation": "family"}


def test_declare_takes_all_that_hangs_on_the_applicant_along(posting, officer, operator):
    row = make.application(posting, state="placed")
    attachment(application=row)
    make.placement(row)
    make.offer(row)
    Objection.objects.create(application=row, text="다시 봐 주세요.", asked_at=NOW, asked_by=row.candidate.user)
    answered(posting, row.candidate)
    kinds = (Attachment, Placement, Offer, Objection, Question)
    assert [kind.objects.visible_to(officer.user).count() for kind in kinds] == [1] * 5

    conflicts.declare(row, kind="friend", by=officer, at=NOW)

    assert [kind.objects.visible_to(officer.user).count() for kind in kinds] == [0] * 5
    assert [kind.objects.visible_to(make.member(operator)).count() for kind in kinds] == [1] * 5
    assert [kind.objects.visible_to(row.candidate.user).count() for kind in kinds] == [1] * 5


def test_who_declared_decides_nothing_and_another_officer_does(posting, officer, operator):
    row = make.application(posting, state="paper_review")
    conflicts.declare(row, kind="money", by=officer, at=NOW)

    for act in (
        lambda: applications.pass_paper([row], by=officer, at=NOW),
        lambda: applications.reject([row], reason="점수 순", by=officer, at=NOW),
    ):
        with pytest.raises(PermissionDenied):
            act()
    applications.pass_paper([row], by=make.actor(make.member(operator)), at=NOW)
    row.refresh_from_db()
    assert row.state == "interview"


def test_declare_by_name_takes_all_of_that_name_and_tells_nothing(posting, reviewer):
    named = [make.application(posting, make.candidate(name="박하나")) for _ in range(2)]
    other = make.application(posting, make.candidate(name="박하나둘"))
    elsewhere = make.application(make.posting(posting.organisation), make.candidate(name="박하나"))

    made = conflicts.declare_by_name(posting, " 박하나 ", kind="family", by=reviewer, at=NOW)
    nobody = conflicts.declare_by_name(posting, "없는 이름", kind="family", by=reviewer, at=NOW)

    assert {row.application for row in made} == set(named)
    assert nobody == []
    assert seen(reviewer.user) == {other}
    assert elsewhere not in {row.application for row in made}
    assert [verb for verb, *_states in happened(posting)] == ["declare_conflict"] * 2  # alike, whoever was found


def test_names_are_few_and_managers_see_who_declared_them(posting, reviewer, officer, settings):
    settings.CONFLICT_NAMES = 3
    for name in ("박하나", "이둘셋", "최세네", "박하나"):  # the first again is no name more
        conflicts.declare_by_name(posting, name, kind="other", by=reviewer, at=NOW)

    with refusal("too_many_names"):
        conflicts.declare_by_name(posting, "정다섯", kind="other", by=reviewer, at=NOW)
    conflicts.declare_by_name(posting, "이둘셋", kind="other", by=reviewer, at=NOW)
    conflicts.declare_by_name(posting, "정다섯", kind="other", by=officer, at=NOW + timedelta(hours=1))
    conflicts.declare_by_name(make.posting(posting.organisation), "정다섯", kind="other", by=officer, at=NOW)

    assert [(one.declared_by, one.names) for one in conflicts.named_at(posting)] == [
        (officer.user, 1),
        (reviewer.user, 3),
    ]


def test_declare_asks_for_the_kind_and_the_name(posting, reviewer, stranger):
    row = make.application(posting)

    with refusal("kind_missing"):
        conflicts.declare(row, kind="", by=reviewer, at=NOW)
    with refusal("name_missing"):
        conflicts.declare_by_name(posting, "  ", kind="family", by=reviewer, at=NOW)
    for act in (
        lambda: conflicts.declare(row, kind="family", by=stranger, at=NOW),
        lambda: conflicts.declare_by_name(posting, "박하나", kind="family", by=stranger, at=NOW),
        lambda: conflicts.declare(row, kind="family", by=make.actor(row.candidate.user), at=NOW),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_withdraw_is_for_another_manager_with_a_reason(posting, reviewer, officer, manager):
    row = make.application(posting)
    made = conflicts.declare(row, kind="work", by=reviewer, at=NOW)
    own = conflicts.declare(row, kind="work", by=manager, at=NOW)

    with pytest.raises(PermissionDenied):
        conflicts.withdraw(made, reason="잘못 신고", by=officer, at=NOW)
    with refusal("reason_missing"):
        conflicts.withdraw(made, reason=" ", by=manager, at=NOW)
    with refusal("own_conflict"):
        conflicts.withdraw(own, reason="잘못 신고", by=manager, at=NOW)
    conflicts.withdraw(made, reason="이름이 같은 다른 분", by=manager, at=NOW)
    with refusal("already_withdrawn"):
        conflicts.withdraw(made, reason="다시", by=manager, at=NOW)

    assert seen(reviewer.user) == {row}
    assert Event.objects.get(verb="withdraw_conflict").reason == "이름이 같은 다른 분"
    conflicts.declare(row, kind="work", by=reviewer, at=NOW)
    assert seen(reviewer.user) == set()


def test_city_s_editor_who_declared_as_a_reviewer_is_out_too(posting):
    user = scoring.reviewer(posting)
    make.member(make.organisation("city"), "editor", user)
    row, other = (make.application(posting) for _ in range(2))

    conflicts.declare(row, kind="family", by=make.actor(user), at=NOW)

    assert seen(user) == {other}


def test_a_name_declared_covers_who_applies_later(posting, reviewer):
    make.changed(posting, asked_files=[])
    conflicts.declare_by_name(posting, "박하나", kind="family", by=reviewer, at=NOW)

    later = send(posting, make.candidate(name="박 하나"))
    other = send(posting, make.candidate(name="박하나둘"))

    assert seen(reviewer.user) == {other}
    made = Conflict.objects.get()
    assert (made.application, made.kind, made.declared_by) == (later, "family", reviewer.user)
    assert "declare_conflict" in [verb for verb, *_states in happened(later)]


def test_a_namesake_who_comes_again_is_no_conflict(posting, reviewer, manager):
    make.changed(posting, asked_files=[])
    conflicts.declare_by_name(posting, "박하나", kind="family", by=reviewer, at=NOW)
    person = make.candidate(name="박하나")
    first = send(posting, person)
    conflicts.withdraw(Conflict.objects.get(), reason="이름이 같은 다른 분", by=manager, at=NOW)
    applications.withdraw([first], by=make.actor(person.user), at=NOW)

    again = send(posting, person)

    assert again in seen(reviewer.user)
