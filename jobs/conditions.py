"""What a list of postings can be narrowed by: each condition asks one measure of a posting, or where its sites are, for finding and for counting.

`of_own` gives postings their measures by name: work_kind, weekend_hours, beyond_<part>, hourly_won.
Source: DOMAIN section 8 (what people of 50-67 ask first: where, when, for how much); the pay terms in force when a posting begins.
"""

from collections.abc import Sequence
from datetime import date
from functools import reduce

from django.db.models import (
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

from jobs.models import PayTerms, Posting, PostingSite, Site
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
_PLACE = Coalesce(NullIf("site__dong", Value("")), "site__district")  # of a posting's site, as finely as it is known


# Measures -------------------------------------------------------------------------------------------------------------
def of_own(postings: QuerySet[Posting]) -> QuerySet[Posting]:
    """Give our own postings the measures."""
    busy = reduce(lambda one, other: one.bitor(other), [F(f"hours_mask__{day}") for day in range(7)])
    beyond = {f"beyond_{part}": busy.bitand(Value(_beyond(part), IntegerField())) for part in _SPANS}
    return postings.alias(
        work_kind=F("programme_year__programme__kind"),
        weekend_hours=F("hours_mask__5").bitor(F("hours_mask__6")),
        hourly_won=_hourly_won(),
        **beyond,
    )


def kilometres(near: str, *, postings: QuerySet[Posting]) -> Subquery:
    """How far the nearest site of one of these postings of our own is from a district or dong.

    Sites are fewer than postings, so their kilometres are reckoned here, once each, and the database looks them up by the site.
    """
    far, these = places.kilometres_from(near), PostingSite.objects.filter(posting__in=postings.order_by().values("pk"))
    sites = Site.objects.filter(pk__in=these.values("site")).values_list("pk", "dong", "district")
    table = Value({str(pk): far.get(dong or district) for pk, dong, district in sites}, JSONField())
    own = PostingSite.objects.filter(posting=OuterRef("pk")).order_by().values("posting")
    return Subquery(own.annotate(km=Min(_looked_up(table, "site_id"))).values("km"), output_field=FloatField())


def outside_kilometres(near: str) -> Cast:
    """How far the district of an imported posting is from a district or dong."""
    return _looked_up(Value(places.kilometres_from(near), JSONField()), "district")


def _hourly_won() -> Coalesce:
    """The hourly figure in force when a posting begins; before the first, the first (allowances.terms_on)."""
    terms = PayTerms.objects.filter(programme_year=OuterRef("programme_year"))
    valid = terms.filter(valid_from__lte=OuterRef("starts_on")).order_by("-valid_from")
    return Coalesce(
        Subquery(valid.values("hourly_won")[:1]), Subquery(terms.order_by("valid_from").values("hourly_won")[:1])
    )


def _looked_up(table: Value, column: str) -> Cast:
    key = Cast(column, TextField())
    return Cast(Func(table, key, function="jsonb_extract_path_text", output_field=TextField()), FloatField())


def _beyond(part: str) -> int:
    """The hours of a day that lie outside of a part of it."""
    return ~sum(1 << hour for hour in _SPANS[part]) & ((1 << 24) - 1)


# Conditions -----------------------------------------------------------------------------------------------------------
def of_districts(codes: Sequence[str]) -> Q:
    """The postings with a site in any of these districts. Nothing is asked of a posting itself: the sites are read once for all."""
    return Q(pk__in=PostingSite.objects.filter(site__district__in=codes).values("posting"))


def of_distance(near: str, km: int) -> Q:
    """The postings with a site within so many kilometres of a district or dong."""
    sites = PostingSite.objects.alias(place=_PLACE).filter(place__in=_within(near, km))
    return Q(pk__in=sites.values("posting"))


def of_outside_distance(near: str, km: int) -> Q:
    """The imported postings whose district lies within so many kilometres."""
    return Q(district__in=_within(near, km))


def _within(near: str, km: int) -> list[str]:
    return [code for code, far in places.kilometres_from(near).items() if far <= km]


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
