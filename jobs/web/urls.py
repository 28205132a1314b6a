"""The pages of `jobs`, by audience. Each list belongs to one access rule; tests/test_access.py names who may open what."""

from django.urls import URLPattern, path

from jobs.web import candidate as candidate_pages
from jobs.web import operator_applicants as applicant_pages
from jobs.web import operator_offers as offer_pages
from jobs.web import public as public_pages

app_name = "jobs"

public: list[URLPattern] = [
    path("", public_pages.home, name="home"),
    path("jobs/", public_pages.posting_list, name="public_posting_list"),
    path("jobs/outside/<uuid:public_id>/", public_pages.outside_posting, name="outside_posting"),
    path("jobs/<uuid:public_id>/", public_pages.posting_page, name="public_posting"),
    path("jobs/<uuid:public_id>/check/", public_pages.posting_check, name="public_posting_check"),
    path("programmes/", public_pages.programme_list, name="public_programme_list"),
    path("programmes/<uuid:public_id>/", public_pages.programme, name="public_programme"),
]

candidate: list[URLPattern] = [
    path("me/applications/", candidate_pages.application_list, name="candidate_application_list"),
    path("me/applications/<uuid:public_id>/", candidate_pages.application, name="application"),
    path("me/offers/<uuid:public_id>/", candidate_pages.offer, name="offer"),
    path("me/placements/", candidate_pages.placement_list, name="candidate_placement_list"),
    path("me/placements/<uuid:public_id>/", candidate_pages.placement, name="placement"),
    path("me/placements/<uuid:public_id>/logs/<str:month>/", candidate_pages.worklog, name="worklog"),
]

operator: list[URLPattern] = [
    path("operator/postings/<uuid:public_id>/applicants/", applicant_pages.applicants, name="operator_applicants"),
    path("operator/postings/<uuid:public_id>/waiting/", offer_pages.waiting, name="operator_waiting"),
]

site: list[URLPattern] = []

staff: list[URLPattern] = []

urlpatterns = [*public, *candidate, *operator, *site, *staff]
