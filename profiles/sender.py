"""How due notices leave: claimed by lease, carried with no transaction open, settled by the lease's token.

The rows are the queue (RELIABILITY N1-N6): a sender that dies leaves a lease that runs out, and another takes its rows. Tries
are counted when rows are claimed, so a row that kills its sender counts too; what a dead sender left is tried alone, so that
it takes nothing else along. A channel that is down costs no try. After `MAX_TRIES`, or a refusal that is final, the row is a
dead letter. Urgent rows go first. The notices of a person who chose the daily digest leave in one mail.
"""

import hashlib
import logging
import time as clock
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from profiles import attempts, channels, contacts, notices
from profiles.channels.base import Answer, Channel, ChannelDown, Message, Part
from profiles.models import ContactChoice, Delivery, User

BATCH = 50  # rows at a time, so that an urgent notice waits for few others
LEASE = timedelta(minutes=5)
WORK_SECONDS = 120  # no mail begins later than this in a lease: a slow server must not outlive it
MAX_TRIES = 10
FIRST_WAIT = timedelta(seconds=30)  # doubles with each try: the tenth comes about four hours after the first
FIRST_ASK = timedelta(minutes=3)  # after a message was taken, where its other side reports what became of it
DAILY = Q(notice__recipient__contact_choice__rhythm=ContactChoice.Rhythm.DAILY)
_log = logging.getLogger(__name__)


class Letter(NamedTuple):
    """What leaves as one mail: one delivery, or all of a person's digest."""

    deliveries: tuple[Delivery, ...]
    message: Message


# Verbs ----------------------------------------------------------------------------------------------------------------
def send_due(*, at: datetime, limit: int = BATCH) -> int:
    """Claim due rows of each channel and carry them. Return how many mails were done with; 0 when nothing is left to do.

    In the quiet hours nothing leaves, whatever became due before them.
    """
    if contacts.is_quiet(at):
        return 0
    return sum(_send_through(name, limit, at) for name in channels.names_on())


# Questions ------------------------------------------------------------------------------------------------------------
def next_try_at(delivery: Delivery, at: datetime) -> datetime:
    """Return when to try again: twice as long after each try, less up to a half, so that rows that failed together part.

    The share is drawn from the row and its tries: the same at each asking, different from row to row.
    """
    draw = hashlib.sha256(f"{delivery.pk}:{delivery.tries}".encode()).digest()[0] / 255
    return at + FIRST_WAIT * 2 ** (delivery.tries - 1) * (1 - draw / 2)


# Private --------------------------------------------------------------------------------------------------------------
def _send_through(channel_name: str, limit: int, at: datetime) -> int:
    token = uuid4()
    groups = _claim(channel_name, token, limit, at)
    if not groups:
        return 0
    stop_at = clock.monotonic() + WORK_SECONDS
    done = 0
    try:
        with channels.BY_NAME[channel_name]() as channel:
            while done < len(groups) and clock.monotonic() < stop_at:
                _carry(groups[done], token, channel, at)
                done += 1
    except ChannelDown as down:
        _log.warning("rows wait, %s: %s", channel_name, down)
    finally:
        _give_back(groups[done:], token)
    return done


def _claim(channel_name: str, token: UUID, limit: int, at: datetime) -> list[tuple[Delivery, ...]]:
    """Lease the rows of the first lane that has any, in groups that leave together.

    In each lane what a dead sender left comes first, and alone.
    """
    due = Delivery.objects.filter(
        contacts.not_quiet(at), channel=channel_name, state=Delivery.State.QUEUED, due_at__lte=at
    )
    left, fresh = due.filter(leased_until__lte=at), due.filter(lease_token=None)
    with transaction.atomic():
        _bury(left.filter(tries__gte=MAX_TRIES), at)
        for lane in (Q(is_urgent=True), Q(is_urgent=False) & ~DAILY):
            for rows, number in ((left, 1), (fresh, limit)):
                if found := _locked(rows.filter(lane).order_by("due_at", "pk")[:number]):
                    return [(row,) for row in _lease(found, token, at)]
        for rows, number in ((left, 1), (fresh, limit)):
            if people := _digest_readers(rows.filter(is_urgent=False), number):
                whole = (left | fresh).filter(is_urgent=False, notice__recipient__in=people)
                found = _lease(_locked(whole.order_by("notice__recipient", "pk")), token, at)
                return [tuple(own) for _person, own in groupby(found, key=lambda row: row.notice.recipient_id)]
    return []


def _locked(rows: QuerySet[Delivery]) -> list[Delivery]:
    return list(rows.select_for_update(skip_locked=True, of=("self",)).select_related("notice__recipient"))


def _digest_readers(rows: QuerySet[Delivery], number: int) -> list[int]:
    """Lock people who read a digest and have one to come, so that two senders can't halve it between them."""
    has_rows = Exists(rows.filter(notice__recipient=OuterRef("user")))
    people = ContactChoice.objects.filter(has_rows, rhythm=ContactChoice.Rhythm.DAILY).order_by("pk")
    return [choice.user_id for choice in people.select_for_update(skip_locked=True)[:number]]


def _lease(found: list[Delivery], token: UUID, at: datetime) -> list[Delivery]:
    ids = [row.pk for row in found]
    Delivery.objects.filter(pk__in=ids).update(lease_token=token, leased_until=at + LEASE, tries=F("tries") + 1)
    for row in found:
        row.tries += 1
    return found


def _carry(group: Sequence[Delivery], token: UUID, channel: Channel, at: datetime) -> None:
    """Carry what of the group is still true and settle it. Raises ChannelDown."""
    letter = _letter(_still_true(group, token, at), channel, token, at)
    if letter is None:
        return
    try:
        answer = channel.send(letter.message)
    except ChannelDown:
        raise
    except Exception as error:  # a mail that breaks its channel must not hold up the others
        _log.exception("a mail broke its channel")
        answer = Answer(False, False, f"broke: {type(error).__name__}")
    _settle(letter.deliveries, answer, token, at)


def _still_true(group: Sequence[Delivery], token: UUID, at: datetime) -> list[Delivery]:
    """Look once more, right before the mail leaves: nothing that was taken back goes out, nor anything to a closed account."""
    mine = Delivery.objects.filter(pk__in=[row.pk for row in group], lease_token=token, state=Delivery.State.QUEUED)
    found = list(mine.select_related("notice__recipient").order_by("pk"))
    untrue = [row.pk for row in found if row.notice.cancelled_at or not row.notice.recipient.is_active]
    if untrue:
        mine.filter(pk__in=untrue).update(
            state=Delivery.State.CANCELLED, settled_at=at, lease_token=None, leased_until=None
        )
    return [row for row in found if row.pk not in untrue]


def _letter(rows: Sequence[Delivery], channel: Channel, token: UUID, at: datetime) -> Letter | None:
    """Put the rows in words, to the address as it is now; without one they are done with.

    A notice that can't be put in words fails alone.
    """
    if rows and not (recipient := channel.address_of(rows[0].notice.recipient)):
        _settle(rows, Answer(False, True, "no address"), token, at)
        return None
    written, parts = [], []
    for row in rows:
        try:
            parts.append(notices.render(row.notice, row.notice.recipient.language))
        except Exception as error:  # one notice whose words are broken must not hold up the others
            _log.exception("notice %s can't be put in words", row.notice_id)
            _settle([row], Answer(False, False, f"no words: {type(error).__name__}"), token, at)
        else:
            written.append(row)
    if not written:
        return None
    return Letter(tuple(written), _message(written, parts, recipient))


def _message(rows: Sequence[Delivery], rendered: Sequence[notices.Rendered], recipient: str) -> Message:
    person: User = rows[0].notice.recipient
    parts = [
        Part(row.notice.kind, words.title, words.body, _address(row.notice.url))
        for row, words in zip(rows, rendered, strict=True)
    ]
    name = "mail" if len(rows) == 1 else "digest"
    stop_url = _stop_url(person, [part.kind for part in parts])
    params = {"entries": parts, "contact_url": _address(reverse("profiles:contact")), "stop_url": stop_url}
    with translation.override(person.language):
        text = render_to_string(f"profiles/notices/{name}.txt", params)
    title, _line, body = text.strip().partition("\n")
    return Message(
        key=_key(rows),
        recipient=recipient,
        title=title.strip(),
        body=body.strip() + "\n",
        language=person.language,
        parts=parts,
        stop_url=stop_url,
        is_repeat=any(row.tries > 1 for row in rows),
    )


def _stop_url(person: User, kinds: Sequence[str]) -> str:
    target = contacts.stop_target(kinds)
    return _address(reverse("profiles:stop_mail", args=[contacts.stop_token(person, target)])) if target else ""


def _key(rows: Sequence[Delivery]) -> str:
    names = [str(row.notice.public_id) for row in rows]
    return names[0] if len(names) == 1 else hashlib.sha256(",".join(names).encode()).hexdigest()[:32]


def _address(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}" if path else ""


def _settle(rows: Sequence[Delivery], answer: Answer, token: UUID, at: datetime) -> None:
    """Write down the try, and what became of the rows that this lease still holds; a digest is put off as a whole."""
    dead = []
    with transaction.atomic():
        for row in rows:
            mine = Delivery.objects.filter(pk=row.pk, lease_token=token, state=Delivery.State.QUEUED)
            after = _after(row, answer, next_try_at(rows[0], at), at)
            if mine.update(lease_token=None, leased_until=None, **after) and after.get("state") == Delivery.State.DEAD:
                dead.append(row)
        attempts.note(rows, answer, at)
        attempts.give_up(dead, at)


def _after(row: Delivery, answer: Answer, again_at: datetime, at: datetime) -> dict[str, Any]:
    """The columns of a row after a try."""
    if answer.is_sent:
        asked = {"awaited_id": answer.awaited_id, "due_at": at + FIRST_ASK} if answer.awaited_id else {}
        return {"state": Delivery.State.SENT, "settled_at": at, **asked}
    if answer.is_final or row.tries >= MAX_TRIES:
        return {"state": Delivery.State.DEAD, "settled_at": at}
    return {"due_at": again_at}


def _bury(exhausted: QuerySet[Delivery], at: datetime) -> None:
    """Settle rows whose senders died as often as a row may be tried."""
    rows = list(exhausted.select_for_update(skip_locked=True, of=("self",)).select_related("notice"))
    if rows:
        Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=Delivery.State.DEAD, settled_at=at, lease_token=None, leased_until=None
        )
        attempts.note(rows, Answer(False, True, "the sender died"), at)
        attempts.give_up(rows, at)


def _give_back(groups: Sequence[Sequence[Delivery]], token: UUID) -> None:
    """End the lease of rows that weren't tried; the try doesn't count."""
    ids = [row.pk for group in groups for row in group]
    if ids:
        mine = Delivery.objects.filter(pk__in=ids, lease_token=token, state=Delivery.State.QUEUED)
        mine.update(lease_token=None, leased_until=None, tries=F("tries") - 1)
