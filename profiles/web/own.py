"""The signed-in person's own profile, for pages that are theirs alone; who has none yet is led to make one and back again."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from profiles.models import Candidate

WAITING = (
    "application_waiting"  # in the session: the address of an application that somebody went to tell of themselves for
)


def own_profile(request: HttpRequest) -> Candidate:
    """Return the signed-in person's profile; staff have none."""
    if not request.user.is_candidate:
        raise Http404
    return get_object_or_404(Candidate.objects.visible_to(request.user), user=request.user)


def lacks_profile(request: HttpRequest) -> bool:
    """Whether the signed-in person may have a profile and has none yet."""
    return request.user.is_candidate and not Candidate.objects.filter(user=request.user).exists()


def with_profile(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead whoever may have a profile and has none yet to make one; everybody else is the view's to answer."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return to_join(request) if lacks_profile(request) else view(request, *args, **kwargs)

    return answer


def to_join(request: HttpRequest, *, applies: bool = False) -> HttpResponseRedirect:
    """Lead to where a profile is made, and from there back; who `applies` tells of themselves in between."""
    asked = {"next": request.get_full_path()} if request.method in ("GET", "HEAD") else {}
    asked |= {"applies": "1"} if asked and applies else {}
    return HttpResponseRedirect(f"{reverse('profiles:candidate_join')}{'?' if asked else ''}{urlencode(asked)}")


def way_back(request: HttpRequest) -> str:
    """Return the address of ours that the person came from, "" where none was sent or it is not ours."""
    asked = (request.POST if request.method == "POST" else request.GET).get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if is_ours else ""
