"""Documents asked of one applicant (추가 서류 요청): by a day, told and reminded; it comes as a file, or its day passes and an officer decides without.

Nothing is asked that the law keeps from a choice (jobs/posting_checks.py reads the same words), and no number of residents. One at a time. While it
waits the clock of the answer stands still (jobs/pauses.py). Sources: 채용절차법 art. 4-3; the loop of Kesäseteli (City of Helsinki).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import attachments, conflicts, holding, info_letters, posting_checks, progress, steps
from jobs.applications import STAGES, parties
from jobs.models import Application, Attachment, InfoRequest
from jobs.steps import Parties, Step
from jobs.sweeps import sweep
from profiles import events, lines, privacy
from profiles.actors import ANSWER, Actor
from profiles.uploads import Upload

State = InfoRequest.State
STEPS = (
    Step("answer_info", gettext_lazy("서류 내기"), ("open",), "answered", ("candidate",), ANSWER),
    Step("withdraw_info", gettext_lazy("요청 거두기"), ("open",), "withdrawn", ("operator",)),
    Step("lapse_info", gettext_lazy("기한이 지남"), ("open",), "lapsed", ("system",)),
)
ASKABLE = (*STAGES, "accepted")
LEAST, MOST = timedelta(days=1), timedelta(days=30)


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def ask(application: Application, *, title: str, note: str, due_at: datetime, by: Actor, at: datetime) -> InfoRequest:
    """Ask one person for one document.

    Raises PermissionDenied, untold, wrong_state, asked_often, info_request_once and, by field, title_missing, note_missing,
    due_odd, max_length, resident_number, not_asked.
    """
    (row,) = steps.lock(Application, [application], "posting", "candidate")
    steps.require_party("operator", parties(row), by)
    conflicts.require_none([row], [by])
    holding.require_told(row, _("아직 알리지 않은 분입니다. 알린 뒤에 서류를 요청해 주세요."))
    if row.state not in ASKABLE or progress.is_hidden(row):
        raise steps.wrong_state(row)
    if row.info_requests.filter(asked_at__gte=row.moved_at).count() >= settings.INFO_REQUESTS_A_STAGE:
        sentence = _(
            "서류는 한 단계에서 %(most)d번까지 요청할 수 있습니다. 그동안 답을 기다리는 기한이 멈추기 때문입니다."
        )
        raise ValidationError(sentence % {"most": settings.INFO_REQUESTS_A_STAGE}, code="asked_often")
    called, why = lines.one_line(title), lines.text(note, 200, field="note")
    if not called:
        raise _wrong("title", _("어떤 서류인지 적어 주세요. 예: 경력증명서"), "title_missing")
    if not why:
        raise _wrong("note", _("무엇을 왜 보려고 하는지 적어 주세요. 지원하신 분이 읽습니다."), "note_missing")
    if not at + LEAST <= due_at <= at + MOST:
        raise _wrong("due_at", _("기한은 하루 뒤부터 30일 안으로 정해 주세요."), "due_odd")
    privacy.refuse_resident_numbers(title=called, note=why)
    _refuse_forbidden(row, called, why, at)
    made = InfoRequest(application=row, title=called, note=why, due_at=due_at, asked_at=at, asked_by=by.user)
    made.full_clean(exclude=["asked_by"])
    made.save()
    events.record("ask_info", [row], by=by, at=at, params={"document": called})
    info_letters.asked(made, at=at)
    return made


@transaction.atomic
def answer(wanted: InfoRequest, upload: Upload, *, by: Actor, at: datetime) -> InfoRequest:
    """Hand in the document. Raises PermissionDenied, wrong_state, info_late, too_often and what the columns of a file refuse."""
    row, application = _lock("answer_info", wanted, by)
    if application.state not in ASKABLE and not progress.is_hidden(application):
        raise steps.wrong_state(application)
    if at >= row.due_at:
        raise ValidationError(
            _("서류를 받는 기한이 지났습니다. 꼭 내야 하면 운영기관에 전화해 주세요."), code="info_late"
        )
    attachments.require_not_too_often(application.candidate, at=at)
    file = Attachment(posting=application.posting, candidate=application.candidate, application=application)
    file.slot, file.info_request, file.content_type = 1, row, upload.content_type
    file.name, file.content, file.pages = upload.name, upload.content, upload.pages
    file.added_at, file.added_by = at, by.user
    file.full_clean(exclude=["name_sealed", "content_sealed"])
    file.save()
    events.record("attach_file", [application.candidate], by=by, at=at, params={"title": application.posting.title})
    _end(row, application, "answer_info", by=by, at=at)
    info_letters.came(row, at=at)
    return row


@transaction.atomic
def withdraw(wanted: InfoRequest, *, by: Actor, at: datetime) -> InfoRequest:
    """Ask no more: the clock goes on. Raises PermissionDenied, wrong_state."""
    row, application = _lock("withdraw_info", wanted, by)
    _end(row, application, "withdraw_info", by=by, at=at)
    return row


def lapse_due(*, by: Actor, at: datetime) -> list[InfoRequest]:
    """End what wasn't answered by its day, and tell who asked. Raises PermissionDenied."""
    steps.require_party("system", Parties(), by)
    due = InfoRequest.objects.filter(state=State.OPEN, due_at__lte=at).order_by("pk")
    return sweep({row.pk: [row] for row in due}, partial(_lapse, by=by, at=at))


def remind(*, by: Actor, at: datetime) -> int:
    """Remind people of what is due by the end of tomorrow, once each; return how many were told. Raises PermissionDenied."""
    steps.require_party("system", Parties(), by)
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    due = InfoRequest.objects.open(at).filter(due_at__date__lte=tomorrow)
    return info_letters.soon(list(due.select_related("application__posting", "application__candidate")), at=at)


# Questions ------------------------------------------------------------------------------------------------------------
def of(application: Application) -> QuerySet[InfoRequest]:
    """Return what was asked of one person, the last first."""
    return application.info_requests.select_related("attachment").order_by("-pk")


def may_ask(application: Application, by: Actor) -> bool:
    """Whether the actor could ask for a document now: nothing is awaited yet."""
    if application.state not in ASKABLE or progress.is_hidden(application):
        return False
    is_free = not application.info_requests.filter(state=State.OPEN).exists()
    return is_free and steps.is_party("operator", parties(application), by)


# Private --------------------------------------------------------------------------------------------------------------
def _lock(verb: str, wanted: InfoRequest, by: Actor) -> tuple[InfoRequest, Application]:
    (application,) = steps.lock(Application, [wanted.application], "posting", "candidate")
    (row,) = steps.lock(InfoRequest, [wanted])
    row.application = application
    steps.check(STEPS, verb, [row], lambda _row: parties(application), [by])
    return row, application


def _refuse_forbidden(application: Application, title: str, note: str, at: datetime) -> None:
    """Refuse what no posting may ask either, and what it may only with a reason; a photo may be asked of who was chosen. Raises, by field, not_asked."""
    fields = {"asked_files": "title", "question": "note"}
    ground = posting_checks.ground_of(application.posting, at=at)
    for finding in posting_checks.find({"asked_files": title, "question": note}, ground):
        is_asked = finding.blocks or finding.kind.startswith("asked_")
        if is_asked and (finding.kind, application.state) != ("asked_photo", Application.State.ACCEPTED):
            raise _wrong(fields[finding.field], posting_checks.sentence(finding), "not_asked")


def _end(row: InfoRequest, application: Application, verb: str, *, by: Actor, at: datetime) -> None:
    row.state = next(step.to_state for step in STEPS if step.verb == verb)
    row.ended_at, row.ended_by = at, by.user
    row.save(update_fields=["state", "ended_at", "ended_by"])
    events.record(verb, [application], by=by, at=at, params={"document": row.title})
    info_letters.over([row], at=at)


def _lapse(rows: Sequence[InfoRequest], *, by: Actor, at: datetime) -> list[InfoRequest]:
    done = []
    for wanted in rows:
        row, application = _lock("lapse_info", wanted, by)
        _end(row, application, "lapse_info", by=by, at=at)
        info_letters.late(row, at=at)
        done.append(row)
    return done


def _wrong(field: str, sentence: str, code: str) -> ValidationError:
    return ValidationError({field: ValidationError(sentence, code=code)})
