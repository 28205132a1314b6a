"""The pages of `matching`, by audience."""

from django.urls import URLPattern, path

from matching.web import candidate as candidate_pages
from matching.web import candidate_invites as invite_pages
from matching.web import candidate_rounds as candidate_round_pages
from matching.web import operator as operator_pages
from matching.web import operator_invites as operator_invite_pages
from matching.web import operator_people as people_pages
from matching.web import staff as staff_pages
from matching.web import staff_fairness as fairness_pages
from matching.web import staff_invites as staff_invite_pages
from matching.web import staff_placed as placed_pages
from matching.web import staff_retention as retention_pages
from matching.web import staff_runs as staff_run_pages

app_name = "matching"

candidate: list[URLPattern] = [
    path("me/suggestions/", candidate_pages.suggestion_list, name="candidate_suggestion_list"),
    path("me/suggestions/wider/", candidate_pages.wider_list, name="candidate_wider_list"),
    path("me/invites/<uuid:public_id>/", invite_pages.invite_page, name="candidate_invite"),
    path("me/invites/<uuid:public_id>/answer/", invite_pages.invite_answer, name="candidate_invite_answer"),
    path("me/rounds/<uuid:public_id>/", candidate_round_pages.round_page, name="candidate_round"),
]

operator: list[URLPattern] = [
    path("operator/postings/people/", people_pages.people_count, name="operator_people_count"),
    path("operator/postings/<uuid:public_id>/invites/", operator_invite_pages.invites_page, name="operator_invites"),
    path("operator/rounds/", operator_pages.round_list, name="operator_round_list"),
    path("operator/rounds/<uuid:public_id>/", operator_pages.round_page, name="operator_round"),
]

staff: list[URLPattern] = [
    path("city/fairness/", fairness_pages.fairness_page, name="staff_fairness"),
    path("city/invites/", staff_invite_pages.limit_page, name="staff_invite_limit"),
    path("city/rounds/", staff_pages.round_list, name="staff_round_list"),
    path("city/rounds/new/", staff_pages.round_new, name="staff_round_new"),
    path("city/rounds/<uuid:public_id>/", staff_pages.round_page, name="staff_round"),
    path("city/rounds/<uuid:public_id>/terms/", staff_pages.round_terms, name="staff_round_terms"),
    path("city/rounds/<uuid:public_id>/compare/", staff_pages.round_compare, name="staff_round_compare"),
    path("city/rounds/<uuid:public_id>/placed/", placed_pages.placed_list, name="staff_round_placed"),
    path("city/rounds/<uuid:public_id>/step/", staff_pages.round_step, name="staff_round_step"),
    path("city/retention/", retention_pages.retention_list, name="staff_retention_list"),
    path("city/retention/<slug:slug>/", retention_pages.retention_set, name="staff_retention_set"),
    path("city/runs/", staff_run_pages.run_list, name="staff_run_list"),
]

urlpatterns: list[URLPattern] = [*candidate, *operator, *staff]
