"""The doors of `profiles` for other systems, under /api/v1/."""

from django.urls import URLPattern

app_name = "profiles_api"

urlpatterns: list[URLPattern] = []
