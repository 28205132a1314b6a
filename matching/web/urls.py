"""The pages of `matching`, by audience."""

from django.urls import URLPattern

app_name = "matching"

urlpatterns: list[URLPattern] = []
