"""How a list of postings draws what it is narrowed by: chips, counts beside the choices, the map, and ways out of an empty list.

Each is an address of the same list, so all of it works without a script.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext

from jobs import search, search_counts, search_queries
from jobs.models import Posting
from jobs.search import Found, Near, Terms
from jobs.search_counts import Counts
from jobs.web.forms import SearchForm
from profiles import places
from profiles.templatetags.dasi import count

KEPT = ("exact", "source")  # what an address says beside the terms
MAP = "map"  # the view whose filters stay open, as districts on the map are pressed one after the other


class Chip(NamedTuple):
    """One condition and the address without it."""

    label: str
    url: str


class Area(NamedTuple):
    """A district on the map: its outline, how many postings it has, and the address that chooses it or lets it go."""

    outline: places.Outline
    name: str
    number: int
    is_chosen: bool
    url: str

    @property
    def short(self) -> str:
        """'서대문' of 서대문구, 'Seodaemun' of Seodaemun-gu, as there is little room; 중구 stays whole."""
        short = self.name.removesuffix("-gu")
        return short.removesuffix("구") if len(short) > len("중구") else short


class Month(NamedTuple):
    """A month in which postings begin, how many, and the address that asks for it."""

    first: date
    number: int
    url: str


class Sort(NamedTuple):
    """An order of the list and the address that asks for it."""

    label: str
    url: str
    is_chosen: bool


class Way(NamedTuple):
    """What to press where nothing was found: its sentence with how many postings that gives, and what it leaves out or goes to."""

    text: str
    url: str
    number: int
    label: str = ""


class Filters(NamedTuple):
    """What the page shows of its filters.

    ways : out of an empty list; rest : leaves out all conditions but the words, where no single one helps; closed : shows closed postings, too
    """

    chips: list[Chip]
    set_count: int
    areas: list[Area]
    months: list[Month]
    sorts: list[Sort]
    ways: list[Way]
    rest: Way | None
    closed: Way | None
    is_open: bool
    shows_map: bool


def drawn(
    request: HttpRequest, form: SearchForm, asked: Terms, terms: Terms, found: Found, *, is_found: bool
) -> Filters:
    """Count under every choice and draw it.

    asked : as the address says it; terms : from where the person lives
    """
    is_outside, at = request.GET.get("source") == "outside", request.received_at
    looked = replace(terms, words=found.words if is_outside else "")
    counts = (
        search_counts.of_outside(looked, at=at) if is_outside else search_counts.of_own(found.holding, looked, at=at)
    )
    closed = _number(found.holding, replace(looked, with_closed=True), is_outside, at)
    form.offer(counts, closed)
    chips = form.chips()
    text = gettext("마감된 공고까지 보면 %(number)s건이 있습니다.") % {"number": count(closed)}
    with_closed = Way(text, address(request, replace(asked, with_closed=True)), closed)
    ways = [] if is_found else _ways(request, form, asked, _without_each(terms, counts, is_outside, at))
    return Filters(
        chips=[Chip(row.label, address(request, search.without(asked, row.condition, row.district))) for row in chips],
        set_count=len({row.condition for row in chips} - {"words"}),
        areas=_areas(request, asked, counts),
        months=_months(request, asked, counts),
        sorts=_sorts(request, asked),
        ways=ways,
        rest=None if is_found or ways else _rest(request, asked, is_outside),
        closed=with_closed if closed and not is_found and not asked.with_closed else None,
        is_open=request.GET.get("view") == MAP and "page" not in request.GET,
        shows_map=request.GET.get("view") == MAP or bool(asked.districts),
    )


def address(request: HttpRequest, terms: Terms, **more: str) -> str:
    """The address of this list for other terms; an empty word of `more` leaves that one out."""
    kept = {key: request.GET[key] for key in KEPT if key in request.GET} | more
    said = urlencode({key: value for key, value in kept.items() if value})
    query = "&".join(filter(None, (search_queries.query_of(terms), said)))
    return f"?{query}" if query else request.path


def near(request: HttpRequest, asked: Terms, found: Sequence[Near]) -> list[Way]:
    """The occupations that may be asked for in place of the words, each in the list that counted it."""
    is_outside, ways = request.GET.get("source") == "outside", []
    for row in found:
        url = address(request, search.of_occupation(asked, row.code), source="outside" if row.is_outside else "")
        ways.append(Way(_near_text(row, is_outside), url, row.number, row.name))
    return ways


def _near_text(row: Near, is_outside: bool) -> str:
    """An occupation with its number, and whose postings those are where they stand in the other list."""
    said = {"label": row.name, "number": count(row.number)}
    if row.is_outside == is_outside:
        return gettext("%(label)s (%(number)s건)") % said
    if is_outside:
        return gettext("%(label)s (우리 시 일자리 %(number)s건)") % said
    return gettext("%(label)s (외부 공고 %(number)s건)") % said


def _number(postings: QuerySet[Posting], terms: Terms, is_outside: bool, at: datetime) -> int:
    """How many the terms find, in an order that takes no engine."""
    terms = replace(terms, sort=search.NEWEST)
    found = search.find_outside(terms, at=at) if is_outside else search.find(postings, terms, at=at)
    return found.count()


def _areas(request: HttpRequest, asked: Terms, counts: Counts) -> list[Area]:
    found = []
    for outline in places.outlines():
        is_chosen = outline.code in asked.districts
        others = {code for code in asked.districts if code != outline.code}
        districts = others if is_chosen else {*others, outline.code}
        url = address(request, replace(asked, districts=tuple(sorted(districts))), view=MAP) + "#map"
        number = counts.choices["district", outline.code]
        found.append(Area(outline, places.name(outline.code), number, is_chosen, url))
    return found


def _months(request: HttpRequest, asked: Terms, counts: Counts) -> list[Month]:
    """The months in which any begin."""
    found = []
    for first, last in counts.months:
        if number := counts.choices["start", first.isoformat()]:
            url = address(request, replace(asked, start_from=first, start_until=last))
            found.append(Month(first, number, url))
    return found


def _sorts(request: HttpRequest, asked: Terms) -> list[Sort]:
    """The orders; without words nothing fits them, and the list goes by deadline."""
    orders = search.SORTS if asked.words else [order for order in search.SORTS if order[0] != search.FITTING]
    chosen = asked.sort if asked.sort in dict(orders) else search.CLOSING
    return [Sort(str(label), address(request, replace(asked, sort=value)), value == chosen) for value, label in orders]


def _without_each(terms: Terms, counts: Counts, is_outside: bool, at: datetime) -> dict[str, int]:
    """How many there are without each condition; the words are asked apart, for counting goes by them."""
    postings = Posting.objects.published()
    number = _number(postings, search.without(terms, "words"), is_outside, at) if terms.words else 0
    return counts.without | {"words": number}


def _ways(request: HttpRequest, form: SearchForm, asked: Terms, numbers: dict[str, int]) -> list[Way]:
    """The conditions that can be left out, the one that gives most first."""
    labels: dict[str, list[str]] = {}
    for chip in form.chips():
        labels.setdefault(chip.condition, []).append(chip.label)
    found = [
        Way(
            gettext("‘%(label)s’ 조건을 빼면 %(number)s건")
            % {"label": ", ".join(words), "number": count(numbers[name])},
            address(request, search.without(asked, name)),
            numbers[name],
            ", ".join(words),
        )
        for name, words in labels.items()
        if numbers[name] and name != "closed"
    ]
    return sorted(found, key=lambda way: -way.number)


def _rest(request: HttpRequest, asked: Terms, is_outside: bool) -> Way | None:
    """The words alone, or all there is where none were typed; nothing where that is what was asked."""
    terms = Terms(words=asked.words, with_closed=asked.with_closed)
    if terms == replace(asked, sort=terms.sort, near=""):
        return None
    number = _number(Posting.objects.published(), terms, is_outside, request.received_at)
    text = (
        gettext("다른 조건을 모두 빼고 ‘%(words)s’만 찾으면 %(number)s건")
        if asked.words
        else gettext("조건을 모두 빼면 %(number)s건")
    )
    said = text % {"words": asked.words, "number": count(number)}
    return Way(said, address(request, terms), number, asked.words) if number else None
