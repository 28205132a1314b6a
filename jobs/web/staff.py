"""What the city sees of its programmes: who may stand here, the years with their terms and rules, and new versions.

Viewers, editors and auditors of the city read; editors alone act (the verbs refuse the others too). Anyone else gets 404.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from jobs import allowances, announcements, oversight, programmes
from jobs.allowances import Pay
from jobs.models import PayTerms, Posting, ProgrammeYear, RuleSet, Target
from jobs.web.forms import take_error
from jobs.web.rule_forms import RuleForm, rule_forms
from jobs.web.staff_forms import RuleSetForm, TargetForm
from profiles import actors, places
from profiles.web.fields import whole

View = Callable[..., HttpResponse]
READERS = {"viewer", "editor", "auditor"}
CRUMBS = ((gettext_lazy("사업과 규칙"), reverse_lazy("jobs:staff_programme_list")),)
PER_PAGE = 20


class Money(NamedTuple):
    """The pay terms from a day on, and what a full month of them comes to (None without a cap)."""

    terms: PayTerms
    full_month: Pay | None

    @property
    def withheld(self) -> str:
        """The share withheld, to the tenth of a percent that the law is written in: 8.8%."""
        return f"{self.terms.withholding_rate * 100:.2f}".rstrip("0").rstrip(".") + "%"


def holds(request: HttpRequest, *roles: str) -> bool:
    """Whether the person holds one of these roles of the city today."""
    return bool(request.user.organisation_ids(kinds={"city"}, roles=set(roles)))


def for_city(view: View) -> View:
    """Let in the readers of the city; answer 404 to anyone else."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs) -> HttpResponse:
        if not holds(request, *READERS):
            raise Http404
        return view(request, **kwargs)

    return guarded


def for_editors(view: View) -> View:
    """Let in the city's editors; the city's readers are told that they may not."""

    @for_city
    @wraps(view)
    def guarded(request: HttpRequest, **kwargs) -> HttpResponse:
        require_editor(request)
        return view(request, **kwargs)

    return guarded


def require_editor(request: HttpRequest) -> None:
    """Refuse who reads for the city and doesn't act for it. Raises PermissionDenied."""
    if not holds(request, "editor"):
        raise PermissionDenied(_("사업 담당만 할 수 있는 일입니다."))


@for_city
@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    """List the programmes of one year with target, rules and postings; the newest year unless another is asked for."""
    numbers = list(ProgrammeYear.objects.order_by("-year").values_list("year", flat=True).distinct())
    asked = whole(request.GET.get("year", ""))
    shown = asked if asked in numbers else next(iter(numbers), None)
    years = oversight.years_with_figures(ProgrammeYear.objects.filter(year=shown))
    rows = years.order_by("programme__kind", "programme__name")
    context = {
        "numbers": numbers,
        "shown": shown,
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "jobs/staff/programme_list.html", context)


@for_city
@require_safe
def programme_year(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one programme year: its terms, money, targets, rules of the version asked for, and postings."""
    year = year_of(public_id)
    versions = list(year.rule_sets.order_by("-version").prefetch_related("rules"))
    in_force = programmes.rule_set_on(year, timezone.localdate(request.received_at))
    rule_set = _version(versions, request.GET.get("version"), in_force)
    postings = oversight.postings_with_figures(Posting.objects.visible_to(request.user).filter(programme_year=year))
    context = {
        "year": year,
        "money": [_money(year, terms) for terms in year.pay_terms.order_by("-valid_from")],
        "targets": [{"row": row, "place": _place(row)} for row in year.targets.order_by("district")],
        "versions": versions,
        "in_force": in_force,
        "rule_set": rule_set,
        "rules": [announcements.rule_line(rule) for rule in rule_set.rules.all()] if rule_set else [],
        "page_obj": Paginator(postings.order_by("-apply_until", "-pk"), PER_PAGE).get_page(request.GET.get("page")),
        "is_editor": holds(request, "editor"),
        "crumbs": [*CRUMBS, (str(year), None)],
    }
    return render(request, "jobs/staff/programme_year.html", context)


@for_editors
def rule_set_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write the next version of the rules, beginning from the newest; a year without any begins from the year before."""
    year = year_of(public_id)
    typed = request.POST or None
    newest = year.rule_sets.order_by("-version").first()
    earlier = None if newest else _rules_before(year)
    form, rules = RuleSetForm(typed), rule_forms(newest or earlier, typed)
    if request.method == "POST" and all([form.is_valid(), *(rule.is_valid() for rule in rules)]):
        try:
            made = programmes.add_rule_set(
                year,
                [line for rule in rules if (line := rule.line())],
                valid_from=form.cleaned_data["valid_from"],
                source=form.cleaned_data["source"],
                by=actors.from_request(request),
                at=request.received_at,
            )
        except ValidationError as broken:
            _take_rule_error(form, rules, broken)
        else:
            messages.success(request, _("규칙 제%(version)s판을 저장했습니다.") % {"version": made.version})
            return redirect("jobs:staff_programme_year", year.public_id)
    crumbs = [*CRUMBS, (str(year), year_url(year)), (_("새 규칙 쓰기"), None)]
    context = {"year": year, "form": form, "rules": rules, "newest": newest, "earlier": earlier, "crumbs": crumbs}
    return render(request, "jobs/staff/rule_set_form.html", context)


@for_editors
def target_set(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Set the target of a programme year, for the city or one district."""
    year = year_of(public_id)
    district = request.GET.get("district", "")
    known = year.targets.filter(district=district).first()
    form = TargetForm(request.POST or None, target=known, initial=_target_of(year, district))
    if request.method == "POST" and form.is_valid():
        programmes.set_target(year, **form.cleaned_data, by=actors.from_request(request), at=request.received_at)
        messages.success(request, _("목표를 저장했습니다."))
        return redirect("jobs:staff_programme_year", year.public_id)
    crumbs = [*CRUMBS, (str(year), year_url(year)), (_("목표 정하기"), None)]
    return render(request, "jobs/staff/target_form.html", {"year": year, "form": form, "crumbs": crumbs})


def year_url(year: ProgrammeYear) -> str:
    """Return where a programme year stands."""
    return str(reverse_lazy("jobs:staff_programme_year", args=[year.public_id]))


def year_of(public_id: UUID) -> ProgrammeYear:
    """Return the programme year of a page, its programme read along, or answer 404."""
    return get_object_or_404(ProgrammeYear.objects.select_related("programme"), public_id=public_id)


def _rules_before(year: ProgrammeYear) -> RuleSet | None:
    """The newest rules of the newest earlier year of the programme."""
    earlier = RuleSet.objects.filter(programme_year__programme=year.programme, programme_year__year__lt=year.year)
    return earlier.select_related("programme_year").order_by("-programme_year__year", "-version").first()


def _version(versions: list[RuleSet], asked: str | None, in_force: RuleSet | None) -> RuleSet | None:
    """The version asked for; else the one in force, else the newest that will be."""
    named = (rule_set for rule_set in versions if str(rule_set.version) == asked)
    return next(named, None) or in_force or next(iter(versions), None)


def _money(year: ProgrammeYear, terms: PayTerms) -> Money:
    cap = year.hours_cap_per_month
    return Money(terms, allowances.pay_of(cap * 60, terms) if cap else None)


def _place(target: Target) -> str:
    return places.name(target.district) if target.district else _("서울시 전체")


def _target_of(year: ProgrammeYear, district: str) -> dict[str, str]:
    """What a new target begins with."""
    return {"district": district if places.is_district(district) else "", "definition": year.counting_definition}


def _take_rule_error(form: RuleSetForm, rules: Iterable[RuleForm], broken: ValidationError) -> None:
    """Say that the age rule is missing beside its box, and anything else at the top."""
    if getattr(broken, "code", "") == "rule_set_without_age":
        age = next(rule for rule in rules if rule.kind == "birth_range")
        age.add_error("is_used", broken)
    else:
        take_error(form, broken)
