"""Who is to be asked what became of them (사후관리): 3 and 6 months after, whether the notice went out, who called, and what was said.

The answer itself is `outcomes.record`. A call that reached nobody is kept, too: it shows that the operator tried before it says 확인하지 못함.
What was said on the phone is sealed; it stands in no history.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import conflicts, outcomes, placements, steps
from jobs.models import Outcome, OutcomeCall, Placement
from profiles import events, lines, privacy
from profiles.actors import Actor
from profiles.models import Notice

MOST_NOTE = 500
LOOKED_BACK = timedelta(days=370)  # from the end of the activity: what wasn't asked by then isn't on the list any more


class Listed(NamedTuple):
    """All questions that are due, in their order, as (placement, months); and how many of them have no answer."""

    keys: list[tuple[int, int]]
    open: int


class Line(NamedTuple):
    """One question about one placement: since when it is due, when it was asked, what was told, and the calls."""

    placement: Placement
    months_after: int
    due_on: date
    asked_at: datetime | None
    outcome: Outcome | None
    calls: list[OutcomeCall]

    @property
    def is_open(self) -> bool:
        return self.outcome is None

    @property
    def last_call(self) -> OutcomeCall | None:
        return self.calls[-1] if self.calls else None


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def note_call(
    placement: Placement, *, months_after: int, is_reached: bool, note: str = "", by: Actor, at: datetime
) -> OutcomeCall:
    """Note that somebody was called about a question, and what was said.

    Raises PermissionDenied, wrong_state, months_unknown, too_early and, by field, max_length, resident_number.
    """
    (row,) = placements.lock([placement])
    row.application.candidate = row.candidate
    steps.require_party("operator", placements.parties(row), by)
    conflicts.require_none([row.application], [by])
    if row.state not in placements.ENDED or None in (row.started_on, row.finished_on):
        raise steps.wrong_state(row)
    if months_after not in outcomes.MONTHS:
        raise ValidationError(_("사후관리 결과는 3개월 뒤와 6개월 뒤에 적습니다."), code="months_unknown")
    if outcomes.months_later(row.finished_on, months_after) > timezone.localdate(at):
        sentence = _("아직 %(months)d개월이 지나지 않았습니다.") % {"months": months_after}
        raise ValidationError(sentence, code="too_early")
    said = lines.text(note, MOST_NOTE, field="note")
    privacy.refuse_resident_numbers(note=said)
    made = OutcomeCall(placement=row, months_after=months_after, is_reached=is_reached, called_at=at, called_by=by.user)
    made.note = said
    made.save()
    events.record("note_call", [row], by=by, at=at, params={"months_after": months_after})
    return made


# Questions ------------------------------------------------------------------------------------------------------------
def due(rows: QuerySet[Placement], *, today: date) -> QuerySet[Placement]:
    """Return those of the placements that ended long enough ago for the first question, and not too long."""
    first = min(outcomes.MONTHS)
    ended = rows.filter(state__in=placements.ENDED, started_on__isnull=False)
    ended = ended.filter(finished_on__gte=today - LOOKED_BACK, finished_on__lte=today - timedelta(days=28 * first))
    return ended.order_by("finished_on", "pk")


def listed(rows: QuerySet[Placement], *, today: date) -> Listed:
    """Return which questions of the placements are due, in the order of `of`; no more than days are read of all, so that a page reads its own."""
    ended = list(rows.values_list("pk", "finished_on"))
    told = set(Outcome.objects.filter(placement__in=rows.values("pk")).values_list("placement", "months_after"))
    found = [
        ((pk, months) in told, due_on, pk, months)
        for pk, finished_on in ended
        for months in outcomes.MONTHS
        if (due_on := outcomes.months_later(finished_on, months)) <= today
    ]
    found.sort()
    return Listed([(pk, months) for _told, _due_on, pk, months in found], sum(not one[0] for one in found))


def of(rows: Iterable[Placement], *, today: date) -> list[Line]:
    """Return the questions whose day has come, those without an answer first, then the longest due; a fixed number of queries."""
    people = list(rows)
    told = {(row.placement_id, row.months_after): row for row in Outcome.objects.filter(placement__in=people)}
    calls: dict[tuple[int, int], list[OutcomeCall]] = {}
    for call in OutcomeCall.objects.filter(placement__in=people).order_by("called_at", "pk"):
        calls.setdefault((call.placement_id, call.months_after), []).append(call)
    asked = _asked(people)
    found = []
    for row in people:
        for months in outcomes.MONTHS:
            due_on, key = outcomes.months_later(row.finished_on, months), (row.pk, months)
            if due_on <= today:
                found.append(Line(row, months, due_on, asked.get(key), told.get(key), calls.get(key, [])))
    return sorted(found, key=lambda line: (not line.is_open, line.due_on, line.placement.pk))


# Private --------------------------------------------------------------------------------------------------------------
def _asked(people: Sequence[Placement]) -> dict[tuple[int, int], datetime]:
    """When the notice that asks was written, by placement and months."""
    found: dict[tuple[int, int], datetime] = {}
    for months in outcomes.MONTHS:
        sent = Notice.objects.filter(
            kind="jobs.outcome_asked", subject_type=f"placement +{months}", subject_id__in=[row.pk for row in people]
        )
        found |= {(pk, months): at for pk, at in sent.values_list("subject_id", "created_at")}
    return found
