"""The one history as the city reads it: which events are asked for, and each of them in words. Read only.

What was written about a person (reasons, details) is shown only to those who may see people: editors and auditors.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.event_words import INVITE_STATES, ROUND_STATES, SUBJECTS, VERBS, WHO, Text
from jobs.models import (
    Accident,
    AccidentCover,
    Agreement,
    Application,
    Certificate,
    InfoRequest,
    Objection,
    Offer,
    PayAccount,
    PayLine,
    PayRun,
    Placement,
    Posting,
    ProgrammeYear,
    Question,
    RuleSet,
    Story,
    Worklog,
)
from profiles.models import Candidate, Consent, ContactChoice, Event, Identity, Notice, User

# Whose the rows of each subject are: the path to the user.
_PERSON_OF: dict[type[Model], str] = {
    Application: "candidate__user",
    Objection: "application__candidate__user",
    Offer: "application__candidate__user",
    Placement: "candidate__user",
    Worklog: "placement__candidate__user",
    Agreement: "placement__candidate__user",
    AccidentCover: "placement__candidate__user",
    Accident: "placement__candidate__user",
    PayLine: "placement__candidate__user",
    PayAccount: "candidate__user",
    Question: "candidate__user",
    Certificate: "placement__candidate__user",
    Story: "placement__candidate__user",
    Candidate: "user",
    Identity: "user",
    ContactChoice: "user",
    Consent: "user",
    User: "pk",
    Notice: "recipient",
}
# What hangs on one application: the path to it. Also the papers for an audit go by it (jobs/tables/histories.py).
APPLICATION_OF: dict[type[Model], str] = {
    Objection: "application",
    InfoRequest: "application",
    Offer: "application",
    Placement: "application",
    Worklog: "placement__application",
    Agreement: "placement__application",
    AccidentCover: "placement__application",
    Accident: "placement__application",
    PayLine: "placement__application",
    Certificate: "placement__application",
    Story: "placement__application",
}
ABOUT_PEOPLE = frozenset(model._meta.model_name for model in _PERSON_OF)
_OF_KIND = {
    "person": Q(actor_kind="user", organisation=None),
    "operator": Q(organisation__kind="operator"),
    "city": Q(organisation__kind="city"),
    "host": Q(organisation__kind__in=["host", "firm"]) | Q(actor_kind="site_link"),
    "centre": Q(organisation__kind="centre"),
    "api": Q(actor_kind="api"),
    "system": Q(actor_kind="system"),
}
_STATES: dict[str, dict[str, Text]] = {
    model._meta.model_name: dict(model.State.choices)
    for model in (Posting, Application, Offer, Placement, Worklog, Question, Story, PayRun)
}
_STATES["allocationround"] = ROUND_STATES
_STATES["postinginvite"] = INVITE_STATES


@dataclass(frozen=True)
class Line:
    """One event in words. `page` names the page of its subject (posting or year) where there is one.

    `application` is the one that it concerns, for those who may see people.
    """

    at: datetime
    who: Text
    verb: str
    what: Text
    subject: Text
    subject_id: int
    before: Text
    after: Text
    reason: str
    details: list[tuple[str, Any]]
    is_withheld: bool
    page: str
    public_id: UUID | None
    application: Application | None


def find(
    *,
    verb: str = "",
    subject: str = "",
    who: str = "",
    operator: str = "",
    receipt: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Event]:
    """Return the events that fit all that is asked for, newest first; days are those of Seoul, both of them inside.

    `operator` (a public id) did them; `receipt` is the number of the application that they, its offers, placement, logs or notices are of.
    """
    found = Event.objects.select_related("organisation", "user")
    if verb:
        found = found.filter(verb=verb)
    if subject:
        found = found.filter(subject_type=subject)
    if who:
        found = found.filter(_OF_KIND[who])
    if operator:
        found = found.filter(organisation__public_id=operator)
    if receipt is not None:
        found = found.filter(_of_application(receipt))
    if since:
        found = found.filter(at__gte=_begin_of(since))
    if until:
        found = found.filter(at__lt=_begin_of(until + timedelta(days=1)))
    return found.order_by("-at", "-pk")


def by_key(pks: Sequence[int]) -> list[Event]:
    """Return these events, newest first, with what a line shows read along."""
    return list(Event.objects.select_related("organisation", "user").filter(pk__in=pks).order_by("-at", "-pk"))


def lines(told: Sequence[Event], *, sees_people: bool) -> list[Line]:
    """Put events in words; the same few queries for any number of them."""
    pages, concerned = _pages(told), _applications(told) if sees_people else {}
    keys = [(event.subject_type, event.subject_id) for event in told]
    return [
        _line(event, pages.get(key), concerned.get(key), sees_people) for event, key in zip(told, keys, strict=True)
    ]


def people(told: Sequence[Event]) -> list[Candidate]:
    """Return the candidates that these events are about."""
    ids = _ids_of(told)
    users: set[int] = set()
    for model, path in _PERSON_OF.items():
        if own := ids.get(model._meta.model_name):
            users |= set(model._default_manager.filter(pk__in=own).values_list(path, flat=True))
    return list(Candidate.objects.filter(user__in=users)) if users else []


def told_of(model: type[Model], pks: Sequence[int]) -> Q:
    """Which notices are about these rows; what a notice is about may name a month, too: "placement 2026-05"."""
    kind = model._meta.model_name
    return Q(subject_id__in=pks) & (Q(subject_type=kind) | Q(subject_type__startswith=f"{kind} "))


def _begin_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _of_application(pk: int) -> Q:
    """Events of an application and of what hangs on it; the few numbers are read first, so that an index finds the events."""
    found = told = Q(subject_type="application", subject_id=pk)
    for model, path in APPLICATION_OF.items():
        own = list(model._default_manager.filter(**{path: pk}).values_list("pk", flat=True))
        told |= told_of(model, own)
        found |= Q(subject_type=model._meta.model_name, subject_id__in=own)
    notices = Notice.objects.filter(told).values_list("pk", flat=True)
    return found | Q(subject_type="notice", subject_id__in=list(notices))


def _line(event: Event, page: tuple[str, UUID] | None, application: Application | None, sees_people: bool) -> Line:
    states = _STATES.get(event.subject_type, {})
    is_hidden = event.subject_type in ABOUT_PEOPLE and not sees_people
    return Line(
        at=event.at,
        who=_who(event),
        verb=event.verb,
        what=VERBS.get(event.verb, event.verb),
        subject=SUBJECTS.get(event.subject_type, event.subject_type),
        subject_id=event.subject_id,
        before=states.get(event.from_state, event.from_state),
        after=states.get(event.to_state, event.to_state),
        reason="" if is_hidden else event.reason,
        details=[] if is_hidden else sorted(event.params.items()),
        is_withheld=is_hidden and bool(event.reason or event.params),
        page=page[0] if page else "",
        public_id=page[1] if page else None,
        application=application,
    )


def _who(event: Event) -> Text:
    """The organisation and its officer; a candidate stays without a name, also where somebody acted for them."""
    if event.organisation:
        who = f"{event.organisation.name} {event.user.email or ''}".strip() if event.user else event.organisation.name
        return _("%(who)s (지원자를 대신함)") % {"who": who} if event.on_behalf_of_id else who
    return WHO["person" if event.actor_kind == "user" else event.actor_kind if event.actor_kind in WHO else "host"]


def _pages(told: Iterable[Event]) -> dict[tuple[str, int], tuple[str, UUID]]:
    """The pages of the subjects that have one."""
    ids, found = _ids_of(told), {}
    for model, page, column in (
        (Posting, "posting", "public_id"),
        (ProgrammeYear, "year", "public_id"),
        (RuleSet, "year", "programme_year__public_id"),
    ):
        for pk, public_id in _public_ids(model, ids.get(model._meta.model_name, set()), column):
            found[model._meta.model_name, pk] = (page, public_id)
    return found


def _applications(told: Iterable[Event]) -> dict[tuple[str, int], Application]:
    """The applications that subjects are, hang on or, for notices, tell of; what a notice is about may name a month, too."""
    ids = _ids_of(told)
    notices = Notice.objects.filter(pk__in=ids.get("notice", ())).values_list("pk", "subject_type", "subject_id")
    about = {("notice", pk): (kind.partition(" ")[0], subject) for pk, kind, subject in notices}
    for kind, subject in about.values():
        ids.setdefault(kind, set()).add(subject)
    of_subject = {("application", pk): pk for pk in ids.get("application", ())}
    for model, path in APPLICATION_OF.items():
        kind = model._meta.model_name
        own = model._default_manager.filter(pk__in=ids.get(kind, ()))
        of_subject |= {(kind, pk): application for pk, application in own.values_list("pk", path)}
    of_subject |= {notice: of_subject[subject] for notice, subject in about.items() if subject in of_subject}
    rows = Application.objects.only("public_id", "received_at").in_bulk(set(of_subject.values()))
    return {subject: rows[pk] for subject, pk in of_subject.items() if pk in rows}


def _ids_of(told: Iterable[Event]) -> dict[str, set[int]]:
    """The numbers of the subjects, by kind."""
    ids: dict[str, set[int]] = {}
    for event in told:
        ids.setdefault(event.subject_type, set()).add(event.subject_id)
    return ids


def _public_ids(model: type[Model], ids: set[int], column: str) -> Iterable[tuple[int, UUID]]:
    return model._default_manager.filter(pk__in=ids).values_list("pk", column) if ids else ()
