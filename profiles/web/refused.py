"""A form that was not taken: kept as it was sent, led back to by GET, and its faults reckoned again there.

Signed-in pages are in no cache, so a page that answers a POST can't be come back to: the browser asks to send the form again, or fails.
A box that may not be kept (a resident number) is answered at once.
"""

from typing import NamedTuple

from django.forms import Form
from django.http import HttpRequest, HttpResponseRedirect, QueryDict

from profiles import actors, drafts
from profiles.models import Candidate
from profiles.web import saving
from profiles.web.profile_steps import Step

BUTTON = "action"


class SeeOther(HttpResponseRedirect):
    """On to a page that is asked for by GET, whatever came before."""

    status_code = 303


class Sent(NamedTuple):
    """boxes : what was sent, and by which button; marks : what its page showed."""

    boxes: QueryDict
    marks: dict[str, str]


def lead_back(request: HttpRequest, page: Step, form: Form) -> SeeOther | None:
    """Keep what was sent and lead to where it is shown again; None where not all may be kept, or nothing was typed."""
    candidate, step = form.candidate, drafts.refused_of(page.key)
    marks = saving.shown_on(request)
    boxes = saving.boxes(request, form.fields) | {BUTTON: request.POST.getlist(BUTTON)}
    if drafts.keep(candidate, step, boxes, marks=marks, **actors.signed(request)):
        drafts.wipe(candidate, step, by=actors.from_request(request))
        return None
    return SeeOther(request.path) if sent(candidate, page.key) else None


def sent(candidate: Candidate, step: str) -> Sent | None:
    """Return what was sent and refused, as long as nothing was sent or saved since."""
    kept = drafts.of(candidate, drafts.refused_of(step))
    if kept == drafts.NOTHING:
        return None
    boxes = QueryDict(mutable=True)
    for box, texts in kept.values.items():
        boxes.setlist(box, texts)
    return Sent(boxes, kept.marks)
