"""The doors of `matching` for other systems, under /api/v1/."""

from django.urls import URLPattern, path

from matching.api import candidate

app_name = "matching_api"

urlpatterns: list[URLPattern] = [
    path("me/suggestions/", candidate.SuggestionList.as_view(), name="suggestion_list"),
    path("me/suggestions/wider/", candidate.NearList.as_view(), name="near_list"),
]
