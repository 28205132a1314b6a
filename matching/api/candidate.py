"""The door of the person who looks for work: their suggestions with reasons, as their page shows them."""

from rest_framework import generics

from matching import cards
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
