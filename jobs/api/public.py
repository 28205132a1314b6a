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
    district = django_filters.MultipleChoiceFilter(choices=places.choices, method="term", help_text="Any of several.")
    occupation = django_filters.ChoiceFilter(choices=occupations.choices, method="term")
    kind = django_filters.ChoiceFilter(choices=Programme.Kind.choices, method="term")
    days = django_filters.ChoiceFilter(choices=conditions.DAYS, method="term")
    part = django_filters.ChoiceFilter(choices=conditions.PARTS, method="term")
    hours = django_filters.ChoiceFilter(choices=conditions.HOURS, method="term", help_text="Hours a week.")
    pay = django_filters.NumberFilter(
        method="term", min_value=1, max_value=999_999, decimal_places=0, help_text="Won an hour, at least."
    )
    start_from = django_filters.DateFilter(method="term")
    start_until = django_filters.DateFilter(method="term")
    near = django_filters.ChoiceFilter(
        choices=places.choices, method="term", help_text="The district that km and the nearest are reckoned from."
    )
    km = django_filters.NumberFilter(
        method="term", min_value=1, max_value=40, decimal_places=0, help_text="Kilometres from near, at most."
    )
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
            districts=tuple(sorted(asked["district"] or ())),
            kind=asked["kind"],
            occupation=asked["occupation"],
            days=asked["days"],
            part=asked["part"],
            hours=asked["hours"],
            pay=int(asked["pay"] or 0),
            start_from=asked["start_from"],
            start_until=asked["start_until"],
            near=asked["near"],
            km=int(asked["km"] or 0),
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
