"""Doors of the person who applies: the same verbs and the same rights as their pages. Another's answers 404."""

from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from jobs import applications, progress, sharing
from jobs.api.serializers import ApplicationSerializer, ApplySerializer, SharingSerializer, WithdrawSerializer
from jobs.applications import Submission
from jobs.models import Application, Posting
from jobs.progress import Progress
from profiles import actors
from profiles.models import Candidate, ConsentText


class ApplicationList(generics.ListAPIView):
    """List one's own applications, the newest first."""

    queryset = Application.objects.none()
    serializer_class = ApplicationSerializer
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Application]:
        return _own(self.request).order_by("-received_at", "-pk")

    def paginate_queryset(self, queryset: QuerySet[Application]) -> list[Progress]:
        return progress.of(super().paginate_queryset(queryset), at=self.request.received_at)


@extend_schema(request=ApplySerializer, responses={201: ApplicationSerializer})
@api_view(["POST"])
def apply(request: Request, public_id: UUID) -> Response:
    """Apply to a posting. The first site stands for all where a posting has one."""
    posting = get_object_or_404(Posting.objects.published(), public_id=public_id)
    person = _person(request)
    sent = ApplySerializer(data=request.data)
    sent.is_valid(raise_exception=True)
    submission = Submission(
        posting=posting,
        candidate=person,
        posting_site_ids=_sites(posting, sent.validated_data.get("wishes")),
        form_token=sent.validated_data["form_token"],
        motive=sent.validated_data["motive"],
        answer=sent.validated_data["answer"],
        agrees_to=_text_of(sent.validated_data.get("agrees_to")),
    )
    (made,) = applications.submit([submission], by=actors.from_request(request, "api"), at=request.received_at)
    return _answer(request, made, status.HTTP_201_CREATED)


@extend_schema(responses=SharingSerializer)
@api_view(["GET"])
def sharing_text(request: Request) -> Response:
    """Show the text by which applications are passed on to operators, to be read before one agrees to it."""
    _person(request)
    shown = {"text": sharing.text(), "is_agreed": sharing.is_agreed(request.user)}
    return Response(SharingSerializer(shown).data)


@extend_schema(request=WithdrawSerializer, responses={200: ApplicationSerializer})
@api_view(["POST"])
def withdraw(request: Request, public_id: UUID) -> Response:
    """Withdraw one's own application."""
    found = get_object_or_404(_own(request), public_id=public_id)
    sent = WithdrawSerializer(data=request.data)
    sent.is_valid(raise_exception=True)
    by = actors.from_request(request, "api")
    applications.withdraw([found], reason=sent.validated_data["reason"], by=by, at=request.received_at)
    return _answer(request, found, status.HTTP_200_OK)


def _text_of(public_id: UUID | None) -> ConsentText | None:
    """The text agreed to; the verb refuses one that is no more in use."""
    return ConsentText.objects.filter(public_id=public_id, purpose=sharing.SHARING).first() if public_id else None


def _answer(request: Request, row: Application, http_status: int) -> Response:
    (where,) = progress.of([_own(request).get(pk=row.pk)], at=request.received_at)
    return Response(ApplicationSerializer(where).data, status=http_status)


def _own(request: Request) -> QuerySet[Application]:
    own = Application.objects.visible_to(request.user).filter(candidate__user=request.user)
    return own.select_related("posting", "candidate", "placement")


def _person(request: Request) -> Candidate:
    if not request.user.is_candidate:
        raise PermissionDenied(_("기관에서 일하는 계정으로는 지원할 수 없습니다."))
    person = Candidate.objects.filter(user=request.user).first()
    if person is None:
        raise ValidationError(_("지원하기 전에 ‘나의 정보’를 먼저 적어 주세요."), code="profile_missing")
    return person


def _sites(posting: Posting, wishes: list[UUID] | None) -> list[int]:
    """The sites wished, in their order; an unknown one is left for the rule to refuse."""
    known = dict(posting.posting_sites.order_by("pk").values_list("public_id", "pk"))
    if not wishes:
        return list(known.values()) if len(known) == 1 else []
    return [known.get(wish, 0) for wish in wishes]
