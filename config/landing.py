"""Where a person begins after signing in: at their own work, or at the profile that they haven't finished."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from config import ui
from profiles.models import Candidate
from profiles.web import profile_steps


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Send the person on: an unfinished profile first, else the first page of their menu."""
    candidate = Candidate.objects.filter(user=request.user).first() if request.user.is_candidate else None
    if candidate and (step := profile_steps.resume_at(candidate)):
        return redirect("profiles:candidate_profile_step", step.key)
    menu = ui.menu_for(request.user)
    return redirect(menu[0]["url"] if menu else "/")
