"""Applicants of a posting (지원자): where each stands and why; whole names and contacts only where a scope shows them."""

from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import rankings
from jobs.models import Application, Wish
from jobs.rule_texts import OUTCOMES
from jobs.tables.base import CONTACT, Column, Row, Scope, Table, identity_of, officer, person_columns
from profiles import phones, places
from profiles.privacy import age_band


def rows(scope: Scope) -> QuerySet[Application]:
    """In the order of receipt, with their scores."""
    wishes = Wish.objects.select_related("posting_site__site").order_by("rank")
    found = rankings.with_scores(scope.applications).select_related(
        "posting", "candidate__user__identity", "rule_set", "moved_by", "documents_seen_by"
    )
    return found.prefetch_related(Prefetch("wishes", wishes)).order_by("received_at", "pk")


def columns(_scope: Scope) -> list[Column]:
    """What stands beside each applicant."""
    return [
        *person_columns(lambda row: row),
        Column("phone", gettext_lazy("전화번호"), _phone, 16, shows=CONTACT),
        Column("email", gettext_lazy("이메일 주소"), _email, 24, shows=CONTACT),
        Column("age", gettext_lazy("나이대"), _age, 10),
        Column("district", gettext_lazy("사는 자치구"), _district, 12),
        Column("received", gettext_lazy("접수한 때"), lambda row: row.received_at, 17),
        Column("wishes", gettext_lazy("지망한 활동처"), _wishes, 30),
        Column("outcome", gettext_lazy("자격 확인 결과"), lambda row: str(OUTCOMES.get(row.outcome, row.outcome)), 14),
        Column("rules", gettext_lazy("규칙 판"), lambda row: row.rule_set.version if row.rule_set else None, 9),
        Column("state", gettext_lazy("상태"), lambda row: str(row.get_state_display()), 14),
        Column("waiting", gettext_lazy("예비 순번"), _waiting, 9),
        Column("paper_score", gettext_lazy("서류 점수"), lambda row: row.paper_score, 10),
        Column("interview_score", gettext_lazy("면접 점수"), lambda row: row.interview_score, 10),
        Column("score", gettext_lazy("순위에 쓰는 점수"), lambda row: row.ranked_score, 14),
        Column("reason", gettext_lazy("결과 이유"), lambda row: row.reason, 30),
        Column("moved", gettext_lazy("상태가 바뀐 때"), lambda row: row.moved_at, 17),
        Column("moved_by", gettext_lazy("바꾼 사람"), _moved_by, 24),
        Column("documents", gettext_lazy("서류 확인한 때"), lambda row: row.documents_seen_at, 17),
        Column("documents_by", gettext_lazy("서류 확인한 사람"), lambda row: officer(row.documents_seen_by), 24),
    ]


def _phone(row: Row) -> str:
    number = identity_of(row, "phone")
    return phones.with_hyphens(number) if number else ""


def _email(row: Row) -> str:
    return "" if row.is_blind else row.candidate.user.email or ""


def _age(row: Row) -> str:
    if row.is_blind or row.candidate.birth_on is None:
        return ""
    return age_band(row.candidate.birth_on, timezone.localdate(row.received_at))


def _district(row: Row) -> str:
    code = row.candidate.district
    return places.name(code) if not row.is_blind and places.is_home(code) else ""


def _wishes(row: Row) -> str:
    names: Sequence[str] = [f"{wish.rank}. {wish.posting_site.site.name}" for wish in row.wishes.all()]
    return ", ".join(names)


def _waiting(row: Row) -> int | None:
    return row.waiting_number if row.state == Application.State.WAITING else None


def _moved_by(row: Row) -> str:
    """An officer by their address; the applicants themselves aren't named."""
    if row.moved_by_id == row.candidate.user_id:
        return _("지원자 본인")
    return officer(row.moved_by)


TABLE = Table(
    "applicants",
    gettext_lazy("지원자"),
    gettext_lazy("접수번호, 자격 확인 결과, 심사 점수, 결과와 이유. 한 줄에 지원자 한 명"),
    columns,
    rows,
    user="candidate__user",
)
