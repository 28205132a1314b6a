"""A participant's bank account: told by the person after selection, changed by them alone, opened only to pay.

Numbers are asked for once there is something to pay (개인정보 보호법 art. 3(1), 16: no more than is needed, no sooner). A holder who isn't the
person is marked for who pays and blocks nothing: it may be a name that changed.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import banks, steps
from jobs.models import Application, PayAccount, Placement, RunLine, Worklog
from profiles import access, actors, destructions, events, lines
from profiles.actors import Actor, each
from profiles.models import AccessEntry, Candidate, Destruction, Identity

ASKED_OF = ("accepted", "placed")  # the states of an application from which money may come
AWAITED = ("preparing", "active")  # the states of a placement in which it is asked for
MOST_HOLDER = 40
BATCH = 2_000  # rows of one transaction
_SEPARATORS = re.compile(r"[\s\-‐-―−]")


class Told(NamedTuple):
    """What a person tells: the code of the bank, the number as typed, whose it is."""

    candidate: Candidate
    bank: str
    number: str
    holder: str


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def tell(told: Sequence[Told], *, by: Actor | Sequence[Actor], at: datetime) -> list[PayAccount]:
    """Keep accounts that people told, in place of those of before.

    Raises PermissionDenied, not_selected, and by field unknown_bank, not_digits, wrong_length, holder_missing, max_length.
    """
    who = each(by, told)
    for row, actor in zip(told, who, strict=True):
        actors.require_person(actor, row.candidate.user_id, scope=actors.FILL)
    people = steps.lock(Candidate, [row.candidate for row in told])
    _require_selected(people)
    read = [_read(row, at) for row in told]
    before = PayAccount.objects.select_for_update(no_key=True).filter(candidate__in=people).order_by("pk")
    known = {row.candidate_id: row for row in before}
    names = {row.user_id: row.name for row in Identity.objects.filter(user__in=[row.user_id for row in people])}
    accounts = []
    for row, actor in zip(read, who, strict=True):
        account = known.get(row.candidate.pk) or PayAccount(candidate=row.candidate, version=0)
        account.bank, account.number, account.holder = row.bank, row.number, row.holder
        account.is_own_name = _plain(row.holder) == _plain(names.get(row.candidate.user_id, ""))
        account.version, account.told_at, account.told_by = account.version + 1, at, actor.user
        accounts.append(account)
    new = [row for row in accounts if row.pk is None]
    PayAccount.objects.bulk_create(new, batch_size=1000)
    columns = ["bank", "number_sealed", "holder_sealed", "is_own_name", "version", "told_at", "told_by"]
    PayAccount.objects.bulk_update([row for row in accounts if row not in new], columns, batch_size=500)
    events.record("tell_account", accounts, by=by, at=at, params=[{"version": row.version} for row in accounts])
    return accounts


@transaction.atomic
def open_number(
    placement: Placement, *, reason: str, page: str, address: str | None, by: Actor, at: datetime
) -> PayAccount:
    """Show the whole number to who pays, for a reason that is kept with the look.

    Raises PermissionDenied, reason_missing, max_length, account_missing.
    """
    whose = steps.Parties(placement.candidate.user_id, placement.application.posting.organisation_id)
    steps.require_party("payer", whose, by)
    if not reason.strip():
        raise ValidationError({"reason": ValidationError(_("이유를 적어 주세요."), code="reason_missing")})
    most = AccessEntry._meta.get_field("purpose").max_length
    why = lines.text(reason, most, field="reason")
    account = PayAccount.objects.filter(candidate=placement.candidate_id).first()
    if account is None:
        raise ValidationError(_("아직 계좌를 적지 않았습니다."), code="account_missing")
    access.record([placement.candidate], page=page, purpose=why, by=by, at=at, address=address)
    return account


@transaction.atomic
def destroy_overdue(*, at: datetime) -> int:
    """Destroy a batch of accounts to which nothing is sent any more: of people who left, and when their period is over. Raises NoPeriod."""
    due = destructions.overdue("bank account", at=at)
    owed = RunLine.objects.filter(is_held=True, pay_line=None).values("placement__candidate")
    unpaid = Worklog.objects.filter(state=Worklog.State.CONFIRMED, pay_lines=None).values("placement__candidate")
    idle = PayAccount.objects.exclude(candidate__in=owed).exclude(candidate__in=unpaid)
    gone = destructions.held(idle.filter(candidate__user__is_active=False).order_by("pk"), BATCH)
    count = destructions.destroy(PayAccount, gone, cause=Destruction.Cause.LEFT, at=at)
    working = Placement.objects.filter(ends_on__gte=timezone.localdate(due.before)).values("candidate")
    hoping = Application.objects.filter(state="accepted").values("candidate")
    old = idle.filter(told_at__lt=due.before).exclude(candidate__in=working).exclude(candidate__in=hoping)
    ids = destructions.held(old.order_by("pk"), BATCH)
    return count + destructions.destroy(PayAccount, ids, cause=Destruction.Cause.PERIOD, period=due.period, at=at)


# Questions ------------------------------------------------------------------------------------------------------------
def is_asked(candidate: Candidate) -> bool:
    """Whether the person was selected and said yes to an allowance, so that there will be money to send."""
    return _asked().filter(candidate=candidate).exists()


def awaited(placements: QuerySet[Placement]) -> QuerySet[Placement]:
    """Return those that will pay an allowance while their person hasn't told where to."""
    known = PayAccount.objects.filter(candidate=OuterRef("candidate"))
    paying = {"application__posting__programme_year__pay_kind": "allowance"}
    return placements.filter(~Exists(known), state__in=AWAITED, **paying)


def of(candidate_ids: Iterable[int]) -> dict[int, PayAccount]:
    """Return the accounts of these people by candidate; who asks has read their placements through what they may see."""
    return {row.candidate_id: row for row in PayAccount.objects.filter(candidate__in=set(candidate_ids))}


def lock(candidate_ids: Iterable[int]) -> dict[int, PayAccount]:
    """Return the accounts as `of` does, locked in pk order; whoever takes logs, too, locks those first."""
    rows = PayAccount.objects.select_for_update(no_key=True).filter(candidate__in=set(candidate_ids)).order_by("pk")
    return {row.candidate_id: row for row in rows}


# Private --------------------------------------------------------------------------------------------------------------
def _asked():
    return Application.objects.filter(state__in=ASKED_OF, posting__programme_year__pay_kind="allowance")


def _require_selected(people: Sequence[Candidate]) -> None:
    asked = set(_asked().filter(candidate__in=people).values_list("candidate_id", flat=True))
    if asked != {row.pk for row in people}:
        raise ValidationError(
            _("계좌는 합격해서 참여하기로 한 뒤에 적습니다. 지금은 적지 않으셔도 됩니다."), code="not_selected"
        )


def _read(told: Told, at: datetime) -> Told:
    """The account as it is kept: digits alone. Raises, by field, what is wrong with it."""
    wrong: dict[str, ValidationError] = {}
    bank = banks.of(told.bank, timezone.localdate(at))
    number = _SEPARATORS.sub("", unicodedata.normalize("NFKC", told.number))
    holder = " ".join(lines.text(told.holder, MOST_HOLDER, field="holder").split())
    if bank is None:
        wrong["bank"] = ValidationError(_("은행을 목록에서 골라 주세요."), code="unknown_bank")
    if not (number.isascii() and number.isdigit()):
        wrong["number"] = ValidationError(_("계좌번호는 숫자만 적어 주세요. ‘-’는 빼도 됩니다."), code="not_digits")
    elif bank and not bank.fits(number):
        words = {"bank": bank.name, "fewest": bank.fewest_digits, "most": bank.most_digits, "typed": len(number)}
        text = _(
            "%(bank)s 계좌번호는 %(fewest)d~%(most)d자리입니다. 지금은 %(typed)d자리입니다. 통장을 보고 확인해 주세요."
        )
        wrong["number"] = ValidationError(text % words, code="wrong_length")
    if not holder:
        wrong["holder"] = ValidationError(_("예금주 이름을 적어 주세요."), code="holder_missing")
    if wrong:
        raise ValidationError(wrong)
    return Told(told.candidate, told.bank, number, holder)


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
