"""How many people a posting could have, asked while it is being written: nothing is kept. With a script it answers under the form, without on a page."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from jobs.models import Posting
from jobs.postings import WRITABLE
from jobs.web import operator_writing, posting_sections
from jobs.web.operator import acting_for, for_officers, own_postings, uuid_of
from jobs.web.operator_forms import PostingForm, SeatsForm
from matching import sketches, softening_words, softenings
from matching.prospects import Asked
from profiles.models import Organisation

CRUMBS = ((_("모집공고"), reverse_lazy("jobs:operator_posting_list")), (_("대상자 수"), None))


@for_officers
@require_POST
def people_count(request: HttpRequest) -> HttpResponse:
    """Count whom the posting could have with what is typed so far, and what each condition costs."""
    asked = _asked(request)
    told = softening_words.told(softenings.count(asked, at=request.received_at)) if asked else None
    context = {"told": told, "crumbs": CRUMBS, "title": asked.posting.title if asked else ""}
    page = "matching/operator/_people_counted.html" if "X-Live" in request.headers else "matching/operator/people.html"
    return render(request, page, context)


def _asked(request: HttpRequest) -> Asked | None:
    """The posting as far as it is typed; None before its programme is chosen."""
    posting = _posting(request)
    draft = operator_writing.draft_of(request, posting)
    copied = _own(request, "copy") if posting is None else None
    section = posting_sections.asked_for(request)
    typed = posting_sections.merged(draft.typed if draft else {}, request.POST, section)
    data = request.POST if posting else posting_sections.as_posted(typed)
    only = section.fields if section and posting else None
    form = PostingForm(data, instance=posting, years=None if posting else operator_writing.years_of(request), only=only)
    form.is_valid()
    before = posting or copied
    organisation = before.organisation if before else draft.organisation if draft else acting_for(request)
    year = posting.programme_year if posting else form.cleaned_data.get("programme_year")
    if year is None:
        return None
    fields = {**_saved(posting), **form.written()}
    return sketches.sketch(year, organisation, fields, _places(request, data, posting, organisation))


def _saved(posting: Posting | None) -> dict[str, Any]:
    """What stands of a posting that is written already, for the parts that the page doesn't show."""
    if posting is None:
        return {}
    return Posting.objects.filter(pk=posting.pk).values(*WRITABLE).get()


def _places(request: HttpRequest, data: QueryDict, posting: Posting | None, organisation: Organisation) -> list[str]:
    """The places of the sites that have seats: as typed, else as saved."""
    seats = SeatsForm(data, sites=operator_writing.sites_of(request, organisation))
    if any(name in data for name in seats.sites) or posting is None:
        seats.is_valid()
        return [found.site.place for found in seats.chosen()]
    return [row.site.place for row in posting.posting_sites.select_related("site").order_by("pk")]


def _posting(request: HttpRequest) -> Posting | None:
    """The draft that the page is about, if it is written already."""
    found = _own(request, "of")
    if found is not None and found.state != Posting.State.DRAFT:
        raise Http404
    return found


def _own(request: HttpRequest, name: str) -> Posting | None:
    asked = request.POST.get(name, "")
    own = own_postings(request).select_related("organisation", "programme_year__programme")
    return get_object_or_404(own, public_id=uuid_of(asked)) if asked else None
