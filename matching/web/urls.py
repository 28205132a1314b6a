"""The pages of `matching`, by audience."""

from django.urls import URLPattern, path

from matching.web import candidate as candidate_pages

app_name = "matching"

candidate: list[URLPattern] = [
    path("me/suggestions/", candidate_pages.suggestion_list, name="candidate_suggestion_list"),
]

urlpatterns: list[URLPattern] = candidate
