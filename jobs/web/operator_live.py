"""What the page of a posting asks while one writes: the check of its words, keeping what is typed, and how candidates will see it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jobs import announcements, posting_checks, posting_drafts, posting_facts, posting_previews
from jobs.models import Posting, PostingDraft
from jobs.posting_drafts import Kept
from jobs.web import operator_writing, posting_looks, posting_sections
from jobs.web.forms import take_error
from jobs.web.operator import acting_for, called, for_officers, own_postings, uuid_of
from jobs.web.operator_forms import PostingForm, SeatsForm
from profiles import actors
from profiles.templatetags.dasi import clock


@for_officers
@require_POST
def posting_check(request: HttpRequest) -> HttpResponse:
    """Look at the words as they are typed; nothing is kept. Answers with what stands beside each box."""
    posting = _posting(request)
    draft = operator_writing.draft_of(request, posting)
    organisation = posting.organisation if posting else draft.organisation if draft else acting_for(request)
    before = draft.typed if draft else {}
    about = posting or posting_looks.subject(organisation, {**before, **dict(request.POST.lists())})
    data = posting_looks.taken(request.POST, about, at=request.received_at)
    section = posting_sections.asked_for(request)
    form = PostingForm(data, only=section.fields if section else None).show()
    found = posting_looks.findings(form, about, at=request.received_at)
    checks = {
        name: render_to_string(
            "jobs/operator/_findings.html", {"findings": [one for one in found if one.field == name]}, request=request
        )
        for name in posting_checks.FIELDS
        if name in form.fields
    }
    texts = {
        name: data.get(name, "") for name in posting_checks.TAKEN if "take" in request.POST and name in form.fields
    }
    return JsonResponse({"checks": checks, "texts": texts})


@for_officers
@require_POST
def posting_draft(request: HttpRequest) -> HttpResponse:
    """Keep what is typed so far; the page sends it by itself while the officer writes."""
    posting = _posting(request)
    draft = operator_writing.draft_of(request, posting)
    section = posting_sections.asked_for(request)
    copied = _copied(request) if posting is None else None
    template = operator_writing.template_of(request, draft) if posting is None else None
    organisation = posting or copied or template or draft
    typed = posting_sections.merged(draft.typed if draft else {}, request.POST, section)
    try:
        kept = operator_writing.keep(
            request,
            typed,
            organisation.organisation if organisation else acting_for(request),
            posting=posting,
            copied=copied,
            template=template,
            section=section,
        )
    except ValidationError as refused:
        return JsonResponse({"said": " ".join(refused.messages), "wrong": {}}, status=422)
    shown = f"{kept.draft.public_id}:{kept.draft.revision}"
    return JsonResponse({"said": _said(request, kept, posting), "wrong": {}, "shown": shown})


@for_officers
@require_POST
def posting_draft_drop(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Throw away what was begun and not saved."""
    draft = get_object_or_404(
        PostingDraft.objects.visible_to(request.user).select_related("posting"), public_id=public_id
    )
    posting = draft.posting
    posting_drafts.drop(draft, by=actors.from_request(request))
    messages.success(request, _("쓰다 만 글을 지웠습니다."))
    return (
        redirect("jobs:operator_posting_edit", posting.public_id) if posting else redirect("jobs:operator_posting_new")
    )


@for_officers
@require_POST
def posting_preview(request: HttpRequest) -> HttpResponse:
    """Show what is typed as candidates would see it, on their own page; nothing is saved."""
    posting = _posting(request)
    draft = operator_writing.draft_of(request, posting)
    copied = _copied(request)
    template = operator_writing.template_of(request, draft) if posting is None else None
    begun_from = posting or copied or template or draft
    organisation = begun_from.organisation if begun_from else acting_for(request)
    section = posting_sections.asked_for(request)
    typed = posting_sections.merged(draft.typed if draft else {}, request.POST, section)
    data = posting_sections.as_posted(typed) if posting is None else request.POST
    only = section.fields if section and posting else None
    form = PostingForm(data, instance=posting, years=None if posting else operator_writing.years_of(request), only=only)
    has_sites = only is None or section.has_sites
    sites = operator_writing.sites_of(request, organisation) if has_sites else []
    seats = SeatsForm(data, sites=sites)
    by, at = actors.from_request(request), request.received_at
    if form.is_valid() & seats.is_valid():
        chosen = seats.chosen() if has_sites else None
        year = posting.programme_year if posting else form.cleaned_data["programme_year"]
        try:
            with posting_previews.preview(
                posting, year, organisation, form.written(), chosen, by=by, at=at
            ) as previewed:
                return _as_candidates_see(request, previewed)
        except ValidationError as broken:
            take_error(form, broken)
    return operator_writing.form_page(
        request,
        form,
        seats,
        posting,
        draft=draft,
        copied=copied,
        template=template,
        section=section if posting else None,
        typed=typed,
    )


def _as_candidates_see(request: HttpRequest, posting: Posting) -> HttpResponse:
    """The public page's own template, of a posting that isn't saved."""
    found = announcements.with_details(Posting.objects.filter(pk=posting.pk)).get()
    (announcement,) = announcements.announce([found])
    at = request.received_at
    context = {
        "posting": found,
        "announcement": announcement,
        "is_open": False,
        "is_coming": found.apply_from > at,
        "rules": announcements.rules_of(found, at=at),
        "application": None,
        "is_kept": False,
        "people": 0,
        "sites": posting_facts.from_home(None, announcement.sites),
        "home": None,
        "selection": posting_facts.selection(found, at),
        "rate": None,
        "asked": [],
        "address": request.build_absolute_uri(reverse("jobs:public_posting", args=[found.public_id])),
        "seen": [],
        "is_preview": True,
    }
    return render(request, "jobs/public/posting.html", context)


def _said(request: HttpRequest, kept: Kept, posting: Posting | None) -> str:
    """What the line under the form says: that it is kept, and whether another window is at the same posting."""
    if kept.is_parted:
        return _("다른 창에서도 이 글을 쓰고 있습니다. 이 창의 글은 따로 저장했습니다.")
    if posting is not None and kept.draft.version and kept.draft.version != posting.version:
        return _(
            "그사이 이 공고를 다시 저장한 분이 있습니다. 이 창의 글은 따로 두었으니, 저장하면 달라진 칸을 알려 드립니다."
        )
    if kept.other is not None and kept.other.saved_by_id == request.user.pk:
        return _("이 공고를 다른 창에서도 고치고 있습니다. 이 창의 글은 따로 저장했습니다.")
    if kept.other is not None:
        who = called(kept.other.saved_by, kept.draft.organisation_id)
        return _("%(who)s 님도 이 공고를 고치고 있습니다. 이 창의 글은 따로 저장했습니다.") % {"who": who}
    when = clock(request.received_at)
    return _("여기까지 저장해 두었습니다(%(when)s). ‘저장하기’를 눌러야 공고에 담깁니다.") % {"when": when}


def _posting(request: HttpRequest) -> Posting | None:
    """The draft of one's own that the page is about, if it is written already."""
    asked = request.POST.get("of", "")
    own = own_postings(request).filter(state=Posting.State.DRAFT).select_related("organisation", "programme_year")
    return get_object_or_404(own, public_id=uuid_of(asked)) if asked else None


def _copied(request: HttpRequest) -> Posting | None:
    asked = request.POST.get("copy", "")
    own = own_postings(request).select_related("organisation", "programme_year")
    return get_object_or_404(own, public_id=uuid_of(asked)) if asked else None
