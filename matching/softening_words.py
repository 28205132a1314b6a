"""How many people a posting could have, in sentences: what would have to change, and what that would bring."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from jobs import sentences
from jobs.reports import SMALLEST_SHOWN
from matching.softenings import Cost, Counted, Number, Softening
from profiles import places


class Told(NamedTuple):
    """What the page says. changes, costs : whole sentences"""

    may_apply: str
    suitable: str
    changes: list[str]
    costs: list[str]
    is_estimate: bool
    has_rules: bool


def told(counted: Counted) -> Told:
    """Put a count into words."""
    is_estimate = counted.step > 1
    return Told(
        people(counted.size.may_apply, is_estimate=is_estimate),
        people(counted.size.suitable, is_estimate=is_estimate),
        [change(one, counted) for one in counted.softenings],
        [_cost(one, is_estimate=is_estimate) for one in counted.costs],
        is_estimate,
        counted.has_rules,
    )


def people(number: Number, *, is_estimate: bool = False) -> str:
    """Return a number of people as it may be told."""
    figure = {"people": number_format(number.people, use_l10n=True, force_grouping=True)}
    if number.is_small:
        return _("%(people)s명 미만") % figure
    return _("약 %(people)s명") % figure if is_estimate else _("%(people)s명") % figure


def change(one: Softening, counted: Counted) -> str:
    """Return what would have to change, and from how many to how many people that would lead."""
    is_estimate, before = counted.step > 1, counted.size
    is_of_all = one.gain >= SMALLEST_SHOWN * counted.step
    sizes = (before.may_apply, one.size.may_apply) if is_of_all else (before.suitable, one.size.suitable)
    said = {
        "change": _CHANGES[one.code](one.params),
        "before": people(sizes[0], is_estimate=is_estimate),
        "after": people(sizes[1], is_estimate=is_estimate),
    }
    if is_of_all:
        return _("%(change)s 지원할 수 있는 분이 %(before)s에서 %(after)s으로 늘어납니다.") % said
    return _("%(change)s 잘 맞는 분이 %(before)s에서 %(after)s으로 늘어납니다.") % said


# Private --------------------------------------------------------------------------------------------------------------
def _cost(one: Cost, *, is_estimate: bool) -> str:
    said = {"rule": sentences.rule_label(one.kind), "people": people(one.people, is_estimate=is_estimate)}
    return _("%(rule)s: 이 조건 하나 때문에 지원할 수 없는 분이 %(people)s입니다.") % said


def _certificate(params: Mapping[str, Any]) -> str:
    return _("‘%(certificate)s’ 자격증을 필수에서 우대로 바꾸면") % params


def _certificates(params: Mapping[str, Any]) -> str:
    return _("자격증을 모두 필수에서 우대로 바꾸면")


def _districts(params: Mapping[str, Any]) -> str:
    return _("사는 곳 제한(%(districts)s)을 없애면") % {"districts": ", ".join(map(places.name, params["districts"]))}


def _day(params: Mapping[str, Any]) -> str:
    return _("활동 요일에서 %(day)s을 빼면") % {"day": WEEKDAYS[params["day"]]}


def _hours(params: Mapping[str, Any]) -> str:
    return _("월 활동 시간을 %(hours)s시간에서 %(less)s시간으로 줄이면") % params


def _later(params: Mapping[str, Any]) -> str:
    return _("활동 시작일을 %(day)s로 늦추면") % {"day": date_format(date.fromisoformat(params["day"]))}


_CHANGES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "certificate": _certificate,
    "certificates": _certificates,
    "districts": _districts,
    "day": _day,
    "hours": _hours,
    "later": _later,
}
