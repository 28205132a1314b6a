"""Rules and what they said (규칙과 자격 확인): every version that judged somebody, every verdict with its version, and what was set aside."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy

from jobs import blinding, sentences
from jobs.models import EligibilityCheck, Override, Rule
from jobs.sentences import Line
from jobs.tables.base import Column, Row, Scope, Table, officer, person_columns, yes


class Said(NamedTuple):
    """What one rule said in one check."""

    check: EligibilityCheck
    line: Line


def rules(scope: Scope) -> QuerySet[Rule]:
    """The rules of each version by which somebody was judged here, or that is the newest of the programme year."""
    judged = EligibilityCheck.objects.filter(application__in=scope.applications, rule_set=OuterRef("rule_set"))
    year = scope.posting.programme_year
    newest = year.rule_sets.order_by("-version").values_list("pk", flat=True).first()
    found = Rule.objects.filter(rule_set__programme_year=year).filter(Q(Exists(judged)) | Q(rule_set=newest))
    return found.select_related("rule_set__added_by").order_by("rule_set__version", "pk")


def rule_columns(_scope: Scope) -> list[Column]:
    return [
        Column("version", gettext_lazy("규칙 판"), lambda row: row.rule_set.version, 9),
        Column("valid_from", gettext_lazy("적용일"), lambda row: row.rule_set.valid_from, 12),
        Column("kind", gettext_lazy("규칙"), lambda row: str(sentences.rule_label(row.kind)), 20),
        Column("says", gettext_lazy("지원할 수 있는 분"), sentences.rule_sentence, 50),
        Column("applies_at", gettext_lazy("확인하는 때"), lambda row: str(row.get_applies_at_display()), 12),
        Column("overridable", gettext_lazy("예외를 둘 수 있음"), lambda row: yes(row.is_overridable), 12),
        Column("source", gettext_lazy("근거"), lambda row: row.source or row.rule_set.source, 40),
        Column("added", gettext_lazy("정한 때"), lambda row: row.rule_set.added_at, 17),
        Column("added_by", gettext_lazy("정한 사람"), lambda row: officer(row.rule_set.added_by), 24),
    ]


def checks(scope: Scope) -> QuerySet[EligibilityCheck]:
    """Every check of every applicant, in the order in which they were made."""
    found = EligibilityCheck.objects.filter(application__in=scope.applications).select_related(
        "application__posting", "application__candidate__user__identity", "rule_set"
    )
    return found.order_by("application__received_at", "application", "judged_at", "pk")


def check_columns(_scope: Scope) -> list[Column]:
    return [
        *person_columns(lambda row: row.check.application),
        Column("judged", gettext_lazy("확인한 때"), lambda row: row.check.judged_at, 17),
        Column(
            "stage",
            gettext_lazy("확인하는 때"),
            lambda row: str(dict(Rule.Stage.choices).get(row.check.stage, row.check.stage)),
            12,
        ),
        Column("version", gettext_lazy("규칙 판"), lambda row: row.check.rule_set.version, 9),
        Column("kind", gettext_lazy("규칙"), lambda row: str(row.line.kind_label), 20),
        Column("outcome", gettext_lazy("결과"), lambda row: str(row.line.outcome_label), 10),
        Column("text", gettext_lazy("이유"), lambda row: row.line.text, 50),
        Column("basis", gettext_lazy("확인한 방법"), lambda row: str(row.line.basis), 16),
    ]


def said(batch: Sequence[Row], _scope: Scope) -> Iterator[Said]:
    for check in batch:
        for verdict in check.verdicts:
            line = sentences.verdict_line(verdict, to_officer=True)
            yield Said(check, blinding.verdict(line, check.application))


def overrides(scope: Scope) -> QuerySet[Override]:
    """What was set aside for whom, oldest first."""
    found = Override.objects.filter(application__in=scope.applications).select_related(
        "application__posting", "application__candidate__user__identity", "overridden_by"
    )
    return found.order_by("overridden_at", "pk")


def override_columns(_scope: Scope) -> list[Column]:
    return [
        *person_columns(),
        Column("kind", gettext_lazy("규칙"), lambda row: str(sentences.rule_label(row.kind)), 20),
        Column("reason", gettext_lazy("예외로 한 이유"), lambda row: row.reason, 50),
        Column("at", gettext_lazy("예외로 한 때"), lambda row: row.overridden_at, 17),
        Column("by", gettext_lazy("예외로 한 사람"), lambda row: officer(row.overridden_by), 24),
    ]


RULES = Table("rules", gettext_lazy("자격 규칙"), gettext_lazy("심사에 쓴 규칙과 그 판, 근거"), rule_columns, rules)
CHECKS = Table(
    "checks",
    gettext_lazy("자격 확인 결과"),
    gettext_lazy("지원자마다 규칙 하나하나의 결과와, 그때 쓴 규칙의 판"),
    check_columns,
    checks,
    prepare=said,
)
OVERRIDES = Table(
    "overrides",
    gettext_lazy("예외로 한 규칙"),
    gettext_lazy("누가 어떤 이유로 규칙을 예외로 했는지"),
    override_columns,
    overrides,
)
