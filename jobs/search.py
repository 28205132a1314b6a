"""Finding postings: words that forgive spacing and slips of the finger, filters by place, kind and time, and the order of the list.

Which postings hold the words the database says. In which order they come, and what was meant by words that nothing holds, says the text
engine of a higher app (settings.SEARCH_ENGINE, ADR 15). Source: DOMAIN section 8 (plain search; people of 60 type 학교 안전 and 학교안전 alike).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from importlib import import_module
from typing import NamedTuple, Protocol

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    Expression,
    F,
    Func,
    OrderBy,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs import conditions, everyday, words
from jobs.models import OutsidePosting, Posting, Programme
from profiles import occupations

_OWN, _OUTSIDE = ("title", "duties"), ("title", "text", "company", "place")

FITTING, CLOSING, NEWEST, NEAREST, BEST_PAID = "fitting", "closing", "newest", "nearest", "best_paid"
SORTS = (
    (FITTING, _("찾는 말에 맞는 순서")),
    (CLOSING, _("마감이 가까운 순서")),
    (NEWEST, _("새로 나온 순서")),
    (NEAREST, _("가까운 순서")),
    (BEST_PAID, _("시간당 금액이 높은 순서")),
)
NEAR = 3  # occupations looked into where nothing was found


@dataclass(frozen=True)
class Terms:
    """What a person looks for; an empty term asks nothing.

    districts, in the order of their codes; occupation : a code of any level; pay : won an hour at least; km : at most from near, the code of a
    district or dong, or from home where none is named (at_home)
    """

    words: str = ""
    districts: tuple[str, ...] = ()
    kind: str = ""
    occupation: str = ""
    days: str = ""
    part: str = ""
    hours: str = ""
    pay: int = 0
    start_from: date | None = None
    start_until: date | None = None
    near: str = ""
    km: int = 0
    with_closed: bool = False
    sort: str = FITTING


# Which fields of Terms make one condition, by the name that pages and tests know it by.
CONDITIONS = {
    "words": ("words",),
    "occupation": ("occupation",),
    "district": ("districts",),
    "kind": ("kind",),
    "days": ("days",),
    "part": ("part",),
    "hours": ("hours",),
    "pay": ("pay",),
    "start": ("start_from", "start_until"),
    "distance": ("km",),
    "closed": ("with_closed",),
}
OUTSIDE_TELL = ("occupation", "district", "pay", "distance")  # those that imported postings tell of


class Order(NamedTuple):
    """The ids of the postings that say most of what was typed, best first."""

    own: Sequence[int] = ()
    outside: Sequence[int] = ()


class Engine(Protocol):
    """What a higher app knows of words."""

    def order(self, typed: str, *, at: datetime) -> Order:
        """Which postings come first."""

    def meant(self, typed: str, *, at: datetime) -> list[str]:
        """What words that stand nowhere may have meant, the nearest first."""


class Found(NamedTuple):
    """What a search found: our own postings, those of others, and the words that found them, be they those typed or those meant.

    holding : all of our own that hold the words, closed ones too, whatever else is asked
    """

    own: QuerySet[Posting]
    outside: QuerySet[OutsidePosting]
    words: str
    holding: QuerySet[Posting]


class Near(NamedTuple):
    """An occupation that the words come near to, and how many postings of one list are open in it and fit the filters."""

    code: str
    name: str
    number: int
    is_outside: bool


class Instead(NamedTuple):
    """What else is open where nothing was found: of the nearest occupation, the first of those named; else what fits the filters; else anything."""

    own: QuerySet[Posting]
    outside: QuerySet[OutsidePosting]
    near: Sequence[Near] = ()
    fits: bool = False


def without(terms: Terms, condition: str, district: str = "") -> Terms:
    """Return the terms with one of CONDITIONS left out, or one district of several."""
    if district:
        return replace(terms, districts=tuple(code for code in terms.districts if code != district))
    return replace(terms, **{field: getattr(Terms, field) for field in CONDITIONS[condition]})


def at_home(terms: Terms, home: str) -> Terms:
    """Return the terms with kilometres from where the person lives, a district or dong, where no other place is named. Not for addresses."""
    return terms if terms.near else replace(terms, near=home)


def look(postings: QuerySet[Posting], terms: Terms, *, exactly: bool, at: datetime) -> Found:
    """Find by the words typed, or where nothing holds them and that is allowed, by everyday words as postings say them, by those that were meant,
    or by some of them, as many as can be.
    """
    typed = _found(postings, terms, at)
    if not terms.words or exactly or _is_any(typed):
        return typed

    def found(other: str) -> Found:
        return _found(postings, replace(terms, words=other), at)

    others = map(found, _others(terms.words, lambda word: _is_any(found(word)), at))
    return next(filter(_is_any, others), typed)


def of_occupation(terms: Terms, code: str) -> Terms:
    """Return the terms with an occupation in place of the words, or of another occupation, and closed postings left out."""
    return replace(terms, words="", occupation=code, with_closed=False)


def instead(postings: QuerySet[Posting], terms: Terms, *, outside_first: bool = False, at: datetime) -> Instead:
    """Return what is open in the nearest occupation that has any, else what fits the other terms, else all that is open.

    outside_first : whether the list of imported postings is looked into before our own
    """
    anything = Terms(sort=CLOSING)
    without = replace(terms, words="", with_closed=False, sort=CLOSING)
    near = _near(postings, terms, outside_first=outside_first, at=at)
    if near:
        of_it = replace(of_occupation(terms, near[0].code), sort=CLOSING)
        return Instead(find(postings, of_it, at=at), find_outside(of_it, at=at), near)
    own, outside = find(postings, without, at=at), find_outside(without, at=at)
    if own.exists() or outside.exists():
        return Instead(own, outside, fits=without != anything)
    return Instead(find(postings, anything, at=at), find_outside(anything, at=at))


def named_outside(found: Found) -> int:
    """How many imported postings bear the words in their title, where none of our own does: those only ask for it among others."""
    if not found.words.strip():
        return 0
    is_named = words.titled(found.words)
    return 0 if found.own.filter(is_named).exists() else found.outside.filter(is_named).count()


def open_kinds(*, at: datetime) -> list[tuple[str, str]]:
    """The kinds of work that take applications now, as value and words."""
    kinds = set(Posting.objects.open(at).values_list("programme_year__programme__kind", flat=True).distinct())
    return [(value, label) for value, label in Programme.Kind.choices if value in kinds]


def find(
    postings: QuerySet[Posting], terms: Terms, *, at: datetime, order: Order | None = None, named: str = ""
) -> QuerySet[Posting]:
    """Return the postings that fit every term, in the order asked for.

    order : what the engine says of the words, where it was asked; named : words that were looked for before, and that a title may bear
    """
    found = among(postings, terms, at=at).filter(*conditions_of(terms).values())
    if terms.sort == NEWEST:
        return found.order_by("-published_at", "-pk")
    first = (order or _order(terms, at)).own
    measure = _measure_of(terms, partial(conditions.kilometres, postings=found))
    return found.order_by(*_named(terms, named or terms.words), *_these(first), *measure, "apply_until", "pk")


def find_outside(terms: Terms, *, at: datetime, order: Order | None = None) -> QuerySet[OutsidePosting]:
    """Return the imported postings that fit the words and those conditions that they tell of (OUTSIDE_TELL)."""
    found = among_outside(terms, at=at).filter(*outside_conditions_of(terms).values())
    if terms.sort == NEWEST:
        return found.order_by("-first_seen_at", "pk")
    first = (order or _order(terms, at)).outside
    measure = _measure_of(terms, conditions.outside_kilometres)
    return found.order_by(
        *_named(terms, terms.words), *_these(first), *measure, F("closes_on").asc(nulls_last=True), "pk"
    )


def among(postings: QuerySet[Posting], terms: Terms, *, at: datetime) -> QuerySet[Posting]:
    """Return the postings that hold the words, open unless closed ones are asked for, with the measures that conditions ask."""
    open_ones = postings if terms.with_closed else postings.open(at)
    return words.holding(conditions.of_own(open_ones), terms.words, *_OWN, also=words.said_elsewhere)


def among_outside(terms: Terms, *, at: datetime) -> QuerySet[OutsidePosting]:
    """Return the imported postings that hold the words."""
    rows = OutsidePosting.objects.all() if terms.with_closed else OutsidePosting.objects.open(timezone.localdate(at))
    return words.holding(rows, terms.words, *_OUTSIDE)


def conditions_of(terms: Terms) -> dict[str, Q]:
    """Return what the terms ask beside words and closed postings, by the names of CONDITIONS."""
    asked = {}
    if terms.occupation:
        asked["occupation"] = Q(keco__startswith=terms.occupation)
    if terms.districts:
        asked["district"] = conditions.of_districts(terms.districts)
    if terms.kind:
        asked["kind"] = Q(work_kind=terms.kind)
    if terms.days:
        asked["days"] = conditions.of_days(terms.days)
    if terms.part:
        asked["part"] = conditions.of_part(terms.part)
    if terms.hours:
        asked["hours"] = conditions.of_hours(terms.hours)
    if terms.pay:
        asked["pay"] = Q(hourly_won__gte=terms.pay)
    if terms.start_from or terms.start_until:
        asked["start"] = conditions.of_start(terms.start_from, terms.start_until)
    if terms.km and terms.near:
        asked["distance"] = conditions.of_distance(terms.near, terms.km)
    return asked


def outside_conditions_of(terms: Terms) -> dict[str, Q]:
    """Return the same of what imported postings tell (OUTSIDE_TELL)."""
    asked = conditions_of(terms)
    if terms.districts:
        asked["district"] = Q(district__in=terms.districts)
    if terms.km and terms.near:
        asked["distance"] = conditions.of_outside_distance(terms.near, terms.km)
    return {name: condition for name, condition in asked.items() if name in OUTSIDE_TELL}


def _near(postings: QuerySet[Posting], terms: Terms, *, outside_first: bool, at: datetime) -> list[Near]:
    """The occupations that the words come near to, each as the first of the two lists that has any of it counts it."""
    found = []
    for node in occupations.search(terms.words, NEAR) if terms.words else ():
        of_it = replace(of_occupation(terms, node.code), sort=CLOSING)
        for is_outside in (outside_first, not outside_first):
            rows = find_outside(of_it, at=at) if is_outside else find(postings, of_it, at=at)
            if number := rows.count():
                found.append(Near(node.code, node.name, number, is_outside))
                break
    return found


def _measure_of(terms: Terms, kilometres: Callable[[str], Expression]) -> list[OrderBy]:
    """What puts the nearest first, or the best paid."""
    if terms.sort == NEAREST and terms.near:
        return [OrderBy(kilometres(terms.near), nulls_last=True)]
    return [F("hourly_won").desc(nulls_last=True)] if terms.sort == BEST_PAID else []


def _others(typed: str, is_held: Callable[[str], bool], at: datetime) -> Iterator[str]:
    """Which words may stand for those typed, the likeliest first."""
    plain = [*everyday.meant(typed)]
    yield from plain
    yield from _engine().meant(typed, at=at)
    yield from words.fewer(typed, is_held)
    if plain:
        yield from words.fewer(plain[0], is_held)


def _is_any(found: Found) -> bool:
    return found.own.exists() or found.outside.exists()


def _found(postings: QuerySet[Posting], terms: Terms, at: datetime) -> Found:
    """Read the texts for the words once: which postings hold them is kept by their ids for whatever else is asked of the same list."""
    order, rest, holding = _order(terms, at), terms, postings
    if terms.words.strip():
        ids = list(words.holding(postings, terms.words, *_OWN, also=words.said_elsewhere).values_list("pk", flat=True))
        holding = postings.filter(_one_of(ids)) if ids else postings.none()
        rest = replace(terms, words="")
    own = find(holding, rest, at=at, order=order, named=terms.words)
    return Found(own, find_outside(terms, at=at, order=order), terms.words, holding)


def _engine() -> Engine:
    return import_module(settings.SEARCH_ENGINE)


def _order(terms: Terms, at: datetime) -> Order:
    """Which postings say most of the words, where that order is asked for."""
    return _engine().order(terms.words, at=at) if terms.sort == FITTING and terms.words.strip() else Order()


def _named(terms: Terms, typed: str) -> list[OrderBy]:
    """What puts first the postings whose title bears the words, then those of the occupation of that name: 요양보호사 before who only wants its
    certificate.
    """
    if terms.sort != FITTING or not typed.strip():
        return []
    is_called = [When(words.titled(typed), then=0)]
    if occupation := occupations.called(typed):
        is_called.append(When(keco__startswith=occupation.code, then=1))
    return [OrderBy(Case(*is_called, default=2))]


def _one_of(ids: Sequence[int]) -> Func:
    """Whether a posting is one of these: given as one text, for thousands of parameters take longer than the search."""
    listed = Value(f"{{{','.join(map(str, ids))}}}", TextField())
    return Func(
        F("pk"), listed, arg_joiner=" = ANY(", template="%(expressions)s::bigint[])", output_field=BooleanField()
    )


def _these(ids: Sequence[int]) -> list[F]:
    """What puts these postings before all others."""
    if not ids:
        return []
    place = Func(Value(list(ids), ArrayField(BigIntegerField())), F("pk"), function="array_position")
    return [place.asc(nulls_last=True)]
