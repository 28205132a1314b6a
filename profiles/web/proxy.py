"""Who acts for the person who is signed in: letting a centre, taking it back, and what was done for them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from profiles import actors, consents, proxies
from profiles.models import ConsentText
from profiles.web import saving
from profiles.web.counsellor_forms import EntrustForm
from profiles.web.own import own_profile, with_profile


@require_http_methods(["GET", "HEAD", "POST"])
@with_profile
def proxy(request: HttpRequest) -> HttpResponse:
    """Show who acts for the person, with what they did in a slot; let them choose a centre where nobody does."""
    own_profile(request)
    standing = proxies.of(request.user, at=request.received_at)
    form = None if standing else _form(request)
    if request.method == "POST" and form and form.is_valid():
        told = form.cleaned_data
        try:
            proxies.entrust(
                request.user,
                told["centre"],
                scopes=told["scopes"],
                months=told["months"],
                also=form.agreed(),
                **actors.signed(request),
            )
        except ValidationError as refused:
            saving.show(form, refused, {})
        else:
            messages.success(request, _("센터에 맡기셨습니다. 상담사가 정해지면 알려 드립니다."))
            return redirect(request.path)
    context = {
        "proxy": standing,
        "form": form,
        "text": standing.consent.text if standing else proxies.text_of_consent(),
    }
    return render(request, "profiles/candidate/proxy.html", context)


def _form(request: HttpRequest) -> EntrustForm:
    """The form; whoever agreed already that applications are passed on isn't asked again."""
    texts = [] if consents.shares(request.user) else [consents.current_text(ConsentText.Purpose.SHARING)]
    return EntrustForm(request.POST or None, texts=texts, at=request.received_at)


@require_POST
@with_profile
def proxy_end(request: HttpRequest) -> HttpResponse:
    """Take it back."""
    own_profile(request)
    standing = proxies.of(request.user, at=request.received_at)
    if standing:
        proxies.withdraw(standing, **actors.signed(request))
        messages.success(request, _("맡김을 끝내셨습니다. 이제 상담사는 대신할 수 없습니다."))
    else:
        messages.info(request, _("맡기신 곳이 없습니다."))
    return redirect("profiles:proxy")
