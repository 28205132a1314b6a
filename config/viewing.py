"""How a person wants to see the pages: larger, with more contrast, light or dark, or easy (쉬운 화면: fewer things a page).

Kept in cookies of a year, so that the choice outlives signing out and needs no account; they say nothing about a person, and dasi.js may
write them too. Whether this device keeps copies (docs/adr/0020-what-a-phone-keeps.md) is of one person: that cookie holds their mark, a keyed
hash. Source: DESIGN section 10; KRDS resize; KWCAG 2.2, 5.3 (no loss at 200 %).
"""

from collections.abc import Mapping
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from jobs.web import recent
from profiles.web.marks import mark_of

ZOOMS = ("100", "110", "130", "150")
THEMES = ("device", "light", "dark")
A_YEAR = 31_536_000
_ON = {"contrast": "high", "easy": "yes", "kept": "yes"}
_OFF = {"contrast": "plain", "easy": "no", "kept": "no"}


class Viewing(NamedTuple):
    """What was chosen, also whether this device keeps copies; whether the type is there; `larger` and `smaller` are the next steps, the same at an end.

    `mark` tells scripts whose page it is; the theme "device" follows what the device says.
    """

    zoom: str = ZOOMS[0]
    has_contrast: bool = False
    is_easy: bool = False
    is_kept: bool = False
    has_fonts: bool = False
    mark: str = ""
    theme: str = THEMES[0]

    @property
    def colours(self) -> str:
        """The one choice of colours that holds: "high" contrast, which no theme touches, else the theme."""
        return _ON["contrast"] if self.has_contrast else self.theme

    @property
    def larger(self) -> str:
        """The next size up."""
        return ZOOMS[min(ZOOMS.index(self.zoom) + 1, len(ZOOMS) - 1)]

    @property
    def smaller(self) -> str:
        """The next size down."""
        return ZOOMS[max(ZOOMS.index(self.zoom) - 1, 0)]


def of(request: HttpRequest) -> Viewing:
    """Read the choices of whoever asks."""
    return read(request.COOKIES, mark_of(request))


def read(cookies: Mapping[str, str], mark: str = "") -> Viewing:
    """Read the choices out of cookies; what isn't offered counts as not chosen, and copies are kept for the person with this mark alone.

    >>> read({"dasi_zoom": "130", "dasi_easy": "yes"}), read({"dasi_zoom": "900"}).zoom
    (Viewing(zoom='130', has_contrast=False, is_easy=True, is_kept=False, has_fonts=False, mark='', theme='device'), '100')
    """
    zoom, theme = cookies.get("dasi_zoom"), cookies.get("dasi_theme")
    return Viewing(
        zoom=zoom if zoom in ZOOMS else ZOOMS[0],
        has_contrast=cookies.get("dasi_contrast") == _ON["contrast"],
        is_easy=cookies.get("dasi_easy") == _ON["easy"],
        is_kept=bool(mark) and cookies.get("dasi_kept") == mark,
        has_fonts=cookies.get("dasi_fonts") == "yes",
        mark=mark,
        theme=theme if theme in THEMES else THEMES[0],
    )


@login_not_required
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember what was pressed and lead back to the page where it was."""
    back = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if is_ours else "/")
    offered = {"zoom": ZOOMS, "theme": THEMES, **{name: (_ON[name], _OFF[name]) for name in _ON}}
    chosen = {name: request.POST[name] for name, values in offered.items() if request.POST.get(name) in values}
    if chosen.get("kept") == _ON["kept"]:
        chosen["kept"] = mark_of(request) or _OFF["kept"]
    if "theme" in chosen:
        chosen["contrast"] = _OFF["contrast"]  # one choice of colours: a theme ends what would hide it
    for name, value in chosen.items():
        _remember(response, name, value)
    return response


def is_left_by_another(request: HttpRequest) -> bool:
    """Whether this device keeps copies for somebody else than who is signed in now."""
    return request.COOKIES.get("dasi_kept", _OFF["kept"]) not in (_OFF["kept"], mark_of(request))


def forget_device(response: HttpResponse) -> None:
    """End what is of a person and not of the eyes: who signs in next begins without it."""
    response.delete_cookie("dasi_kept", samesite="Lax")
    recent.forget(response)


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(f"dasi_{name}", value, max_age=A_YEAR, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax")
