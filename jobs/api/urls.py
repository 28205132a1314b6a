"""The doors of `jobs` for other systems, under /api/v1/."""

from django.urls import URLPattern

app_name = "jobs_api"

urlpatterns: list[URLPattern] = []
