"""The signed-in person's own profile, for pages that are theirs alone."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from profiles.models import Candidate


def own_profile(request: HttpRequest) -> Candidate:
    """Return the signed-in person's profile; staff have none."""
    if not request.user.is_candidate:
        raise Http404
    return get_object_or_404(Candidate.objects.visible_to(request.user), user=request.user)


def lacks_profile(request: HttpRequest) -> bool:
    """Whether the signed-in person may have a profile and has none yet."""
    return request.user.is_candidate and not Candidate.objects.filter(user=request.user).exists()
