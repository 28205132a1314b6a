"""The certificates of a posting in one go: a look at who gets one and who doesn't, then the press."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from jobs import applicants, completions, placements
from jobs.web.operator import for_officers, own_postings
from jobs.web.operator_placements import own_placements
from profiles import access, actors

PURPOSE = gettext_lazy("수료증 발급")


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def completion_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show who is due and who isn't and why; issue to all who are."""
    posting = get_object_or_404(own_postings(request), public_id=public_id)
    if request.method == "POST":
        try:
            made = completions.issue_all(posting, **actors.signed(request))
        except ValidationError as broken:
            messages.error(request, " ".join(broken.messages))
        else:
            done = ngettext(
                "수료증 %(number)d장을 발급하고 알렸습니다.", "수료증 %(number)d장을 발급하고 알렸습니다.", len(made)
            )
            messages.success(
                request, done % {"number": len(made)} if made else _("발급할 분이 없습니다. 이미 모두 발급했습니다.")
            )
        return redirect("jobs:operator_completion", public_id)
    rows = placements.people_of(posting).filter(pk__in=own_placements(request).values("pk"))
    lines = completions.of(rows, today=timezone.localdate(request.received_at))
    people = [line.placement.candidate for line in lines]
    access.record_request(request, people, purpose=str(PURPOSE), by=actors.from_request(request))
    named = [{"line": line, "name": applicants.numbered_name(line.placement.application)} for line in lines]
    context = {
        "posting": posting,
        "is_officer": True,
        "due": [row for row in named if row["line"].is_due],
        "others": [row for row in named if not row["line"].is_due],
        "crumbs": [
            (_("모집공고"), reverse("jobs:operator_posting_list")),
            (posting.title, reverse("jobs:operator_posting", args=[posting.public_id])),
            (_("수료증"), None),
        ],
    }
    return render(request, "jobs/operator/completion.html", context)
