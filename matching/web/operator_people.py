"""How many people a posting could have, asked while it is being written: of what is typed nothing is kept, of each look the figures.

With a script it answers under the form, without on a page.
"""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from jobs.models import Posting
from jobs.posting_drafts import STEPS
from jobs.postings import WRITABLE
from jobs.web import operator_writing, posting_sections
from jobs.web.operator import acting_for, for_officers, own_postings, uuid_of
from jobs.web.operator_forms import PostingForm, SeatsForm
from matching import people_looks, sketches, softening_words
from matching.prospects import Asked
from profiles import actors
from profiles.models import Organisation

CRUMBS = ((_("모집공고"), reverse_lazy("jobs:operator_posting_list")), (_("대상자 수"), None))


@for_officers
@require_POST
def people_count(request: HttpRequest) -> HttpResponse:
    """Count whom the posting could have with what is typed so far, and what each condition costs."""
    asked = _asked(request)
    told, refusals = None, []
    if asked:
        try:
            told = softening_words.told(people_looks.look(asked, **actors.signed(request)))
        except ValidationError as refused:
            refusals = refused.messages
    context = {"told": told, "refusals": refusals, "crumbs": CRUMBS, "title": asked.posting.title if asked else ""}
    page = "matching/operator/_people_counted.html" if "X-Live" in request.headers else "matching/operator/people.html"
    return render(request, page, context)


def _asked(request: HttpRequest) -> Asked | None:
    """The posting as far as it is typed; None before its programme is chosen."""
    posting = _posting(request)
    return _of_saved(request, posting) if posting else _of_new(request)


def _of_saved(request: HttpRequest, posting: Posting) -> Asked:
    """A draft that is written already, with what the page shows of it as it is typed."""
    section = posting_sections.asked_for(request)
    saved = Posting.objects.filter(pk=posting.pk).values(*WRITABLE).get()
    form = PostingForm(request.POST, instance=posting, only=section.fields if section else None)
    form.is_valid()
    places = (
        _typed_places(request, request.POST, posting.organisation)
        if section is None or section.has_sites
        else [row.site.place for row in posting.posting_sites.select_related("site").order_by("pk")]
    )
    on = timezone.localdate(request.received_at)
    return sketches.sketch(posting.programme_year, posting.organisation, {**saved, **form.written()}, places, on=on)


def _of_new(request: HttpRequest) -> Asked | None:
    """What is begun: each part as it is typed, those ahead as the copied posting or the template has them."""
    draft = operator_writing.draft_of(request)
    copied, template = _own(request, "copy"), operator_writing.template_of(request, draft)
    copied = copied or (draft.copied_from if draft else None)
    begun_from = copied or template or draft
    organisation = begun_from.organisation if begun_from else acting_for(request)
    years, on = operator_writing.years_of(request), timezone.localdate(request.received_at)
    typed = posting_sections.merged(draft.typed if draft else {}, request.POST, posting_sections.asked_for(request))
    data, done = posting_sections.as_posted(typed), set(typed[STEPS])
    form = PostingForm(data, years=years)
    form.is_valid()
    first = operator_writing.first_words(copied, template, years, on.year)
    shown = {name for part in posting_sections.SECTIONS if part.name in done for name in part.fields}
    year = (form.cleaned_data if "programme_year" in shown else first).get("programme_year")
    if year is None:
        return None
    written = {name: value for name, value in form.written().items() if name in shown}
    places = (
        _typed_places(request, data, organisation)
        if "seats" in done
        else _first_places(request, organisation, operator_writing.first_seats(copied, template))
    )
    return sketches.sketch(year, organisation, {**first, **written}, places, on=on)


def _typed_places(request: HttpRequest, data: QueryDict, organisation: Organisation) -> list[str]:
    """The places of the sites that have seats."""
    seats = SeatsForm(data, sites=operator_writing.sites_of(request, organisation))
    seats.is_valid()
    return [found.site.place for found in seats.chosen()]


def _first_places(request: HttpRequest, organisation: Organisation, seats: dict[str, int] | None) -> list[str]:
    rows = SeatsForm(sites=operator_writing.sites_of(request, organisation)).sites
    return [site.place for name, site in rows.items() if (seats or {}).get(name)]


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
