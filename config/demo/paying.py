"""How the demo's people are paid: they say where their money goes, one officer prepares the month, another approves, and it is paid.

Of the newest month some payments wait for the officer whose sign-in is printed.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from config.demo.organisations import PRINTED
from config.demo.scene import Scene
from jobs import banks, pay_accounts, pay_runs
from jobs.models import PayAccount, PayRun, Placement, RunLine, Worklog
from profiles import actors
from profiles.actors import Actor
from profiles.models import Identity

TELLS = 0.97
FORMER_NAME = 0.01


def tell_accounts(scene: Scene, rows: Sequence[Placement], at: datetime, *, share: float = TELLS) -> None:
    """People who sign say where their allowance goes; a few don't yet, and one in a hundred names another holder."""
    people = {row.candidate_id: row.candidate for row in rows if not row.application.posting.programme_year.pays_wage}
    known = set(PayAccount.objects.filter(candidate__in=people).values_list("candidate", flat=True))
    names = {row.user_id: row.name for row in Identity.objects.filter(user__in=[p.user_id for p in people.values()])}
    listed, told = banks.on(timezone.localdate(at)), []
    for pk, person in people.items():
        email, lot = person.user.email, scene.chance.of
        if pk in known or (lot("tells account", email) >= share and email != PRINTED["candidate"]):
            continue
        bank = listed[int(lot("bank", email) * len(listed))]
        number = f"{int(lot('account', email) * 10**bank.fewest_digits):0{bank.fewest_digits}d}"
        holder = "이바름" if lot("holder", email) < FORMER_NAME else names[person.user_id]
        told.append(pay_accounts.Told(person, bank.code, number, holder))
    if told:
        pay_accounts.tell(told, by=[actors.user(row.candidate.user) for row in told], at=at)


def pay(scene: Scene, at: datetime, *, share: float = 1) -> None:
    """The manager prepares what is confirmed, the second officer approves it and writes down that it went out.

    Before a month that is paid whole, those who were asked again tell their accounts.
    """
    if share == 1:
        tell_accounts(scene, scene.placements("active", "completed", "ended_early"), at, share=1)
    for run in _prepared(scene, scene.cast.operator_of, at, share):
        second = scene.cast.payer_of[run.organisation_id]
        pay_runs.approve(run, seen=pay_runs.accounts_of(run), by=second, at=at)
        pay_runs.record_paid(run, on=timezone.localdate(at), by=second, at=at)


def prepare(scene: Scene, at: datetime, *, share: float = 1) -> None:
    """The second officer prepares a payment and leaves its approval to the manager."""
    list(_prepared(scene, scene.cast.payer_of, at, share))


def _prepared(scene: Scene, by: dict[int, Actor], at: datetime, share: float) -> Iterator[PayRun]:
    for (organisation_id, _year, _month), logs in _groups(scene, share).items():
        yield pay_runs.prepare(logs, by=by[organisation_id], at=at)


def _groups(scene: Scene, share: float) -> dict[tuple, list[Worklog]]:
    """Confirmed logs that can be paid, by operator, programme year and month."""
    logs = [row for row in scene.logs("confirmed", unpaid=True) if scene.about("paid", row.placement) < share]
    held = RunLine.objects.filter(worklog=OuterRef("pk"), is_held=True)
    free = set(Worklog.objects.filter(~Exists(held), pk__in=[row.pk for row in logs]).values_list("pk", flat=True))
    told = set(PayAccount.objects.values_list("candidate", flat=True))
    open_runs = PayRun.objects.filter(state=PayRun.State.PREPARED)
    waiting = set(open_runs.values_list("organisation", "programme_year", "month"))
    found: dict[tuple, list[Worklog]] = {}
    for row in logs:
        posting = row.placement.application.posting
        key = (posting.organisation_id, posting.programme_year_id, row.month)
        can_be = posting.programme_year.pays_wage or row.placement.candidate_id in told
        if row.pk in free and can_be and key not in waiting:
            found.setdefault(key, []).append(row)
    return found
