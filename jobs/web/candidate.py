"""Pages of the person who applies: applying, one's applications, withdrawing. Another's answer 404."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs import (
    acts,
    announcements,
    application_drafts,
    applications,
    attachments,
    clashes,
    interviews,
    judging,
    objections,
    offers,
    progress,
    sentences,
    sharing,
)
from jobs.announcements import SiteLine
from jobs.applications import Submission
from jobs.eligibility import MET
from jobs.models import Application, Offer, Posting
from jobs.web import apply_drafts, apply_files
from jobs.web.apply_drafts import Draft
from jobs.web.apply_files import Files
from jobs.web.forms import ApplyForm, WithdrawForm, take_error
from jobs.web.wish_field import arranged
from profiles import actors, drafts, places
from profiles.models import Candidate, ConsentText, Identity
from profiles.templatetags.dasi import certificate_names, phone, plain_day
from profiles.web import consent_boxes
from profiles.web.own import WAITING, to_join

A_PAGE = 20


@transaction.non_atomic_requests  # looking through a file takes seconds: no transaction stays open over it
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Apply in two steps on one address: write, read over, send. A person who doesn't fit is told so and may send."""
    published = Posting.objects.visible_to(request.user).published()
    posting = get_object_or_404(announcements.with_details(published), public_id=public_id)
    person = Candidate.objects.filter(user=request.user).first()
    if person is None or not request.user.is_candidate:
        return _to_join(request)
    earlier = progress.standing(posting, person)
    if earlier and request.method != "POST":
        messages.info(request, _("이 공고에는 이미 지원했습니다. 진행 단계를 보여 드립니다."))
        return redirect("jobs:application", earlier.public_id)
    if request.method == "POST" and "X-Autosave" in request.headers:
        return apply_drafts.on_the_way(request, posting, person)
    (announcement,) = announcements.announce([posting])
    files = apply_files.take(request, posting, person, is_needed=earlier is None)
    is_shared = sharing.is_agreed(request.user)
    texts = [] if request.proxy or is_shared else [sharing.text()]
    apply_drafts.settle(request, posting, person)
    draft = apply_drafts.draft(request, posting, person)
    form = _apply_form(request, posting, announcement.sites, files, texts, draft)
    if draft.elsewhere:
        shown = {"posting": posting, "draft": draft, "form": form}
        both = apply_drafts.both(request, draft.elsewhere, form, posting)
        return render(request, "jobs/candidate/apply_both.html", {**shown, **both})
    if not files.refused and (back := apply_drafts.lead_back(request, posting, draft, form)):
        return back
    is_mending = apply_drafts.MEND in request.POST or apply_drafts.MEND in request.GET
    is_written = form.is_bound and form.is_valid() and not is_mending
    if is_written and "send" in request.POST:
        try:
            shown = request.POST.getlist("shown")
            (sent,) = applications.submit([_submission(posting, person, form, shown)], **actors.signed(request))
            for name in (WAITING, apply_drafts.TICKED):
                request.session.pop(name, None)
            return redirect("jobs:application_receipt", sent.public_id)
        except ValidationError as refused:
            take_error(form, refused)
            is_written = getattr(refused, "code", "") == "changed_meanwhile"  # read over once more
    (judged,) = judging.judge(posting, [person], at=request.received_at)
    steps = apply_drafts.steps_to_tell(judged.verdicts)
    said = [
        line._replace(step=step) for line, step in zip(sentences.verdict_lines(judged.verdicts), steps, strict=True)
    ]
    facts, is_open = facts_of(person), posting.is_open(request.received_at)
    if is_open:
        request.session[WAITING] = request.path  # each step of the profile leads back here
    context = {
        "posting": posting,
        "announcement": announcement,
        "is_open": is_open,
        "shows_form": is_open or request.method == "POST",
        "form": form,
        "unshared": bool(request.proxy) and not is_shared,
        "wished": form.wished() if is_written else [],
        "draft": draft,
        "is_back": bool(
            request.GET
        ),  # from the next page, or with something to mend: nothing was fetched from elsewhere
        "attached": attachments.lines(posting, files.kept.values()),
        "left_out": [asked for asked in files.asked if asked.slot not in files.kept],
        "facts": facts,
        "untold": [label for label, value in facts if not value],
        "begun_career": begun_career(person),
        "clashes": clashes.of(person, posting, today=timezone.localdate(request.received_at)),
        "judged": judged,
        "lines": [line for line in said if line.outcome != MET],
        "met": [line for line in said if line.outcome == MET],
    }
    page = "apply_confirm" if is_written and context["shows_form"] else "apply"
    return render(request, f"jobs/candidate/{page}.html", context)


@require_safe
def application_list(request: HttpRequest) -> HttpResponse:
    """List one's own applications with their stage, the newest first; those of years that are over by themselves."""
    rows = _applications(request).newest_years_first(timezone.localdate(request.received_at))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    page.object_list = progress.of(list(page.object_list), at=request.received_at)
    past: dict[int, list[progress.Progress]] = {}
    for row in page.object_list:
        if row.application.is_past:
            past.setdefault(row.application.posting.programme_year.year, []).append(row)
    context = {
        "page_obj": page,
        "begun": application_drafts.begun(request.user, at=request.received_at),
        "current": sorted(
            (row for row in page.object_list if not row.application.is_past), key=lambda row: not row.asks
        ),
        "past": sorted(past.items(), reverse=True),
    }
    return render(request, "jobs/candidate/application_list.html", context)


@require_safe
def application(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show where one application stands, what comes next, and what has happened."""
    found = get_object_or_404(_applications(request), public_id=public_id)
    (where,) = progress.of([found], at=request.received_at)
    check, today = judging.latest(found), timezone.localdate(request.received_at)
    context = {
        "application": found,
        "clashes": clashes.of(found.candidate, found.posting, today=today) if where.may_withdraw else [],
        "progress": where,
        "km": interviews.km_to(where.interview.pick.slot, found.candidate)
        if where.interview and where.interview.pick
        else None,
        "history": progress.history(found),
        "offer": found.offers.filter(state=Offer.State.PENDING).first(),
        "placement": getattr(found, "placement", None),
        "may_apply_again": progress.may_apply_again(found, at=request.received_at),
        "wishes": found.wishes.select_related("posting_site__site").order_by("rank"),
        "attached": attachments.of(found),
        "asked_for": found.info_requests.open(request.received_at),
        "ahead": offers.ahead_of(found) if where.state == Application.State.WAITING else 0,
        "papers": judging.papers_of(found) if where.state == Application.State.ACCEPTED else [],
        "lines": sentences.verdict_lines(check.verdicts) if check else [],
        **_after_refusal(found, at=request.received_at),
    }
    return render(request, "jobs/candidate/application.html", context)


@require_safe
def application_receipt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the receipt: its number and the second the application reached us."""
    found = get_object_or_404(_applications(request), public_id=public_id)
    wishes = found.wishes.select_related("posting_site__site").order_by("rank")
    context = {
        "application": found,
        "wishes": wishes,
        "attached": attachments.of(found),
        "helper": acts.helpers_of([found.pk]).get(found.pk),
        "applicant": Identity.objects.filter(user=found.candidate.user_id).first(),
    }
    return render(request, "jobs/candidate/application_receipt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def application_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask once more, then withdraw."""
    found = get_object_or_404(_applications(request), public_id=public_id)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            applications.withdraw([found], reason=form.told(), **actors.signed(request))
            messages.success(request, _("지원을 취소했습니다."))
            return redirect("jobs:application", found.public_id)
        except ValidationError as refused:
            form.add_error(None, refused)
    (where,) = progress.of([found], at=request.received_at)
    is_open = found.posting.is_open(request.received_at)
    context = {"application": found, "progress": where, "form": form, "is_open": is_open}
    return render(request, "jobs/candidate/application_withdraw.html", context)


@require_POST
def application_again(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Begin anew where one withdrew: what was written then stands in the form, unless something was begun since."""
    found = get_object_or_404(_applications(request), public_id=public_id)
    if not progress.may_apply_again(found, at=request.received_at):
        messages.info(request, _("지금은 이 공고에 다시 지원할 수 없습니다."))
        return redirect("jobs:application", found.public_id)
    if application_drafts.of(found.posting, found.candidate) is None:
        wish = [str(row.posting_site_id) for row in found.wishes.order_by("rank")]
        texts = {"motive": found.motive, "answer": found.answer, "wish": wish}
        application_drafts.keep(found.posting, found.candidate, **texts, window=uuid4(), **actors.signed(request))
    return redirect("jobs:apply", found.posting.public_id)


def facts_of(person: Candidate) -> list[tuple[str, str]]:
    """What the person told of themselves that this application rests on; an empty value is still to be told.

    Nobody need have a career or a certificate: who said that they have none isn't asked again.
    """
    identity = Identity.objects.filter(user_id=person.user_id).first()
    careers = ", ".join(career.title for career in person.careers.order_by("-months", "pk"))
    certificates = certificate_names(person.certificates.order_by("name").values_list("name", flat=True))
    none = _("없다고 하셨습니다")
    return [
        (_("이름"), identity.name if identity else ""),
        (_("전화번호"), phone(identity.phone) if identity else ""),
        (_("생년월일"), plain_day(person.birth_on)),
        (_("사는 곳"), places.name(person.place) if person.place else ""),
        (_("지금 하는 일"), "" if person.employment == "unknown" else person.get_employment_display()),
        (_("해 본 일"), careers or (none if person.no_careers else "")),
        (_("자격증"), certificates or (none if person.no_certificates else "")),
    ]


def begun_career(person: Candidate) -> str:
    """What a career was called that somebody began to write and hasn't added; no application tells of it."""
    typed = drafts.of(person, "careers").values
    return next((text.strip() for box in ("title", "duties") for text in typed.get(box, ()) if text.strip()), "")


def _after_refusal(found: Application, *, at: datetime) -> dict[str, Any]:
    """What a person who isn't selected reads: at which stage, their scores, and whether somebody may look again."""
    asked = objections.latest(found)
    if not progress.knows_refusal(found):
        return {"objection": asked}
    return {
        "objection": asked,
        "stage_left": objections.stage_of(found),
        "scores": objections.scores(found),
        "may_object": objections.may_ask(found, at=at),
        "objection_ends_at": objections.ends_at(found),
    }


def _applications(request: HttpRequest) -> QuerySet[Application]:
    own = Application.objects.visible_to(request.user).filter(candidate__user=request.user)
    return own.select_related("posting__organisation", "posting__programme_year__programme", "candidate", "placement")


def _apply_form(
    request: HttpRequest,
    posting: Posting,
    sites: Sequence[SiteLine],
    files: Files,
    texts: Sequence[ConsentText],
    draft: Draft,
) -> ApplyForm:
    """The form as typed, now or before; while wishes are being moved, a file is taken out or was too large only files are checked; nothing typed is lost."""
    of = {"posting": posting, "sites": sites, "files": files, "texts": texts}
    if not {"arrange", "detach", "too_large"} & set(request.POST):
        boxes = request.POST or apply_drafts.come_back(request, posting, draft)
        form = ApplyForm(boxes, initial={**draft.initial, **apply_drafts.ticked(request, posting)}, **of)
        return _refuse(form, draft.refused) if form.is_bound else form
    boxes = ("motive", "answer", "form_token", *map(consent_boxes.name_of, texts))
    typed = {name: request.POST.get(name, "") for name in boxes}
    wishes = arranged(request.POST.getlist("wish"), request.POST.get("arrange", ""))
    form = ApplyForm(initial={**typed, "wish": wishes}, **of)
    form.cleaned_data = {}  # nothing was read here, so that errors may be added to what is shown
    for asked in files.asked:
        if asked.slot in files.refused:
            form.add_error(asked.field, files.refused[asked.slot])
    return _refuse(form, draft.refused)


def _refuse(form: ApplyForm, refused: Mapping[str, ValidationError]) -> ApplyForm:
    """Say beside its box what may not be kept of it, where nothing is said yet; of a form that is none of ours, on top of it."""
    if NON_FIELD_ERRORS in refused:
        form.errors.pop("form_token", None)  # a box that nobody sees
        form.add_error(None, refused[NON_FIELD_ERRORS])
    for name, why in refused.items():
        if name in form.fields and name not in form.errors:
            form.add_error(name, why)
    return form


def _submission(posting: Posting, person: Candidate, form: ApplyForm, shown: Sequence[str]) -> Submission:
    return Submission(
        posting=posting,
        candidate=person,
        posting_site_ids=[line.posting_site.pk for line in form.wished()],
        form_token=form.cleaned_data["form_token"],
        motive=form.cleaned_data["motive"],
        answer=form.cleaned_data.get("answer", ""),
        shown=shown,
        agrees_to=next(iter(form.agreed()), None),
    )


def _to_join(request: HttpRequest) -> HttpResponse:
    """Whoever works for an organisation doesn't apply; who has no profile yet makes one first."""
    if not request.user.is_candidate:
        raise PermissionDenied(_("기관에서 일하는 계정으로는 지원할 수 없습니다."))
    messages.info(request, _("지원하기 전에 ‘나의 정보’를 먼저 적어 주세요. 3분이면 됩니다."))
    return to_join(request, applies=True)
