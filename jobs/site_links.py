"""Sites without an account confirm a month's logs by a link (활동처 확인 링크).

The operator, or the day after, sends a link to the site's contact: it opens a page without names, a code goes to the contact, and in
the browser where it was given the month's logs of that one site can be confirmed or sent back for a while. A newer link, the
operator, or the end of the contact ends it at once; opening a link changes nothing, since mail programs open links by themselves.
"""

import hmac
import secrets
from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import site_link_terms, worklogs
from jobs.models import Site, SiteContact, SiteLink, Worklog
from profiles import actors, contact_people, events, outside_letters
from profiles.actors import Actor
from profiles.models import Membership
from profiles.models.sealing import blind_index

KIND = "jobs.site_link"
CODE_DIGITS = 6


# Verbs of the operator ------------------------------------------------------------------------------------------------
@transaction.atomic
def make(site: Site, month: date, *, contact: SiteContact | None = None, by: Actor, at: datetime) -> SiteLink:
    """Send a link for a month's logs to a contact of the site, the longest standing unless named; the one before it ends.

    Raises PermissionDenied, site_ended, nothing_waits, no_contact, own_member, no_way.
    """
    site = Site.objects.select_for_update(no_key=True, of=("self",)).select_related("organisation").get(pk=site.pk)
    _require_officer(site, by)
    first, today = month.replace(day=1), timezone.localdate(at)
    _require_makeable(site, first)
    contact = _contact(site, contact, today)
    channel, address = outside_letters.way_to(contact.person)
    if not channel:
        raise ValidationError(_("이 담당자에게 보낼 방법이 없습니다. 이메일 주소를 적어 주세요."), code="no_way")
    _end(SiteLink.objects.filter(site=site, month=first, ended_at=None), by=by, at=at)
    letter = outside_letters.write(
        site.organisation,
        kind=KIND,
        params={"site": site.name, "month_on": first.isoformat()},
        channel=channel,
        address=address,
        path=reverse("jobs:site_link", kwargs={"token": "0"}).removesuffix("0/"),
        expires_at=at + site_link_terms.on(today).link,
        by=by,
        at=at,
    )
    link = SiteLink.objects.create(
        organisation=site.organisation,
        site=site,
        month=first,
        contact=contact,
        letter=letter,
        made_at=at,
        made_by=by.user,
    )
    events.record("send_site_link", [site], by=by, at=at, params={"month": first.isoformat()})
    return link


def make_due(*, by: Actor, at: datetime) -> list[SiteLink]:
    """Send the links of months that are over, where logs wait at a site without an account and none was sent for them.

    Raises PermissionDenied.
    """
    if not by.is_system:
        raise PermissionDenied
    made = []
    for site, month in _due(timezone.localdate(at).replace(day=1)):
        try:
            made.append(make(site, month, by=by, at=at))
        except ValidationError:  # no contact that can be reached: the operator's page says so
            continue
    return made


@transaction.atomic
def revoke(link: SiteLink, *, by: Actor, at: datetime) -> SiteLink:
    """End a link, whatever it was used for. Raises PermissionDenied, already_ended."""
    row = _locked(link)
    _require_officer(row.site, by)
    if row.ended_at is not None:
        raise ValidationError(_("이미 끝난 링크입니다."), code="already_ended")
    _end(SiteLink.objects.filter(pk=row.pk), by=by, at=at)
    events.record("end_site_link", [row.site], by=by, at=at, params={"month": row.month.isoformat()})
    row.refresh_from_db()
    return row


@transaction.atomic
def end_of(contact: SiteContact, *, by: Actor, at: datetime) -> None:
    """End a contact, and with it every link that they were sent. Raises PermissionDenied, already_ended."""
    Site.objects.select_for_update(no_key=True).get(pk=contact.site_id)
    contact_people.end(contact.person, ended_on=timezone.localdate(at), by=by, at=at)
    _end(SiteLink.objects.filter(contact=contact, ended_at=None), by=by, at=at)


def end_all(site: Site, *, by: Actor, at: datetime) -> None:
    """End every link of a site in the caller's transaction, which holds the site."""
    _end(SiteLink.objects.filter(site=site, ended_at=None), by=by, at=at)


# Verbs of the contact -------------------------------------------------------------------------------------------------
@transaction.atomic
def new_code(link: SiteLink, *, at: datetime) -> str:
    """Make the code that is to be sent to the contact now; the one before it holds no more. Raises link_ended, too_many_codes."""
    row = _living(link, at)
    today = timezone.localdate(at)
    terms = site_link_terms.on(today)
    sent = row.codes_sent if row.codes_on == today else 0
    if sent >= terms.codes_a_day:
        raise ValidationError(
            _("오늘은 확인 번호를 더 보낼 수 없습니다. 내일 다시 하시거나 운영기관에 전화해 주세요."),
            code="too_many_codes",
        )
    code = "".join(secrets.choice("0123456789") for _digit in range(CODE_DIGITS))
    row.code_hash, row.code_until, row.code_tries = _hash(row, code), at + terms.code, 0
    row.codes_on, row.codes_sent = today, sent + 1
    row.opened_at = row.opened_at or at
    row.save()
    return code


def open_with(link: SiteLink, code: str, *, at: datetime, request_id: str = "") -> str:
    """Open the link to the browser whose person has the code; return the secret that the browser keeps.

    A wrong try counts, so nothing around the count is undone by the refusal. Raises link_ended, no_code, wrong_code.
    """
    with transaction.atomic():
        row = _living(link, at)
        terms = site_link_terms.on(timezone.localdate(at))
        is_held = bool(row.code_hash) and row.code_until > at and row.code_tries < terms.code_tries
        is_right = is_held and hmac.compare_digest(row.code_hash, _hash(row, _bare(code)))
        secret = secrets.token_urlsafe(32)
        if is_right:
            row.code_hash, row.browser_hash, row.browser_until = "", _hash(row, secret), at + terms.open
            told = {"month": row.month.isoformat()}
            events.record("open_site_link", [row.site], by=actor_of(row, request_id=request_id), at=at, params=told)
        elif is_held:
            row.code_tries += 1
        row.save()
    if not is_held:
        sentence = _("확인 번호의 시간이 지났거나 여러 번 틀렸습니다. 확인 번호를 다시 받아 주세요.")
        raise ValidationError(sentence, code="no_code")
    if not is_right:
        raise ValidationError(_("확인 번호가 맞지 않습니다. 받은 숫자를 다시 확인해 주세요."), code="wrong_code")
    return secret


def confirm(
    link: SiteLink,
    chosen: Sequence[Worklog],
    *,
    secret: str,
    shown: Sequence[datetime | None] | None = None,
    at: datetime,
    request_id: str = "",
) -> list[Worklog]:
    """Confirm logs of the link's site and month. Raises PermissionDenied, link_ended, wrong_state, changed_meanwhile."""

    def verb(rows: list[Worklog], by: Actor) -> list[Worklog]:
        return worklogs.confirm_at_site(rows, shown=shown, by=by, at=at)

    return _act(link, chosen, verb, secret=secret, at=at, request_id=request_id)


def send_back(
    link: SiteLink, chosen: Sequence[Worklog], *, reason: str, secret: str, at: datetime, request_id: str = ""
) -> list[Worklog]:
    """Send logs of the link's site and month back. Raises PermissionDenied, link_ended, wrong_state, reason_missing, max_length."""

    def verb(rows: list[Worklog], by: Actor) -> list[Worklog]:
        return worklogs.send_back(rows, reason=reason, by=by, at=at)

    return _act(link, chosen, verb, secret=secret, at=at, request_id=request_id)


# Questions ------------------------------------------------------------------------------------------------------------
def find(token: str, *, at: datetime) -> SiteLink | None:
    """Return the link of this token while it opens."""
    letter = outside_letters.living(KIND, token, at=at)
    if letter is None:
        return None
    found = SiteLink.objects.select_related("site__organisation", "contact__person", "letter")
    return found.filter(letter=letter, ended_at=None).first()


def is_open(link: SiteLink, secret: str, at: datetime) -> bool:
    """Whether this browser gave the code, not too long ago."""
    is_held = bool(link.browser_hash) and link.browser_until is not None and link.browser_until > at
    return is_held and hmac.compare_digest(link.browser_hash, _hash(link, secret))


def logs_of(link: SiteLink) -> QuerySet[Worklog]:
    """Return the logs that the link is for: of its site, its operator and its month, never the contact's own."""
    person = link.contact.person
    own = Q()
    if person.phone_index:
        own |= Q(placement__candidate__user__identity__phone_index=person.phone_index)
    if person.email_index:
        own |= Q(placement__candidate__user__email__iexact=person.email)
    found = Worklog.objects.filter(
        month=link.month,
        placement__seat__posting_site__site=link.site_id,
        placement__application__posting__organisation=link.organisation_id,
    )
    return found.exclude(own) if own else found


def actor_of(link: SiteLink, *, request_id: str = "") -> Actor:
    """Return who acts by the link."""
    return actors.site_link(link.contact.person, link.site_id, request_id=request_id)


def way_of_code(link: SiteLink) -> tuple[str, str]:
    """Return the channel and address for the code: a text where there is a number, since the link came by mail."""
    return outside_letters.way_to(link.contact.person, first="sms")


def waiting_months(site: Site) -> list[date]:
    """Return the months whose logs wait for the site, newest first."""
    found = Worklog.objects.filter(placement__seat__posting_site__site=site, state=Worklog.State.SUBMITTED)
    return sorted(set(found.values_list("month", flat=True)), reverse=True)


# Private --------------------------------------------------------------------------------------------------------------
def _act(
    link: SiteLink,
    chosen: Sequence[Worklog],
    verb: Callable[[list[Worklog], Actor], list[Worklog]],
    *,
    secret: str,
    at: datetime,
    request_id: str,
) -> list[Worklog]:
    """Do something by the link, held so that it can't end meanwhile, with logs that are the link's and wait."""
    with transaction.atomic():
        row = _living(link, at)
        if not is_open(row, secret, at):
            raise PermissionDenied
        pks = [log.pk for log in chosen]
        if logs_of(row).filter(pk__in=pks).count() != len(set(pks)):
            raise PermissionDenied
        SiteLink.objects.filter(pk=row.pk).update(used_at=at)
        stale = Worklog.objects.filter(pk__in=pks).exclude(state=Worklog.State.SUBMITTED).first()
        if stale:
            raise worklogs.steps.wrong_state(stale)
        return verb(list(chosen), actor_of(row, request_id=request_id))


def _locked(link: SiteLink) -> SiteLink:
    rows = SiteLink.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("site__organisation", "contact__person", "letter").get(pk=link.pk)


def _living(link: SiteLink, at: datetime) -> SiteLink:
    """Lock the link. Raises link_ended, also where the contact has come to work for the operator."""
    row = _locked(link)
    today, person = timezone.localdate(at), row.contact.person
    is_contact = person.started_on <= today and (person.ended_on is None or person.ended_on > today)
    is_living = row.ended_at is None and row.site.ended_at is None and row.letter.is_living(at)
    if not is_living or not is_contact or contact_people.is_member(person, today):
        raise ValidationError(
            _("이 링크는 더 쓸 수 없습니다. 새 링크를 받으시려면 운영기관에 전화해 주세요."), code="link_ended"
        )
    return row


def _end(links: QuerySet[SiteLink], *, by: Actor, at: datetime) -> None:
    rows = list(links.select_for_update(no_key=True, of=("self",)).select_related("letter").order_by("pk"))
    SiteLink.objects.filter(pk__in=[row.pk for row in rows]).update(
        ended_at=at, ended_by=by.user, code_hash="", browser_hash=""
    )
    outside_letters.end([row.letter for row in rows], by=by, at=at)


def _require_officer(site: Site, by: Actor) -> None:
    actors.require_role(by, roles={"member", "manager"}, kinds={"operator"}, organisation_ids=[site.organisation_id])


def _require_makeable(site: Site, month: date) -> None:
    if site.ended_at is not None:
        raise ValidationError(_("끝난 활동처입니다."), code="site_ended")
    if month not in waiting_months(site):
        raise ValidationError(_("이 달에 활동처 확인을 기다리는 활동일지가 없습니다."), code="nothing_waits")


def _contact(site: Site, contact: SiteContact | None, today: date) -> SiteContact:
    """The contact named, or the longest standing of the site. Raises no_contact, own_member."""
    found = SiteContact.objects.filter(site=site).select_related("person").order_by("person__started_on", "pk")
    if contact is not None:
        found = found.filter(pk=contact.pk)
    standing = found.filter(person__started_on__lte=today)
    standing = standing.filter(Q(person__ended_on=None) | Q(person__ended_on__gt=today))
    if (chosen := standing.first()) is None:
        raise ValidationError(_("이 활동처의 담당자를 먼저 등록해 주세요."), code="no_contact")
    if contact_people.is_member(chosen.person, today):
        raise ValidationError(_("우리 기관의 구성원에게는 활동처 확인 링크를 보낼 수 없습니다."), code="own_member")
    return chosen


def _due(this_month: date) -> list[tuple[Site, date]]:
    """The sites without an account and the months before this one, where a log came since the last link stopped opening."""
    accounts = Membership.objects.current(this_month).filter(
        organisation=OuterRef("placement__seat__posting_site__site__host"), role__in=["member", "manager"]
    )
    sent = SiteLink.objects.filter(site=OuterRef("placement__seat__posting_site__site"), month=OuterRef("month"))
    since = sent.filter(letter__expires_at__gte=OuterRef("submitted_at"))
    waiting = Worklog.objects.filter(
        ~Exists(accounts), ~Exists(since), state=Worklog.State.SUBMITTED, month__lt=this_month
    ).filter(placement__seat__posting_site__site__ended_at=None)
    pairs = set(waiting.values_list("placement__seat__posting_site__site", "month"))
    sites = Site.objects.in_bulk({pk for pk, _month in pairs})
    return [(sites[pk], month) for pk, month in sorted(pairs)]


def _hash(link: SiteLink, secret: str) -> str:
    return blind_index(f"{link.public_id}:{secret}")


def _bare(code: str) -> str:
    return "".join(code.split())
