"""Pages that a counsellor opens for somebody who lets them: which they are, and as whom they are answered.

On a page named here `request.user` is the person and `request.proxy` says by whom; the verbs refuse whatever wasn't let, whichever page
asks. Every such page is an access in the log. Decision: docs/adr/0024.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from profiles import access, actors
from profiles.actors import ANSWER, APPLY, FILL
from profiles.web import acting as session

# What a counsellor must have been let do to open each page; pages that anybody may see show what concerns the person.
PAGES: dict[str, str] = {
    **dict.fromkeys(
        (
            "profiles:candidate_profile",
            "profiles:candidate_profile_begin",
            "profiles:candidate_profile_step",
            "profiles:candidate_profile_careers",
            "profiles:candidate_occupations",
            "profiles:candidate_career",
            "profiles:candidate_career_remove",
            "profiles:candidate_profile_history",
            "profiles:candidate_public_job_remove",
            "profiles:candidate_cv",
            "profiles:candidate_cv_found",
            "profiles:candidate_cv_forget",
            "jobs:pay_account",
            "jobs:home",
            "jobs:public_posting_list",
            "jobs:public_posting_count",
            "jobs:public_posting",
            "jobs:public_posting_check",
            "matching:candidate_suggestion_list",
            "matching:candidate_wider_list",
        ),
        FILL,
    ),
    **dict.fromkeys(
        (
            "jobs:apply",
            "jobs:candidate_application_list",
            "jobs:application",
            "jobs:application_receipt",
            "jobs:attachment",
        ),
        APPLY,
    ),
    **dict.fromkeys(
        (
            "jobs:application_withdraw",
            "jobs:interview",
            "jobs:interview_calendar",
            "jobs:offer",
            "jobs:offer_accept",
            "jobs:offer_decline",
        ),
        ANSWER,
    ),
}
OWN = "me/"  # how the pages begin that are a person's own
OWN_TOO = ("jobs:posting_keep", "jobs:posting_drop", "jobs:question_ask")  # and these
PURPOSE = gettext_lazy("본인의 동의로 대신함")

View = Callable[[HttpRequest], HttpResponse]


def acting(get_response: View) -> View:
    """Answer the pages of PAGES as the person for whom a counsellor acts, and no other page of that person."""

    def middleware(request: HttpRequest) -> HttpResponse:
        worker = request.user
        is_begun = session.KEY in request.session and worker.is_authenticated
        request.acting, request.proxy = session.standing(request) if is_begun else None, None
        request.has_ended = is_begun and request.acting is None
        response = get_response(request)
        if request.proxy:
            request.user = worker
        return response

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        match = request.resolver_match
        scope, is_own = PAGES.get(match.view_name), match.route.startswith(OWN) or match.view_name in OWN_TOO
        if scope is None and not is_own:
            return
        if request.has_ended:  # what was on its way for the person is nobody else's
            session.end(request)
            raise PermissionDenied(_("대신하기가 끝났습니다. ‘맡은 분들’에서 확인해 주세요."))
        if not request.acting:
            return
        if scope is None:
            raise PermissionDenied(_("맡기신 분만 할 수 있는 일입니다. 그분이 직접 로그인해서 해야 합니다."))
        if scope not in request.acting.scopes:
            raise PermissionDenied(_("맡기지 않으신 일입니다. 그분이 직접 하거나, 맡기는 일을 바꾸어야 합니다."))
        request.proxy = request.acting
        person, purpose = request.proxy.person, f"{PURPOSE}: {request.path}"
        access.record_request(request, [person.candidate], purpose=purpose, by=actors.from_request(request))
        request.user = person

    middleware.process_view = process_view
    return middleware
