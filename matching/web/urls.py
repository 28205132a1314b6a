"""The pages of `matching`, by audience."""

from django.urls import URLPattern, path

from matching.web import candidate as candidate_pages
from matching.web import staff_runs as staff_run_pages

app_name = "matching"

candidate: list[URLPattern] = [
    path("me/suggestions/", candidate_pages.suggestion_list, name="candidate_suggestion_list"),
]

staff: list[URLPattern] = [
    path("city/runs/", staff_run_pages.run_list, name="staff_run_list"),
]

urlpatterns: list[URLPattern] = [*candidate, *staff]
