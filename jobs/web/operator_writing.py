"""How an operator writes a posting: on one page or part by part, from nothing or after an older one; what is typed is kept meanwhile."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from jobs import posting_drafts, posting_templates, postings
from jobs.models import Posting, PostingDraft, PostingRemark, PostingTemplate, ProgrammeYear, Site
from jobs.posting_drafts import Kept
from jobs.web import posting_looks, posting_sections
from jobs.web.forms import take_error
from jobs.web.operator import acting_for, called, for_officers, own_postings, uuid_of
from jobs.web.operator_forms import PostingForm, SeatsForm
from jobs.web.posting_sections import SECTIONS, Section
from profiles import actors, events
from profiles.models import Organisation
from profiles.web.fields import whole

CRUMBS = ((gettext_lazy("모집공고"), reverse_lazy("jobs:operator_posting_list")),)
TURNS = {"next": 1, "back": -1}


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def posting_new(request: HttpRequest) -> HttpResponse:
    """Write a new draft, from nothing, after an older posting, or going on with what was begun."""
    draft = draft_of(request)
    copied, template = _copied(request, draft), template_of(request, draft)
    begun_from = copied or template or draft
    organisation = begun_from.organisation if begun_from else acting_for(request)
    section = posting_sections.asked_for(request)
    typed = _typed(request, draft, section, organisation)
    turn = next((TURNS[name] for name in TURNS if name in request.POST), 0)
    if request.method == "POST" and turn and section:
        return _turn_page(request, section, turn, typed, organisation, copied, template, draft)
    shown_part = section if request.method != "POST" else None
    form, seats = _forms(request, typed, organisation, copied, template, shown_part)
    if request.method != "POST" or posting_sections.is_asked_to_look(request):
        shown = form.show() if typed is not None else form
        of = {"draft": draft, "copied": copied, "template": template, "typed": typed}
        return form_page(request, shown, seats, section=section, **of)
    if form.is_valid() & seats.is_valid():
        try:
            posting = postings.write(
                form.cleaned_data["programme_year"],
                organisation,
                form.written(),
                seats.chosen(),
                by=actors.from_request(request),
                at=request.received_at,
                copied_from=copied,
            )
        except ValidationError as broken:
            take_error(form, broken)
        else:
            _drop(request, draft)
            messages.success(request, _("공고를 저장했습니다. 아래 내용을 확인한 뒤 검토를 요청해 주세요."))
            return redirect("jobs:operator_posting", posting.public_id)
    return form_page(request, form, seats, draft=draft, copied=copied, template=template, typed=typed)


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def posting_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change a draft, or one part of it, unless someone else changed it meanwhile; say which remarks are mended."""
    posting = get_object_or_404(
        own_postings(request).select_related("organisation", "programme_year"), public_id=public_id
    )
    section, draft = posting_sections.asked_for(request), draft_of(request, posting)
    posted = request.method == "POST"
    data = posting_looks.taken(request.POST, posting, at=request.received_at) if posted else None
    if data is None and draft is not None:
        data = posting_sections.as_posted({**draft.typed, "version": [str(draft.version)]})
    form = PostingForm(data, instance=posting, only=section.fields if section else None)
    has_sites = section is None or section.has_sites
    sites = sites_of(request, posting.organisation) if has_sites else []
    seats = SeatsForm(data, sites=sites, initial=SeatsForm.initial_of(posting) if has_sites else None)
    if request.method != "POST" or posting_sections.is_asked_to_look(request):
        return form_page(
            request, form.show() if data else form, seats, posting, section=section, draft=draft, typed=data
        )
    if form.is_valid() & seats.is_valid():
        try:
            postings.edit(
                posting,
                form.written(),
                seats.chosen() if has_sites else None,
                version=form.cleaned_data["version"],
                mended=_mended(request),
                by=actors.from_request(request),
                at=request.received_at,
            )
        except ValidationError as broken:
            if getattr(broken, "code", "") == "changed_meanwhile":
                return _form_again(request, posting, broken, section)
            take_error(form, broken)
        else:
            _drop(request, draft)
            messages.success(request, _("고친 내용을 저장했습니다."))
            after = posting_sections.beside(section, 1) if section and "next" in request.POST else None
            if after:
                return redirect(f"{reverse('jobs:operator_posting_edit', args=[posting.public_id])}?step={after.name}")
            return redirect("jobs:operator_posting", posting.public_id)
    return form_page(request, form, seats, posting, section=section, draft=draft)


def form_to_mend(request: HttpRequest, posting: Posting, broken: ValidationError) -> HttpResponse:
    """Show the form of a draft as saved, with what keeps it from review beside its boxes."""
    form = PostingForm(instance=posting)
    form.cleaned_data = {}  # nothing was typed here, so that errors may be added to what is shown
    take_error(form, broken)
    sites = sites_of(request, posting.organisation)
    return form_page(request, form, SeatsForm(sites=sites, initial=SeatsForm.initial_of(posting)), posting)


def form_page(
    request: HttpRequest,
    form: PostingForm,
    seats: SeatsForm,
    posting: Posting | None = None,
    *,
    section: Section | None = None,
    draft: PostingDraft | None = None,
    copied: Posting | None = None,
    template: PostingTemplate | None = None,
    typed: Mapping | None = None,
    **more: Any,
) -> HttpResponse:
    """Show the form, whole or one part of it, with remarks and findings beside its boxes."""
    remarks = PostingRemark.objects.visible_to(request.user).filter(posting=posting).order_by("pk") if posting else []
    begun_from = posting or copied or template
    organisation = begun_from.organisation if begun_from else acting_for(request)
    subject = posting or posting_looks.subject(organisation, typed or _initial(form))
    findings = posting_looks.findings(form, subject, at=request.received_at)
    done = draft.typed.get(posting_drafts.STEPS, []) if draft else [part.name for part in SECTIONS] if posting else []
    unless_said = {"differing": [], "last_edit": None}
    context = {
        "form": form,
        "seats": seats,
        "posting": posting,
        "section": section,
        "parts": posting_sections.parts_of(form, section, remarks, findings),
        "stages": posting_sections.stages(section, done) if section else [],
        "before": posting_sections.beside(section, -1) if section else None,
        "after": posting_sections.beside(section, 1) if section else None,
        "number": SECTIONS.index(section) + 1 if section else 0,
        "total": len(SECTIONS),
        "first": SECTIONS[0],
        "shown": f"{draft.public_id}:{draft.revision}" if draft else request.POST.get("shown") or f"{uuid4()}:0",
        "draft": draft,
        "copied": copied,
        "begun": _begun(request, posting) if request.method != "POST" and not draft else [],
        "template": template,
        "templates": [] if begun_from or draft or request.method == "POST" else posting_templates.in_use(request.user),
        "is_looked_at": posting_sections.is_asked_to_look(request),
        "findings": findings,
        "crumbs": [*CRUMBS, (posting.title if posting else _("새 공고 쓰기"), None)],
    }
    return render(request, "jobs/operator/posting_form.html", {**unless_said, **context, **more})


def draft_of(request: HttpRequest, posting: Posting | None = None) -> PostingDraft | None:
    """Return what the address or the window says it goes on with, if that is still there and of this posting."""
    asked = request.GET.get("draft") or request.POST.get("shown", "").partition(":")[0]
    if not asked:
        return None
    rows = PostingDraft.objects.visible_to(request.user).filter(posting=posting).select_related("organisation")
    return rows.select_related("copied_from").filter(public_id=uuid_of(asked)).first()


def keep(
    request: HttpRequest,
    typed: Mapping[str, Any],
    organisation: Organisation,
    *,
    posting: Posting | None = None,
    copied: Posting | None = None,
    template: PostingTemplate | None = None,
    section: Section | None = None,
) -> Kept:
    """Keep what a window holds; its field `shown` says which row it wrote last, and how often that had been saved."""
    named, _colon, revision = request.POST.get("shown", "").partition(":")
    return posting_drafts.keep(
        uuid_of(named) if named else uuid4(),
        whole(revision) or 0,
        typed,
        organisation,
        posting=posting,
        copied_from=copied,
        template=template,
        step=section.name if section else "",
        version=whole(request.POST.get("version", "")) or 0,
        **actors.signed(request),
    )


def sites_of(request: HttpRequest, organisation: Organisation) -> QuerySet[Site]:
    """Return the sites that the person may choose among."""
    return Site.objects.visible_to(request.user).filter(organisation=organisation, ended_at=None).order_by("name")


def years_of(request: HttpRequest) -> QuerySet[ProgrammeYear]:
    """Return the programme years that aren't over."""
    today = timezone.localdate(request.received_at)
    return ProgrammeYear.objects.filter(ends_on__gte=today).select_related("programme").order_by("programme__name")


def _turn_page(request, section, turn, typed, organisation, copied, template, draft) -> HttpResponse:
    """Keep this part and show the one before or after; the next only once this one is sound."""
    form, seats = _forms(request, typed, organisation, copied, template, section)
    of = {"section": section, "copied": copied, "template": template}
    try:
        kept = keep(request, typed, organisation, **of)
    except ValidationError as broken:
        form.is_valid()
        take_error(form, broken)
        return form_page(request, form, seats, draft=draft, typed=typed, **of)
    if turn > 0 and not form.is_valid() & seats.is_valid():
        return form_page(request, form, seats, draft=kept.draft, typed=typed, **of)
    if kept.is_parted:
        messages.warning(request, _("다른 창에서도 이 글을 쓰고 있습니다. 이 창의 글은 따로 저장했습니다."))
    to = posting_sections.beside(section, turn) or section
    return redirect(f"{reverse('jobs:operator_posting_new')}?step={to.name}&draft={kept.draft.public_id}")


def _forms(
    request: HttpRequest,
    typed: Mapping[str, Any] | None,
    organisation: Organisation,
    copied: Posting | None,
    template: PostingTemplate | None,
    section: Section | None,
) -> tuple[PostingForm, SeatsForm]:
    """The form and the table of sites, with what was typed, else with what a new posting begins with."""
    years = years_of(request)
    is_typed = typed is not None and (section is None or section.name in typed.get(posting_drafts.STEPS, ()))
    data = posting_sections.as_posted(typed) if is_typed else None
    first = first_words(copied, template, years, timezone.localdate(request.received_at).year)
    form = PostingForm(data, years=years, initial=first, only=section.fields if section else None)
    has_sites = section is None or section.has_sites
    return form, SeatsForm(
        data,
        sites=sites_of(request, organisation) if has_sites else [],
        initial=first_seats(copied, template) if has_sites else None,
    )


def _begun(request: HttpRequest, posting: Posting | None) -> list[PostingDraft]:
    """What was begun, each with what its writer is called."""
    rows = posting_drafts.begun(request.user, posting).prefetch_related("saved_by__memberships")[:5]
    for row in rows:
        row.writer = called(row.saved_by, row.organisation_id)
    return list(rows)


def _typed(
    request: HttpRequest, draft: PostingDraft | None, section: Section | None, organisation: Organisation
) -> dict[str, Any] | None:
    """What was typed so far, of this window and of the parts before; None where nothing was."""
    if request.method == "POST":
        before = draft.typed if draft else {}
        subject = posting_looks.subject(organisation, {**before, **dict(request.POST.lists())})
        posted = posting_looks.taken(request.POST, subject, at=request.received_at)
        return posting_sections.merged(draft.typed if draft else {}, posted, section)
    return draft.typed if draft else None


def _form_again(
    request: HttpRequest, posting: Posting, broken: ValidationError, section: Section | None
) -> HttpResponse:
    """Show what was typed on top of the version that somebody saved meanwhile, and where the two differ."""
    saved = own_postings(request).select_related("organisation", "programme_year").get(pk=posting.pk)
    typed: QueryDict = request.POST.copy()
    typed["version"] = str(saved.version)
    form = PostingForm(typed, instance=posting, only=section.fields if section else None)
    has_sites = section is None or section.has_sites
    sites = sites_of(request, saved.organisation) if has_sites else []
    seats = SeatsForm(typed, sites=sites, initial=SeatsForm.initial_of(saved) if has_sites else None)
    take_error(form, broken)
    differing = [*form.differing(saved), *([_("활동처와 모집인원")] if seats.changed_data else [])]
    last_edit = events.of(saved).filter(verb="edit").select_related("user__identity").first()
    last = {"who": called(last_edit.user, saved.organisation_id), "at": last_edit.at} if last_edit else None
    return form_page(request, form, seats, saved, section=section, differing=differing, last_edit=last)


def _mended(request: HttpRequest) -> dict[int, str]:
    """What the officer says of the remarks that are ticked as mended."""
    numbers: Iterable[int | None] = map(whole, request.POST.getlist("mended"))
    return {number: request.POST.get(f"answer_{number}", "") for number in numbers if number is not None}


def _initial(form: PostingForm) -> dict[str, list[str]]:
    """The programme year that a form begins with, as it would be sent."""
    year = form.initial.get("programme_year")
    return {"programme_year": [str(year.pk)]} if year else {}


def _drop(request: HttpRequest, draft: PostingDraft | None) -> None:
    if draft is not None:
        posting_drafts.drop(draft, by=actors.from_request(request))


def _copied(request: HttpRequest, draft: PostingDraft | None) -> Posting | None:
    """The posting of one's own that the address, or what was begun, names to be copied."""
    own = own_postings(request).select_related("organisation", "programme_year")
    asked = request.GET.get("copy")
    if asked:
        return get_object_or_404(own, public_id=uuid_of(asked))
    return own.filter(pk=draft.copied_from_id).first() if draft and draft.copied_from_id else None


def template_of(request: HttpRequest, draft: PostingDraft | None = None) -> PostingTemplate | None:
    """Return the template that the address, the form or what was begun names; one that was retired serves what was begun from it."""
    own = PostingTemplate.objects.visible_to(request.user).select_related("organisation")
    asked = request.GET.get("template") or request.POST.get("template")
    if asked:
        return get_object_or_404(own, public_id=uuid_of(asked))
    return own.filter(pk=draft.template_id).first() if draft and draft.template_id else None


def first_seats(copied: Posting | None, template: PostingTemplate | None) -> dict[str, int] | None:
    """Return the seats that the table begins with, by the name of its boxes."""
    if copied:
        return SeatsForm.initial_of(copied)
    return SeatsForm.initial_of_template(template) if template else None


def first_words(
    copied: Posting | None, template: PostingTemplate | None, years: QuerySet[ProgrammeYear], year: int
) -> dict[str, Any]:
    """Return what the form of a copy, or from a template, begins with; the programme's newest year that isn't over is chosen beforehand."""
    if copied is None and template is None:
        return {}
    programme_id = copied.programme_year.programme_id if copied else template.programme_id
    newest = years.filter(programme=programme_id).order_by("-year").first()
    named = newest.year if newest else year
    fields = postings.fields_to_copy(copied, named) if copied else posting_templates.fields_to_begin(template, named)
    return {**fields, "programme_year": newest}
