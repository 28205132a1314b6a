"""The doors of `jobs` for other systems, under /api/v1/."""

from django.urls import URLPattern, path

from jobs.api import candidate, city, public

app_name = "jobs_api"

urlpatterns: list[URLPattern] = [
    path("postings/", public.PostingList.as_view(), name="posting_list"),
    path("postings/<uuid:public_id>/", public.PostingDetail.as_view(), name="posting"),
    path("postings/<uuid:public_id>/apply/", candidate.apply, name="apply"),
    path("me/sharing/", candidate.sharing_text, name="sharing"),
    path("me/applications/", candidate.ApplicationList.as_view(), name="application_list"),
    path("me/applications/<uuid:public_id>/withdraw/", candidate.withdraw, name="application_withdraw"),
    path("figures/", city.figures, name="figures"),
]
