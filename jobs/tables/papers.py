"""What was signed, insured and issued for those who were placed: agreements, covers, accidents, certificates. Nothing here tells of health."""

from collections.abc import Callable

from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import gettext_lazy

from jobs.models import Accident, AccidentCover, Agreement, AgreementSignature, Certificate
from jobs.sheets import Cell
from jobs.tables.base import Column, Row, Scope, Table, officer, person_columns

_PERSON = ("placement__application__posting", "placement__application__candidate__user__identity")


def agreements(scope: Scope) -> QuerySet[Agreement]:
    """Person by person in the order of receipt, version by version."""
    found = Agreement.objects.filter(placement__application__in=scope.applications)
    found = found.defer("text_sealed").select_related("template", "made_by", "replaced_by", *_PERSON)
    signed = AgreementSignature.objects.select_related("signed_by").defer("name_sealed")
    return found.prefetch_related(Prefetch("signatures", signed)).order_by(
        "placement__application__received_at", "placement", "version", "pk"
    )


def agreement_columns(_scope: Scope) -> list[Column]:
    return [
        *person_columns(lambda row: row.placement.application),
        Column("title", gettext_lazy("서류 이름"), lambda row: row.template.title, 24),
        Column("version", gettext_lazy("판"), lambda row: row.version, 6),
        Column("hash", gettext_lazy("서명한 글의 해시"), lambda row: row.text_hash, 66),
        Column("made", gettext_lazy("쓴 때"), lambda row: row.made_at, 17),
        Column("made_by", gettext_lazy("쓴 사람"), lambda row: officer(row.made_by), 24),
        Column("person", gettext_lazy("참여자가 서명한 때"), _signed("person", lambda one: one.signed_at), 17),
        Column("operator", gettext_lazy("운영기관이 서명한 때"), _signed("operator", lambda one: one.signed_at), 17),
        Column(
            "signer",
            gettext_lazy("운영기관에서 서명한 사람"),
            _signed("operator", lambda one: officer(one.signed_by)),
            24,
        ),
        Column("replaced", gettext_lazy("새 판으로 바꾼 때"), lambda row: row.replaced_at, 17),
        Column("replaced_by", gettext_lazy("바꾼 사람"), lambda row: officer(row.replaced_by), 24),
    ]


def covers(scope: Scope) -> QuerySet[AccidentCover]:
    """In the order in which they were noted."""
    found = AccidentCover.objects.filter(placement__application__in=scope.applications)
    return found.select_related("recorded_by", "ended_by", *_PERSON).order_by("recorded_at", "pk")


def cover_columns(_scope: Scope) -> list[Column]:
    return [
        *person_columns(lambda row: row.placement.application),
        Column("insurer", gettext_lazy("보험사"), lambda row: row.insurer, 20),
        Column("policy", gettext_lazy("증권번호"), lambda row: row.policy_number, 20),
        Column("from", gettext_lazy("보장 시작일"), lambda row: row.covers_from, 12),
        Column("until", gettext_lazy("보장 종료일"), lambda row: row.covers_until, 12),
        Column("recorded", gettext_lazy("적은 때"), lambda row: row.recorded_at, 17),
        Column("recorded_by", gettext_lazy("적은 사람"), lambda row: officer(row.recorded_by), 24),
        Column("ended", gettext_lazy("뺀 때"), lambda row: row.ended_at, 17),
        Column("ended_by", gettext_lazy("뺀 사람"), lambda row: officer(row.ended_by), 24),
    ]


def accidents(scope: Scope) -> QuerySet[Accident]:
    """In the order in which they happened; what tells of health stays sealed and isn't even read."""
    found = Accident.objects.filter(placement__application__in=scope.applications).annotate(note_count=Count("notes"))
    found = found.defer("what_sealed", "care_sealed").select_related("recorded_by", "closed_by", *_PERSON)
    return found.order_by("happened_at", "pk")


def accident_columns(_scope: Scope) -> list[Column]:
    return [
        *person_columns(lambda row: row.placement.application),
        Column("happened", gettext_lazy("사고가 난 때"), lambda row: row.happened_at, 17),
        Column("place", gettext_lazy("장소"), lambda row: row.place, 30),
        Column("told_to", gettext_lazy("알린 곳"), lambda row: row.told_to, 24),
        Column("told_on", gettext_lazy("알린 날"), lambda row: row.told_on, 12),
        Column("notes", gettext_lazy("덧붙인 기록(건)"), lambda row: row.note_count, 12),
        Column("recorded", gettext_lazy("적은 때"), lambda row: row.recorded_at, 17),
        Column("recorded_by", gettext_lazy("적은 사람"), lambda row: officer(row.recorded_by), 24),
        Column("closed", gettext_lazy("마친 때"), lambda row: row.closed_at, 17),
        Column("closed_by", gettext_lazy("마친 사람"), lambda row: officer(row.closed_by), 24),
    ]


def certificates(scope: Scope) -> QuerySet[Certificate]:
    """In the order in which they were issued, withdrawn ones too."""
    found = Certificate.objects.filter(placement__application__in=scope.applications).defer("name_sealed")
    return found.select_related("issued_by", "withdrawn_by", *_PERSON).order_by("issued_at", "pk")


def certificate_columns(_scope: Scope) -> list[Column]:
    return [
        *person_columns(lambda row: row.placement.application),
        Column("code", gettext_lazy("확인 번호"), lambda row: row.shown_code, 16),
        Column("issued", gettext_lazy("발급한 때"), lambda row: row.issued_at, 17),
        Column("issued_by", gettext_lazy("발급한 사람"), lambda row: officer(row.issued_by), 24),
        Column("withdrawn", gettext_lazy("거둔 때"), lambda row: row.withdrawn_at, 17),
        Column("withdrawn_by", gettext_lazy("거둔 사람"), lambda row: officer(row.withdrawn_by), 24),
        Column("withdrawn_for", gettext_lazy("거둔 이유"), lambda row: row.withdrawn_for, 40),
    ]


def _signed(side: str, cell: Callable[[AgreementSignature], Cell]) -> Callable[[Row], Cell]:
    """A cell of one side's signature; empty while it hasn't signed."""

    def found(row: Row) -> Cell:
        one = next((one for one in row.signatures.all() if one.side == side), None)
        return cell(one) if one else None

    return found


AGREEMENTS = Table(
    "agreements",
    gettext_lazy("약정서"),
    gettext_lazy("판마다 서명한 글의 해시, 누가 언제 서명했는지. 서명한 글은 이름을 가리지 않은 자료에 PDF로 있음"),
    agreement_columns,
    agreements,
)
COVERS = Table(
    "covers",
    gettext_lazy("상해보험"),
    gettext_lazy("누가 언제부터 언제까지 보장받는지"),
    cover_columns,
    covers,
)
ACCIDENTS = Table(
    "accidents",
    gettext_lazy("사고 기록"),
    gettext_lazy("언제 어디서 났고 언제 어디에 알렸는지. 다친 곳과 치료는 건강에 관한 것이라 담지 않음"),
    accident_columns,
    accidents,
)
CERTIFICATES = Table(
    "certificates",
    gettext_lazy("수료증"),
    gettext_lazy("누구에게 언제 발급했고 왜 거두었는지"),
    certificate_columns,
    certificates,
)
