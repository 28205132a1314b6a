"""The language switch: a cookie remembers it for whoever reads, the account for the notices that are sent."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.i18n import set_language

from profiles import actors, notices


@login_not_required
def choose(request: HttpRequest) -> HttpResponse:
    """Show the pages in the chosen language from now on; a signed-in person is also told things in it."""
    language = request.POST.get("language")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        notices.choose_language(request.user, language, by=actors.from_request(request), at=request.received_at)
    return set_language(request)
