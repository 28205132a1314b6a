"""What was paid (지급), line by line as it went out and by run: prepared by one person, approved by another. No account stands in it."""

from collections.abc import Callable, Iterable, Sequence

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy

from jobs import slips, transfers
from jobs.models import PayLine, PayRun, RunItem, RunLine
from jobs.sheets import Cell
from jobs.tables.base import Column, Row, Scope, Table, hours, officer, person_columns, yes
from profiles.models import Event


def rows(scope: Scope) -> QuerySet[PayLine]:
    """Month by month, in each by receipt; a correction after what it corrects. Of a month, what this operator paid."""
    found = PayLine.objects.filter(placement__application__in=scope.applications)
    if scope.month:
        found = transfers.with_payer(found.filter(worklog__month=scope.month)).filter(payer_id=scope.organisation.pk)
    return found.select_related(
        "placement__application__posting",
        "placement__application__candidate__user__identity",
        "worklog",
        "terms",
        "paid_by",
        "run_line__run__prepared_by",
        "run_line__run__approved_by",
    ).order_by("worklog__month", "placement__application__received_at", "pk")


def columns(_scope: Scope) -> list[Column]:
    return [
        *person_columns(lambda row: row.placement.application),
        Column("posting", gettext_lazy("공고"), lambda row: row.placement.application.posting.title, 30),
        Column("month", gettext_lazy("활동한 달"), lambda row: f"{row.worklog.month:%Y-%m}", 10),
        Column("hours", gettext_lazy("활동 시간"), lambda row: hours(row.minutes), 10),
        Column("hourly", gettext_lazy("1시간 금액(원)"), lambda row: row.terms.hourly_won, 12),
        Column("gross", gettext_lazy("총액(원)"), lambda row: row.gross_won, 12),
        Column("withheld", gettext_lazy("뗀 세금(원)"), lambda row: row.withheld_won, 12),
        Column("items", gettext_lazy("더하고 뺀 항목(원)"), lambda row: row.items_won, 14),
        Column("net", gettext_lazy("실지급액(원)"), lambda row: row.net_won, 12),
        Column("paid_on", gettext_lazy("보낸 날"), slips.paid_on, 12),
        Column("run", gettext_lazy("지급 회차"), lambda row: run.number if (run := _run_of(row)) else None, 9),
        Column("prepared_by", gettext_lazy("준비한 사람"), lambda row: _by(row, "prepared_by"), 24),
        Column("approved_by", gettext_lazy("승인한 사람"), lambda row: _by(row, "approved_by"), 24),
        Column("correction", gettext_lazy("바로잡기"), lambda row: yes(row.corrects_id is not None), 9),
        Column("reason", gettext_lazy("바로잡은 이유"), lambda row: row.reason, 30),
    ]


def runs(scope: Scope) -> QuerySet[PayRun]:
    """The runs with a line of these people, oldest first; of a month, this operator's own."""
    people = {"lines__placement__application__in": scope.applications}
    found = PayRun.objects.filter(pk__in=PayRun.objects.filter(**people).values("pk"))
    if scope.month:
        found = found.filter(_of_month(scope))
    sums = {name: Sum(f"lines__{name}", default=0) for name in ("gross_won", "withheld_won", "items_won", "net_won")}
    own = Q(lines__placement__application__in=scope.applications)
    sums["told_won"] = Sum("lines__net_won", filter=own, default=0)
    found = found.annotate(people=Count("lines"), **sums)
    found = found.select_related("organisation", "prepared_by", "approved_by", "paid_by")
    return found.order_by("month", "number", "pk")


def run_columns(scope: Scope) -> list[Column]:
    """What a whole run comes to stands beside this operator's own alone: who took a posting on reads nothing of the giver's others."""

    def whole(name: str) -> Callable[[Row], Cell]:
        return lambda row: getattr(row, name) if row.organisation_id == scope.organisation.pk else None

    return [
        Column("organisation", gettext_lazy("지급한 운영기관"), lambda row: row.organisation.name, 24),
        Column("month", gettext_lazy("활동한 달"), lambda row: f"{row.month:%Y-%m}", 10),
        Column("number", gettext_lazy("지급 회차"), lambda row: row.number, 9),
        Column("kind", gettext_lazy("종류"), lambda row: str(row.get_kind_display()), 10),
        Column("state", gettext_lazy("상태"), lambda row: str(row.get_state_display()), 12),
        Column("people", gettext_lazy("받는 분(명)"), whole("people"), 10),
        Column("told", gettext_lazy("이 자료에 든 실지급액(원)"), lambda row: row.told_won, 16),
        Column("gross", gettext_lazy("총액(원)"), whole("gross_won"), 12),
        Column("withheld", gettext_lazy("뗀 세금(원)"), whole("withheld_won"), 12),
        Column("items", gettext_lazy("더하고 뺀 항목(원)"), whole("items_won"), 14),
        Column("net", gettext_lazy("실지급액(원)"), whole("net_won"), 12),
        Column("prepared", gettext_lazy("준비한 때"), lambda row: row.prepared_at, 17),
        Column("prepared_by", gettext_lazy("준비한 사람"), lambda row: officer(row.prepared_by), 24),
        Column("approved", gettext_lazy("승인한 때"), lambda row: row.approved_at, 17),
        Column("approved_by", gettext_lazy("승인한 사람"), lambda row: officer(row.approved_by), 24),
        Column("paid_on", gettext_lazy("보낸 날"), lambda row: row.paid_on, 12),
        Column("paid_by", gettext_lazy("지급했다고 적은 사람"), lambda row: officer(row.paid_by), 24),
        Column("reason", gettext_lazy("거둔 이유"), lambda row: row.reason, 30),
        Column("bank_files", gettext_lazy("은행 파일의 SHA-256"), lambda row: row.bank_files, 70),
    ]


def prepare_runs(batch: Sequence[Row], _scope: Scope) -> Iterable[Row]:
    """Read along the hashes of the bank files that were taken: whoever has such a file can tell that it is the one."""
    told = Event.objects.filter(subject_type="payrun", subject_id__in=[row.pk for row in batch], verb="take_bank_file")
    hashes: dict[int, list[str]] = {}
    for event in told.order_by("at", "pk"):
        found = hashes.setdefault(event.subject_id, [])
        if (file_hash := event.params.get("file_hash", "")) and file_hash not in found:
            found.append(file_hash)
    for row in batch:
        row.bank_files = "\n".join(hashes.get(row.pk, ()))
    return batch


def run_lines(scope: Scope) -> QuerySet[RunLine]:
    """Run by run, in each by receipt: also what waits for its approval, and what was withdrawn."""
    found = RunLine.objects.filter(placement__application__in=scope.applications)
    if scope.month:
        found = found.filter(_of_month(scope, "run__"))
    found = found.select_related(
        "run", "placement__application__posting", "placement__application__candidate__user__identity"
    )
    items = RunItem.objects.select_related("item").order_by("pk")
    return found.prefetch_related(Prefetch("items", items)).order_by(
        "run__month", "run__number", "placement__application__received_at", "pk"
    )


def run_line_columns(_scope: Scope) -> list[Column]:
    return [
        Column("month", gettext_lazy("활동한 달"), lambda row: f"{row.run.month:%Y-%m}", 10),
        Column("number", gettext_lazy("지급 회차"), lambda row: row.run.number, 9),
        Column("state", gettext_lazy("회차의 상태"), lambda row: str(row.run.get_state_display()), 12),
        *person_columns(lambda row: row.placement.application),
        Column("hours", gettext_lazy("활동 시간"), lambda row: hours(row.minutes), 10),
        Column("gross", gettext_lazy("총액(원)"), lambda row: row.gross_won, 12),
        Column("withheld", gettext_lazy("뗀 세금(원)"), lambda row: row.withheld_won, 12),
        Column("items", gettext_lazy("더하고 뺀 항목(원)"), lambda row: row.items_won, 14),
        Column("which", gettext_lazy("항목별 금액"), _items, 30),
        Column("net", gettext_lazy("실지급액(원)"), lambda row: row.net_won, 12),
        Column("paid", gettext_lazy("지급함"), lambda row: yes(row.pay_line_id is not None), 9),
        Column("correction", gettext_lazy("바로잡기"), lambda row: yes(row.corrects_id is not None), 9),
        Column("reason", gettext_lazy("바로잡은 이유"), lambda row: row.reason, 30),
    ]


def _of_month(scope: Scope, of: str = "") -> Q:
    return Q(
        **{
            f"{of}month": scope.month,
            f"{of}organisation": scope.organisation,
            f"{of}programme_year": scope.programme_year,
        }
    )


def _items(row: Row) -> str:
    return ", ".join(f"{one.item.get_kind_display()} {one.net_won:,}" for one in row.items.all())


def _run_of(row: Row) -> PayRun | None:
    line = getattr(row, "run_line", None)
    return line.run if line else None


def _by(row: Row, name: str) -> str:
    run = _run_of(row)
    return officer(getattr(run, name)) if run else ""


TABLE = Table(
    "payments",
    gettext_lazy("지급"),
    gettext_lazy("지급한 활동비의 총액, 세금, 실지급액과 보낸 날. 계좌번호는 없음. 한 줄에 지급 한 건"),
    columns,
    rows,
    user="placement__application__candidate__user",
    who="payer",
)
RUNS = Table(
    "pay_runs",
    gettext_lazy("지급 회차"),
    gettext_lazy(
        "지급 회차마다 합계, 준비한 사람과 승인한 사람, 은행 파일의 해시. 다른 운영기관이 지급한 회차는 합계가 비어 있음"
    ),
    run_columns,
    runs,
    prepare=prepare_runs,
)
RUN_LINES = Table(
    "run_lines",
    gettext_lazy("지급 회차의 내역"),
    gettext_lazy("지급 회차마다 한 분 한 분의 금액. 승인을 기다리는 것과 거둔 것도 있음"),
    run_line_columns,
    run_lines,
)
