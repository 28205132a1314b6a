"""Every verb that lets a file of people leave keeps it from who declared a conflict with one of them, and from who is one of them."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from jobs import bank_files, bank_layouts, bundles, conflicts, exports, minutes, pay_runs, withholding
from jobs.models import AuditBundle
from jobs.tables import OFFERED
from profiles import actors
from profiles.models import AccessEntry
from tests import make
from tests.jobs import papering, paying, scoring
from tests.jobs.insuring import cover
from tests.jobs.papering import LATER

pytestmark = pytest.mark.django_db
LOOK = {"page": "jobs:page", "address": "10.0.0.7"}
AUDIT = {"file_kind": "csv", "cause": "audit", **LOOK}


class Lived:
    """A posting with one person, who was reviewed, works, and is in an approved run and in a paid one."""

    def __init__(self, operator, officer) -> None:
        self.operator = operator
        self.posting = make.posting(operator, seats=9)
        second, manager = paying.payer(operator), make.actor(make.member(operator, "manager"))
        self.log = paying.confirmed(self.posting, minutes=50 * 60)
        self.row = self.log.placement.application
        (line,) = paying.paid([self.log], by=officer, second=second)
        again = pay_runs.prepare_corrections([pay_runs.Correction(line, 55 * 60, "착오")], by=manager, at=LATER)
        self.run = pay_runs.approve(again, seen=pay_runs.accounts_of(again), by=second, at=LATER)
        scoring.sheet_by(self.row, scoring.reviewer(self.posting), [])
        self.bundle = papering.built(self.posting, by=manager, at=LATER)
        cover(self.log.placement)

    def payer(self, user):
        """This person as one who may do all that an operator's people may."""
        if not user.memberships.filter(organisation=self.operator, role="manager").exists():
            make.member(self.operator, "manager", user_=user)
        paying.may_pay(user, self.operator)
        return actors.user(user, organisation=self.operator)


def _bank_file(lived, by):
    layout = next(one for one in bank_layouts.of(lived.operator.pk) if one.key == "common")
    return bank_files.take(lived.run, layout, reason="대량이체", by=by, at=LATER, **LOOK).rows


def _statement(lived, by):
    return withholding.take_statement(lived.operator, 2026, reason="제출", by=by, at=LATER, **LOOK).rows


def _export(lived, by):
    taken = exports.take(lived.posting, OFFERED["applicants"], columns=["receipt"], by=by, at=LATER, **AUDIT)
    return list(taken.lines())


def _minutes(lived, by):
    return minutes.make(lived.posting, by=by, at=LATER).facts


def _bundle_asked(lived, by):
    AuditBundle.objects.all().update(state="failed")
    return bundles.ask_of_posting(lived.posting, by=by, at=LATER)


def _bundle(lived, by):
    return b"".join(bundles.take(lived.bundle, cause="audit", by=by, at=LATER, **LOOK))


VERBS = [
    pytest.param(_bank_file, id="bank file"),
    pytest.param(_statement, id="statement"),
    pytest.param(_export, id="export"),
    pytest.param(_minutes, id="minutes"),
    pytest.param(_bundle_asked, id="bundle asked"),
    pytest.param(_bundle, id="bundle"),
]


@pytest.fixture
def lived(operator, officer):
    return Lived(operator, officer)


def refused(call: Callable) -> bool:
    try:
        call()
    except (PermissionDenied, ValidationError):
        return True
    return False


@pytest.mark.parametrize("verb", VERBS)
def test_who_declared_a_conflict_gets_no_file_of_that_person(verb, lived):
    by, other = (lived.payer(make.member(lived.operator, "manager")) for _ in range(2))
    conflicts.declare(lived.row, kind="family", by=by, at=LATER)

    assert refused(lambda: verb(lived, by))
    assert not AccessEntry.objects.filter(user=by.user).exists()
    assert not refused(lambda: verb(lived, other))


@pytest.mark.parametrize("verb", VERBS)
def test_who_applied_there_gets_no_file_that_they_are_in(verb, lived):
    by = lived.payer(lived.row.candidate.user)

    assert refused(lambda: verb(lived, by))
