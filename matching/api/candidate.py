"""The door of the person who looks for work: their suggestions with reasons, as their page shows them."""

from rest_framework import generics

from matching import cards, exposures
from matching.api.serializers import SuggestionSerializer
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
        if candidate:
            rows = [card.suggestion for card in (queryset if shown is None else shown)]
            exposures.record(candidate, rows, channel="api", at=self.request.received_at)
        return shown
