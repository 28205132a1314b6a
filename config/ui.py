"""The site's shell: which menu a person sees, what the frame of each page shows, and how forms are drawn.

Menus name pages of every app, so they live here, in the one place that knows all apps.
Source: DESIGN section 10; KRDS 1.1.0 form patterns; KWCAG 2.2 (labels, errors).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from config import acting, pwa, viewing
from jobs import acts, next_steps, participations
from jobs.web import once
from matching import fitting, round_answers, round_tables
from matching.web import candidate as suggestion_pages
from profiles import notices

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from django.utils.functional import _StrPromise

    from profiles.models import User


@dataclass(frozen=True)
class MenuItem:
    """A line of the main menu: the name of its URL and its words; `also` names pages that stand under it at another address.

    `to_do` names the figure of jobs.errand_counts.Counts that stands beside the words.
    """

    url_name: str
    label: str | _StrPromise
    also: tuple[str, ...] = ()
    to_do: str = ""


# Each audience's own work first. A page that is not routed is left out, never a dead link.
MENUS: dict[str, tuple[MenuItem, ...]] = {
    "visitor": (
        MenuItem("jobs:public_posting_list", _("일자리 찾기")),
        MenuItem("jobs:public_programme_list", _("사업 안내")),
        MenuItem("jobs:public_results", _("사업 성과")),
    ),
    "candidate": (
        MenuItem("matching:candidate_suggestion_list", _("맞춤 일자리")),
        MenuItem("jobs:public_posting_list", _("일자리 찾기")),
        MenuItem("jobs:candidate_application_list", _("나의 지원현황"), to_do="of_applications"),
        MenuItem("jobs:candidate_placement_list", _("나의 활동"), to_do="of_placements"),
        MenuItem("jobs:kept_list", _("관심 공고")),
        MenuItem("profiles:candidate_profile", _("나의 정보")),
    ),
    "operator": (
        MenuItem("jobs:operator_home", _("할 일")),
        MenuItem("jobs:operator_posting_list", _("모집공고")),
        MenuItem("jobs:operator_application_list", _("지원자"), also=("jobs:operator_review_list",)),
        MenuItem("matching:operator_round_list", _("일괄 배치")),
        MenuItem(
            "jobs:operator_placement_list",
            _("참여자"),
            also=("jobs:operator_agreement_list", "jobs:operator_accident_list", "jobs:operator_follow_up_list"),
        ),
        MenuItem("jobs:operator_worklog_list", _("활동일지")),
        MenuItem("jobs:operator_month_end", _("월말 정리")),
        MenuItem("jobs:operator_question_list", _("문의")),
        MenuItem(
            "jobs:operator_site_list", _("우리 기관"), also=("jobs:operator_member_list", "jobs:operator_transfer_list")
        ),
    ),
    "host": (
        MenuItem("jobs:site_worklog_list", _("활동일지 확인")),
        MenuItem("jobs:public_posting_list", _("일자리 찾기")),
        MenuItem("jobs:public_programme_list", _("사업 안내")),
    ),
    "centre": (
        MenuItem("profiles:counsellor_people", _("맡은 분들")),
        MenuItem("jobs:public_posting_list", _("일자리 찾기")),
        MenuItem("jobs:public_programme_list", _("사업 안내")),
    ),
    "city": (
        MenuItem("jobs:staff_home", _("할 일")),
        MenuItem("jobs:staff_target", _("목표와 실적"), also=("matching:staff_fairness", "matching:staff_run_list")),
        MenuItem("jobs:staff_posting_list", _("공고 승인")),
        MenuItem("jobs:staff_programme_list", _("사업과 규칙"), also=("jobs:staff_agreement_list",)),
        MenuItem("matching:staff_round_list", _("일괄 배치")),
        MenuItem("jobs:staff_application_list", _("예외 확인")),
        MenuItem("jobs:staff_event_list", _("처리 기록"), also=("matching:staff_retention_list",)),
        MenuItem("jobs:staff_organisation_list", _("기관"), also=("jobs:staff_transfer_list",)),
    ),
}


# What is looked for less often, smaller, below the menu.
MORE: dict[str, tuple[MenuItem, ...]] = {
    "candidate": (
        MenuItem("jobs:saved_search_list", _("저장한 검색")),
        MenuItem("jobs:question_list", _("나의 문의")),
        MenuItem("profiles:contact", _("알림 받는 방법")),
        MenuItem("profiles:proxy", _("상담사에게 맡기기")),
    ),
}

# What higher apps add to a page of a lower one: the template, and what it shows of the person.
SLOTS: dict[str, tuple[tuple[str, Callable[[User], Sequence[Any]]], ...]] = {
    "profile": (("jobs/candidate/_participations.html", participations.of),),
    "applications": (("matching/candidate/_rounds.html", round_answers.rounds_of),),
    "not_selected": (("matching/candidate/_fitting.html", lambda user: fitting.show(user, at=timezone.now())),),
    "proxy": (("jobs/candidate/_done_for_me.html", acts.done_for),),
    "to_fitting": (("matching/candidate/_to_fitting.html", lambda _user: ()),),
    "leaving": (("jobs/candidate/_leave_link.html", lambda _user: ()),),
    "city": (("matching/staff/_rounds_waiting.html", round_tables.waiting),),
    "posting": (("matching/operator/_invite_link.html", lambda _user: ()),),
    "postings_of_city": (("matching/staff/_invite_limit_link.html", lambda _user: ()),),
    "posting_form": (("matching/operator/_people_box.html", lambda _user: ()),),
    "events": (("matching/staff/_retention_link.html", lambda _user: ()),),
    "target": (("matching/staff/_fairness_link.html", lambda _user: ()),),
}

# The same, of what a higher app shows and writes down with the request that asked for it.
SLOTS_OF_REQUEST: dict[str, tuple[tuple[str, Callable[[HttpRequest], Sequence[Any]]], ...]] = {
    "counsellor": (
        (
            "jobs/counsellor/_next_steps.html",
            lambda request: next_steps.people_of(request.user, at=request.received_at),
        ),
    ),
    "standings": (
        (
            "jobs/counsellor/_standing.html",
            lambda request: next_steps.standings(request.user, at=request.received_at),
        ),
    ),
    "fitting": (("matching/candidate/_first_suggestions.html", suggestion_pages.first_suggestions),),
}


def audience_of(user: User) -> str:
    """Name the workplace a person stands in: visitor, candidate, operator, host, centre or city; the city's administrator has none."""
    if not user.is_authenticated:
        return "visitor"
    held = user.current_memberships
    kinds = {membership.organisation.kind for membership in held if membership.role != "administrator"}
    for audience, own in (
        ("city", {"city"}),
        ("operator", {"operator"}),
        ("host", {"host", "firm"}),
        ("centre", {"centre"}),
    ):
        if kinds & own:
            return audience
    return "visitor" if held else "candidate"


def menu_for(
    user: User,
    audience: str | None = None,
    *,
    among: Collection[str] | None = None,
    menus: dict[str, tuple[MenuItem, ...]] = MENUS,
) -> list[dict[str, Any]]:
    """List the main menu of a person as {url, label, prefixes, to_do}, with the routed pages only; `among` leaves out all others."""
    items = menus.get(audience or audience_of(user), ())
    items = [item for item in items if among is None or item.url_name in among]
    found = ((_path(item.url_name), item) for item in items)
    return [
        {"url": url, "label": item.label, "prefixes": [url, *filter(None, map(_path, item.also))], "to_do": item.to_do}
        for url, item in found
        if url
    ]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give every template the frame of the page; nothing is asked of the database before it is shown."""
    match = request.resolver_match
    return {
        "shell": SimpleLazyObject(lambda: _shell_of(request)),
        "viewing": request.viewing,
        "goes_on_to": SimpleLazyObject(lambda: _view_gone_on_to(request)),
        "is_keepable": bool(match) and match.view_name in pwa.KEPT and not request.acting,
    }


def _view_gone_on_to(request: HttpRequest) -> str:
    """Name the page that the person was on the way to before signing in or up, "elsewhere" for one without a name; "" for none."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    try:
        return resolve(asked.partition("?")[0]).view_name if asked.startswith("/") else ""
    except Resolver404:
        return ""


def _shell_of(request: HttpRequest) -> dict[str, Any]:
    user, proxy = request.user, request.proxy
    audience = audience_of(user)
    menu = menu_for(user, audience, among=acting.PAGES if proxy else None)
    more = menu_for(user, audience, among=acting.PAGES if proxy else None, menus=MORE)
    prefixes = [prefix for item in [*menu, *more] for prefix in item["prefixes"]]
    current = max((prefix for prefix in prefixes if request.path.startswith(prefix)), key=len, default="")
    counts = once.counts_of(request) if any(item["to_do"] for item in menu) else None
    for item in [*menu, *more]:
        item["is_current"] = current in item["prefixes"]
        item["number"] = getattr(counts, item["to_do"]) if item["to_do"] else 0
    return {
        "audience": audience,
        "menu": menu,
        "more": more,
        "slots": request.slots,
        "acting": request.acting,
        "unread": notices.unread_count(user) if user.is_authenticated and not proxy else 0,
        "inbox_url": _path("profiles:candidate_inbox") if user.is_authenticated and not request.acting else None,
        "demo": settings.DEMO,
        "helpline": settings.HELPLINE,
        "helpline_hours": settings.HELPLINE_HOURS,
        "language_url": _path("set_language"),
        "viewing_url": _path("viewing"),
        "extend_url": _path("session_extend") if user.is_authenticated else None,
        "session_seconds": settings.SESSION_COOKIE_AGE,
    }


def framed(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set request.viewing (how the person wants to see pages) and request.slots (what higher apps add), each asked of when it is shown."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.viewing = SimpleLazyObject(lambda: viewing.of(request))
        request.slots = SimpleLazyObject(lambda: _slots_of(request))
        return get_response(request)

    return middleware


def _slots_of(request: HttpRequest) -> dict[str, list[dict[str, Any]]]:
    user = request.user
    return {
        **{name: [_filled(*slot, user) for slot in slots] for name, slots in SLOTS.items()},
        **{name: [_filled(*slot, request) for slot in slots] for name, slots in SLOTS_OF_REQUEST.items()},
    }


def _filled(template: str, rows_of: Callable[[Any], Sequence[Any]], asker: User | HttpRequest) -> dict[str, Any]:
    """A slot, asked of the database only by the page that shows it."""
    return {"template": template, "rows": SimpleLazyObject(lambda: rows_of(asker))}


@require_POST
def extend_session(request: HttpRequest) -> HttpResponse:
    """Keep a signed-in person signed in for another full period (the session warning asks for it)."""
    request.session.modified = True
    return HttpResponse(status=204)


def _path(url_name: str) -> str | None:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None


# --- forms ---------------------------------------------------------------------------------------------------------

_CLASS_OF_TEMPLATE = {
    "django/forms/widgets/select.html": "krds-form-select",
    "django/forms/widgets/textarea.html": "krds-input textarea",
}
_CLASS_OF_TYPE = dict.fromkeys(
    ("text", "email", "password", "number", "tel", "url", "search", "date", "time", "datetime-local", "month"),
    "krds-input",
)


class FormRenderer(TemplatesSetting):
    """Draw every form in KRDS shape: label with (필수)/(선택) in words, hint, error by its field, summary."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    formset_template_name = "components/formset.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        if "widget" in context:
            _dress(context["widget"])
        return super().render(template_name, context, request)


def _dress(widget: dict[str, Any]) -> None:
    """Add the KRDS class of its kind to a widget and to those inside it, after any class of its own."""
    kind = _CLASS_OF_TEMPLATE.get(widget["template_name"]) or _CLASS_OF_TYPE.get(widget.get("type", ""))
    if kind:
        own = widget["attrs"].get("class", "")
        widget["attrs"]["class"] = f"{kind} {own}".strip()
    for inner in widget.get("subwidgets", ()):
        _dress(inner)
