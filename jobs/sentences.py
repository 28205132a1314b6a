"""Rules, verdicts and the city's slips in words: a code and its parameters become a sentence, through gettext.

The texts of the codes stand in rule_texts.py and, where officers read other words, in officer_texts.py; here, what their parameters
are called, and whom a rule lets in.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs.eligibility import RuleError, RuleSpec, Verdict, hours_share
from jobs.models import Programme, Rule
from jobs.officer_texts import TO_OFFICERS
from jobs.rule_texts import ERRORS, LABELS, OUTCOMES, PARAMS, SENTENCES, Text
from profiles import certificates, languages, places
from profiles.declarations import Status
from profiles.models import Candidate, Proof


class Line(NamedTuple):
    """A verdict as a page prints it; remedy, basis and step are empty where there is none.

    step : where in the profile the person does what the remedy says; a page that leads there names it
    """

    kind: str
    kind_label: Text
    outcome: str
    outcome_label: Text
    text: str
    remedy: str
    basis: Text = ""
    step: str = ""


# Verdicts -------------------------------------------------------------------------------------------------------------
def verdict_line(verdict: Verdict | Mapping[str, Any], *, to_officer: bool = False) -> Line:
    """Return one verdict in words, as judged or as kept in an EligibilityCheck: to the person, or to an officer of them."""
    found = verdict._asdict() if isinstance(verdict, Verdict) else verdict
    remedy, basis = found["remedy"], found.get("basis")
    return Line(
        kind=found["kind"],
        kind_label=rule_label(found["kind"]),
        outcome=found["outcome"],
        outcome_label=OUTCOMES[found["outcome"]],
        text=sentence(*_code_and_params(found["reason"]), to_officer=to_officer),
        remedy=sentence(*_code_and_params(remedy), to_officer=to_officer) if remedy else "",
        basis=Proof.Basis(basis).label if basis else "",
    )


def verdict_lines(verdicts: Iterable[Verdict | Mapping[str, Any]]) -> list[Line]:
    """Return verdicts in words, in their order."""
    return [verdict_line(verdict) for verdict in verdicts]


def outcome_counts(lines: Iterable[Line]) -> list[tuple[str, Text, int]]:
    """Return how many lines have each outcome that occurs: the outcome, its words, the number."""
    found = Counter(line.outcome for line in lines)
    return [(outcome, label, found[outcome]) for outcome, label in OUTCOMES.items() if found[outcome]]


def sentence(code: str, params: Mapping[str, Any], *, to_officer: bool = False) -> str:
    """Return a reason or a remedy in words: to the person, or to an officer of them."""
    variant = _VARIANTS[code](params) if code in _VARIANTS else ""
    key = f"{code}/{variant}" if variant else code
    return (TO_OFFICERS.get(key, SENTENCES[key]) if to_officer else SENTENCES[key]) % _words(params)


def error_sentence(error: RuleError) -> str:
    """Return what is wrong with a rule that the city wrote, and how to mend it."""
    told = {"kind": rule_label(error.kind), "key": PARAMS.get(error.key, error.key), **error.params}
    return ERRORS[error.code] % told


def _code_and_params(reason: Any) -> tuple[str, Mapping[str, Any]]:
    return (reason["code"], reason["params"]) if isinstance(reason, Mapping) else (reason.code, reason.params)


def _any(params: Mapping[str, Any]) -> str:
    return "any" if params["need"] == "any" and len(params["names"]) > 1 else ""


_VARIANTS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "apply_after_public_job": lambda params: "" if params["ends_on"] else "open",
    "benefit_runs": lambda params: "" if params["days"] else "none",
    "credentials_lacking": _any,
    "obtain_credentials": _any,
}


# Rules ----------------------------------------------------------------------------------------------------------------
def rule_label(kind: str) -> Text:
    """Return the short name of a rule kind; an unknown kind is its own name."""
    return LABELS.get(kind, kind)


def rule_sentence(rule: RuleSpec | Rule, *, year: int | None = None) -> str:
    """Return whom a rule lets in. year : of the programme, at the end of which ages are reckoned; without one none are said"""
    if rule.kind == "birth_range" and (ages := _ages(rule.params, year)):
        return _("%(ages)s(%(birth_range)s)") % {"ages": ages, "birth_range": _birth_rule(rule.params)}
    return str(_RULES[rule.kind](rule.params))


def _ages(params: Mapping[str, Any], year: int | None) -> str:
    """Return the ages that whole years of birth come to on the last day of a year; "" where days within a year divide them."""
    first, last = params.get("birth_from"), params.get("birth_to")
    if year is None or (first and not first.endswith("-01-01")) or (last and not last.endswith("-12-31")):
        return ""
    said = {"day": date_format(date(year, 12, 31), "DATE_FORMAT")}
    said |= {"youngest": year - int(last[:4])} if last else {}
    said |= {"oldest": year - int(first[:4])} if first else {}
    if first and last:
        return _("%(day)s에 만 %(youngest)d세부터 만 %(oldest)d세까지") % said
    return (_("%(day)s에 만 %(youngest)d세부터") if last else _("%(day)s에 만 %(oldest)d세까지")) % said


def _birth_rule(params: Mapping[str, Any]) -> str:
    others = [
        _("%(status)s: %(birth_range)s")
        % {
            "status": _status(other["status"]),
            "birth_range": _birth_range(other.get("birth_from"), other.get("birth_to")),
        }
        for other in params.get("by_status", [])
    ]
    said = {
        "birth_range": _birth_range(params.get("birth_from"), params.get("birth_to")),
        "others": ", ".join(others),
    }
    return (_("%(birth_range)s (%(others)s)") if others else _("%(birth_range)s")) % said


def _residence_rule(params: Mapping[str, Any]) -> str:
    said = {"districts": _list(_place(code) for code in params.get("districts", []))}
    ways = (bool(params.get("seoul")), bool(said["districts"]), bool(params.get("business_in_seoul")))
    return _AREAS[ways] % said


def _employment_rule(params: Mapping[str, Any]) -> Text:
    return {
        "not_employed": gettext_lazy("지금 일하고 있지 않은 분"),
        "outside_working_hours": gettext_lazy("일하고 있지 않거나, 일하는 시간이 활동 시간과 겹치지 않는 분"),
        "any": gettext_lazy("일하고 있는 분도 지원할 수 있습니다"),
    }[params["allow"]]


def _double_rule(params: Mapping[str, Any]) -> Text:
    return {
        "forbid": gettext_lazy("같은 기간에 다른 공공일자리에 참여하지 않는 분"),
        "forbid_same_kind": gettext_lazy("같은 기간에 같은 종류의 공공일자리에 참여하지 않는 분"),
        "no_time_overlap": gettext_lazy("다른 공공일자리와 활동 시간이 겹치지 않는 분"),
        "declare_only": gettext_lazy("다른 공공일자리에 참여하는지 알려 주신 분"),
    }[params["policy"]]


def _repeat_rule(params: Mapping[str, Any]) -> str:
    said = {**params, "kinds": _list(_kind(kind) for kind in params.get("kinds", []))}
    texts = {
        (False, False): _("지난 %(window_years)s년 동안 공공일자리에 참여한 해가 %(years)s년보다 적은 분"),
        (True, False): _("지난 %(window_years)s년 동안 %(kinds)s에 참여한 해가 %(years)s년보다 적은 분"),
        (False, True): _(
            "지난 %(window_years)s년 동안 공공일자리에 %(least_months)s개월 이상 참여한 해가 %(years)s년보다 적은 분"
        ),
        (True, True): _(
            "지난 %(window_years)s년 동안 %(kinds)s에 %(least_months)s개월 이상 참여한 해가 %(years)s년보다 적은 분"
        ),
    }
    return texts[bool(said["kinds"]), params.get("least_months", 1) > 1] % said


def _benefit_rule(params: Mapping[str, Any]) -> str:
    if not params["days"]:
        return _("실업급여를 받고 있지 않은 분")
    return _("실업급여를 받지 않거나, 실업급여가 끝나고 %(days)s일이 지난 분") % params


def _credential_rule(params: Mapping[str, Any]) -> str:
    papers, trainings = params.get("certificates", []), params.get("trainings", [])
    names = [*papers, *trainings]
    how = "one" if len(names) == 1 else params.get("need", "all")
    texts = {
        ("certificates", "one"): _("다음 자격증이 있는 분: %(names)s"),
        ("certificates", "all"): _("다음 자격증이 모두 있는 분: %(names)s"),
        ("certificates", "any"): _("다음 자격증 가운데 하나가 있는 분: %(names)s"),
        ("trainings", "one"): _("다음 교육을 마친 분: %(names)s"),
        ("trainings", "all"): _("다음 교육을 모두 마친 분: %(names)s"),
        ("trainings", "any"): _("다음 교육 가운데 하나를 마친 분: %(names)s"),
        ("both", "all"): _("다음 자격증과 교육을 모두 갖춘 분: %(names)s"),
        ("both", "any"): _("다음 자격증과 교육 가운데 하나를 갖춘 분: %(names)s"),
    }
    noun = "both" if papers and trainings else "certificates" if papers else "trainings"
    return texts[noun, how] % {"names": _named(names)}


def _hours_rule(params: Mapping[str, Any]) -> str:
    if "of_hours" not in params:
        return _("공고에 적힌 한 달 활동 시간의 %(percent)s%% 이상 활동할 수 있는 분") % params
    needed = hours_share.needed(params["percent"], params["of_hours"])
    text = _("한 달 %(of_hours)s시간의 %(percent)s%%(%(needed)s시간) 이상 활동할 수 있는 분")
    return text % {**params, "needed": needed}


def _schedule_rule(params: Mapping[str, Any]) -> str:
    if params["percent"] == 100:
        return _("공고에 적힌 요일과 시간에 모두 활동할 수 있는 분")
    return _("공고에 적힌 활동 시간의 %(percent)s%% 이상에 나올 수 있는 분") % params


def _attendance_rule(params: Mapping[str, Any]) -> str:
    return _("배치 전 교육에 %(percent)s%% 이상 참석한 분") % params


def _exclusion_rule(params: Mapping[str, Any]) -> str:
    names = _list(_status(name) for name in params["statuses"])
    return _("다음에 해당하지 않는 분: %(statuses)s") % {"statuses": names}


_RULES: dict[str, Callable[[Mapping[str, Any]], Text]] = {
    "birth_range": _birth_rule,
    "residence": _residence_rule,
    "employment": _employment_rule,
    "double_participation": _double_rule,
    "repeat_participation": _repeat_rule,
    "benefit_wait": _benefit_rule,
    "credential": _credential_rule,
    "hours_share": _hours_rule,
    "schedule": _schedule_rule,
    "training_attendance": _attendance_rule,
    "status_exclusion": _exclusion_rule,
}
# Lives in Seoul, lives in one of the districts, represents a business in Seoul.
_AREAS: dict[tuple[bool, bool, bool], Text] = {
    (True, False, False): gettext_lazy("서울시에 사는 분"),
    (False, True, False): gettext_lazy("%(districts)s에 사는 분"),
    (True, True, False): gettext_lazy("서울시나 %(districts)s에 사는 분"),
    (False, False, True): gettext_lazy("서울에 사업장이 있는 사업자의 대표"),
    (True, False, True): gettext_lazy("서울시에 사는 분, 또는 서울에 사업장이 있는 사업자의 대표"),
    (False, True, True): gettext_lazy("%(districts)s에 사는 분, 또는 서울에 사업장이 있는 사업자의 대표"),
    (True, True, True): gettext_lazy("서울시나 %(districts)s에 사는 분, 또는 서울에 사업장이 있는 사업자의 대표"),
}


# Words ----------------------------------------------------------------------------------------------------------------
def _words(params: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a reason as readers know them: days, names of places, kinds and statuses."""
    said = {name: _WORDS[name](value) if name in _WORDS else value for name, value in params.items()}
    if "birth_from" in params:
        said["birth_range"] = _birth_range(params["birth_from"], params["birth_to"])
    if "business_in_seoul" in params:
        said["area"] = _residence_rule(params)
    return said


def _birth_range(first: str | None, last: str | None) -> str:
    said = {"first": _birthday(first), "last": _birthday(last)}
    if not first:
        return _("%(last)s까지 태어난 분") % said
    return (_("%(first)s부터 %(last)s까지 태어난 분") if last else _("%(first)s부터 태어난 분")) % said


def _day(iso: str | None) -> str:
    return date_format(date.fromisoformat(iso), "DATE_FORMAT") if iso else ""


def _birthday(iso: str | None) -> str:
    return languages.birthday(date.fromisoformat(iso)) if iso else ""


def _place(code: str) -> str:
    known = places.is_home(code) or places.is_dong(code)
    return places.name(code) if known else _("서울 밖(%(code)s)") % {"code": code}


def _kind(kind: str) -> Text:
    return dict(Programme.Kind.choices).get(kind, kind)


def _status(name: str) -> Text:
    return dict(Status.choices).get(name, name)


def _weekdays(days: int | list[int]) -> str | int:
    return _list(WEEKDAYS[day] for day in days) if isinstance(days, list) else days


def _list(names: Iterable[Text]) -> str:
    return ", ".join(str(name) for name in names)


def _named(names: Iterable[str]) -> str:
    """Certificates and trainings."""
    return _list(map(certificates.shown, names))


_WORDS: dict[str, Callable[[Any], Any]] = {
    "birth_on": _birthday,
    "ends_on": _day,
    "from_on": _day,
    "district": _place,
    "status": _status,
    "statuses": lambda names: _list(_status(name) for name in names),
    "kinds": lambda kinds: _list(_kind(kind) for kind in kinds),
    "names": _named,
    "employment": lambda state: Candidate.Employment(state).label,
    "days": _weekdays,
}
