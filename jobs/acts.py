"""What counsellors did for a person, as that person reads it: when, which centre, what, and to which posting."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.utils import timezone
from django.utils.functional import Promise

from jobs.event_words import VERBS
from jobs.models import Application
from profiles import events, proxies
from profiles.models import Event, User

MOST = 200  # events looked at


class Act(NamedTuple):
    """What was done on one day, once however often it was: each box that saves itself is an event."""

    on: date
    what: str | Promise
    centre: str
    about: str


def done_for(user: User) -> list[Act]:
    """Return what was done for this person, newest first."""
    told = list(proxies.done_for(user)[:MOST])
    kind = events.subject_type(Application)
    ids = {event.subject_id for event in told if event.subject_type == kind}
    titles = dict(Application.objects.filter(pk__in=ids).values_list("pk", "posting__title"))
    return list(dict.fromkeys(_act(event, titles if event.subject_type == kind else {}) for event in told))


def helpers_of(application_ids: Collection[int]) -> dict[int, str]:
    """Return, by application, the centre whose counsellor sent it in for its person; the others aren't in it."""
    kind = events.subject_type(Application)
    sent = Event.objects.filter(subject_type=kind, subject_id__in=application_ids, verb="submit")
    return dict(sent.exclude(on_behalf_of=None).values_list("subject_id", "organisation__name"))


def _act(event: Event, titles: dict[int, str]) -> Act:
    centre = event.organisation.name if event.organisation else ""
    on = timezone.localdate(event.at)
    return Act(on, VERBS.get(event.verb, event.verb), centre, titles.get(event.subject_id, ""))
