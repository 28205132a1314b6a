"""Finding postings: words that forgive spacing, filters by place, kind and time, and the order of the list.

Source: DOMAIN section 8 (plain search; people of 60 type 학교 안전 and 학교안전 alike).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import and_

from django.db.models import F, Func, IntegerField, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Replace
from django.utils.translation import gettext_lazy as _

from jobs.models import OutsidePosting, Posting
from profiles import places

MORNING, AFTERNOON, EVENING = "morning", "afternoon", "evening"
PARTS = ((MORNING, _("오전에 하는 일")), (AFTERNOON, _("오후에 하는 일")), (EVENING, _("저녁에 하는 일")))
_COLUMNS = ("title", "duties", "organisation__name", "programme_year__programme__name")
_HOURS = {MORNING: range(6, 13), AFTERNOON: range(12, 19), EVENING: range(18, 22)}

WEEKDAYS, WEEKENDS = "weekdays", "weekends"
DAYS = ((WEEKDAYS, _("평일에만 하는 일")), (WEEKENDS, _("주말에도 하는 일")))

CLOSING, NEWEST = "closing", "newest"
SORTS = ((CLOSING, _("마감이 가까운 순서")), (NEWEST, _("새로 나온 순서")))


@dataclass(frozen=True)
class Terms:
    """What a person looks for; an empty term asks nothing."""

    words: str = ""
    district: str = ""
    kind: str = ""
    days: str = ""
    part: str = ""
    with_closed: bool = False
    sort: str = CLOSING


def find(postings: QuerySet[Posting], terms: Terms, *, at: datetime) -> QuerySet[Posting]:
    """Return the postings that fit every term, in the order asked for."""
    found = postings if terms.with_closed else postings.open(at)
    if terms.kind:
        found = found.filter(programme_year__programme__kind=terms.kind)
    if terms.district:
        found = found.filter(pk__in=_with_site_in(terms.district))
    if terms.days == WEEKDAYS:
        found = found.filter(hours_mask__5=0, hours_mask__6=0)
    if terms.days == WEEKENDS:
        found = found.filter(Q(hours_mask__5__gt=0) | Q(hours_mask__6__gt=0))
    if terms.part in _HOURS:
        found = _within(found, terms.part)
    found = _with_words(found, terms.words, *_COLUMNS, also=_said_elsewhere)
    order = ("-published_at", "-pk") if terms.sort == NEWEST else ("apply_until", "pk")
    return found.order_by(*order)


def find_outside(terms: Terms, *, on: date) -> QuerySet[OutsidePosting]:
    """Return the imported postings that fit the words and the district."""
    found = OutsidePosting.objects.all() if terms.with_closed else OutsidePosting.objects.open(on)
    if terms.district:
        found = found.filter(district=terms.district)
    found = _with_words(found, terms.words, "title", "text", "company", "place")
    return found.order_by(F("closes_on").asc(nulls_last=True) if terms.sort == CLOSING else "-first_seen_at", "pk")


def _with_site_in(district: str) -> QuerySet:
    return Posting.objects.filter(posting_sites__site__district=district).values("pk")


def _within(postings: QuerySet[Posting], part: str) -> QuerySet[Posting]:
    """Keep the postings whose hours all lie in this part of the day."""
    beyond = ~sum(1 << hour for hour in _HOURS[part]) & ((1 << 24) - 1)
    days = [F(f"hours_mask__{day}") for day in range(7)]
    busy = reduce(lambda one, other: one.bitor(other), days)
    return postings.alias(beyond=busy.bitand(Value(beyond, IntegerField()))).filter(beyond=0)


def _said_elsewhere(word: str) -> Q:
    """The postings that ask for such a certificate, or whose sites bear the word or lie in a district of the name."""
    districts = [row.code for row in places.districts() if word in row.name]
    at_site = Q(posting_sites__site__name__icontains=word) | Q(posting_sites__site__district__in=districts)
    certificates = Func("required_certificates", Value(" "), function="array_to_string", output_field=TextField())
    preferred = Func("preferred_certificates", Value(" "), function="array_to_string", output_field=TextField())
    found = Posting.objects.alias(wanted=Concat(certificates, Value(" "), preferred, output_field=TextField()))
    return Q(pk__in=found.filter(at_site | Q(wanted__icontains=word)).values("pk"))


def _nowhere(_word: str) -> Q:
    return Q(pk__in=[])


def _with_words(rows: QuerySet, words: str, *columns: str, also: Callable[[str], Q] = _nowhere) -> QuerySet:
    """Keep the rows that hold all the words, or the words run together, whatever spaces either side has.

    `also` says where else a word may stand.
    """
    typed = words.split()
    if not typed:
        return rows
    text = Concat(*[part for column in columns for part in (column, Value("\n"))], output_field=TextField())
    rows = rows.alias(squeezed=Replace(text, Value(" "), Value(""), output_field=TextField()))
    each_word = reduce(and_, [Q(squeezed__icontains=word) | also(word) for word in typed])
    return rows.filter(Q(squeezed__icontains="".join(typed)) | also("".join(typed)) | each_word)
