"""Passing a posting on to another operator (공고 이관), in three steps: the giving manager asks, the taking manager accepts, the city
consents. With the consent the posting moves with its applications, placements and sites, and the giver's people lose sight of it at once.

Those who applied are told, since who processes their data changes, and by when they may withdraw (개인정보 보호법 arts. 17, 27).
A month stays with who paid it, with all that puts it right later: `with_payer`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import holding, site_links, steps, transfer_letters
from jobs.models import (
    Application,
    PayLine,
    Posting,
    PostingSite,
    PostingTransfer,
    ReviewerAssignment,
    RunLine,
    Site,
    SiteContact,
    SiteLink,
    Worklog,
)
from profiles import actors, contact_people, events, organisations, stale_marks
from profiles.actors import Actor
from profiles.models import ContactPerson, Organisation

MAY_WITHDRAW = timedelta(days=7)
MOST_REASON = 300
MOVABLE = (Posting.State.PUBLISHED, Posting.State.CLOSED)
COPIED = ("name", "district", "dong", "address", "host", "contact")


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def ask(posting: Posting, taker: Organisation, *, reason: str, by: Actor, at: datetime) -> PostingTransfer:
    """Ask another operator to take a posting on. Raises PermissionDenied, not_an_operator, not_movable, reason_missing, max_length, posting_transfer_once."""
    (row,) = steps.lock(Posting, [posting], "organisation")
    _require_manager(by, row.organisation_id)
    if taker.kind != Organisation.Kind.OPERATOR or taker.pk == row.organisation_id:
        raise ValidationError({"taker": ValidationError(_("다른 운영기관을 골라 주세요."), code="not_an_operator")})
    _require_movable(row)
    transfer = PostingTransfer(
        posting=row, giver=row.organisation, taker=taker, reason=_needed(reason), asked_at=at, asked_by=by.user
    )
    transfer.full_clean()
    transfer.save()
    events.record("ask_transfer", [row], by=by, at=at, moves=("", ""), reason=transfer.reason)
    transfer_letters.asked(transfer, at=at)
    return transfer


@transaction.atomic
def accept(transfer: PostingTransfer, *, by: Actor, at: datetime) -> PostingTransfer:
    """Be ready to take the posting on, once the city consents. Raises PermissionDenied, wrong_state."""
    row = _locked(transfer)
    _require_manager(by, row.taker_id)
    _require_state(row, PostingTransfer.State.ASKED)
    row.state, row.accepted_at, row.accepted_by = PostingTransfer.State.ACCEPTED, at, by.user
    row.save(update_fields=["state", "accepted_at", "accepted_by"])
    events.record("accept_transfer", [row.posting], by=by, at=at)
    transfer_letters.accepted(row, at=at)
    return row


@transaction.atomic
def refuse(transfer: PostingTransfer, *, reason: str, by: Actor, at: datetime) -> PostingTransfer:
    """Don't take the posting on, or, as the city, don't consent. Raises PermissionDenied, wrong_state, reason_missing, max_length."""
    row = _locked(transfer)
    if not _is_manager(by, row.taker_id):
        actors.require_role(by, roles={"editor"}, kinds={"city"})
    _require_state(row, *PostingTransfer.OPEN)
    row.answer = _needed(reason)
    return _finish("refuse_transfer", row, PostingTransfer.State.REFUSED, reason=row.answer, by=by, at=at)


@transaction.atomic
def withdraw(transfer: PostingTransfer, *, by: Actor, at: datetime) -> PostingTransfer:
    """Take the request back while the city hasn't consented. Raises PermissionDenied, wrong_state."""
    row = _locked(transfer)
    _require_manager(by, row.giver_id)
    _require_state(row, *PostingTransfer.OPEN)
    return _finish("withdraw_transfer", row, PostingTransfer.State.WITHDRAWN, by=by, at=at)


@transaction.atomic
def consent(transfer: PostingTransfer, *, by: Actor, at: datetime) -> PostingTransfer:
    """Consent as the city: the posting and all that hangs on it are the taker's from this moment.

    Raises PermissionDenied, wrong_state, not_movable, run_open.
    """
    row = _locked(transfer)
    actors.require_role(by, roles={"editor"}, kinds={"city"})
    _require_state(row, PostingTransfer.State.ACCEPTED)
    _require_movable(row.posting)
    if row.posting.organisation_id != row.giver_id:
        raise ValidationError(_("그사이 운영기관이 바뀐 공고입니다."), code="not_movable")
    applications = steps.lock(Application, Application.objects.filter(posting=row.posting).only("pk"))
    _require_nothing_to_send(row.posting)
    holding.hand_over(applications, by=by, at=at)
    _move_sites(row, by=by, at=at)
    ReviewerAssignment.objects.filter(posting=row.posting, ended_at=None).update(ended_at=at, ended_by=by.user)
    row.posting.organisation = row.taker
    row.posting.save(update_fields=["organisation"])
    stale_marks.mark("posting", [row.posting_id], at=at)
    row.withdraw_until = at + MAY_WITHDRAW
    done = _finish("consent_transfer", row, PostingTransfer.State.DONE, by=by, at=at)
    transfer_letters.done(done, applications, at=at)
    return done


def _require_nothing_to_send(posting: Posting) -> None:
    """What the giver prepared or approved is sent or taken back first; preparing locks the posting, which is held here."""
    if RunLine.objects.filter(placement__application__posting=posting, is_held=True, pay_line=None).exists():
        raise ValidationError(
            _("넘기는 기관이 아직 보내지 않은 지급이 있습니다. 지급을 마치거나 거둔 뒤에 동의해 주세요."),
            code="run_open",
        )


# Questions ------------------------------------------------------------------------------------------------------------
def with_payer(rows: QuerySet[PayLine]) -> QuerySet[PayLine]:
    """Read along as `payer_id` which operator paid each line: the run's; of a line without a run, who had the posting then."""
    done = PostingTransfer.objects.filter(
        posting=OuterRef("placement__application__posting"),
        state=PostingTransfer.State.DONE,
        ended_at__gt=OuterRef("paid_at"),
    )
    return rows.annotate(
        payer_id=Coalesce(
            F("run_line__run__organisation"),
            Subquery(done.order_by("ended_at", "pk").values("giver")[:1]),
            F("placement__application__posting__organisation"),
            output_field=BigIntegerField(),
        )
    )


def answered_for(logs: QuerySet[Worklog], organisation_id: int) -> QuerySet[Worklog]:
    """Those that this operator paid; of those that nobody paid, those at postings that it has now."""
    paid = with_payer(PayLine.objects.filter(worklog__in=logs.order_by().values("pk"))).filter(payer_id=organisation_id)
    is_unpaid = ~Exists(PayLine.objects.filter(worklog=OuterRef("pk")))
    is_own = Q(is_unpaid, placement__application__posting__organisation=organisation_id)
    return logs.filter(Q(pk__in=paid.values("worklog")) | is_own)


def payer_of(lines: Sequence[PayLine]) -> dict[int, int]:
    """Return by line which operator paid it, whatever its posting passed on to since."""
    asked = PayLine.objects.filter(pk__in=[line.pk for line in lines])
    return dict(with_payer(asked).values_list("pk", "payer_id"))


def open_of(posting: Posting) -> PostingTransfer | None:
    """Return the transfer that waits for somebody."""
    return posting.transfers.filter(state__in=PostingTransfer.OPEN).select_related("taker").first()


def steps_for(transfer: PostingTransfer, by: Actor) -> list[str]:
    """Return the verbs that this actor may call now."""
    state, found = transfer.state, []
    if state == PostingTransfer.State.ASKED and _is_manager(by, transfer.taker_id):
        found.append("accept")
    is_city = by.user is not None and bool(by.user.organisation_ids(kinds={"city"}, roles={"editor"}))
    if state == PostingTransfer.State.ACCEPTED and is_city:
        found.append("consent")
    if state in PostingTransfer.OPEN and (_is_manager(by, transfer.taker_id) or is_city):
        found.append("refuse")
    if state in PostingTransfer.OPEN and _is_manager(by, transfer.giver_id):
        found.append("withdraw")
    return found


# Private --------------------------------------------------------------------------------------------------------------
def _move_sites(transfer: PostingTransfer, *, by: Actor, at: datetime) -> None:
    """Give the taker the sites of the posting; one that other postings use stays, and the taker gets one like it.

    A site of the taker's stands in for one of the same name only where it is the same place of the same host.
    """
    own = PostingSite.objects.filter(posting=transfer.posting).order_by("pk")
    sites = steps.lock(Site, Site.objects.filter(pk__in=own.values("site")).only("pk").order_by("pk"))
    organisations.lock(transfer.taker)
    for site in sites:
        same = Site.objects.filter(organisation=transfer.taker, name=site.name, ended_at=None).first()
        is_shared = PostingSite.objects.filter(site=site).exclude(posting=transfer.posting).exists()
        if same is not None and _is_same(same, site):
            own.filter(site=site).update(site=same)
        elif is_shared or same is not None:
            own.filter(site=site).update(site=_copy(site, transfer, by=by, at=at))
        else:
            _hand_over(site, transfer, by=by, at=at)


def _is_same(theirs: Site, given: Site) -> bool:
    if (theirs.host_id, theirs.district, theirs.dong) != (given.host_id, given.district, given.dong):
        return False
    return not (theirs.address and given.address) or theirs.address.split() == given.address.split()


def _copy(site: Site, transfer: PostingTransfer, *, by: Actor, at: datetime) -> Site:
    made = Site(organisation=transfer.taker, **{name: getattr(site, name) for name in COPIED})
    made.name = _free_name(site.name, transfer.taker)
    made.save()
    events.record("add_site", [made], by=by, at=at)
    return made


def _hand_over(site: Site, transfer: PostingTransfer, *, by: Actor, at: datetime) -> None:
    """Pass a site on with its contacts; whoever works for the taker answers for it no more. Links that wait end: others ask now."""
    site_links.end_all(site, by=by, at=at)
    site.organisation, site.name = transfer.taker, _free_name(site.name, transfer.taker)
    site.save(update_fields=["organisation", "name"])
    SiteLink.objects.filter(site=site).update(organisation=transfer.taker)
    people = ContactPerson.objects.filter(pk__in=SiteContact.objects.filter(site=site).values("person"))
    people.update(organisation=transfer.taker)
    today = timezone.localdate(at)
    for person in people.filter(ended_on=None):
        if contact_people.is_member(person, today):
            contact_people.stop(person, on=today, by=by, at=at)
    events.record("move_site", [site], by=by, at=at)


def _free_name(name: str, taker: Organisation) -> str:
    taken = set(Site.objects.filter(organisation=taker, name__startswith=name[:100]).values_list("name", flat=True))
    number, found = 2, name
    while found in taken:
        found, number = f"{name[:110]} ({number})", number + 1
    return found


def _finish(
    verb: str, row: PostingTransfer, state: str, *, reason: str = "", by: Actor, at: datetime
) -> PostingTransfer:
    row.state, row.ended_at, row.ended_by = state, at, by.user
    row.save(update_fields=["state", "ended_at", "ended_by", "answer", "withdraw_until"])
    events.record(verb, [row.posting], by=by, at=at, reason=reason)
    transfer_letters.settled(row, at=at)
    return row


def _locked(transfer: PostingTransfer) -> PostingTransfer:
    """Lock the posting, then the transfer."""
    (posting,) = steps.lock(Posting, [transfer.posting])
    (row,) = steps.lock(PostingTransfer, [transfer], "giver", "taker")
    row.posting = posting
    return row


def _is_manager(by: Actor, organisation_id: int) -> bool:
    return by.user is not None and organisation_id in by.user.organisation_ids(kinds={"operator"}, roles={"manager"})


def _require_manager(by: Actor, organisation_id: int) -> None:
    if not _is_manager(by, organisation_id):
        raise PermissionDenied


def _require_state(row: PostingTransfer, *states: str) -> None:
    if row.state not in states:
        raise steps.wrong_state(row)


def _require_movable(posting: Posting) -> None:
    if posting.state not in MOVABLE:
        raise ValidationError(_("게시했거나 마감한 공고만 이관할 수 있습니다."), code="not_movable")


def _needed(reason: str) -> str:
    why = reason.strip()
    if not why:
        raise ValidationError({"reason": ValidationError(_("이유를 적어 주세요."), code="reason_missing")})
    if len(why) > MOST_REASON:
        raise ValidationError({"reason": ValidationError(_("이유는 300자까지 적을 수 있습니다."), code="max_length")})
    return why
