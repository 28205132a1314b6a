"""A counsellor's own pages: the people who let them act, registering another, and beginning to act for one."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from profiles import access, actors, candidates, proxies
from profiles.models import Candidate, Proxy
from profiles.web import acting, phone_accounts, profile_steps, saving
from profiles.web.counsellor_forms import RegisterForm

SHOWN_FOR = "맡은 분들 목록"
A_PAGE = 30


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List whom the centre acts for: one's own with what waits for them, those of nobody yet, those of colleagues."""
    _require_counsellor(request)
    everybody = proxies.people_of(request.user, at=request.received_at)
    page = Paginator(everybody, A_PAGE).get_page(request.GET.get("page"))
    steps = [person.proxy for slot in request.slots["counsellor"] for person in slot["rows"]]
    shown = {row.person_id: row.person.candidate for row in [*page, *steps]}
    _note(request, list(shown.values()))
    waiting = {proxy.pk for proxy in steps}
    context = {
        "is_phone_on": phone_accounts.is_on(),
        "page_obj": page,
        "waiting": waiting,
        "mine": [row for row in page if row.taken_by_id == request.user.pk and row.pk not in waiting],
        "untaken": [row for row in page if row.taken_by_id is None],
        "others": [row for row in page if row.taken_by_id not in (None, request.user.pk)],
        "counts": everybody.aggregate(
            mine=Count("pk", filter=Q(taken_by=request.user)),
            untaken=Count("pk", filter=Q(taken_by=None)),
            others=Count("pk", filter=~Q(taken_by=request.user) & ~Q(taken_by=None)),
        ),
    }
    return render(request, "profiles/counsellor/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """Register somebody who has no e-mail, by the paper they signed, and go on to what they tell."""
    _require_counsellor(request)
    form = RegisterForm(request.POST or None, at=request.received_at)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            proxy = proxies.open_account(
                form.draft(),
                form.agreed(),
                scopes=told["scopes"],
                months=told["months"],
                signed_on=told["signed_on"],
                **actors.signed(request),
            )
        except ValidationError as refused:
            saving.show(form, refused, {})
            if form.has_error("phone", "phone_known"):
                proxies.note_known(**actors.signed(request))
        else:
            messages.success(request, _("회원으로 등록했습니다. 이제 대신 적으실 수 있습니다."))
            return _begin(request, proxy)
    context = {"form": form, "text": proxies.text_of_consent()}
    return render(request, "profiles/counsellor/person_new.html", context)


@require_POST
def person_take(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a person on."""
    try:
        seen = parse_datetime(request.POST.get("taken_at", ""))
    except ValueError:
        seen = None
    return _step(
        request,
        public_id,
        partial(proxies.take, seen_taken_at=seen),
        _("이제 이분을 맡으셨습니다. 본인에게 알렸습니다."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def person_give_up(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask once more, then end it from the centre's side."""
    proxy = _proxy_or_404(request, public_id)
    if request.method == "POST":
        return _step(request, public_id, proxies.give_up, _("맡김을 끝냈습니다. 본인에게 알렸습니다."))
    _note(request, [proxy.person.candidate])
    return render(request, "profiles/counsellor/give_up.html", {"proxy": proxy})


@require_POST
def person_act(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Begin to act for a person."""
    return _begin(request, _proxy_or_404(request, public_id))


@require_POST
def act_end(request: HttpRequest) -> HttpResponse:
    """Stop acting for anybody."""
    _require_counsellor(request)
    acting.end(request)
    messages.success(request, _("대신하기를 마쳤습니다."))
    return redirect("profiles:counsellor_people")


def _begin(request: HttpRequest, proxy: Proxy) -> HttpResponse:
    try:
        begun = proxies.begin(proxy, **actors.signed(request))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("profiles:counsellor_people")
    acting.begin(request, begun)
    if candidates.lacks_basics(begun.person.candidate):
        return redirect("profiles:candidate_profile_step", profile_steps.STEPS[0].key)
    return redirect("/")


def _step(request: HttpRequest, public_id: UUID, verb: Callable[..., Proxy], done: str) -> HttpResponse:
    """Do what a button says, and say that it is done or why not."""
    try:
        verb(_proxy_or_404(request, public_id), **actors.signed(request))
        messages.success(request, done)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("profiles:counsellor_people")


def _require_counsellor(request: HttpRequest) -> None:
    """Refuse who works for no centre as if there were no such page."""
    if not actors.centres_of(request.user):
        raise Http404


def _proxy_or_404(request: HttpRequest, public_id: UUID) -> Proxy:
    """One that stands, of the counsellor's centre; nobody's own."""
    _require_counsellor(request)
    return get_object_or_404(proxies.people_of(request.user, at=request.received_at), public_id=public_id)


def _note(request: HttpRequest, shown: Sequence[Candidate]) -> None:
    """Write into the access log whose names the page shows."""
    access.record_request(request, shown, purpose=SHOWN_FOR, by=actors.from_request(request))
