"""The doors of `matching` for other systems, under /api/v1/."""

from django.urls import URLPattern

app_name = "matching_api"

urlpatterns: list[URLPattern] = []
