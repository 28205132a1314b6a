"""The sites of one's operator: where they are, who answers for them, the links by which logs are confirmed there, and what happened."""

from copy import copy
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs import history, site_links, sites
from jobs.models import Site, SiteContact, SiteLink
from jobs.web.forms import take_error
from jobs.web.operator import for_officers, officer_ids
from jobs.web.operator_forms import ReasonForm, SiteForm
from profiles import actors, events, places
from profiles.templatetags.dasi import month as month_words

PER_PAGE = 20
MOST_LINKS = 24
CRUMBS = [(gettext_lazy("활동처"), "/operator/sites/")]
FORM = ["GET", "HEAD", "POST"]


class ContactForm(forms.Form):
    """Who answers for a site: reached by a mobile number, an address, or both."""

    name = forms.CharField(
        label=gettext_lazy("담당자 이름"),
        max_length=40,
        error_messages={"required": gettext_lazy("담당자의 이름을 적어 주세요.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("휴대전화 번호"),
        required=False,
        max_length=30,
        help_text=gettext_lazy("예: 010-1234-5678. 확인 번호가 문자로 갑니다."),
        widget=forms.TextInput({"type": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("이메일 주소"),
        required=False,
        help_text=gettext_lazy("적으시면 링크를 메일로 보냅니다. 둘 가운데 하나는 적어 주세요."),
        error_messages={"invalid": gettext_lazy("이메일 주소를 다시 확인해 주세요. 예: hong@example.com")},
    )


class LinkForm(forms.Form):
    """Which month's logs are to be confirmed, and by whom."""

    month = forms.ChoiceField(label=gettext_lazy("어느 달"))
    contact = forms.ChoiceField(label=gettext_lazy("누구에게"))

    def __init__(self, *args: Any, months: list[date], contacts: list[SiteContact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contacts = {str(contact.pk): contact for contact in contacts}
        self.fields["month"].choices = [(day.isoformat(), month_words(day)) for day in months]
        self.fields["contact"].choices = [(pk, contact.person.name) for pk, contact in self.contacts.items()]

    def chosen(self) -> tuple[date, SiteContact]:
        """Return the month and the contact."""
        given = self.cleaned_data
        return date.fromisoformat(given["month"]), self.contacts[given["contact"]]


@for_officers
@require_safe
def site_list(request: HttpRequest) -> HttpResponse:
    """List one's sites: those in use, or all."""
    is_all = request.GET.get("state") == "all"
    rows = _own(request) if is_all else _own(request).filter(ended_at=None)
    counted = rows.annotate(
        people=Count("posting_sites__seats__placements", Q(posting_sites__seats__placements__state__in=sites.AT_WORK))
    )
    page = Paginator(counted.select_related("host").order_by("name", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    shown = [row.pk for row in page.object_list]
    answered = SiteContact.objects.filter(site__in=shown, person__ended_on=None).values_list("site_id", flat=True)
    context = {"page_obj": page, "is_all": is_all, "answered": set(answered)}
    context["is_manager"] = bool(request.user.organisation_ids(kinds={"operator"}, roles={"manager"}))
    return render(request, "jobs/operator/site_list.html", context)


@for_officers
@require_safe
def site_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a site: what it is, who answers for it, its links, its history."""
    return _page(request, _site(request, public_id))


@for_officers
@require_http_methods(FORM)
def site_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change a site."""
    site = _site(request, public_id)
    form = SiteForm(request.POST or None, instance=copy(site))  # a form writes into its row
    back = reverse("jobs:operator_site", args=[site.public_id])
    if request.method == "POST" and form.is_valid():
        try:
            sites.edit(site, **actors.signed(request), **form.written())
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("활동처를 고쳤습니다."))
            return redirect(back)
    crumbs = [*CRUMBS, (site.name, back), (_("고치기"), None)]
    return render(request, "jobs/operator/site_edit.html", {"form": form, "site": site, "back": back, "crumbs": crumbs})


@for_officers
@require_http_methods(FORM)
def site_end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End a site, once more asked and with a reason."""
    site, form = _site(request, public_id), ReasonForm(request.POST or None)
    back = reverse("jobs:operator_site", args=[site.public_id])
    if request.method == "POST" and form.is_valid():
        try:
            sites.end(site, reason=form.cleaned_data["reason"], **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("활동처를 끝냈습니다."))
            return redirect(back)
    uses, crumbs = sites.in_use(site), [*CRUMBS, (site.name, back), (_("끝내기"), None)]
    context = {"site": site, "form": form, "uses": uses, "back": back, "crumbs": crumbs}
    return render(request, "jobs/operator/site_end.html", context)


@for_officers
@require_POST
def contact_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Register who answers for a site."""
    site, form = _site(request, public_id), ContactForm(request.POST)
    if form.is_valid():
        try:
            sites.add_contact(site, **form.cleaned_data, **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("활동처 담당자를 등록했습니다."))
            return redirect("jobs:operator_site", site.public_id)
    return _page(request, site, form)


@for_officers
@require_POST
def contact_end(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    """End who answers for a site, and the links that they have."""
    contact = get_object_or_404(
        SiteContact.objects.select_related("site", "person"), site=_site(request, public_id), pk=pk
    )
    try:
        sites.end_contact(contact, **actors.signed(request))
        messages.success(request, _("담당자를 끝냈습니다. 그분께 보낸 링크도 끝났습니다."))
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
    return redirect("jobs:operator_site", public_id)


@for_officers
@require_POST
def link_send(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send a contact the link for a month."""
    site = _site(request, public_id)
    form = LinkForm(request.POST, months=site_links.waiting_months(site), contacts=_contacts(site))
    if not form.is_valid():
        messages.error(request, _("보낼 달과 담당자를 골라 주세요."))
        return redirect("jobs:operator_site", public_id)
    month, contact = form.chosen()
    try:
        site_links.make(site, month, contact=contact, **actors.signed(request))
        messages.success(request, _("링크를 곧 보냅니다. 이 달에 전에 보낸 링크는 끝났습니다."))
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
    return redirect("jobs:operator_site", public_id)


@for_officers
@require_POST
def link_end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End a link that was sent."""
    own = SiteLink.objects.visible_to(request.user).filter(site__organisation_id__in=officer_ids(request))
    link = get_object_or_404(own.select_related("site"), public_id=public_id)
    try:
        site_links.revoke(link, **actors.signed(request))
        messages.success(request, _("링크를 끊었습니다. 이제 열리지 않습니다."))
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
    return redirect("jobs:operator_site", link.site.public_id)


def _own(request: HttpRequest):
    return Site.objects.visible_to(request.user).filter(organisation_id__in=officer_ids(request))


def _site(request: HttpRequest, public_id: UUID) -> Site:
    found = _own(request).select_related("host", "organisation").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _contacts(site: Site) -> list[SiteContact]:
    standing = SiteContact.objects.filter(site=site, person__ended_on=None)
    return list(standing.select_related("person").order_by("person__started_on", "pk"))


def _page(request: HttpRequest, site: Site, form: ContactForm | None = None) -> HttpResponse:
    contacts, months = _contacts(site), site_links.waiting_months(site)
    links = SiteLink.objects.filter(site=site).select_related("letter", "contact__person").order_by("-pk")[:MOST_LINKS]
    at = request.received_at
    context = {
        "site": site,
        "place": places.name(site.place),
        "contacts": contacts,
        "former": SiteContact.objects.filter(site=site).exclude(person__ended_on=None).count(),
        "form": form or ContactForm(),
        "link_form": LinkForm(months=months, contacts=contacts) if contacts and months else None,
        "months": months,
        "links": [{"link": link, "is_living": link.ended_at is None and link.letter.expires_at > at} for link in links],
        "history": history.lines(events.of(site).select_related("organisation")[: history.MOST], {}),
        "crumbs": [*CRUMBS, (site.name, None)],
    }
    return render(request, "jobs/operator/site.html", context, status=400 if form else 200)
