"""The door of the person who looks for work: their suggestions with reasons, as their page shows them."""

from typing import Any

from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from matching import cards, exposures, wider
from matching.api.serializers import NearSerializer, SuggestionSerializer
from matching.cards import Card
from matching.models import SuggestionList as ListRow
from profiles.models import Candidate


class SuggestionList(generics.ListAPIView):
    """List one's own suggestions, best first: postings of the city, then outside ones."""

    queryset = ListRow.objects.none()
    serializer_class = SuggestionSerializer
    filter_backends = ()

    def get_queryset(self) -> list[Card]:
        candidate = Candidate.objects.filter(user=self.request.user).select_related("user").first()
        return cards.of(candidate, at=self.request.received_at) if candidate else []

    def paginate_queryset(self, queryset: list[Card]) -> list[Card] | None:
        """Write down what is on the page that is asked for."""
        shown = super().paginate_queryset(queryset)
        candidate = Candidate.objects.filter(user=self.request.user).first()
        if candidate and self.request.method == "GET":
            rows = [card.suggestion for card in (queryset if shown is None else shown)]
            exposures.record(candidate, rows, channel="api", at=self.request.received_at)
        return shown


class NearList(generics.ListAPIView):
    """List occupations near one's own that are hiring, nearest first; at most five."""

    queryset = ListRow.objects.none()
    serializer_class = NearSerializer
    filter_backends = ()
    pagination_class = None

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Write down what is answered."""
        candidate = Candidate.objects.filter(user=request.user).first()
        found = wider.of(request.user, at=request.received_at) if candidate else None
        if found and request.method == "GET":
            exposures.record(candidate, found.as_shown(), channel="wider_api", at=request.received_at)
        return Response(self.get_serializer(found.near if found else [], many=True).data)
