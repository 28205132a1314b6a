"""What the city decides: programmes, their years with dated terms and rules, and targets.

Rules, ages, amounts and dates are data with versions (DESIGN section 3); a change is a new version, never an edit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from jobs import eligibility, minimum_wages, sentences
from jobs.models import PayTerms, Programme, ProgrammeYear, Rule, RuleSet, Target
from profiles import actors, events, stale_marks
from profiles.actors import Actor
from profiles.lines import one_line


@dataclass(frozen=True)
class YearTerms:
    """What a programme year starts with. Hours cap None: no cap (full-time internships).

    objection_days: how many days after the results a person may ask to have theirs looked at again.
    city_hours_from: hours a month from which only the city sets the cap aside; None: the operator does at any number.
    """

    year: int
    starts_on: date
    ends_on: date
    pay_kind: str
    hours_cap_per_month: int | None
    counting_definition: str
    priority_share: Decimal = Decimal(0)
    source: str = ""
    is_demo: bool = False
    city_hours_from: int | None = 60
    objection_days: int = 7


@dataclass(frozen=True)
class PayFigures:
    """Money of a programme year: won an hour, the share withheld, the gross up to which nothing is withheld, both cuts."""

    hourly_won: int
    withholding_rate: Decimal
    withholding_floor_won: int = 0
    rounding_won: int = 10
    source: str = ""
    tax_unit_won: int = 10


@dataclass(frozen=True)
class RuleLine:
    """One rule as the city enters it."""

    kind: str
    params: dict
    applies_at: str = "apply"
    is_overridable: bool = False
    is_assumed: bool = False
    source: str = ""


@transaction.atomic
def add(*, name: str, kind: str, strand: str = "", summary: str = "", by: Actor, at: datetime) -> Programme:
    """Add a programme. Raises PermissionDenied, unique."""
    _require_city(by)
    programme = Programme(name=one_line(name), kind=kind, strand=strand, summary=summary)
    programme.full_clean()
    programme.save()
    events.record("add", [programme], by=by, at=at)
    return programme


@transaction.atomic
def open_year(programme: Programme, terms: YearTerms, pay: PayFigures, *, by: Actor, at: datetime) -> ProgrammeYear:
    """Open a year of a programme with its first pay terms. Raises what `set_pay_terms` does, programme_year_once/_period."""
    _require_city(by)
    year = ProgrammeYear(programme=programme, opened_at=at, opened_by=by.user, **vars(terms))
    year.full_clean()
    year.save()
    set_pay_terms(year, pay, valid_from=terms.starts_on, by=by, at=at)
    events.record("open_year", [year], by=by, at=at, params={"year": terms.year})
    return year


@transaction.atomic
def set_pay_terms(
    programme_year: ProgrammeYear, pay: PayFigures, *, valid_from: date, by: Actor, at: datetime
) -> PayTerms:
    """Set the money from a day on; earlier terms stay. Raises PermissionDenied, pay_terms_once; by field below_minimum_wage."""
    _require_city(by)
    short = minimum_wages.shortfall(pay.hourly_won, valid_from) if programme_year.pays_wage else ""
    if short:
        raise ValidationError({"hourly_won": ValidationError(short, code="below_minimum_wage")})
    terms = PayTerms(programme_year=programme_year, valid_from=valid_from, **vars(pay))
    terms.full_clean()
    terms.save()
    events.record("set_pay_terms", [programme_year], by=by, at=at, params={"hourly_won": pay.hourly_won})
    return terms


@transaction.atomic
def set_target(
    programme_year: ProgrammeYear,
    *,
    places: int,
    definition: str,
    district: str = "",
    label: str = "",
    by: Actor,
    at: datetime,
) -> Target:
    """Set the target of a programme year, for the city or one district. Raises PermissionDenied."""
    told = {"definition": definition, "label": label}
    return set_targets(programme_year, {district: places}, **told, by=by, at=at)[0]


@transaction.atomic
def set_targets(
    programme_year: ProgrammeYear,
    places: Mapping[str, int],
    *,
    definition: str,
    label: str = "",
    by: Actor,
    at: datetime,
) -> list[Target]:
    """Set targets by district, "" for the whole city; each event keeps the figure before. Raises PermissionDenied."""
    _require_city(by)
    ProgrammeYear.objects.select_for_update(no_key=True).get(pk=programme_year.pk)
    standing = {target.district: target for target in Target.objects.filter(programme_year=programme_year)}
    before = [standing[district].places if district in standing else None for district in places]
    rows = [standing.get(district) or Target(programme_year=programme_year, district=district) for district in places]
    for row in rows:
        row.places, row.definition, row.label = places[row.district], definition, label
        row.set_at, row.set_by = at, by.user
        row.clean_fields(exclude={"programme_year", "set_by"})
    Target.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["programme_year", "district"],
        update_fields=["places", "definition", "label", "set_at", "set_by"],
    )
    told = [{"before": was, "places": row.places} for was, row in zip(before, rows, strict=True)]
    events.record("set_target", rows, by=by, at=at, params=told)
    return rows


@transaction.atomic
def add_rule_set(
    programme_year: ProgrammeYear,
    lines: Sequence[RuleLine],
    *,
    valid_from: date,
    source: str = "",
    by: Actor,
    at: datetime,
) -> RuleSet:
    """Add the next version of the rules. Raises PermissionDenied and eligibility.ERROR_CODES (rule_set_without_age)."""
    _require_city(by)
    _check_lines(lines)
    ProgrammeYear.objects.select_for_update(no_key=True).get(pk=programme_year.pk)
    last = programme_year.rule_sets.aggregate(last=Max("version"))["last"] or 0
    rule_set = RuleSet.objects.create(
        programme_year=programme_year,
        version=last + 1,
        valid_from=valid_from,
        source=source,
        added_at=at,
        added_by=by.user,
    )
    Rule.objects.bulk_create([Rule(rule_set=rule_set, **vars(line)) for line in lines])
    events.record("add_rule_set", [rule_set], by=by, at=at, params={"version": rule_set.version})
    open_postings = programme_year.postings.open(at).values_list("pk", flat=True)
    stale_marks.mark("posting", open_postings, at=at)
    return rule_set


def rule_set_on(programme_year: ProgrammeYear, on: date) -> RuleSet | None:
    """Return the rules in force on a day: the newest version that is valid by then."""
    sets = programme_year.rule_sets.filter(valid_from__lte=on).order_by("-version")
    return sets.prefetch_related("rules").first()


def _check_lines(lines: Sequence[RuleLine]) -> None:
    specs = [eligibility.RuleSpec(line.kind, line.params, line.applies_at, line.is_overridable) for line in lines]
    try:
        eligibility.check_rule_set(specs)
    except eligibility.RuleError as wrong:
        raise ValidationError(sentences.error_sentence(wrong), code=wrong.code) from wrong


def _require_city(by: Actor) -> None:
    actors.require_role(by, roles={"editor"}, kinds={"city"})
