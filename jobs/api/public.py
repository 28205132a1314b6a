"""Doors for everyone: the postings that anyone may read."""

import django_filters
from django.db.models import QuerySet
from rest_framework import generics
from rest_framework.permissions import AllowAny

from jobs import announcements, conditions, search
from jobs.announcements import Announcement
from jobs.api.serializers import PostingDetailSerializer, PostingSerializer
from jobs.models import Posting, Programme
from jobs.search import Terms
from profiles import occupations, places


class PostingFilter(django_filters.FilterSet):
    """The terms of a search, by an allow-list; without `closed` only what takes applications now."""

    q = django_filters.CharFilter(max_length=60, method="term")
    district = django_filters.ChoiceFilter(choices=places.choices, method="term")
    occupation = django_filters.ChoiceFilter(choices=occupations.choices, method="term")
    kind = django_filters.ChoiceFilter(choices=Programme.Kind.choices, method="term")
    days = django_filters.ChoiceFilter(choices=conditions.DAYS, method="term")
    part = django_filters.ChoiceFilter(choices=conditions.PARTS, method="term")
    closed = django_filters.BooleanFilter(method="flag")
    sort = django_filters.ChoiceFilter(choices=search.SORTS, method="term")

    def term(self, queryset: QuerySet[Posting], name: str, value: str) -> QuerySet[Posting]:
        """Narrow nothing by itself: filter_queryset hands all terms to the search at once."""
        return queryset

    def flag(self, queryset: QuerySet[Posting], name: str, value: bool) -> QuerySet[Posting]:
        """The same for a yes or no: the schema takes its type from here."""
        return queryset

    def filter_queryset(self, queryset: QuerySet[Posting]) -> QuerySet[Posting]:
        """Hand all terms to the one search that the pages use, too."""
        asked = self.form.cleaned_data
        terms = Terms(
            words=asked["q"],
            districts=(asked["district"],) if asked["district"] else (),
            kind=asked["kind"],
            occupation=asked["occupation"],
            days=asked["days"],
            part=asked["part"],
            with_closed=bool(asked["closed"]),
            sort=asked["sort"] or search.FITTING,
        )
        return search.find(queryset, terms, at=self.request.received_at)


class PostingList(generics.ListAPIView):
    """List postings: those that say most of the words first, without words those that close soonest."""

    queryset = announcements.with_details(Posting.objects.published())
    serializer_class = PostingSerializer
    permission_classes = (AllowAny,)
    filterset_class = PostingFilter

    def paginate_queryset(self, queryset: QuerySet[Posting]) -> list[Announcement]:
        return announcements.announce(super().paginate_queryset(queryset))


class PostingDetail(generics.RetrieveAPIView):
    """Show one posting, open or over."""

    queryset = announcements.with_details(Posting.objects.published())
    serializer_class = PostingDetailSerializer
    permission_classes = (AllowAny,)
    filter_backends = ()
    lookup_field = "public_id"

    def get_object(self) -> Announcement:
        return announcements.announce([super().get_object()])[0]
