"""People with logs and accounts, and who prepares and approves their pay."""

from datetime import date, timedelta

from django.utils import timezone

from jobs import pay_runs
from jobs.models import PayLine, PayRun, Worklog
from profiles import actors
from profiles.actors import Actor
from profiles.models import Membership, Organisation, User
from tests import make
from tests.jobs.logs import JUNE
from tests.make import NOW


def payer(operator: Organisation, role: str = "manager") -> Actor:
    """Somebody who may approve: an officer with the right to pay beside it."""
    user = make.member(operator, role)
    may_pay(user, operator)
    return actors.user(user, organisation=operator)


def may_pay(user: User, operator: Organisation) -> None:
    """The right to pay, beside whatever somebody is."""
    since = date(2015, 1, 1)
    Membership.objects.create(user=user, organisation=operator, role="payer", started_on=since, granted_at=NOW)


def confirmed(posting, *, minutes: int = 180, **columns) -> Worklog:
    """The confirmed log of May of a new person."""
    placement = make.placement(make.application(posting, state="placed", documents_seen_at=NOW))
    return make.worklog(placement, state="confirmed", minutes=minutes, site_confirmed_at=NOW, **columns)


def run_row(log: Worklog, preparer: User) -> PayRun:
    """A run as it stands in the database, of the month of a log that is not in it."""
    posting = log.placement.application.posting
    return PayRun.objects.create(
        programme_year=posting.programme_year,
        organisation=posting.organisation,
        month=log.month,
        number=1,
        prepared_at=NOW,
        prepared_by=preparer,
    )


def approved(logs, *, by: Actor, second: Actor, at=JUNE) -> PayRun:
    run = pay_runs.prepare(logs, by=by, at=at)
    return pay_runs.approve(run, seen=pay_runs.accounts_of(run), by=second, at=at)


def paid(logs, *, by: Actor, second: Actor, at=JUNE) -> list[PayLine]:
    """The logs through a run to their pay lines."""
    run = approved(logs, by=by, second=second, at=at)
    return pay_runs.record_paid(run, on=timezone.localdate(at), by=second, at=at)


def corrected(line: PayLine, *, minutes: int, reason: str, by: Actor, second: Actor, at=JUNE) -> PayLine:
    """A correction through its run."""
    run = pay_runs.prepare_corrections([pay_runs.Correction(line, minutes, reason)], by=by, at=at)
    pay_runs.approve(run, seen=pay_runs.accounts_of(run), by=second, at=at)
    return pay_runs.record_paid(run, on=timezone.localdate(at), by=second, at=at)[0]


AFTER = JUNE + timedelta(days=1)
