"""What happened (처리 기록): decisions on applicants with who, when and why; all else of the posting; notices sent; files taken.

All of it is read from the one history, which nobody can change.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db.models import Model, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy

from jobs import event_details, event_log
from jobs.event_log import APPLICATION_OF
from jobs.models import (
    Application,
    AuditBundle,
    InfoRequest,
    InterviewSlot,
    Move,
    Objection,
    Offer,
    PayLine,
    PayRun,
    TrainingSession,
    Worklog,
)
from jobs.tables import payments, worklogs
from jobs.tables.base import Column, Row, Scope, Table, masked_name
from profiles import notice_groups, notices
from profiles.models import Delivery, Event, Notice

# Of what hangs on an application: what was decided; all else was lived, and the tables of that part which a month tells.
_DECIDED: tuple[type[Model], ...] = (Offer, Objection, InfoRequest)
_LIVED = tuple(model for model in APPLICATION_OF if model not in _DECIDED)
_OF_MONTH: dict[type[Model], Table] = {Worklog: worklogs.TABLE, PayLine: payments.TABLE}
TAKEN = ("take_export", "take_bundle", "take_bank_file", "take_cover_list")


class Told(NamedTuple):
    """A notice to an applicant, with the application that it is about."""

    notice: Notice
    title: str
    application: Application | None


def decisions(scope: Scope) -> QuerySet[Event]:
    """What was done with applications, offers, requests to look again and for documents, oldest first."""
    return _events(_of(Application, _applications(scope)) | _hanging(_DECIDED, scope))


def happenings(scope: Scope) -> QuerySet[Event]:
    """All else of the posting and of what hangs on its applications; of a month only its logs, its pay and its runs."""
    found = _hanging(_OF_MONTH if scope.month else _LIVED, scope) | _of(PayRun, _runs(scope))
    if scope.posting:
        of_posting = {model: model.objects.filter(posting=scope.posting) for model in (TrainingSession, InterviewSlot)}
        for model, rows in of_posting.items():
            found |= _of(model, list(rows.values_list("pk", flat=True)))
        moves = Move.objects.filter(rows__application__in=scope.applications).distinct()
        found |= _of(Move, list(moves.values_list("pk", flat=True)))
        found |= _of(type(scope.posting), [scope.posting.pk])
    return _events(found & ~Q(verb__in=TAKEN))


def takings(scope: Scope) -> QuerySet[Event]:
    """Every file taken: exports and insurers' lists of the posting, papers for an audit, and bank files of the runs that pay these people."""
    found = _of(PayRun, _runs(scope))
    of_month = {"month": scope.month, "programme_year": scope.programme_year, "posting": None}
    bundles = AuditBundle.objects.filter(organisation=scope.organisation, **of_month)
    if scope.posting:
        found |= _of(type(scope.posting), [scope.posting.pk])
        bundles = AuditBundle.objects.filter(posting=scope.posting)
    found |= _of(AuditBundle, list(bundles.values_list("pk", flat=True)))
    return _events(found & Q(verb__in=TAKEN))


def event_columns(_scope: Scope) -> list[Column]:
    return [
        Column("at", gettext_lazy("때"), lambda row: row.at, 17),
        Column("who", gettext_lazy("한 사람"), lambda row: str(row.who), 30),
        Column("what", gettext_lazy("한 일"), lambda row: str(row.what), 24),
        Column("subject", gettext_lazy("대상"), lambda row: str(row.subject), 14),
        Column("receipt", gettext_lazy("접수번호"), lambda row: _receipt(row.application), 16),
        Column("before", gettext_lazy("바뀌기 전"), lambda row: str(row.before), 14),
        Column("after", gettext_lazy("바뀐 뒤"), lambda row: str(row.after), 14),
        Column("reason", gettext_lazy("이유"), lambda row: row.reason, 40),
        Column("details", gettext_lazy("함께 남은 값"), _details, 40),
    ]


def event_lines(batch: Sequence[Row], _scope: Scope) -> list[event_log.Line]:
    return event_log.lines(batch, sees_people=True)


def told(scope: Scope) -> QuerySet[Notice]:
    """What the applicants were told of their applications and of what hangs on them; withdrawn notices too."""
    about = event_log.told_of(Application, _applications(scope))
    for model in APPLICATION_OF:
        about |= event_log.told_of(model, _ids(model, scope))
    deliveries = Delivery.objects.order_by("channel")
    found = Notice.objects.filter(recipient__in=scope.applications.values("candidate__user")).filter(about)
    return found.prefetch_related(Prefetch("deliveries", deliveries)).order_by("created_at", "pk")


def notice_columns(_scope: Scope) -> list[Column]:
    return [
        Column("at", gettext_lazy("알린 때"), lambda row: row.notice.created_at, 17),
        Column("receipt", gettext_lazy("접수번호"), lambda row: _receipt(row.application), 16),
        Column("name", gettext_lazy("이름(가림)"), _told_name, 12),
        Column("title", gettext_lazy("알린 내용"), lambda row: row.title, 50),
        Column("channels", gettext_lazy("보낸 길과 결과"), _channels, 40),
        Column("read", gettext_lazy("읽은 때"), lambda row: row.notice.read_at, 17),
        Column("cancelled", gettext_lazy("거둔 때"), lambda row: row.notice.cancelled_at, 17),
    ]


def tellings(batch: Sequence[Row], scope: Scope) -> Iterator[Told]:
    """Each notice with its title and with the recipient's application."""
    people = {row.recipient_id for row in batch}
    rows = scope.applications.filter(candidate__user__in=people).select_related("posting", "candidate__user__identity")
    of_person = {row.candidate.user_id: row for row in rows.order_by("received_at", "pk")}
    for row in batch:
        yield Told(row, notices.words_of(row).title, of_person.get(row.recipient_id))


# Private --------------------------------------------------------------------------------------------------------------
def _events(found: Q) -> QuerySet[Event]:
    return Event.objects.select_related("organisation", "user").filter(found).order_by("at", "pk")


def _applications(scope: Scope) -> list[int]:
    """Numbers are read first, so that an index finds the events."""
    return list(scope.applications.order_by().values_list("pk", flat=True))


def _ids(model: type[Model], scope: Scope) -> list[int]:
    if scope.month:
        rows = _OF_MONTH[model].rows(scope).order_by()
    else:
        rows = model._default_manager.filter(**{f"{APPLICATION_OF[model]}__in": scope.applications.values("pk")})
    return list(rows.values_list("pk", flat=True))


def _runs(scope: Scope) -> list[int]:
    return list(payments.runs(scope).order_by().values_list("pk", flat=True))


def _of(model: type[Model], ids: Sequence[int]) -> Q:
    return Q(subject_type=model._meta.model_name, subject_id__in=ids)


def _hanging(models: Iterable[type[Model]], scope: Scope) -> Q:
    found = Q(pk__in=[])
    for model in models:
        found |= _of(model, _ids(model, scope))
    return found


def _receipt(application: Application | None) -> str:
    return application.receipt_number if application else ""


def _told_name(row: Told) -> str:
    return masked_name(row.application) if row.application else ""


def _channels(row: Told) -> str:
    """The inbox always has it; beside it each channel with what became of it."""
    found = (
        f"{notice_groups.CHANNELS.get(one.channel, one.channel)}: {one.get_state_display()}"
        for one in row.notice.deliveries.all()
    )
    return ", ".join([str(gettext_lazy("알림함")), *found])


def _details(line: event_log.Line) -> str:
    return "; ".join(f"{label}: {value}" for label, value in event_details.in_words(line.details, line.verb))


DECISIONS = Table(
    "decisions",
    gettext_lazy("결정 기록"),
    gettext_lazy("지원자마다 누가 언제 어떤 이유로 무엇을 정했는지"),
    event_columns,
    decisions,
    prepare=event_lines,
)
HAPPENINGS = Table(
    "happenings",
    gettext_lazy("처리 기록"),
    gettext_lazy("공고, 교육, 면접, 배치, 활동일지, 지급에서 있었던 일"),
    event_columns,
    happenings,
    prepare=event_lines,
)
TAKINGS = Table(
    "takings",
    gettext_lazy("내려받은 기록"),
    gettext_lazy("누가 언제 어떤 이유로 어떤 자료를 내려받았는지"),
    event_columns,
    takings,
    prepare=event_lines,
)
NOTICES = Table(
    "notices",
    gettext_lazy("보낸 알림"),
    gettext_lazy("지원자에게 무엇을 언제 어떤 길로 알렸는지"),
    notice_columns,
    told,
    prepare=tellings,
)
