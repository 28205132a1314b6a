"""Who lets a 50+ centre's counsellor act for them: on their own page, or by a paper they sign at the centre (DESIGN 9).

A proxy stands on a consent of its own and ends with it; what was not let is refused by each verb (actors.is_person). A counsellor
never agrees to anything, reads no inbox and signs in as nobody else. Decision: docs/adr/0024.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Case, QuerySet, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from profiles import actors, consents, events, notices, registrations
from profiles.actors import APPLY, FILL, Actor
from profiles.declarations import digits
from profiles.models import ConsentText, Event, Identity, Membership, Organisation, Proxy, User
from profiles.models.sealing import blind_index
from profiles.notices import Telling
from profiles.registrations import Draft

MOST_KNOWN = 5  # numbers of members that a counsellor may run into within a day
MONTHS = (3, 6, 12)  # how long a person may choose to let it stand
TOLD = ("profiles.proxy_entrusted", "profiles.proxy_taken", "profiles.proxy_acting")
ROLES = frozenset({"member", "manager"})


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def open_account(
    draft: Draft,
    texts: Sequence[ConsentText],
    *,
    scopes: Collection[str],
    months: int,
    signed_on: date,
    by: Actor,
    at: datetime,
) -> Proxy:
    """Register somebody without e-mail and take them on, by the paper they signed; its texts are all that they agree to.

    Raises PermissionDenied; by field signed_later, phone_known, months_unknown, scopes_unknown, sharing_missing; consent_missing, too_often, and what
    register_many raises.
    """
    centre = _centre_of(by)
    by = replace(by, organisation=centre)
    _require_term(scopes, months)
    if signed_on > timezone.localdate(at):
        raise ValidationError({"signed_on": signed_later()})
    if not {text.pk for text in consents.current_texts() if text.is_required} <= {text.pk for text in texts}:
        raise ValidationError(_("꼭 필요한 동의를 받지 않으면 회원으로 등록할 수 없습니다."), code="consent_missing")
    if APPLY in scopes and consents.current_text(ConsentText.Purpose.SHARING) not in texts:
        sentence = _(
            "대신 지원하려면 개인정보 제3자 제공 동의에도 서명을 받아야 합니다. 받지 않으셨으면 지원은 빼고 등록해 주세요."
        )
        raise _wrong("scopes", sentence, "sharing_missing")
    _require_not_too_often(centre, by, at)
    _one_at_a_time(draft.phone)
    if _is_known(draft.phone):
        sentence = _(
            "이 번호로 가입한 분이 이미 있습니다. 본인이 로그인해 ‘상담사에게 맡기기’에서 우리 센터를 고르면 됩니다."
        )
        raise _wrong("phone", sentence, "phone_known")
    (candidate,) = registrations.register_many([draft], by=by, at=at)
    given = consents.give_many([candidate.user], [*texts, text_of_consent()], by=by, at=at, channel=consents.PAPER)
    proxy = Proxy.objects.create(
        person=candidate.user,
        centre=centre,
        consent=given[-1],
        scopes=_sorted(scopes),
        signed_on=signed_on,
        ends_on=_after(timezone.localdate(at), months),
        taken_at=at,
        taken_by=by.user,
    )
    events.record("open_account", [proxy], by=by, at=at, params={"scopes": proxy.scopes})
    return proxy


@transaction.atomic
def note_known(*, by: Actor, at: datetime) -> None:
    """Write down that a number at the desk turned out to be known: whoever asks of many is seen, and stopped. Raises PermissionDenied."""
    events.record("refuse_known_number", [_centre_of(by)], by=by, at=at)


@transaction.atomic
def entrust(
    user: User,
    centre: Organisation,
    *,
    scopes: Collection[str],
    months: int,
    also: Sequence[ConsentText] = (),
    by: Actor,
    at: datetime,
) -> Proxy:
    """Let a centre act for oneself; its counsellors are told. `also` are other texts agreed to on the same page.

    Raises PermissionDenied, entrusted_already; by field scopes_unknown, months_unknown, not_a_centre, sharing_missing;
    not_current and consent_once of `also`.
    """
    actors.require_person(by, user.pk)
    if by.is_system or user.current_memberships:
        raise PermissionDenied
    _require_term(scopes, months)
    if centre.kind != Organisation.Kind.CENTRE:
        raise _wrong("centre", _("50플러스센터를 목록에서 골라 주세요."), "not_a_centre")
    list(User.objects.select_for_update(no_key=True).filter(pk=user.pk))  # one at a time
    if of(user, at=at):
        raise ValidationError(
            _("이미 맡기신 곳이 있습니다. 바꾸시려면 먼저 지금 맡긴 것을 끝내 주세요."), code="entrusted_already"
        )
    if also:
        consents.give(user, also, by=by, at=at)
    if APPLY in scopes and not consents.shares(user):
        sentence = _("대신 지원하게 하시려면 지원서를 전하는 데도 동의해 주세요. 아니면 맡길 일에서 지원을 빼 주세요.")
        raise _wrong("scopes", sentence, "sharing_missing")
    old = consents.standing(user).filter(text__purpose=ConsentText.Purpose.PROXY).first()
    if old:
        consents.withdraw(old, by=by, at=at)  # of a proxy that ended by itself or by the centre
    (given,) = consents.give(user, [text_of_consent()], by=by, at=at)
    ends_on = _after(timezone.localdate(at), months)
    proxy = Proxy.objects.create(person=user, centre=centre, consent=given, scopes=_sorted(scopes), ends_on=ends_on)
    events.record("entrust", [proxy], by=by, at=at, params={"scopes": proxy.scopes})
    _tell_counsellors(proxy, "profiles.proxy_entrusted", at)
    return proxy


@transaction.atomic
def take(proxy: Proxy, *, seen_taken_at: datetime | None, by: Actor, at: datetime) -> Proxy:
    """Take a person of one's centre on, from nobody or a colleague, as the page showed it; the person is told.

    Raises PermissionDenied, proxy_ended, taken_already, taken_meanwhile.
    """
    row = _lock(proxy, by, at)
    if row.taken_by_id == by.user.pk:
        raise ValidationError(_("이미 맡고 계신 분입니다."), code="taken_already")
    if row.taken_at != seen_taken_at:
        raise ValidationError(
            _("그사이 다른 상담사가 맡았습니다. 이어 맡으려면 한 번 더 눌러 주세요."), code="taken_meanwhile"
        )
    row.taken_at, row.taken_by = at, by.user
    row.save(update_fields=["taken_at", "taken_by"])
    events.record("take_on", [row], by=by, at=at)
    _forget_told(row, ["profiles.proxy_entrusted", "profiles.proxy_taken"], at)
    _tell_person(row, "profiles.proxy_taken", f"{by.user.pk}:{at.isoformat()}", at)
    return row


@transaction.atomic
def begin(proxy: Proxy, *, by: Actor, at: datetime) -> Proxy:
    """Begin to act for the person; the first time of a day they are told. Raises PermissionDenied, proxy_ended, not_taken."""
    row = _lock(proxy, by, at)
    if row.taken_by_id != by.user.pk:
        raise ValidationError(_("먼저 ‘제가 맡기’를 눌러 주세요. 맡은 상담사만 대신할 수 있습니다."), code="not_taken")
    events.record("begin_acting", [row], by=by, at=at)
    _tell_person(row, "profiles.proxy_acting", f"{by.user.pk}:{timezone.localdate(at)}", at)
    return row


@transaction.atomic
def give_up(proxy: Proxy, *, by: Actor, at: datetime) -> Proxy:
    """End it from the centre's side; the person is told and may choose another. Raises PermissionDenied, proxy_ended."""
    row = _lock(proxy, by, at)
    row.ended_at, row.ended_by = at, by.user
    row.save(update_fields=["ended_at", "ended_by"])
    events.record("hand_back", [row], by=by, at=at)
    _forget_told(row, TOLD, at)
    _tell_person(row, "profiles.proxy_given_up", "", at)
    return row


@transaction.atomic
def withdraw(proxy: Proxy, *, by: Actor, at: datetime) -> Proxy:
    """Take back what one let a centre do; it holds from this moment. Raises PermissionDenied, proxy_ended."""
    actors.require_person(by, proxy.person_id)
    row = Proxy.objects.select_for_update(of=("self",), no_key=True).get(pk=proxy.pk)
    if not _stands(row, at):
        raise _ended()
    consents.withdraw(row.consent, by=by, at=at)
    events.record("end_proxy", [row], by=by, at=at)
    _forget_told(row, TOLD, at)
    _tell_counsellors(row, "profiles.proxy_withdrawn", at)
    return row


# Questions ------------------------------------------------------------------------------------------------------------
def of(user: User, *, at: datetime) -> Proxy | None:
    """Return who acts for this person now."""
    found = Proxy.objects.standing(timezone.localdate(at)).filter(person=user)
    return found.select_related("centre", "consent", "taken_by").first()


def people_of(user: User, *, at: datetime) -> QuerySet[Proxy]:
    """Return those of a counsellor's centre, their own first, then those that nobody has taken on."""
    own = Proxy.objects.standing(timezone.localdate(at)).filter(centre__in=actors.centres_of(user))
    found = own.exclude(person=user)
    rank = Case(When(taken_by=user, then=0), When(taken_by=None, then=1), default=2)
    return found.select_related("centre", "person__candidate", "person__identity", "taken_by").order_by(rank, "-pk")


def acting(user: User, public_id: str, *, at: datetime) -> Proxy | None:
    """Return the proxy by which this counsellor acts, while it stands, is theirs and they work for the centre."""
    return people_of(user, at=at).filter(public_id=public_id, taken_by=user).first()


def centres(*, at: datetime) -> QuerySet[Organisation]:
    """Return the centres that somebody works for, by name."""
    staffed = Membership.objects.current(timezone.localdate(at)).filter(role__in=ROLES)
    return Organisation.objects.filter(kind=Organisation.Kind.CENTRE, pk__in=staffed.values("organisation")).order_by(
        "name"
    )


def done_for(user: User) -> QuerySet[Event]:
    """Return what counsellors did for this person, newest first."""
    return Event.objects.filter(on_behalf_of=user).select_related("organisation").order_by("-at", "-pk")


def text_of_consent() -> ConsentText:
    """Return the text on which a proxy stands."""
    return consents.current_texts(ConsentText.Purpose.PROXY)[0]


def signed_later() -> ValidationError:
    """The error of a day of signature that is still to come."""
    return ValidationError(_("서명한 날이 오늘보다 늦습니다. 종이에 적힌 날을 넣어 주세요."), code="signed_later")


# Private --------------------------------------------------------------------------------------------------------------
def _centres_of(by: Actor) -> list[int]:
    """The centres for which a counsellor acts in their own name."""
    return actors.centres_of(by.user) if by.user and not by.on_behalf_of else []


def _centre_of(by: Actor) -> Organisation:
    """The centre that a counsellor works for, the one of this request where they work for several. Raises PermissionDenied."""
    held = _centres_of(by)
    if not held:
        raise PermissionDenied
    return by.organisation if by.organisation and by.organisation.pk in held else Organisation.objects.get(pk=held[0])


def _lock(proxy: Proxy, by: Actor, at: datetime) -> Proxy:
    """Lock a proxy for a counsellor of its centre. Raises PermissionDenied, proxy_ended."""
    row = Proxy.objects.select_for_update(of=("self",), no_key=True).select_related("centre", "person").get(pk=proxy.pk)
    if row.centre_id not in _centres_of(by) or row.person_id == by.user.pk:
        raise PermissionDenied
    if not _stands(row, at):
        raise _ended()
    return row


def _stands(row: Proxy, at: datetime) -> bool:
    return Proxy.objects.standing(timezone.localdate(at)).filter(pk=row.pk).exists()


def _ended() -> ValidationError:
    return ValidationError(_("그사이 맡김이 끝났습니다. 화면을 새로 고쳐 주세요."), code="proxy_ended")


def _wrong(field: str, sentence: str, code: str) -> ValidationError:
    return ValidationError({field: ValidationError(sentence, code=code)})


def _require_term(scopes: Collection[str], months: int) -> None:
    if FILL not in scopes or not set(scopes) <= set(Proxy.Scope.values):
        raise _wrong("scopes", _("맡길 일을 목록에서 골라 주세요. 정보 적기는 꼭 들어갑니다."), "scopes_unknown")
    if months not in MONTHS:
        raise _wrong("months", _("맡길 기간을 목록에서 골라 주세요."), "months_unknown")


def _sorted(scopes: Collection[str]) -> list[str]:
    return [scope for scope in Proxy.Scope.values if scope in scopes]


def _after(day: date, months: int) -> date:
    """The same day so many months later; where the month is shorter, the first of the next."""
    year, month = divmod(day.month - 1 + months, 12)
    try:
        return day.replace(year=day.year + year, month=month + 1)
    except ValueError:
        return day.replace(year=day.year + year, month=month + 1, day=28) + timedelta(days=1)


def _is_known(phone: str) -> bool:
    """Whether somebody in use has this number, confirmed or told."""
    return Identity.objects.filter(phone_index=blind_index(digits(phone)), user__is_active=True).exists()


def _require_not_too_often(centre: Organisation, by: Actor, at: datetime) -> None:
    """A number that is known tells who is a member. Raises too_often."""
    asked = events.of(centre).filter(verb="refuse_known_number", user=by.user, at__gt=at - timedelta(days=1))
    if asked.count() >= MOST_KNOWN:
        sentence = _("이미 가입한 번호를 하루에 여러 번 넣으셨습니다. 내일 다시 하거나 시 담당자에게 알려 주세요.")
        raise ValidationError(sentence, code="too_often")


def _one_at_a_time(phone: str) -> None:
    """Let two desks register the same number one after the other."""
    key = int.from_bytes(hashlib.sha256(blind_index(digits(phone)).encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _forget_told(row: Proxy, kinds: Collection[str], at: datetime) -> None:
    """What was told of it before is no longer true."""
    notices.cancel(events.subject_type(row), [row.pk], kinds=kinds, at=at)


def _tell_person(row: Proxy, kind: str, suffix: str, at: datetime) -> None:
    telling = Telling(
        recipient_id=row.person_id,
        kind=kind,
        unique_key=f"{kind}:{row.pk}:{suffix}",
        params={"centre": row.centre.name, "phone": row.centre.phone},
        url=reverse("profiles:proxy"),
        subject_type=events.subject_type(row),
        subject_id=row.pk,
    )
    notices.tell([telling], at=at)


def _tell_counsellors(row: Proxy, kind: str, at: datetime) -> None:
    """Tell the one who took the person on, else everybody of the centre; without a name, which stands on the page."""
    held = Membership.objects.current(timezone.localdate(at)).filter(organisation=row.centre_id, role__in=ROLES)
    everybody = held.order_by("user_id").values_list("user_id", flat=True).distinct()
    tellings = [
        Telling(
            recipient_id=pk,
            kind=kind,
            unique_key=f"{kind}:{row.pk}:{pk}",
            params={},
            url=reverse("profiles:counsellor_people"),
            subject_type=events.subject_type(row),
            subject_id=row.pk,
        )
        for pk in ([row.taken_by_id] if row.taken_by_id else everybody)
    ]
    notices.tell(tellings, at=at)
