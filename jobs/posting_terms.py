"""What a posting must keep to: the terms of its programme year, the least wage, and words that may not stand in it.

Sources: 최저임금법 art. 6; the words and their laws: posting_checks.py.
"""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jobs import allowances, asked_files, intake_limits, minimum_wages, posting_checks
from jobs.models import Posting, ProgrammeYear
from profiles import privacy
from profiles.lines import one_line

MOST_OFFER_DAYS = 30
MOST_REASON = 200


def check(posting: Posting, *, asks_database: bool = True) -> None:
    """A posting keeps to the terms of its programme year: the period, and the hours of a month. Mends how its title is typed.

    `asks_database`: also to the constraints, each of which is a query.

    Raises, by field, offer_days, intake_limit, no_hours, hours_over_cap, outside_year, resident_number, those of asked_files.settled and of the
    columns.
    """
    posting.title = one_line(posting.title)
    posting.asked_files = asked_files.settled(posting.asked_files)
    posting.clean_fields()
    privacy.refuse_resident_numbers(title=posting.title, duties=posting.duties, question=posting.question)
    year, wrong = posting.programme_year, {}
    if not 1 <= posting.offer_days <= MOST_OFFER_DAYS:
        wrong["offer_days"] = ValidationError(
            _("참여 의사는 1일부터 %(most)d일까지 기다릴 수 있습니다.") % {"most": MOST_OFFER_DAYS}, code="offer_days"
        )
    if posting.intake_limit is not None and not 1 <= posting.intake_limit <= intake_limits.MOST_TIMES:
        wrong["intake_limit"] = ValidationError(
            _("모집인원의 1배부터 %(most)d배까지 정할 수 있습니다.") % {"most": intake_limits.MOST_TIMES},
            code="intake_limit",
        )
    for name in ("weekly_hours", "hours_per_month"):
        if getattr(posting, name) < 1:
            wrong[name] = ValidationError(_("활동 시간은 1시간 이상이어야 합니다."), code="no_hours")
    if year.hours_cap_per_month is not None and posting.hours_per_month > year.hours_cap_per_month:
        wrong["hours_per_month"] = ValidationError(
            _("이 사업은 한 달에 %(cap)d시간까지 활동할 수 있습니다.") % {"cap": year.hours_cap_per_month},
            code="hours_over_cap",
        )
    for name in ("starts_on", "ends_on"):
        if not year.starts_on <= getattr(posting, name) <= year.ends_on:
            wrong[name] = ValidationError(
                _("활동 기간은 사업 기간 안이어야 합니다: %(first)s부터 %(last)s까지")
                % {"first": date_format(year.starts_on), "last": date_format(year.ends_on)},
                code="outside_year",
            )
    if wrong:
        raise ValidationError(wrong)
    if asks_database:
        posting.validate_unique()
        posting.validate_constraints()


def require_minimum_wage(year: ProgrammeYear, on: date) -> None:
    """A wage reaches the least of the day on which the work begins; the city sets it, so the operator asks the city.

    Raises, by field, below_minimum_wage.
    """
    terms = allowances.terms_on(year.pay_terms.all(), on) if year.pays_wage else None
    short = minimum_wages.shortfall(terms.hourly_won, on) if terms else ""
    if short:
        ask = _("금액은 시가 정합니다. 시에 고쳐 달라고 요청해 주세요.")
        raise ValidationError({"programme_year": ValidationError(f"{short} {ask}", code="below_minimum_wage")})


def require_words(posting: Posting, reasons: Mapping[str, str], at: datetime) -> list[list[str]]:
    """Return the words that stay for a reason, each as [key, reason]; those that may not stand are refused.

    Raises reasons_missing; by field wording.
    """
    found = posting_checks.of(posting, posting_checks.ground_of(posting, at=at))
    wrong: dict[str, list[ValidationError]] = {}
    for finding in found:
        if finding.blocks:
            wrong.setdefault(finding.field, []).append(
                ValidationError(posting_checks.sentence(finding), code="wording")
            )
    if wrong:
        raise ValidationError(wrong)
    kept = {finding.key: reasons.get(finding.key, "").strip()[:MOST_REASON] for finding in found}
    if not all(kept.values()):
        raise ValidationError(
            _("살펴볼 말이 남아 있습니다. 고치거나, 그대로 두는 이유를 적어 주세요."), code="reasons_missing"
        )
    return [[key, why] for key, why in kept.items()]
