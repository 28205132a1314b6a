"""Target and results (목표와 실적) as the city reads them: every figure with its definition, opening to the rows behind it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobs import reports
from jobs.figures import FIGURES, FUNNEL, FUNNEL_NAMES, Figure
from jobs.models import Programme, ProgrammeYear
from jobs.reports import Line, Scope
from jobs.web.staff import for_city
from jobs.web.target_rows import in_words, is_about_people, readable
from profiles import access, actors, places
from profiles.templatetags.dasi import month
from profiles.web.fields import whole

PER_PAGE = 20
OF_PROGRAMMES = ("target", "jobs_provided", "persons", "person_places", "refills", "ended_early")
OF_DISTRICTS = ("jobs_provided", "persons", "person_places")


class Bar(NamedTuple):
    """A number with the length that it is drawn with, in hundredths of the longest."""

    label: str | Promise
    number: int | None
    length: int
    url: str = ""


@for_city
@require_safe
def target(request: HttpRequest) -> HttpResponse:
    """Show one year: published, planned and lived side by side, then by programme, kind, district and month."""
    years = reports.years()
    scope = Scope(chosen_year(request, years))
    found = reports.values(FIGURES, scope)
    published = reports.PUBLISHED.get(scope.year)
    label = reports.target_label(scope.year)
    context = {
        "years": years,
        "year": scope.year,
        "figures": found,
        "published": published,
        "by_then": _by_then(scope, published),
        "is_demo": reports.is_demo(scope.year),
        "achieved": round(100 * found["jobs_provided"] / found["target"]) if found["target"] else None,
        "target_label": label and _(label),  # a stored one that is in a catalogue is read in the language of the page
        "lines": [_line(FIGURES[code], number, scope) for code, number in found.items()],
        "funnel": bars([(_funnel_name(code), found[code], figure_url(code, scope)) for code in FUNNEL]),
        "programmes": [_programme(line, scope) for line in reports.by_programme(OF_PROGRAMMES, scope)],
        "kinds": reports.by_kind(OF_PROGRAMMES, scope),
        "districts": _districts(scope),
        "months": bars([(month(first), n, "") for first, n in _months(scope, request).items()]),
    }
    return render(request, "jobs/staff/target.html", context)


@for_city
@require_safe
def figure(request: HttpRequest, figure: str) -> HttpResponse:
    """Show the rows behind a figure; those with people only to whom may see people, and the look is written down."""
    shown = FIGURES.get(figure)
    if shown is None:
        raise Http404
    scope, narrowed = _scope(request)
    found = reports.rows(shown, scope)
    page = Paginator(readable(found, request.user), PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = [in_words(row, shown.ground) for row in page.object_list]
    people = [row.candidate for row in page.object_list if row.candidate]
    access.record_request(request, people, purpose=_("실적 확인"), by=actors.from_request(request))
    context = {
        "figure": shown,
        "value": reports.value(shown, scope),
        "year": scope.year,
        "narrowed": narrowed,
        "row_count": found.count(),
        "is_about_people": is_about_people(shown.ground),
        "has_places": any(row.words.where for row in page.object_list),
        "page_obj": page,
        "crumbs": [
            (_("목표와 실적"), f"{reverse('jobs:staff_target')}?year={scope.year}"),
            (shown.label, None),
        ],
    }
    return render(request, "jobs/staff/target_figure.html", context)


def chosen_year(request: HttpRequest, years: Sequence[int]) -> int:
    """Return the year asked for, or the newest that has begun, or else the newest there is."""
    asked = whole(request.GET.get("year", ""))
    if asked in years:
        return asked
    begun = reports.newest_begun(timezone.localdate(request.received_at))
    return begun or (years[0] if years else request.received_at.year)


def figure_url(code: str, scope: Scope, **narrowed: object) -> str:
    """Return where the rows of a figure stand."""
    return f"{reverse('jobs:staff_figure', args=[code])}?{urlencode({'year': scope.year, **narrowed})}"


def bars(numbers: Iterable[tuple[str | Promise, int | None, str]]) -> list[Bar]:
    """Draw numbers against the largest of them; a hidden one has no length."""
    rows = list(numbers)
    longest = max((number or 0 for _label, number, _url in rows), default=0) or 1
    return [Bar(label, number, round(100 * (number or 0) / longest), url) for label, number, url in rows]


def _funnel_name(code: str) -> str | Promise:
    return FUNNEL_NAMES.get(code, FIGURES[code].label)


def _months(scope: Scope, request: HttpRequest) -> dict[date, int]:
    """Jobs by month: every one of the year, up to this one while it runs."""
    today = timezone.localdate(request.received_at)
    last = min(today, date(scope.year, 12, 31))
    return reports.every_month(reports.by_month("jobs_provided", scope), date(scope.year, 1, 1), last)


def _scope(request: HttpRequest) -> tuple[Scope, list[str]]:
    """What the address narrows the figure by, and how the page says so; what makes no sense is left out."""
    year, narrowed = chosen_year(request, reports.years()), []
    programme = _programme_year(request.GET.get("programme", ""), year)
    kind = request.GET.get("kind", "")
    kind = kind if kind in Programme.Kind.values else ""
    district = request.GET.get("district", "")
    district = district if places.is_district(district) else ""
    if programme:
        narrowed.append(programme.programme.name)
    if kind:
        narrowed.append(str(Programme.Kind(kind).label))
    if district:
        narrowed.append(places.name(district))
    return Scope(year, programme and programme.pk, kind, district), narrowed


def _programme_year(text: str, year: int) -> ProgrammeYear | None:
    try:
        public_id = UUID(text)
    except ValueError:
        return None
    return ProgrammeYear.objects.select_related("programme").filter(public_id=public_id, year=year).first()


def _by_then(scope: Scope, published: reports.Published | None) -> int | None:
    """How many jobs the verbs had given by the day of the published count."""
    if published is None:
        return None
    return reports.value(FIGURES["jobs_provided"], Scope(scope.year, until=published.on))


def _line(figure: Figure, number: int, scope: Scope) -> dict[str, Any]:
    return {"figure": figure, "value": number, "url": figure_url(figure.code, scope)}


def _programme(line: Line, scope: Scope) -> dict[str, Any]:
    goal, reached = line.values["target"], line.values["jobs_provided"]
    year: ProgrammeYear = line.key
    return {
        "year": year,
        "values": line.values,
        "percent": round(100 * reached / goal) if goal else None,
        "length": min(100, round(100 * reached / goal)) if goal else 0,
        "urls": {code: figure_url(code, scope, programme=year.public_id) for code in OF_PROGRAMMES},
    }


def _districts(scope: Scope) -> list[dict[str, Any]]:
    lines = reports.by_district(OF_DISTRICTS, scope)
    drawn = bars([(line.label, line.values["jobs_provided"], "") for line in lines])
    return [
        {
            "bar": bar._replace(url=figure_url("jobs_provided", scope, district=line.key)),
            "values": line.values,
        }
        for line, bar in zip(lines, drawn, strict=True)
    ]
