"""What must be told to whom: rows written in the transaction of what they tell (DESIGN 7).

Beside the inbox, which always has the notice, a delivery is written for each channel by which the person wants notices of
its group (`contacts.py`). Mail that guards an account (confirmation, password) is no notice: allauth sends it at once. The
rows are sent by `sender.py`.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from django.utils import translation
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from profiles import actors, contacts, events, notice_groups, waking
from profiles.actors import Actor
from profiles.models import Delivery, Notice, User

AT, DAY = "$at", "$day"  # mark what was a moment or a day: text that looks like one stays text
_log = logging.getLogger(__name__)


class Telling(NamedTuple):
    """One notice to be written. The unique key names what is told and to whom: the same is never told twice."""

    recipient_id: int
    kind: str  # "jobs.offer_made": its words are in templates/jobs/notices/offer_made.txt
    unique_key: str
    params: dict[str, Any]
    url: str  # path of the page where the person can act
    subject_type: str = ""
    subject_id: int | None = None
    is_urgent: bool = False


class Rendered(NamedTuple):
    """A notice in words."""

    title: str
    body: str


# Verbs ----------------------------------------------------------------------------------------------------------------
def tell(tellings: Sequence[Telling], *, at: datetime) -> int:
    """Write the notices that weren't told yet, with their deliveries, in the caller's transaction. Return how many."""
    wanted = {telling.unique_key: telling for telling in reversed(tellings)}
    rows = [_notice(wanted[key], at) for key in sorted(wanted)]  # in one order everywhere: two tellers can't deadlock
    if not rows:
        return 0
    with transaction.atomic():
        Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)
        ids = dict(Notice.objects.filter(public_id__in=[row.public_id for row in rows]).values_list("public_id", "pk"))
        told = [row for row in rows if row.public_id in ids]
        for row in told:
            row.pk = ids[row.public_id]
        _plan(told, at)
    return len(told)


def cancel(subject_type: str, subject_ids: Iterable[int], *, kinds: Iterable[str] | None = None, at: datetime) -> int:
    """Take back what is no longer true: unsent deliveries stop, unread notices hide. Return how many notices.

    A notice that was read stays in the inbox: the person knows it, and the notice of what changed follows.
    """
    untrue = Notice.objects.filter(subject_type=subject_type, subject_id__in=list(subject_ids), cancelled_at=None)
    if kinds is not None:
        untrue = untrue.filter(kind__in=list(kinds))
    with transaction.atomic():
        found = list(untrue.select_for_update().order_by("pk").values_list("pk", flat=True))
        contacts.stop_waiting(Delivery.objects.filter(notice_id__in=found), at)
        Notice.objects.filter(pk__in=found, read_at=None).update(cancelled_at=at)
    return len(found)


def mark_read(notice: Notice, *, by: Actor, at: datetime) -> Notice:
    """Note that the person has opened the notice; the first time counts. Raises PermissionDenied."""
    actors.require_person(by, notice.recipient_id)
    if Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at):
        notice.read_at = at
    return notice


def mark_all_read(user: User, *, by: Actor, at: datetime) -> int:
    """Note that the person has seen all that is in the inbox. Return how many were new. Raises PermissionDenied."""
    actors.require_person(by, user.pk)
    with transaction.atomic():
        unread = Notice.objects.visible_to(user).unread().select_for_update().order_by("pk")  # in the order of `cancel`
        return Notice.objects.filter(pk__in=list(unread.values_list("pk", flat=True))).update(read_at=at)


def choose_language(user: User, language: str, *, by: Actor, at: datetime) -> User:
    """Store the language in which the person is told things. Raises language_unknown, PermissionDenied."""
    actors.require_person(by, user.pk)
    if language not in dict(settings.LANGUAGES):
        raise ValidationError(_("고를 수 없는 언어입니다. 한국어와 영어 가운데 골라 주세요."), code="language_unknown")
    with transaction.atomic():
        if User.objects.filter(pk=user.pk).exclude(language=language).update(language=language):
            events.record("choose_language", [user], by=by, at=at, params={"language": language})
    user.language = language
    return user


def wake() -> None:
    """Nudge the sender once this transaction has committed; a dead broker costs the page nothing but a moment."""
    waiting = [entry[1] for entry in transaction.get_connection().run_on_commit]
    if _nudge not in waiting:
        transaction.on_commit(_nudge)


# Questions ------------------------------------------------------------------------------------------------------------
def unread_count(user: User) -> int:
    """Return the number beside the bell."""
    return Notice.objects.visible_to(user).unread().count()


def render(notice: Notice, language: str | None = None) -> Rendered:
    """Return the notice in words: the template's first line is the title, the rest the body. Plain text."""
    app, _dot, name = notice.kind.partition(".")
    template = get_template(f"{app}/notices/{name}.txt").template
    with translation.override(language or translation.get_language()):
        text = template.render(Context({**_read(notice.params), "url": notice.url}, autoescape=False))
    title, _line, body = text.strip().partition("\n")
    return Rendered(title.strip(), body.strip())


def before(telling: Telling) -> Rendered:
    """Return what a notice would say that isn't written yet, in the reader's own language."""
    return render(Notice(kind=telling.kind, params=_plain(telling.params), url=telling.url))


def words_of(notice: Notice) -> Rendered:
    """Return the notice in words, or an excuse: one whose words are broken must not hide the others."""
    try:
        return render(notice)
    except Exception:  # whatever is wrong with one notice or its template
        _log.exception("notice %s can't be put in words", notice.pk)
        return Rendered(_("이 알림의 내용을 보여 드리지 못합니다. 아래 전화로 문의해 주세요."), "")


# Private --------------------------------------------------------------------------------------------------------------
def _notice(telling: Telling, at: datetime) -> Notice:
    return Notice(**{**telling._asdict(), "params": _plain(telling.params)}, created_at=at)


def _plan(told: list[Notice], at: datetime) -> None:
    """Write a delivery a notice and channel, and wake the sender if one may leave now."""
    people = contacts.ways_of({row.recipient_id for row in told})
    rows = [
        Delivery(
            notice=row,
            channel=name,
            is_urgent=row.is_urgent,
            due_at=contacts.due_at(at, rhythm=ways.rhythm, hours=ways.hours, is_urgent=row.is_urgent),
        )
        for row in told
        if (ways := people.get(row.recipient_id))
        for name in ways.for_group(notice_groups.of(row.kind))
    ]
    Delivery.objects.bulk_create(rows, batch_size=2000)
    if any(row.due_at <= at for row in rows):
        wake()


def _plain(value: Any) -> Any:
    """Return the value as JSON can hold it: moments and days marked, in ISO; decimals and lazy sentences as text."""
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):  # a datetime is one, too
        return {AT if isinstance(value, datetime) else DAY: value.isoformat()}
    return value if value is None or type(value) in (str, int, float, bool) else str(value)


def _read(value: Any) -> Any:
    """Return what _plain wrote, with times and days again as such for the template's filters."""
    if isinstance(value, dict):
        if value.keys() == {AT}:
            return parse_datetime(value[AT])
        if value.keys() == {DAY}:
            return parse_date(value[DAY])
        return {name: _read(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_read(inner) for inner in value]
    return value


def _nudge() -> None:
    waking.wake("profiles.tasks.send_due_notices")
