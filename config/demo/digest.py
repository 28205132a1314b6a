"""What the demo city holds, by content: the same seed and day give the same digest in any database.

Ids and public ids are left out, for they differ from database to database; so are passwords and seals.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from django.db.models import Model

from jobs import models as jobs
from matching.models import SuggestionList
from profiles import models as profiles

_POSTING = ("posting__title", "posting__apply_from", "posting__organisation__name")
_OF_APPLICATION = ("candidate__user__email", *_POSTING)
_VIA_APPLICATION = tuple(f"application__{name}" for name in _OF_APPLICATION)
_VIA_PLACEMENT = tuple(f"placement__{name}" for name in _VIA_APPLICATION)
CONTENT: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (profiles.Candidate, ("user__email", "birth_on", "dong", "employment", "hours_mask", "kinds_wished", "statuses")),
    (profiles.Career, ("candidate__user__email", "title", "keco", "months")),
    (profiles.HeldCertificate, ("candidate__user__email", "name")),
    (profiles.Organisation, ("kind", "name", "district")),
    (profiles.Membership, ("user__email", "organisation__name", "role", "started_on")),
    (jobs.Target, ("programme_year__programme__name", "programme_year__year", "district", "places")),
    (jobs.Rule, ("rule_set__programme_year__programme__name", "rule_set__programme_year__year", "kind", "params")),
    (jobs.Posting, ("title", "apply_from", "organisation__name", "state", "results_released_at", "hours_mask")),
    (jobs.Seat, ("posting_site__posting__title", "posting_site__site__name", "number", "reserve")),
    (jobs.Application, (*_OF_APPLICATION, "state", "received_at", "moved_at", "waiting_number", "outcome", "motive")),
    (jobs.Attachment, (*_OF_APPLICATION, "slot", "content_type", "added_at")),
    (jobs.Wish, (*_VIA_APPLICATION, "rank", "posting_site__site__name")),
    (jobs.EligibilityCheck, (*_VIA_APPLICATION, "stage", "outcome", "judged_at")),
    (jobs.Assessment, (*_VIA_APPLICATION, "points")),
    (jobs.ScoreSheet, (*_VIA_APPLICATION, "stage", "points", "scored_by__email")),
    (jobs.InterviewPick, (*_VIA_APPLICATION, "slot__starts_at", "number", "state", "picked_at")),
    (jobs.Objection, (*_VIA_APPLICATION, "state", "text", "asked_at", "answered_at")),
    (jobs.Offer, (*_VIA_APPLICATION, "state", "offered_at", "answered_at", "seat__number")),
    (jobs.Placement, (*_VIA_APPLICATION, "state", "started_on", "finished_on", "seat__number", "training_attended")),
    (jobs.Worklog, (*_VIA_PLACEMENT, "month", "state", "minutes", "entries")),
    (jobs.PayLine, (*_VIA_PLACEMENT, "worklog__month", "gross_won", "net_won", "paid_at")),
    (jobs.Certificate, (*_VIA_PLACEMENT, "issued_at", "withdrawn_at")),
    (jobs.SurveyAnswer, ("programme_year__programme__name", "organisation__name", "points")),
    (jobs.Story, (*_VIA_PLACEMENT, "state", "title")),
    (jobs.Attendance, (*_VIA_PLACEMENT, "session__title", "hours")),
    (jobs.Outcome, (*_VIA_PLACEMENT, "months_after", "result")),
    (jobs.Bookmark, ("user__email", *_POSTING, "kept_at")),
    (jobs.SavedSearch, ("user__email", "query", "name", "told_at")),
    (jobs.OutsidePosting, ("source_key", "title", "company", "district", "keco", "closes_on", "first_seen_at")),
    (jobs.Question, (*_OF_APPLICATION, "state", "asked_at", "answered_at", "published_question")),
    (jobs.QuestionMessage, ("question__asked_at", "text", "written_at", "is_from_operator")),
    (profiles.Notice, ("recipient__email", "kind", "created_at", "cancelled_at")),
    (profiles.Event, ("subject_type", "verb", "from_state", "to_state", "at", "user__email", "reason")),
)


def of_city() -> dict[str, str]:
    """Return a hash for each kind of row, so that a difference says where it is."""
    hashes = {model.__name__: _hash(_lines(model, names)) for model, names in CONTENT}
    return {**hashes, SuggestionList.__name__: _hash(_lists())}


def _hash(lines: Iterable[str]) -> str:
    digest = sha256()
    for line in sorted(lines):
        digest.update(line.encode())
    return digest.hexdigest()


def _lists() -> Iterator[str]:
    """The lists of suggestions, with titles for ids."""
    names = ("pk", "title", "apply_from", "organisation__name")
    postings = {pk: told for pk, *told in jobs.Posting.objects.values_list(*names)}
    rows = SuggestionList.objects.values_list("candidate__user__email", "posting_ids", "outside_ids", "points")
    for email, posting_ids, outside_ids, points in rows.iterator(chunk_size=5000):
        yield f"{email} {[postings[pk] for pk in posting_ids]!r} {len(outside_ids)} {points}\n"


def _lines(model: type[Model], names: tuple[str, ...]) -> Iterator[str]:
    for row in model._default_manager.values_list(*names).iterator(chunk_size=5000):
        yield f"{row!r}\n"
