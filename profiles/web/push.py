"""A browser asks to be told things, or to be told no more. Called by push.js: a browser gives its address to a script alone."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from profiles import actors, push_subscriptions


@require_POST
def push_subscribe(request: HttpRequest) -> HttpResponse:
    """Tell this browser things from now on."""
    told = {name: request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth")}
    push_subscriptions.subscribe(request.user, **told, by=actors.from_request(request), at=request.received_at)
    return HttpResponse(status=204)


@require_POST
def push_unsubscribe(request: HttpRequest) -> HttpResponse:
    """Tell this browser nothing any more; how many were forgotten."""
    endpoint = request.POST.get("endpoint", "")
    gone = push_subscriptions.unsubscribe(
        request.user, endpoint=endpoint, by=actors.from_request(request), at=request.received_at
    )
    return JsonResponse({"gone": gone})
