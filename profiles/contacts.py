"""How people are reached beside the inbox: which groups of notices by which channel, when, and when never (DESIGN 7).

Nothing goes out between 21:00 and 08:00 in Seoul (정보통신망법 art. 50(3) asks it of advertising; here every notice keeps it,
urgent ones and e-mail too); a person may widen that. The daily digest leaves at 09:00; an urgent notice doesn't wait for it.
Who never chose gets mail; who has no address for it gets texts, but none that nobody asked for. Decision: docs/adr/0019.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from profiles import actors, channels, events, notice_groups
from profiles.actors import Actor
from profiles.models import ContactChoice, Delivery, User
from profiles.notice_groups import GROUPS

SEOUL = ZoneInfo("Asia/Seoul")
QUIET_FROM, QUIET_UNTIL = time(21), time(8)
EVENINGS = [time(hour) for hour in (21, 20, 19, 18)]  # what a person may widen the quiet hours to
MORNINGS = [time(hour) for hour in (8, 9, 10, 11)]
DIGEST_AT = time(9)
_SALT = "profiles.contacts.stop"
DIGEST = "digest"  # what the link in a digest stops: all mail that may be missed


class Hours(NamedTuple):
    """Between these nothing is sent to a person; None: what holds for everybody."""

    quiet_from: time | None = None
    quiet_until: time | None = None


EVERYBODYS = Hours()


class Ways(NamedTuple):
    """How one person is reached: what they chose, and where they can be reached at all."""

    choice: ContactChoice | None
    reachable: Collection[str]

    @property
    def rhythm(self) -> str:
        return self.choice.rhythm if self.choice else ContactChoice.Rhythm.AT_ONCE

    @property
    def hours(self) -> Hours:
        return Hours(self.choice.quiet_from, self.choice.quiet_until) if self.choice else EVERYBODYS

    def for_group(self, group: str) -> list[str]:
        """Return the channels for notices of a group; what must reach does, unless the inbox alone was chosen."""
        usual = [name for name in self.reachable if _is_usual(name, group, self.reachable)]
        if self.choice is None:
            return usual
        chosen = [name for name in self.reachable if self.choice.is_on(name, group)]
        return chosen or (usual if GROUPS[group].must_reach and self.choice.channels else [])


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def choose(
    user: User,
    *,
    ways: Mapping[str, Iterable[str]],
    rhythm: str,
    hours: Hours = EVERYBODYS,
    by: Actor,
    at: datetime,
) -> ContactChoice:
    """Store how the person wants to be reached: for each group its channels; what was left out and waits is stopped.

    Groups that aren't named stay as they are. Raises group_unknown, channel_unknown, rhythm_unknown, hours_unknown,
    must_reach, PermissionDenied.
    """
    actors.require_person(by, user.pk)
    chosen = {group: set(names) for group, names in ways.items()}
    _check(chosen, rhythm, hours)
    before = ways_of([_lock(user).pk])[user.pk]
    unreached = [group for group in chosen if GROUPS[group].must_reach and not chosen[group]]
    if unreached and before.reachable:
        raise ValidationError(
            _("‘%(group)s’ 알림을 받을 곳을 하나는 골라 주세요.") % {"group": GROUPS[unreached[0]].label},
            code="must_reach",
        )
    kept = {group: set(before.for_group(group)) for group in GROUPS if group not in chosen}
    return _store(user, {**kept, **chosen}, rhythm, hours, by=by, at=at)


@transaction.atomic
def add_way(user: User, channel: str, *, by: Actor, at: datetime) -> None:
    """Send everything by this channel, too, for somebody who has just opened it. Raises PermissionDenied."""
    actors.require_person(by, user.pk)
    before = ways_of([_lock(user).pk])[user.pk]
    if before.choice:
        ways = {group: {*before.for_group(group), channel} for group in GROUPS}
        _store(user, ways, before.rhythm, before.hours, by=by, at=at)


@transaction.atomic
def stop_mail(user: User, target: str, *, by: Actor, at: datetime) -> list[str]:
    """End the mail of a group that may be stopped, or of the digest. Return the groups without mail now.

    Raises group_unknown, PermissionDenied.
    """
    actors.require_person(by, user.pk)
    stopped = groups_of(target)
    before = ways_of([_lock(user).pk])[user.pk]
    ways = {group: set(before.for_group(group)) for group in GROUPS}
    for group in stopped:
        ways[group].discard("email")
    _store(user, ways, before.rhythm, before.hours, by=by, at=at)
    return stopped


# Questions ------------------------------------------------------------------------------------------------------------
def groups_of(target: str) -> list[str]:
    """Return the groups that a link in a mail stops. Raises group_unknown."""
    if target == DIGEST:
        return [name for name, group in GROUPS.items() if not group.must_reach]
    if target not in GROUPS or not GROUPS[target].may_stop:
        raise ValidationError(_("끊을 수 없는 알림입니다."), code="group_unknown")
    return [target]


def stop_target(kinds: Collection[str]) -> str:
    """Return what the link in a mail with such notices stops; "" where there is none."""
    if len(kinds) > 1:
        return DIGEST
    group = notice_groups.of(*kinds)
    return group if GROUPS[group].may_stop else ""


def stop_token(user: User, target: str) -> str:
    """Return what a link carries to stop mail without signing in; it holds for ever, as mails do."""
    return signing.dumps([str(user.public_id), target], salt=_SALT)


def read_stop_token(token: str) -> tuple[User, str] | None:
    """Return whose mail a link stops, and which; None when we didn't write it or the person is out of use."""
    try:
        public_id, target = signing.loads(token, salt=_SALT)
        groups_of(target)
    except (signing.BadSignature, ValidationError):
        return None
    user = User.objects.filter(public_id=public_id, is_active=True).first()
    return (user, target) if user else None


def ways_of(user_ids: Collection[int]) -> dict[int, Ways]:
    """Return how each of the people who are in use is reached; the same few queries for one and for many."""
    people = User.objects.filter(pk__in=user_ids, is_active=True)
    reachable: dict[int, list[str]] = {pk: [] for pk in people.values_list("pk", flat=True)}
    for name in channels.names_on():
        for pk in people.filter(channels.BY_NAME[name].REACHES).values_list("pk", flat=True):
            reachable[pk].append(name)
    choices = {row.user_id: row for row in ContactChoice.objects.filter(user__in=reachable)}
    return {pk: Ways(choices.get(pk), names) for pk, names in reachable.items()}


def is_quiet(at: datetime, hours: Hours = EVERYBODYS) -> bool:
    """Tell whether nothing may go out now: from 21:00 until just before 08:00 in Seoul, or longer as a person chose."""
    clock = at.astimezone(SEOUL).time()
    return clock >= (hours.quiet_from or QUIET_FROM) or clock < (hours.quiet_until or QUIET_UNTIL)


def not_quiet(at: datetime) -> Q:
    """Return which deliveries' people may be sent something now, as far as their own hours go."""
    clock = at.astimezone(SEOUL).time()
    own = "notice__recipient__contact_choice__"
    return (Q(**{f"{own}quiet_from": None}) | Q(**{f"{own}quiet_from__gt": clock})) & (
        Q(**{f"{own}quiet_until": None}) | Q(**{f"{own}quiet_until__lte": clock})
    )


def due_at(
    at: datetime,
    *,
    rhythm: str = ContactChoice.Rhythm.AT_ONCE,
    hours: Hours = EVERYBODYS,
    is_urgent: bool = False,
) -> datetime:
    """Return when something told at `at` may leave: now, when the quiet hours end, or with the next digest."""
    morning = hours.quiet_until or QUIET_UNTIL
    if rhythm == ContactChoice.Rhythm.DAILY and not is_urgent:
        return _next(max(DIGEST_AT, morning), at)
    return _next(morning, at) if is_quiet(at, hours) else at


def stop_waiting(deliveries: QuerySet[Delivery], at: datetime) -> None:
    """Cancel what still waits or could be sent again; locked in one order, since the sender settles groups."""
    unsent = [Delivery.State.QUEUED, Delivery.State.DEAD]
    waiting = deliveries.filter(state__in=unsent).select_for_update(of=("self",)).order_by("pk")
    ids = list(waiting.values_list("pk", flat=True))
    Delivery.objects.filter(pk__in=ids).update(state=Delivery.State.CANCELLED, settled_at=at)


# Private --------------------------------------------------------------------------------------------------------------
def _is_usual(channel: str, group: str, reachable: Collection[str]) -> bool:
    """Texts cost the city money and the person sleep: what must reach goes as one, the rest to who has no mail."""
    if channel != "sms" or GROUPS[group].must_reach:
        return True
    return "email" not in reachable and not GROUPS[group].may_stop


def _check(chosen: Mapping[str, set[str]], rhythm: str, hours: Hours) -> None:
    if not set(chosen) <= set(GROUPS):
        raise ValidationError(_("고를 수 없는 알림입니다. 목록에서 골라 주세요."), code="group_unknown")
    if not set().union(*chosen.values()) <= set(channels.names_on()):
        raise ValidationError(_("고를 수 없는 연락 방법입니다. 목록에서 골라 주세요."), code="channel_unknown")
    if rhythm not in ContactChoice.Rhythm.values:
        raise ValidationError(_("알림을 받을 때를 목록에서 골라 주세요."), code="rhythm_unknown")
    if hours.quiet_from not in {None, *EVENINGS} or hours.quiet_until not in {None, *MORNINGS}:
        raise ValidationError(_("알림을 보내지 않을 시간을 목록에서 골라 주세요."), code="hours_unknown")


def _lock(user: User) -> User:
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)  # the first time there is no choice to lock


def _store(
    user: User, ways: Mapping[str, set[str]], rhythm: str, hours: Hours, *, by: Actor, at: datetime
) -> ContactChoice:
    used = sorted(set().union(*ways.values()))
    left_out = sorted(f"{group}:{name}" for group, names in ways.items() for name in used if name not in names)
    choice, _new = ContactChoice.objects.update_or_create(
        user=user,
        defaults={"channels": used, "left_out": left_out, "rhythm": rhythm, **hours._asdict(), "chosen_at": at},
    )
    waiting = Delivery.objects.filter(notice__recipient=user, state__in=[Delivery.State.QUEUED, Delivery.State.DEAD])
    gone = [
        pk
        for pk, kind, name in waiting.values_list("pk", "notice__kind", "channel")
        if not choice.is_on(name, notice_groups.of(kind))
    ]
    stop_waiting(Delivery.objects.filter(pk__in=gone), at)
    params = {
        "channels": used,
        "left_out": left_out,
        "rhythm": rhythm,
        "quiet_from": f"{hours.quiet_from or QUIET_FROM:%H:%M}",
        "quiet_until": f"{hours.quiet_until or QUIET_UNTIL:%H:%M}",
    }
    events.record("choose_contact", [user], by=by, at=at, params=params)
    return choice


def _next(hour: time, at: datetime) -> datetime:
    """Return the first moment after `at` when the clocks of Seoul show the hour."""
    local = at.astimezone(SEOUL)
    found = datetime.combine(local.date(), hour, tzinfo=SEOUL)
    return found if found > local else found + timedelta(days=1)
