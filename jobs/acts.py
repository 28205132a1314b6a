"""What counsellors did for a person, as that person reads it: when, which centre, what, and to which posting."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.functional import Promise

from jobs.event_words import VERBS
from jobs.models import Application
from profiles import events, proxies
from profiles.declarations import FIELDS, Status
from profiles.models import Candidate, Event, Organisation, User

_FACT_OF_VERB = {
    "set_certificates": "certificates",
    **dict.fromkeys(["add_public_job", "remove_public_job", "tell_no_public_jobs"], "public_jobs"),
}
_FIELD_OF = {**dict.fromkeys(Status.values, "statuses"), "participations": "public_jobs"}
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


def writers_of(candidate: Candidate, *, until: datetime) -> dict[str, str]:
    """Return, by the fact that rules read, the centre whose counsellor wrote it last until then; what the person wrote isn't in it."""
    verbs = ["register", "tell", *_FACT_OF_VERB]
    told = events.of(candidate).filter(verb__in=verbs, at__lte=until).select_related("organisation")
    found = {}
    for event in told.order_by("at", "pk"):
        is_counsellor = event.on_behalf_of_id or event.verb == "register"
        centre = (
            event.organisation if event.organisation and event.organisation.kind == Organisation.Kind.CENTRE else None
        )
        found |= dict.fromkeys(_facts_told(event), centre.name if centre and is_counsellor else "")
    return {fact: found.get(_FIELD_OF.get(fact, fact), "") for fact in [*found, *_FIELD_OF]}


def _facts_told(event: Event) -> Collection[str]:
    """The facts that an event tells of; whoever registered a person told all that was known of them then."""
    if event.verb == "register":
        return FIELDS
    return event.params.get("fields", ()) if event.verb == "tell" else [_FACT_OF_VERB[event.verb]]


def _act(event: Event, titles: dict[int, str]) -> Act:
    centre = event.organisation.name if event.organisation else ""
    on = timezone.localdate(event.at)
    return Act(on, VERBS.get(event.verb, event.verb), centre, titles.get(event.subject_id, ""))
