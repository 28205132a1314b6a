"""Letters with a link to people without an account: written with what they tell, sent by a task, ended with what they open.

The rows are the queue, as with notices. A token is made each time a letter leaves and only its hash is kept, so that nothing we
store opens a link; a try that may have failed is followed by another token, and the earlier one opens nothing.
"""

import hashlib
import logging
import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import get_template
from django.utils import translation

from profiles import channels, contacts
from profiles.actors import Actor
from profiles.channels.base import Answer, Channel, ChannelDown, Message, Part
from profiles.models import ContactPerson, Organisation, OutsideLetter

BATCH = 20
LEASE = timedelta(minutes=5)
MAX_TRIES = 6
FIRST_WAIT = timedelta(minutes=1)  # doubles with each try
TOKEN_BYTES = 32
WAYS = ("email", "sms")
_log = logging.getLogger(__name__)


# Verbs ----------------------------------------------------------------------------------------------------------------
def write(
    organisation: Organisation,
    *,
    kind: str,
    params: dict[str, Any],
    channel: str,
    address: str,
    path: str,
    expires_at: datetime,
    by: Actor,
    at: datetime,
) -> OutsideLetter:
    """Write a letter in the caller's transaction; `path`: where its link leads, before the token."""
    letter = OutsideLetter(
        organisation=organisation,
        kind=kind,
        params=params,
        channel=channel,
        path=path,
        created_at=at,
        created_by=by.user,
        expires_at=expires_at,
        due_at=at,
    )
    letter.address = address
    letter.save()
    return letter


def end(letters: Iterable[OutsideLetter], *, by: Actor, at: datetime) -> None:
    """End the links of letters, sent or not; those that ended before stay as they are."""
    pks = [letter.pk for letter in letters]
    with transaction.atomic():
        list(OutsideLetter.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
        OutsideLetter.objects.filter(pk__in=pks, ended_at=None).update(
            ended_at=at, ended_by=by.user, address_sealed=None
        )


def send_due(*, at: datetime) -> int:
    """Carry the letters that are due. Return how many were tried; 0 in the quiet hours."""
    if contacts.is_quiet(at):
        return 0
    return sum(_send_through(name, at) for name in channels.names_on() if name in WAYS)


# Questions ------------------------------------------------------------------------------------------------------------
def living(kind: str, token: str, *, at: datetime) -> OutsideLetter | None:
    """Return the letter whose link this is, while it opens."""
    return OutsideLetter.objects.living(at).filter(kind=kind, token_hash=hash_of(token)).first()


def hash_of(token: str) -> str:
    """Return what is kept of a token: 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def way_to(person: ContactPerson, *, first: str = "email") -> tuple[str, str]:
    """Return the channel and the address by which a person is reached here, the `first` where both are; ("", "") by neither."""
    on = channels.names_on()
    found = {"email": person.email, "sms": person.phone if person.phone.startswith("01") else ""}
    for name in sorted(found, key=lambda name: name != first):
        if found[name] and name in on:
            return name, found[name]
    return "", ""


# Private --------------------------------------------------------------------------------------------------------------
def _send_through(name: str, at: datetime) -> int:
    claimed = _claim(name, at)
    if not claimed:
        return 0
    done = 0
    try:
        with channels.BY_NAME[name]() as channel:
            for letter, token in claimed:
                _settle(letter, _carry(letter, token, channel), at)
                done += 1
    except ChannelDown as down:
        _log.warning("letters wait, %s: %s", name, down)
        for letter, _token in claimed[done:]:
            _put_off(letter, tries=letter.tries - 1, answer="channel down", at=at)
    return done


def _claim(name: str, at: datetime) -> list[tuple[OutsideLetter, str]]:
    with transaction.atomic():
        due = OutsideLetter.objects.waiting(at).filter(channel=name).exclude(leased_until__gt=at)
        rows = list(due.select_for_update(skip_locked=True).order_by("due_at", "pk")[:BATCH])
        claimed = [(row, secrets.token_urlsafe(TOKEN_BYTES)) for row in rows]
        for row, token in claimed:
            row.token_hash, row.leased_until, row.tries = hash_of(token), at + LEASE, row.tries + 1
            row.save(update_fields=["token_hash", "leased_until", "tries"])
    return claimed


def _carry(letter: OutsideLetter, token: str, channel: Channel) -> Answer:
    """Carry one letter. Raises ChannelDown."""
    try:
        return channel.send(_message(letter, token))
    except ChannelDown:
        raise
    except Exception as error:  # a letter that breaks its channel must not hold up the others
        _log.exception("a letter broke its channel")
        return Answer(False, False, f"broke: {type(error).__name__}")


def _message(letter: OutsideLetter, token: str) -> Message:
    app, _dot, name = letter.kind.partition(".")
    url = f"{settings.PUBLIC_URL}{letter.path}{token}/"
    with translation.override(letter.language):
        days = {name: date.fromisoformat(text) for name, text in letter.params.items() if name.endswith("_on")}
        given = {**letter.params, **days, "expires_at": letter.expires_at, "organisation": letter.organisation.name}
        text = get_template(f"{app}/outside/{name}.txt").render({**given, "url": url})
    title, _line, body = text.strip().partition("\n")
    part = Part(letter.kind, title, body.strip(), url)
    key = f"{letter.public_id.hex}{letter.tries}"
    whole = f"{body.strip()}\n\n{url}\n"
    return Message(key, letter.address, title, whole, letter.language, parts=(part,), is_outside=True)


def _settle(letter: OutsideLetter, answer: Answer, at: datetime) -> None:
    """Write down what came of the try, unless another has taken the letter over since."""
    if answer.is_sent:
        _write(letter, sent_at=at, address_sealed=None, leased_until=None, answer=answer.text[:200])
    elif answer.is_final or letter.tries >= MAX_TRIES:
        _write(letter, died_at=at, address_sealed=None, leased_until=None, answer=answer.text[:200])
    else:
        _put_off(letter, tries=letter.tries, answer=answer.text, at=at)


def _put_off(letter: OutsideLetter, *, tries: int, answer: str, at: datetime) -> None:
    again = at + FIRST_WAIT * 2 ** max(0, tries - 1)
    _write(letter, due_at=again, tries=tries, leased_until=None, answer=answer[:200])


def _write(letter: OutsideLetter, **columns: Any) -> None:
    mine = OutsideLetter.objects.filter(pk=letter.pk, token_hash=letter.token_hash, sent_at=None)
    mine.update(**columns)
