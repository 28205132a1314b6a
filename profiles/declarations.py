"""What a person may write down about themselves: the checks, each with its sentence bound to the field.

No resident registration number is taken, in no field (PIPA art. 24-2).
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from profiles import certificates, occupations, places, privacy
from profiles.lengths import months_between
from profiles.lines import one_line
from profiles.models import Candidate, Career, PublicJob

BOOKMARK = "profile_step"  # where the person stopped: no fact, so no event and no new match
STARTED, FINISHED = "started", "finished"  # the bookmark of who has just joined, and of who went through all the steps
FIELDS = (
    "birth_on",
    "district",
    "dong",
    "business_district",
    "employment",
    "work_mask",
    "statuses",
    "has_benefit",
    "benefit_ends_on",
    "no_careers",
    "no_certificates",
    "trainings",
    "skills",
    "kinds_wished",
    "districts_wished",
    "half_km",
    "hours_mask",
    "hours_per_month",
    "pay_wished_won",
    BOOKMARK,
)
YOUNGEST, OLDEST = 15, 110  # years; outside of them a birth date is a slip of the hand (15: 근로기준법 art. 64)
YOUNGEST_CAREER = 10  # years; before them a career is a slip of the hand: helping at home and in the fields counts
MOST_ROWS = 30  # careers, certificates or public jobs of one person
PHONE = re.compile(r"0[0-9]{8,10}")


class Status(models.TextChoices):
    """What rules may ask for beside age and place; the names are those of jobs.eligibility."""

    NEAR_POOR = "near_poor", gettext_lazy("차상위계층")
    BASIC_LIVELIHOOD = "basic_livelihood", gettext_lazy("기초생활 생계급여 수급자")
    EMPLOYEE_INSURED = "employee_insured", gettext_lazy("건강보험 직장가입자")
    LONG_TERM_CARE = "long_term_care", gettext_lazy("노인장기요양 등급을 받음")


SENSITIVE = (Status.LONG_TERM_CARE.value,)  # about health: only under a consent of its own (PIPA art. 23)


@dataclass(frozen=True)
class CareerLine:
    """One career as a person tells it; keco "" when none was chosen.

    Either `months` alone ("about 6 years"), or the months it began and ended in (any day of them; no end: it goes on), which say how many.
    """

    title: str
    months: int = 0
    duties: str = ""
    keco: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class PublicJobLine:
    """One job paid by public money, now or before; ends_on None: still going on."""

    name: str
    kind: str
    starts_on: date
    ends_on: date | None = None
    week_mask: Sequence[int] | None = None


# Checks ---------------------------------------------------------------------------------------------------------------
def apply(row: Candidate, fields: Mapping[str, Any], *, on: date) -> list[str]:
    """Set the checked fields on the row and return the names of those that changed."""
    if strange := set(fields) - set(FIELDS):
        raise ValueError(f"no fields of a candidate: {sorted(strange)}")
    told = {name: _plain(value) for name, value in fields.items()}
    if told.get("district", row.district) != row.district:
        told.setdefault("dong", "")
    changed = [name for name, value in told.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, told[name])
    _check(row, changed, on)
    return changed


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    return list(value) if isinstance(value, tuple | set | frozenset) else value


def _check(row: Candidate, names: Sequence[str], on: date) -> None:
    wrong: dict[str, list[ValidationError]] = {}
    try:
        row.clean_fields(exclude={field.name for field in Candidate._meta.fields} - set(names))
    except ValidationError as refused:
        wrong = refused.error_dict
    for name, error in _broken(row, [name for name in names if name not in wrong], on):
        wrong.setdefault(name, []).append(error)
    if wrong:
        raise ValidationError(wrong)


def _broken(row: Candidate, names: Sequence[str], on: date) -> Iterator[tuple[str, ValidationError]]:
    """Yield (field, error) for each rule that a told field breaks."""
    if "birth_on" in names and (error := _wrong_birth(row.birth_on, on)):
        yield "birth_on", error
    if "district" in names and row.district and not places.is_home(row.district):
        yield "district", _unknown_district()
    if "business_district" in names and row.business_district and not places.is_district(row.business_district):
        yield "business_district", _unknown_district()
    if "districts_wished" in names and not all(places.is_district(code) for code in row.districts_wished):
        yield "districts_wished", _unknown_district()
    if "dong" in names and row.dong and (error := _wrong_dong(row)):
        yield "dong", error
    if "statuses" in names and not _are_statuses(row.statuses):
        yield "statuses", ValidationError(_("목록에 없는 해당 사항입니다."), code="unknown_status")
    for name in {"skills", "trainings"} & set(names):
        if privacy.holds_resident_number(str(getattr(row, name))):
            yield name, privacy.resident_number()


def _are_statuses(told: object) -> bool:
    """Whether names are those of the list, and answers yes, no or none."""
    if not (isinstance(told, dict) and set(told) <= set(Status.values)):
        return False
    return all(answer is None or isinstance(answer, bool) for answer in told.values())


def _wrong_birth(birth_on: date | None, on: date) -> ValidationError | None:
    if birth_on is None:
        return None
    if birth_on > on:
        return ValidationError(_("생년월일이 오늘보다 뒤입니다. 태어난 해를 확인해 주세요."), code="future_birth")
    if not YOUNGEST <= on.year - birth_on.year <= OLDEST:
        return ValidationError(_("태어난 해를 확인해 주세요. 예: 1962년 3월 7일"), code="implausible_birth")
    return None


def _wrong_dong(row: Candidate) -> ValidationError | None:
    if not places.is_dong(row.dong):
        return ValidationError(_("사는 동을 목록에서 골라 주세요."), code="unknown_dong")
    if places.dong(row.dong).district != row.district:
        return ValidationError(_("고른 자치구에 없는 동입니다. 자치구와 동을 다시 골라 주세요."), code="dong_elsewhere")
    return None


def _unknown_district() -> ValidationError:
    return ValidationError(_("서울의 자치구를 목록에서 골라 주세요."), code="unknown_district")


def facts_of(names: Sequence[str]) -> list[str]:
    """The facts whose proof falls with these fields: any status may have changed with `statuses`."""
    return [*names, *(Status.values if "statuses" in names else [])]


def check_identity(told: Mapping[str, str]) -> None:
    wrong = {field: privacy.resident_number() for field, text in told.items() if privacy.holds_resident_number(text)}
    if not told["name"]:
        wrong["name"] = ValidationError(_("이름을 적어 주세요."), code="name_missing")
    elif len(told["name"]) > 40:
        wrong["name"] = ValidationError(_("이름은 40자까지 적을 수 있습니다."), code="name_long")
    elif signs := "".join(sign for sign in told["name"] if _is_no_letter(sign)):
        sentence = _("이름에 쓸 수 없는 기호가 있습니다: %(signs)s 기호를 지우고 글자로만 적어 주세요.") % {
            "signs": signs
        }
        wrong.setdefault("name", ValidationError(sentence, code="name_signs"))
    if "phone" not in wrong and not PHONE.fullmatch(told["phone"]):
        wrong["phone"] = _bad_phone()
    if wrong:
        raise ValidationError(wrong)


def check_phone(typed: str) -> None:
    """Refuse what is no Korean phone number. Raises bad_phone."""
    if not PHONE.fullmatch(digits(typed)):
        raise _bad_phone()


def _bad_phone() -> ValidationError:
    return ValidationError(_("전화번호를 확인해 주세요. 예: 010-1234-5678"), code="bad_phone")


def _is_no_letter(sign: str) -> bool:
    """A picture (emoji), a currency, a frame round a letter: no name holds one."""
    return unicodedata.category(sign) in ("So", "Sm", "Sc", "Sk", "Me") or sign == "\N{VARIATION SELECTOR-16}"


def digits(phone: str) -> str:
    """Return a number as plain digits, in whatever width they were typed."""
    return re.sub(r"[-.()\s]", "", unicodedata.normalize("NFKC", phone))


def tells_sensitive(row: Candidate) -> bool:
    """Whether the person tells of their health, for which a consent of its own is needed (PIPA art. 23)."""
    return any(row.statuses.get(name) is not None for name in SENSITIVE)


def consent_missing() -> ValidationError:
    """Return the refusal of what needs that consent."""
    sentence = _("건강에 관한 정보는 따로 동의하신 뒤에 적을 수 있습니다.")
    return ValidationError({"statuses": ValidationError(sentence, code="consent_missing")})


def career(row: Candidate, line: CareerLine, *, on: date) -> Career:
    """The checked career; raises, by field, unknown_keco, resident_number, future_month, before_birth and those of the columns."""
    made = Career(candidate=row, title=one_line(line.title), duties=line.duties.strip(), keco=line.keco)
    made.starts_on, made.ends_on = (day and day.replace(day=1) for day in (line.starts_on, line.ends_on))
    _check_months(made, row, on)
    made.months = months_between(made.starts_on, made.ends_on or on) if made.starts_on else line.months
    made.clean_fields(exclude={"candidate"})
    if line.keco and not occupations.is_occupation(line.keco):
        raise ValidationError({"keco": ValidationError(_("직업을 목록에서 골라 주세요."), code="unknown_keco")})
    privacy.refuse_resident_numbers(title=made.title, duties=made.duties)
    return made


def _check_months(made: Career, row: Candidate, on: date) -> None:
    wrong = {}
    if made.starts_on and made.starts_on > on:
        sentence = _("시작한 달이 오늘보다 뒤입니다. 년과 월을 확인해 주세요.")
        wrong["starts_on"] = ValidationError(sentence, code="future_month")
    elif made.starts_on and row.birth_on and made.starts_on.year < row.birth_on.year + YOUNGEST_CAREER:
        sentence = _("태어난 해(%(year)d년)와 맞지 않습니다. 시작한 해를 확인해 주세요.") % {"year": row.birth_on.year}
        wrong["starts_on"] = ValidationError(sentence, code="before_birth")
    if made.ends_on and made.ends_on > on:
        sentence = _("끝난 달이 오늘보다 뒤입니다. 지금도 하고 있으면 ‘지금까지’를 골라 주세요.")
        wrong["ends_on"] = ValidationError(sentence, code="future_month")
    elif made.ends_on and (made.starts_on is None or made.ends_on < made.starts_on):
        sentence = _("끝난 달은 시작한 달보다 빠를 수 없습니다.")
        wrong["ends_on"] = ValidationError(sentence, code="career_ends_after_start")
    if wrong:
        raise ValidationError(wrong)


def known_certificates(names: Sequence[str]) -> list[str]:
    """The names once each, told apart by their letters alone: as the list has them, else as typed but for spaces."""
    found: dict[str, str] = {}
    for name in map(certificates.meant, map(one_line, names)):
        if name:
            found.setdefault(name.replace(" ", "").casefold(), name)
    return list(found.values())


def certificate_names(names: Sequence[str]) -> list[str]:
    """The names that may be kept. Raises, by field, too_many, max_length, resident_number."""
    found = known_certificates(names)
    if len(found) > MOST_ROWS:
        raise ValidationError(
            {
                "names": ValidationError(
                    _("자격증은 %(most)d개까지 적을 수 있습니다.") % {"most": MOST_ROWS}, code="too_many"
                )
            }
        )
    if any(len(name) > 80 for name in found):
        raise ValidationError(
            {"names": ValidationError(_("자격증 이름은 80자까지 적을 수 있습니다."), code="max_length")}
        )
    privacy.refuse_resident_numbers(names=" ".join(found))
    return found


def public_job(row: Candidate, line: PublicJobLine) -> PublicJob:
    job = PublicJob(candidate=row, **{**vars(line), "week_mask": list(line.week_mask) if line.week_mask else None})
    job.clean_fields(exclude={"candidate"})
    job.validate_constraints(exclude={"candidate", "public_id"})
    privacy.refuse_resident_numbers(name=job.name)
    return job
