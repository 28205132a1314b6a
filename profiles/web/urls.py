"""The pages of `profiles`, by audience."""

from django.urls import URLPattern

app_name = "profiles"

urlpatterns: list[URLPattern] = []
