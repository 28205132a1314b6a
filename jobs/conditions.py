"""What a list of postings can be narrowed by: each condition asks one measure of a posting, for finding and for counting alike.

`of_own` and `of_outside` give postings their measures by name: work_kind, weekend_hours, beyond_<part>, hourly_won, site_districts, km.
Source: DOMAIN section 8 (what people of 50-67 ask first: where, when, for how much); the pay terms in force when a posting begins.
"""

from datetime import date
from functools import reduce
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    CharField,
    F,
    FloatField,
    Func,
    IntegerField,
    JSONField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from jobs.models import OutsidePosting, PayTerms, Posting, PostingSite
from profiles import places

MORNING, AFTERNOON, EVENING = "morning", "afternoon", "evening"
PARTS = ((MORNING, _("오전에 하는 일")), (AFTERNOON, _("오후에 하는 일")), (EVENING, _("저녁에 하는 일")))
_SPANS = {MORNING: range(6, 13), AFTERNOON: range(12, 19), EVENING: range(18, 22)}

WEEKDAYS, WEEKENDS = "weekdays", "weekends"
DAYS = ((WEEKDAYS, _("평일에만 하는 일")), (WEEKENDS, _("주말에도 하는 일")))

FEW, SOME, MANY = (
    "under_15",
    "15_to_29",
    "30_more",
)  # from 15 hours a week on leave and insurance apply (근로기준법 art. 18)
HOURS = ((FEW, _("주 15시간 미만")), (SOME, _("주 15~29시간")), (MANY, _("주 30시간 이상")))
_BOUNDS = {FEW: (0, 15), SOME: (15, 30), MANY: (30, 169)}

KILOMETRES = (2, 5, 10)  # offered; any number can be asked for


# Measures -------------------------------------------------------------------------------------------------------------
def of_own(postings: QuerySet[Posting], near: str = "") -> QuerySet[Posting]:
    """Give our own postings the measures; km from a district or dong where one is named, to the nearest site."""
    sites = PostingSite.objects.filter(posting=OuterRef("pk")).order_by()
    place = Coalesce(NullIf("site__dong", Value("")), "site__district")
    nearest = sites.values("posting").annotate(km=Min(_km(near, place))).values("km")
    busy = reduce(lambda one, other: one.bitor(other), [F(f"hours_mask__{day}") for day in range(7)])
    beyond = {f"beyond_{part}": busy.bitand(Value(_beyond(part), IntegerField())) for part in _SPANS}
    return postings.alias(
        work_kind=F("programme_year__programme__kind"),
        weekend_hours=F("hours_mask__5").bitor(F("hours_mask__6")),
        hourly_won=_hourly_won(),
        site_districts=ArraySubquery(sites.values("site__district")),
        km=Subquery(nearest, output_field=FloatField()),
        **beyond,
    )


def of_outside(postings: QuerySet[OutsidePosting], near: str = "") -> QuerySet[OutsidePosting]:
    """Give imported postings the measures that they have: what they pay is a column of theirs, where they are a district at most."""
    here = Func("district", template="ARRAY[%(expressions)s]", output_field=ArrayField(CharField()))
    return postings.alias(site_districts=here, km=_km(near, F("district")))


def _hourly_won() -> Coalesce:
    """The hourly figure in force when a posting begins; before the first, the first (allowances.terms_on)."""
    terms = PayTerms.objects.filter(programme_year=OuterRef("programme_year"))
    valid = terms.filter(valid_from__lte=OuterRef("starts_on")).order_by("-valid_from")
    return Coalesce(
        Subquery(valid.values("hourly_won")[:1]), Subquery(terms.order_by("valid_from").values("hourly_won")[:1])
    )


def _km(near: str, place: Any) -> Cast:
    table = Value(places.kilometres_from(near) if near else {}, JSONField())
    return Cast(Func(table, place, function="jsonb_extract_path_text", output_field=TextField()), FloatField())


def _beyond(part: str) -> int:
    """The hours of a day that lie outside of a part of it."""
    return ~sum(1 << hour for hour in _SPANS[part]) & ((1 << 24) - 1)


# Conditions -----------------------------------------------------------------------------------------------------------
def of_days(days: str) -> Q:
    """The postings with no hours at weekends, or with some."""
    return Q(weekend_hours=0) if days == WEEKDAYS else Q(weekend_hours__gt=0)


def of_part(part: str) -> Q:
    """The postings whose hours all lie in this part of the day."""
    return Q(**{f"beyond_{part}": 0})


def of_hours(hours: str) -> Q:
    """The postings of so many hours a week."""
    least, under = _BOUNDS[hours]
    return Q(weekly_hours__gte=least, weekly_hours__lt=under)


def of_start(first: date | None, last: date | None) -> Q:
    """The postings that begin on or after the one day and on or before the other."""
    begins = Q(starts_on__gte=first) if first else Q()
    return begins & Q(starts_on__lte=last) if last else begins
