"""An operator's first page: what waits, in figures with how late each is, and posting by posting what no list of people shows."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from jobs import accident_covers, agenda, lateness, month_end
from jobs.accident_covers import ToInsure
from jobs.agenda import Agenda
from jobs.models import PayRun, Posting
from jobs.web.operator import acting_for, for_reviewers, own_postings
from profiles.templatetags.dasi import count, day, moment, month, won

SHOWN = 10


class Item(NamedTuple):
    """One figure of the day's work, with the page that lists what it counts: people, or papers."""

    key: str
    label: str
    count: int
    url_name: str
    query: str = ""
    is_of_people: bool = True
    days_late: int = 0
    note: str = ""


class Card(NamedTuple):
    """One posting with something to do: the page to do it on, by when, and what."""

    title: str
    url: str
    until: str
    todo: str
    days_late: int = 0
    is_ready: bool = False


class Section(NamedTuple):
    """Postings that wait for the same thing."""

    key: str
    label: str
    cards: list[Card]


@for_reviewers
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the operator today; a reviewer goes on to the postings to score."""
    organisation = acting_for(request)
    if organisation is None:
        return redirect("jobs:operator_review_list")
    own, at = own_postings(request), request.received_at
    objected_at, today = lateness.oldest(agenda.objections(own, request.user)), timezone.localdate(at)
    late = lateness.of(own, objected_at, at=at)
    items = _items(agenda.of(own, request.user, at=at), lateness.days_since(objected_at, today))
    sections = [
        Section("pay", _("승인할 지급"), _to_approve(month_end.to_approve(request.user)[:SHOWN])),
        Section("releases", _("결과를 발표할 공고"), _to_release(agenda.to_release(own, at=at)[:SHOWN], today)),
        Section("times", _("면접 시간을 열 공고"), to_invite(agenda.without_times(own, at=at)[:SHOWN], today)),
        Section("insurance", _("상해보험을 챙길 공고"), to_insure(accident_covers.to_insure(own)[:SHOWN], today)),
        Section("training", _("교육을 챙길 공고"), to_train(agenda.to_train(own, at=at)[:SHOWN], today)),
    ]
    context = {
        "organisation": organisation,
        "items": [item._replace(days_late=late.get(item.key, 0)) for item in items if item.count],
        "sections": [section for section in sections if section.cards],
        "in_hand": agenda.in_hand(own)[:SHOWN],
    }
    return render(request, "jobs/operator/home.html", context)


def to_invite(postings: QuerySet[Posting], today: date) -> list[Card]:
    """Put postings of `agenda.without_times` in words."""
    return [
        Card(
            row.title,
            reverse("jobs:operator_interviews", args=[row.public_id]),
            _("발표 일시 %(when)s") % {"when": moment(row.results_at)},
            _("면접 시간을 열지 않음 %(people)s명") % {"people": count(row.people)},
            lateness.days_since(row.results_at, today),
        )
        for row in postings
    ]


def to_insure(found: Sequence[ToInsure], today: date) -> list[Card]:
    """Put postings of `accident_covers.to_insure` in words."""
    return [
        Card(
            row.posting.title,
            reverse("jobs:operator_cover", args=[row.posting.public_id]),
            _("활동 시작 %(day)s") % {"day": day(row.since)},
            _("보험이 빠진 날이 있음 %(people)s명") % {"people": count(row.people)},
            lateness.days_since(row.since, today),
        )
        for row in found
    ]


def to_train(postings: QuerySet[Posting], today: date) -> list[Card]:
    """Put postings of `agenda.to_train` in words."""
    return [
        Card(
            row.title,
            reverse("jobs:operator_training", args=[row.public_id]),
            _("활동 시작 %(day)s") % {"day": day(row.starts_on)},
            _("교육 참석을 적지 않음 %(people)s명") % {"people": count(row.unnoted)}
            if row.unnoted
            else _("교육을 정하지 않음 %(people)s명") % {"people": count(row.unplanned)},
            lateness.days_since(row.starts_on, today),
        )
        for row in postings
    ]


def _items(figures: Agenda, oldest_days: int) -> list[Item]:
    people, logs = figures.applications, figures.worklogs
    applications, placements = "jobs:operator_application_list", "jobs:operator_placement_list"
    worklogs, questions = "jobs:operator_worklog_list", "jobs:operator_question_list"
    asked = ngettext("가장 오래된 요청: %(days)d일째", "가장 오래된 요청: %(days)d일째", oldest_days) % {
        "days": oldest_days
    }
    preparing = figures.placements.get("preparing", 0)
    return [
        Item("received", _("적격검토할 지원자"), people.get("received", 0), applications, "state=received"),
        Item("paper_review", _("서류심사할 지원자"), people.get("paper_review", 0), applications, "state=paper_review"),
        Item("interview", _("면접심사할 지원자"), people.get("interview", 0), applications, "state=interview"),
        Item("to_ask", _("참여 의사를 물을 합격자"), figures.to_ask, applications, "state=selected"),
        Item("expiring", _("하루 안에 답변 기한이 끝나는 분"), figures.expiring, applications, "state=offered"),
        Item(
            "objections",
            _("답할 재검토 요청"),
            figures.objections,
            "jobs:operator_objection_list",
            is_of_people=False,
            note=asked if oldest_days else "",
        ),
        Item("accepted", _("서류를 확인하고 배치할 분"), people.get("accepted", 0), applications, "state=accepted"),
        Item("preparing", _("활동 시작을 준비할 분"), preparing, placements, "state=preparing"),
        Item("unsigned", _("약정을 마치지 않은 참여자"), figures.unsigned, "jobs:operator_agreement_list"),
        Item("to_confirm", _("확인할 활동일지"), logs["to_confirm"], worklogs, "state=to_confirm", False),
        Item("unpaid", _("지급할 활동일지"), logs["unpaid"], worklogs, "state=unpaid", False),
        Item("questions", _("답할 문의"), figures.questions, questions, "state=waiting", False),
        Item(
            "returned",
            _("시가 고쳐 달라고 한 공고"),
            figures.returned,
            "jobs:operator_posting_list",
            "state=draft",
            False,
        ),
    ]


def _to_approve(runs: QuerySet[PayRun]) -> list[Card]:
    return [
        Card(
            f"{run.programme_year.programme.name} {month(run.month)}",
            reverse("jobs:operator_pay_run", args=[run.public_id]),
            _("준비한 날 %(day)s") % {"day": day(run.prepared_at)},
            _("%(people)s명, %(won)s") % {"people": count(run.people), "won": won(run.sent_won)},
        )
        for run in runs
    ]


def _to_release(postings: QuerySet[Posting], today: date) -> list[Card]:
    return [
        Card(
            row.title,
            reverse("jobs:operator_release", args=[row.public_id]),
            _("발표 일시 %(when)s") % {"when": moment(row.results_at)},
            _("아직 정하지 않은 분 %(people)s명") % {"people": count(row.undecided)}
            if row.undecided
            else _("발표할 수 있음"),
            lateness.days_since(row.results_at, today),
            is_ready=not row.undecided,
        )
        for row in postings
    ]
