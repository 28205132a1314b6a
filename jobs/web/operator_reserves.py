"""Reserved seats of a posting (우선 선발 자리): how many there are and by which rounding, who holds them, and releasing what isn't used."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from jobs import agenda, applicants, reserves, seat_releases
from jobs.models import Application, Hold, Posting, Seat
from jobs.web.forms import take_error
from jobs.web.operator import for_officers, own_postings
from jobs.web.year_forms import plain
from profiles import access, actors

PURPOSE = gettext_lazy("우선 선발 자리 확인")
MOST_NAMED = 50
SEATED = ("offered", "accepted", "placed")


class ReleaseForm(forms.Form):
    """Which reserved seats are given to everybody, and why."""

    seats = forms.MultipleChoiceField(
        label=gettext_lazy("풀 자리"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("풀 자리를 하나 이상 골라 주세요."),
            "invalid_choice": gettext_lazy(
                "그사이 다른 분에게 정해졌거나 이미 풀린 자리가 있습니다. 화면을 새로 고쳐 확인해 주세요."
            ),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("푸는 이유"),
        max_length=200,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("감사 자료에 남습니다. 예: 차상위계층인 지원자 두 분이 모두 다른 일자리를 골랐습니다."),
        error_messages={"required": gettext_lazy("푸는 이유를 적어 주세요. 감사 자료에 남습니다.")},
    )

    def __init__(self, *args: Any, free: Iterable[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by_id = {str(seat.public_id): seat for seat in free}
        self.fields["seats"].choices = [(key, seat_name(seat)) for key, seat in self._by_id.items()]

    @property
    def chosen(self) -> list[Seat]:
        return [self._by_id[key] for key in self.cleaned_data["seats"]]


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def reserved_seats(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the reserved seats; release those chosen."""
    posting = get_object_or_404(own_postings(request).select_related("programme_year__programme"), public_id=public_id)
    free = list(seat_releases.free_kept(posting).select_related("posting_site__site"))
    form = ReleaseForm(request.POST if request.method == "POST" else None, free=free)
    if request.method == "POST" and form.is_valid():
        try:
            freed = seat_releases.release_reserved(
                form.chosen, reason=form.cleaned_data["reason"], **actors.signed(request)
            )
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _released(len(freed)))
            return redirect("jobs:operator_reserved_seats", public_id)
    return render(request, "jobs/operator/reserved_seats.html", _context(request, posting, form))


def seat_name(seat: Seat) -> str:
    """복지관 2번 자리."""
    return _("%(site)s %(number)s번 자리") % {"site": seat.posting_site.site.name, "number": seat.number}


def rounding(total: int, posting: Posting) -> str:
    """Say by which figures the number of reserved seats came about."""
    share = posting.programme_year.priority_share
    exact, reserved = total * share, reserves.count(total, share)
    told = {"total": total, "percent": plain(share * 100), "exact": plain(exact), "seats": reserved}
    if exact == reserved:
        return _("%(total)s자리의 %(percent)s%%는 %(seats)s자리입니다.") % told
    return _("%(total)s자리의 %(percent)s%%는 %(exact)s자리이며, 올림하여 %(seats)s자리입니다.") % told


def _context(request: HttpRequest, posting: Posting, form: ReleaseForm) -> dict[str, Any]:
    by = actors.from_request(request)
    every = list(
        Seat.objects.filter(posting_site__posting=posting)
        .select_related("posting_site__site", "reserve_released_by")
        .order_by("posting_site_id", "number")
    )
    reserved = [seat for seat in every if seat.reserve]
    own = Application.objects.visible_to(request.user).filter(posting=posting)
    holders = _holders(reserved, own)
    standing = applicants.with_lines(own.sighted().filter(pk__in=seat_releases.claimants(posting).values("pk")))
    named = list(standing.order_by("pk")[:MOST_NAMED])
    shown = [row.candidate for row in (*named, *(row for row in holders.values() if row))]
    access.record_request(request, shown, purpose=str(PURPOSE), by=by)
    counted, share = _counted(posting), posting.programme_year.priority_share
    return {
        "posting": posting,
        "is_officer": True,
        "share": plain(share * 100) if share else "",
        "rounding": rounding(len(every), posting),
        "is_otherwise": len(reserved) != reserves.count(len(every), share),
        "reserved": len(reserved),
        "sites": _sites(every, holders),
        "released": [seat for seat in reserved if seat.reserve_released_at],
        "free_kept": len(form.fields["seats"].choices),
        "counted": counted,
        "named": [{"row": row, "name": applicants.numbered_name(row)} for row in named],
        "unnamed": max(0, counted["standing"] - len(named)),
        "spare": seat_releases.most_to_release(posting),
        "why_not": _why_not(request, posting),
        "form": form,
        "crumbs": [
            (_("모집공고"), reverse("jobs:operator_posting_list")),
            (posting.title, reverse("jobs:operator_posting", args=[posting.public_id])),
            (_("우선 선발 자리"), None),
        ],
    }


def _holders(reserved: Iterable[Seat], own) -> dict[int, Application | None]:
    """Who holds each of these seats; None where it is somebody with whom the officer declared a conflict."""
    held = dict(Hold.objects.filter(seat__in=list(reserved), released_at=None).values_list("seat_id", "application_id"))
    rows = applicants.with_lines(own.filter(pk__in=held.values())).in_bulk()
    return {seat: rows.get(pk) for seat, pk in held.items()}


def _sites(every: Iterable[Seat], holders: dict[int, Application | None]) -> list[dict[str, Any]]:
    """Each site with how many seats it has and, of the reserved ones, how each stands."""
    found: dict[int, dict[str, Any]] = {}
    for seat in every:
        site = found.setdefault(seat.posting_site_id, {"site": seat.posting_site.site, "seats": 0, "lines": []})
        site["seats"] += 1
        if seat.reserve:
            holder = holders.get(seat.pk)
            name = applicants.numbered_name(holder) if holder else ""
            site["lines"].append({"seat": seat, "is_held": seat.pk in holders, "holder": holder, "name": name})
    return list(found.values())


def _counted(posting: Posting) -> dict[str, int]:
    """How many applicants the reserved seats are for: all, those who may still get one, those who have a seat, the others."""
    rows = reserves.with_claim(posting.applications.all()).filter(is_favoured=True)
    by_state = agenda.by_state(rows)
    everybody = sum(by_state.values())
    standing = seat_releases.claimants(posting).count()
    seated = sum(by_state.get(state, 0) for state in SEATED)
    return {"all": everybody, "standing": standing, "seated": seated, "over": everybody - standing - seated}


def _why_not(request: HttpRequest, posting: Posting) -> str:
    try:
        seat_releases.refuse_early(posting, at=request.received_at)
    except ValidationError as early:
        return " ".join(early.messages)
    return ""


def _released(seats: int) -> str:
    told = ngettext(
        "우선 선발 %(seats)d자리를 풀었습니다. 이제 누구나 갈 수 있는 자리입니다.",
        "우선 선발 %(seats)d자리를 풀었습니다. 이제 누구나 갈 수 있는 자리입니다.",
        seats,
    )
    return told % {"seats": seats}
