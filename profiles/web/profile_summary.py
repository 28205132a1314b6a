"""What a candidate told, in words, section by section: for the overview and for checking before applying."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from profiles import occupations, places
from profiles.declarations import Status
from profiles.lengths import years_and_months
from profiles.models import Candidate, Career, Identity, PublicJob
from profiles.templatetags.dasi import certificate_names, full_day, hours, month, phone, plain_day, week, won
from profiles.web.profile_steps import STEPS, Step


class Section(NamedTuple):
    """One step's answers as (label, text) rows; a text is "" where nothing was told."""

    step: Step
    rows: list[tuple[Any, str]]


def sections_of(candidate: Candidate) -> list[Section]:
    """Return every step with its answers, in the order of the steps."""
    answers = {
        "basics": _basics(candidate),
        "home": _home(candidate),
        "work": _work(candidate),
        "careers": [(career.title, _career(career)) for career in candidate.careers.order_by("pk")],
        "skills": _skills(candidate),
        "history": _history(candidate),
        "facts": _facts(candidate),
        "wishes": _wishes(candidate),
        "time": [
            (_("요일과 시간"), week_words(candidate.hours_mask)),
            (_("한 달"), hours(candidate.hours_per_month)),
        ],
    }
    return [Section(step, answers[step.key]) for step in STEPS]


def _basics(candidate: Candidate) -> list[tuple[Any, str]]:
    identity = Identity.objects.filter(user_id=candidate.user_id).first()
    return [
        (_("이름"), identity.name if identity else ""),
        (_("전화번호"), phone(identity.phone) if identity else ""),
        (_("생년월일"), plain_day(candidate.birth_on)),
    ]


def _home(candidate: Candidate) -> list[tuple[Any, str]]:
    rows = [(_("사는 곳"), places.name(candidate.place) if candidate.place else "")]
    if candidate.business_district is not None:
        district = candidate.business_district
        rows.append((_("사업장"), places.name(district) if district else _("사업자등록이 없음")))
    return rows


def _work(candidate: Candidate) -> list[tuple[Any, str]]:
    is_told = candidate.employment != Candidate.Employment.UNKNOWN
    rows = [(_("지금 하는 일"), str(candidate.get_employment_display()) if is_told else "")]
    if candidate.work_mask:
        rows.append((_("일하는 시간"), week_words(candidate.work_mask)))
    return rows


def _skills(candidate: Candidate) -> list[tuple[Any, str]]:
    return [
        (_("자격증"), certificate_names(candidate.certificates.order_by("pk").values_list("name", flat=True))),
        (_("마친 교육"), ", ".join(candidate.trainings)),
        (_("잘하는 일"), candidate.skills),
    ]


def _history(candidate: Candidate) -> list[tuple[Any, str]]:
    jobs = [(job.name, _period(job)) for job in candidate.public_jobs.order_by("pk")]
    none = _("참여한 적이 없음") if candidate.public_jobs_told_at else ""
    return jobs or [(_("다른 공공일자리"), none)]


def _facts(candidate: Candidate) -> list[tuple[Any, str]]:
    benefit = [(_("실업급여"), _answer(candidate.has_benefit))]
    if candidate.benefit_ends_on:
        benefit.append((_("실업급여가 끝나는 날"), full_day(candidate.benefit_ends_on)))
    told = [(status.label, _answer(candidate.statuses.get(status.value))) for status in Status]
    return [*benefit, *[(label, answer) for label, answer in told if answer]]


def _wishes(candidate: Candidate) -> list[tuple[Any, str]]:
    names = dict(Candidate.WorkKind.choices)
    return [
        (_("일자리"), ", ".join(str(names[kind]) for kind in candidate.kinds_wished)),
        (_("거리"), _("%(km)dkm 안쪽") % {"km": candidate.half_km}),
        (_("자치구"), ", ".join(places.name(code) for code in candidate.districts_wished)),
        (_("시급"), won(candidate.pay_wished_won)),
    ]


def _career(career: Career) -> str:
    parts = (career_span(career), _occupation(career.keco), career.duties)
    return " · ".join(part for part in parts if part)


def career_span(career: Career) -> str:
    """When and how long: "2010년 3월부터 2015년 2월까지, 5년"; how long alone where nothing else is known."""
    length = years_and_months(career.months)
    if career.starts_on is None:
        return length
    told = {"start": month(career.starts_on), "end": month(career.ends_on), "length": length}
    if career.ends_on is None:
        return _("%(start)s부터 지금까지, %(length)s") % told
    return _("%(start)s부터 %(end)s까지, %(length)s") % told


def _occupation(keco: str) -> str:
    return occupations.name(keco) if occupations.is_occupation(keco) else ""


def _period(job: PublicJob) -> str:
    if job.ends_on is None:
        return _("%(start)s부터 지금까지") % {"start": full_day(job.starts_on)}
    return _("%(start)s부터 %(end)s까지") % {"start": full_day(job.starts_on), "end": full_day(job.ends_on)}


def week_words(mask: list[int] | None) -> str:
    """Say the hours of a week, day by day; "" for none."""
    return " · ".join(f"{row['day']} {', '.join(row['spans'])}" for row in week(mask))


def _answer(told: bool | None) -> str:
    return "" if told is None else _("예") if told else _("아니요")
