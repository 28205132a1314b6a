"""Judging applications by the rules in force on the day they reached us, and keeping what was said.

A verdict bars nobody by itself: a person passes, rejects or overrides with a reason (PIPA art. 37-2). Placing checks
the rules of applying again, as of the day of placing, by the same rule set. Every verb and question here takes a
constant number of queries for any number of applications.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import eligibility, facts, programmes
from jobs.eligibility import APPLY, CITY, NOT_MET, OPERATOR, PLACE, UNKNOWN, PersonFacts, RuleSpec, Verdict
from jobs.models import Application, EligibilityCheck, Override, Placement, Posting, RuleSet
from jobs.rule_texts import PAPERS
from profiles.models import Candidate


class Judged(NamedTuple):
    """What a rule set says of one person: the outcome of all verdicts, and each of them in reading order."""

    rule_set: RuleSet
    outcome: str
    verdicts: list[Verdict]


# Judging --------------------------------------------------------------------------------------------------------------
def judge(posting: Posting, candidates: Sequence[Candidate], *, at: datetime, stage: str = APPLY) -> list[Judged]:
    """Judge people for a posting by the rules of the day; nothing is kept. Raises rules_missing."""
    rule_set, specs = _rules_of(posting, at)
    on = timezone.localdate(at)
    return [_judged(rule_set, specs, person, posting, at, stage) for person in facts.person_facts(candidates, on=on)]


def pre_check(posting: Posting, person: PersonFacts, *, at: datetime) -> Judged:
    """Judge what a visitor told on the posting's page; nothing is kept. Raises rules_missing."""
    rule_set, specs = _rules_of(posting, at)
    return _judged(rule_set, specs, person, posting, at, APPLY)


def asked_kinds(posting: Posting, *, at: datetime) -> list[str]:
    """Return the kinds of rule that applying for a posting asks after, in reading order. Raises rules_missing."""
    _rule_set, specs = _rules_of(posting, at)
    return list(dict.fromkeys(spec.kind for spec in specs if spec.applies_at == APPLY))


def judge_received(applications: Sequence[Application], *, at: datetime) -> list[EligibilityCheck]:
    """Judge applications on receipt and set their rule set and outcome; `keep` saves the checks. Raises rules_missing."""
    _read_postings(applications)
    in_force = _in_force([row.posting for row in applications], at)
    for row in applications:
        row.rule_set = in_force[row.posting.programme_year_id]
    checks = _checks(applications, _people(applications, at), stage=APPLY, at=at)
    for row, check in zip(applications, checks, strict=True):
        row.outcome = check.outcome
    return checks


@transaction.atomic
def judge_stage(applications: Sequence[Application], *, stage: str, at: datetime) -> list[EligibilityCheck]:
    """Judge again at a stage, by the rule set of receipt, and keep it; placing counts the attendance. Raises rules_missing."""
    rows = list(applications)
    prefetch_related_objects(rows, "candidate", "rule_set__rules")
    _read_postings(rows)
    people = _people(rows, at, promised=stage != PLACE)
    if stage == PLACE:
        people = _with_attendance(rows, people)
    checks = _checks(rows, people, stage=stage, at=at)
    keep(checks)
    return checks


def keep(checks: Sequence[EligibilityCheck]) -> list[EligibilityCheck]:
    """Save checks whose applications are saved by now."""
    return EligibilityCheck.objects.bulk_create(checks, batch_size=2000)


# Questions ------------------------------------------------------------------------------------------------------------
def latest(application: Application) -> EligibilityCheck | None:
    """Return the last check of an application."""
    return application.eligibility_checks.order_by("-judged_at", "-pk").first()


def bars(application: Application) -> bool:
    """Whether a rule that is not met, and that nobody set aside, stands in the way."""
    return bool(barred([application]))


def barred(applications: Sequence[Application]) -> list[Application]:
    """Return those in whose way a rule stands that is not met and that nobody set aside."""
    refused = refusals(applications)
    return [row for row in applications if refused[row.pk]]


def refusals(applications: Sequence[Application]) -> dict[int, list[dict[str, Any]]]:
    """Return, by application, the verdicts of the last check that are not met and not set aside."""
    ids = [row.pk for row in applications]
    checks, aside = _last_verdicts(ids), set_aside(ids)
    return {pk: [row for row in _not_met(checks.get(pk, [])) if essence(row) not in aside[pk]] for pk in ids}


def set_aside(application_ids: Iterable[int]) -> defaultdict[int, list[dict[str, Any]]]:
    """Return, by application, the essence of each verdict that was set aside."""
    found = defaultdict(list)
    given = Override.objects.filter(application__in=list(application_ids)).values_list("application_id", "verdicts")
    for application_id, verdicts in given:
        found[application_id] += verdicts
    return found


def essence(verdict: dict[str, Any]) -> dict[str, Any]:
    """What an override sets aside, and nothing else of the same rule: at which stage it said what."""
    return {name: verdict[name] for name in ("kind", "applies_at", "reason")}


def not_met_by(application: Application, kind: str) -> list[dict[str, Any]]:
    """Return the verdicts of a rule in the last check that are not met."""
    check = latest(application)
    return [row for row in _not_met(check.verdicts if check else []) if row["kind"] == kind]


def to_confirm(applications: Sequence[Application]) -> dict[int, list[str]]:
    """Return, by application, the kinds of rule whose papers an officer sees before placing, in reading order."""
    rows, of_rules = list(applications), {}
    prefetch_related_objects(rows, "rule_set__rules")
    _read_postings(rows)
    for row in rows:
        key = (row.posting_id, row.rule_set_id)
        if key not in of_rules:
            specs = facts.specs_for(row.posting, row.rule_set) if row.rule_set else []
            of_rules[key] = list(dict.fromkeys(spec.kind for spec in specs if spec.kind in PAPERS))
    return {row.pk: of_rules[row.posting_id, row.rule_set_id] for row in rows}


def papers_of(application: Application) -> list[str]:
    """Return the papers that a person is asked for before being placed, in reading order."""
    return [str(PAPERS[kind]) for kind in to_confirm([application])[application.pk]]


def asked_since(application: Application) -> list[str]:
    """Return the kinds of rule that became open questions after the papers were seen: their papers are shown again."""
    if application.documents_seen_at is None:
        return []
    seen = application.eligibility_checks.filter(judged_at=application.documents_seen_at).order_by("-pk").first()
    then, now = _asked(seen), _asked(latest(application))
    return [kind for kind in now if kind not in then]


def facts_of(applications: Sequence[Application]) -> dict[int, set[str]]:
    """Return, by application, the facts on which the verdicts of its last check rest; what isn't known bears none."""
    ids = [row.pk for row in applications]
    checks = _last_verdicts(ids)
    known = {pk: [row for row in checks.get(pk, []) if row["outcome"] != UNKNOWN] for pk in ids}
    return {pk: {fact for row in rows for fact in row["facts"]} for pk, rows in known.items()}


def who_may_override(application: Application, kind: str) -> str | None:
    """Return who may set this rule aside: operator, city, or None when it stands in nobody's way."""
    found = {row["overridable_by"] for row in not_met_by(application, kind)}
    return CITY if CITY in found else OPERATOR if found else None


# Private --------------------------------------------------------------------------------------------------------------
def _rules_of(posting: Posting, at: datetime) -> tuple[RuleSet, list[RuleSpec]]:
    rule_set = programmes.rule_set_on(posting.programme_year, timezone.localdate(at))
    if rule_set is None:
        raise _rules_missing()
    return rule_set, facts.specs_for(posting, rule_set)


def _in_force(postings: Iterable[Posting], at: datetime) -> dict[int, RuleSet]:
    """The newest version that is valid by the day, by programme year."""
    years = {posting.programme_year_id for posting in postings}
    valid = RuleSet.objects.filter(programme_year__in=years, valid_from__lte=timezone.localdate(at))
    newest = valid.order_by("programme_year_id", "-version").distinct("programme_year_id").prefetch_related("rules")
    found = {rule_set.programme_year_id: rule_set for rule_set in newest}
    if years - set(found):
        raise _rules_missing()
    return found


def _read_postings(applications: Sequence[Application]) -> None:
    prefetch_related_objects(list(applications), "posting__programme_year__programme")


def _people(applications: Sequence[Application], at: datetime, *, promised: bool = True) -> list[PersonFacts]:
    candidates = {row.candidate_id: row.candidate for row in applications}
    own = [row.pk for row in applications if row.pk]
    people, on = list(candidates.values()), timezone.localdate(at)
    found = facts.person_facts(people, on=on, but_for=own, promised=promised)
    by_id = dict(zip(candidates, found, strict=True))
    return [by_id[row.candidate_id] for row in applications]


def _with_attendance(applications: Sequence[Application], people: Sequence[PersonFacts]) -> list[PersonFacts]:
    """Add the share of the training's hours that each attended, in whole percent rounded down."""
    trained = Placement.objects.filter(application__in=applications, training_hours__gt=0, training_attended__gte=0)
    hours = trained.values_list("application_id", "training_attended", "training_hours")
    percents = {application_id: 100 * attended // planned for application_id, attended, planned in hours}
    return [
        person._replace(training_attendance=percents.get(row.pk))
        for row, person in zip(applications, people, strict=True)
    ]


def _checks(applications, people: Sequence[PersonFacts], *, stage: str, at: datetime) -> list[EligibilityCheck]:
    specs: dict[tuple[int, int], list[RuleSpec]] = {}
    made = []
    for row, person in zip(applications, people, strict=True):
        if row.rule_set is None:
            raise _rules_missing()
        key = (row.posting_id, row.rule_set_id)
        if key not in specs:
            specs[key] = facts.specs_for(row.posting, row.rule_set)
        judged = _judged(row.rule_set, specs[key], person, row.posting, at, stage)
        made.append(
            EligibilityCheck(
                application=row,
                rule_set=judged.rule_set,
                stage=stage,
                outcome=judged.outcome,
                verdicts=[_plain(verdict) for verdict in judged.verdicts],
                judged_at=at,
            )
        )
    return made


def _judged(rule_set, specs, person: PersonFacts, posting: Posting, at: datetime, stage: str) -> Judged:
    verdicts = eligibility.judge_all(specs, person, facts.posting_facts(posting), timezone.localdate(at), stage)
    return Judged(rule_set, eligibility.outcome(verdicts), verdicts)


def _plain(verdict: Verdict) -> dict[str, Any]:
    """A verdict as JSON keeps it."""
    remedy = verdict.remedy
    return {
        **verdict._asdict(),
        "reason": {"code": verdict.reason.code, "params": dict(verdict.reason.params)},
        "remedy": {"code": remedy.code, "params": dict(remedy.params)} if remedy else None,
        "facts": list(verdict.facts),
    }


def _last_verdicts(application_ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    last = EligibilityCheck.objects.filter(application__in=application_ids)
    last = last.order_by("application_id", "-judged_at", "-pk").distinct("application_id")
    return dict(last.values_list("application_id", "verdicts"))


def _asked(check: EligibilityCheck | None) -> list[str]:
    """The kinds of rule that a check left open and that a paper answers, each once."""
    verdicts = check.verdicts if check else []
    open_questions = (row["kind"] for row in verdicts if row["outcome"] == UNKNOWN and row["kind"] in PAPERS)
    return list(dict.fromkeys(open_questions))


def _not_met(verdicts: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [verdict for verdict in verdicts if verdict["outcome"] == NOT_MET]


def _rules_missing() -> ValidationError:
    return ValidationError(_("이 연도별 사업에는 아직 규칙이 없어 자격을 확인할 수 없습니다."), code="rules_missing")
