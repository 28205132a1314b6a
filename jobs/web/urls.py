"""The pages of `jobs`, by audience. Each list belongs to one access rule; tests/test_access.py names who may open what."""

from django.urls import URLPattern

app_name = "jobs"

public: list[URLPattern] = []

candidate: list[URLPattern] = []

operator: list[URLPattern] = []

site: list[URLPattern] = []

staff: list[URLPattern] = []

urlpatterns = [*public, *candidate, *operator, *site, *staff]
