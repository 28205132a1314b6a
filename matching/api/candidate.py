"""The door of the person who looks for work: their suggestions with reasons, as their page shows them."""

from collections.abc import Sequence
from typing import Any

from django.utils.functional import cached_property
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from matching import cards, exposures, wider
from matching.api.serializers import NearSerializer, SuggestionSerializer
from matching.cards import Card
from matching.models import SuggestionList as ListRow
from matching.suggestions import Suggestion
from profiles.models import Candidate


class OwnList(generics.ListAPIView):
    """A list of what is made for the person who asks; for others it is empty."""

    queryset = ListRow.objects.none()
    filter_backends = ()

    @cached_property
    def candidate(self) -> Candidate | None:
        """The person who asks."""
        return Candidate.objects.filter(user=self.request.user).select_related("user").first()

    def write_down(self, shown: Sequence[Suggestion], *, channel: str) -> None:
        """Keep what is answered in the log of what was shown; HEAD shows nothing."""
        if self.request.method == "GET":
            exposures.record(self.candidate, shown, channel=channel, at=self.request.received_at)


class SuggestionList(OwnList):
    """List one's own suggestions, best first: postings of the city, then outside ones."""

    serializer_class = SuggestionSerializer

    def get_queryset(self) -> list[Card]:
        return cards.of(self.candidate, at=self.request.received_at) if self.candidate else []

    def paginate_queryset(self, queryset: list[Card]) -> list[Card] | None:
        """Write down what is on the page that is asked for."""
        shown = super().paginate_queryset(queryset)
        if self.candidate:
            rows = [card.suggestion for card in (queryset if shown is None else shown)]
            self.write_down(rows, channel="api")
        return shown


class NearList(OwnList):
    """List occupations near one's own that are hiring, nearest first; at most five."""

    serializer_class = NearSerializer
    pagination_class = None

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Write down what is answered."""
        found = wider.of(request.user, at=request.received_at) if self.candidate else None
        if found:
            self.write_down(found.as_shown(), channel="wider_api")
        return Response(self.get_serializer(found.near if found else [], many=True).data)
