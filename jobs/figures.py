"""The city's figures, one by one: code, words, what each counts, on which rows it stands.

A job is a seat's first started placement; a refill adds a person, not a job (DESIGN sections 8 and 11).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Aggregate, Count, Exists, Model, OuterRef, Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jobs.models import Application, Offer, Outcome, PayLine, Placement, ProgrammeYear, Target, Worklog
from profiles.models import Event

AT_WORK = ("hired_by_host", "hired", "self_employed")


class Ground(NamedTuple):
    """Rows that figures stand on: how they lead to the programme year and the district, when they happened and what that day is called."""

    model: type[Model]
    programme_year: str
    district: str
    moment: str
    moment_label: str | Promise


PLACEMENT_YEAR, SITE_DISTRICT = "application__posting__programme_year__", "seat__posting_site__site__district"
STARTED = Ground(Placement, PLACEMENT_YEAR, SITE_DISTRICT, "started_on", _("활동을 시작한 날"))
PLACED = Ground(Placement, PLACEMENT_YEAR, SITE_DISTRICT, "placed_at__date", _("배치한 날"))
FINISHED = Ground(Placement, PLACEMENT_YEAR, SITE_DISTRICT, "finished_on", _("활동을 마친 날"))
APPLIED = Ground(
    Application,
    "posting__programme_year__",
    "wishes__posting_site__site__district",
    "received_at__date",
    _("접수한 날"),
)
OFFERED = Ground(Offer, PLACEMENT_YEAR, SITE_DISTRICT, "offered_at__date", _("참여 의사를 물은 날"))
LOGGED = Ground(Worklog, f"placement__{PLACEMENT_YEAR}", f"placement__{SITE_DISTRICT}", "month", _("활동한 달"))
PAID = Ground(PayLine, f"placement__{PLACEMENT_YEAR}", f"placement__{SITE_DISTRICT}", "paid_at__date", _("지급한 날"))
FOLLOWED = Ground(
    Outcome, f"placement__{PLACEMENT_YEAR}", f"placement__{SITE_DISTRICT}", "recorded_at__date", _("결과를 적은 날")
)
TARGETED = Ground(Target, "programme_year__", "district", "", _("목표를 정한 날"))
RUN = Ground(ProgrammeYear, "", "", "", _("사업 기간"))


@dataclass(frozen=True)
class Figure:
    """One figure: `keep` narrows the rows of its ground, `measure` adds them up; pages put the unit in words."""

    code: str
    label: str | Promise
    definition: str | Promise
    unit: str
    ground: Ground
    keep: Callable[[QuerySet], QuerySet]
    measure: Aggregate = Count("pk")


def _started(rows: QuerySet) -> QuerySet:
    return rows.filter(started_on__isnull=False)


def _with_earlier(rows: QuerySet) -> QuerySet:
    """Say of each started placement whether somebody else started on its seat before."""
    same_seat = Placement.objects.filter(seat=OuterRef("seat"), started_on__isnull=False)
    before = Q(started_on__lt=OuterRef("started_on")) | Q(started_on=OuterRef("started_on"), pk__lt=OuterRef("pk"))
    return _started(rows).alias(follows=Exists(same_seat.filter(before)))


def _ended_early(rows: QuerySet) -> QuerySet:
    return _started(rows).filter(state=Placement.State.ENDED_EARLY)


def _selected(rows: QuerySet) -> QuerySet:
    decided = Event.objects.filter(subject_type="application", subject_id=OuterRef("pk"), verb="select")
    return rows.filter(Exists(decided))


def _everything(rows: QuerySet) -> QuerySet:
    return rows


JOBS, PERSONS, SEATS, CASES, MINUTES, WON = "jobs", "persons", "seats", "cases", "minutes", "won"
_ALL = (
    Figure(
        "programmes",
        _("사업"),
        _("그해에 운영하는 연도별 사업의 수입니다."),
        CASES,
        RUN,
        _everything,
    ),
    Figure(
        "target",
        _("목표"),
        _("시가 연도별 사업에 정한 목표 자리의 합계입니다. 자치구를 고르면 그 자치구에 정한 목표입니다."),
        JOBS,
        TARGETED,
        _everything,
        Sum("places"),
    ),
    Figure(
        "jobs_provided",
        _("제공한 일자리"),
        _("자리마다 처음으로 활동을 시작한 배치 하나를 일자리 하나로 셉니다. 빈자리를 다시 채워도 늘지 않습니다."),
        JOBS,
        STARTED,
        lambda rows: _with_earlier(rows).filter(follows=False),
    ),
    Figure(
        "refills",
        _("충원"),
        _("누군가 활동하던 자리에서 뒤이어 활동을 시작한 배치입니다. 사람은 늘지만 일자리는 늘지 않습니다."),
        CASES,
        STARTED,
        lambda rows: _with_earlier(rows).filter(follows=True),
    ),
    Figure(
        "persons",
        _("실인원"),
        _("활동을 시작한 사람의 수입니다. 한 사람이 두 번 활동해도 한 명입니다."),
        PERSONS,
        STARTED,
        _started,
        Count("candidate", distinct=True),
    ),
    Figure(
        "person_places",
        _("연인원"),
        _("활동을 시작한 배치의 수입니다. 한 사람이 두 번 활동하면 두 명으로 셉니다."),
        PERSONS,
        STARTED,
        _started,
    ),
    Figure("applications", _("지원"), _("접수한 지원의 수입니다. 취소한 지원도 셉니다."), CASES, APPLIED, _everything),
    Figure(
        "applicants",
        _("지원한 사람"),
        _("지원한 사람의 수입니다. 여러 공고에 지원해도 한 명입니다."),
        PERSONS,
        APPLIED,
        _everything,
        Count("candidate", distinct=True),
    ),
    Figure(
        "selected",
        _("합격"),
        _("합격으로 정해진 지원의 수입니다. 예비합격은 세지 않습니다."),
        CASES,
        APPLIED,
        _selected,
    ),
    Figure(
        "offers",
        _("참여 의사 확인"),
        _("참여할지 물은 횟수입니다. 예비합격자에게 물은 것도 셉니다."),
        CASES,
        OFFERED,
        _everything,
    ),
    Figure(
        "accepted",
        _("참여하기로 함"),
        _("참여하겠다고 답한 수입니다. 그 뒤에 그만둔 사람도 셉니다."),
        CASES,
        OFFERED,
        lambda rows: rows.filter(state=Offer.State.ACCEPTED),
    ),
    Figure(
        "declined",
        _("참여하지 않기로 함"),
        _("참여하지 않겠다고 답한 수입니다."),
        CASES,
        OFFERED,
        lambda rows: rows.filter(state=Offer.State.DECLINED),
    ),
    Figure(
        "expired",
        _("답변 기한 지남"),
        _("기한 안에 답이 없었던 수입니다."),
        CASES,
        OFFERED,
        lambda rows: rows.filter(state=Offer.State.EXPIRED),
    ),
    Figure(
        "placed", _("배치"), _("활동처에 배치한 수입니다. 시작하지 못한 배치도 셉니다."), CASES, PLACED, _everything
    ),
    Figure(
        "active",
        _("활동 중"),
        _("지금 활동하고 있는 배치의 수입니다."),
        CASES,
        STARTED,
        lambda rows: _started(rows).filter(state=Placement.State.ACTIVE),
    ),
    Figure(
        "completed",
        _("수료"),
        _("활동을 끝까지 마친 배치의 수입니다."),
        CASES,
        FINISHED,
        lambda rows: rows.filter(state=Placement.State.COMPLETED),
    ),
    Figure(
        "ended_early",
        _("중도종료"),
        _("활동을 시작한 뒤 기간이 끝나기 전에 그만둔 배치의 수입니다."),
        CASES,
        FINISHED,
        _ended_early,
    ),
    Figure(
        "ended_for_person",
        _("중도종료(본인 사정)"),
        _("중도종료 가운데 본인 사정으로 그만둔 수입니다."),
        CASES,
        FINISHED,
        lambda rows: _ended_early(rows).filter(ended_for=Placement.EndedFor.PERSON),
    ),
    Figure(
        "ended_for_site",
        _("중도종료(활동처 사정)"),
        _("중도종료 가운데 활동처 사정으로 그만둔 수입니다."),
        CASES,
        FINISHED,
        lambda rows: _ended_early(rows).filter(ended_for=Placement.EndedFor.SITE),
    ),
    Figure(
        "minutes_confirmed",
        _("확인한 활동 시간"),
        _("운영기관이 확인한 활동일지의 시간을 더한 것입니다."),
        MINUTES,
        LOGGED,
        lambda rows: rows.filter(state=Worklog.State.CONFIRMED),
        Sum("minutes"),
    ),
    Figure(
        "gross_won",
        _("지급액(세금 떼기 전)"),
        _("지급한 활동비와 급여의 합계입니다. 바로잡은 금액도 더하고 뺍니다."),
        WON,
        PAID,
        _everything,
        Sum("gross_won"),
    ),
    Figure(
        "withheld_won", _("원천징수"), _("지급할 때 뗀 세금의 합계입니다."), WON, PAID, _everything, Sum("withheld_won")
    ),
    Figure("net_won", _("실지급액"), _("세금을 떼고 드린 금액의 합계입니다."), WON, PAID, _everything, Sum("net_won")),
    *(
        figure
        for months, label, hired_label in (
            (3, _("3개월 뒤 확인"), _("3개월 뒤 취업·창업")),
            (6, _("6개월 뒤 확인"), _("6개월 뒤 취업·창업")),
        )
        for figure in (
            Figure(
                f"outcomes_{months}",
                label,
                _("활동이 끝나고 그만큼 지난 뒤 사후관리 결과를 적은 수입니다. ‘확인하지 못함’도 셉니다."),
                CASES,
                FOLLOWED,
                lambda rows, months=months: rows.filter(months_after=months),
            ),
            Figure(
                f"hired_{months}",
                hired_label,
                _("사후관리 결과가 취업이나 창업인 수입니다."),
                CASES,
                FOLLOWED,
                lambda rows, months=months: rows.filter(months_after=months, result__in=AT_WORK),
            ),
        )
    ),
)
FIGURES: dict[str, Figure] = {figure.code: figure for figure in _ALL}
FUNNEL_NAMES: dict[str, Promise] = {"person_places": _("활동 시작")}  # where a step has a name of its own
FUNNEL = ("applications", "selected", "offers", "accepted", "placed", "person_places", "completed")
