"""The pages of `profiles`, by audience."""

from django.urls import path

from profiles.web import candidate as candidate_pages
from profiles.web import counsellor as counsellor_pages
from profiles.web import counsellor_phone as counsellor_phone_pages
from profiles.web import cv as cv_pages
from profiles.web import joining as joining_pages
from profiles.web import member as member_pages
from profiles.web import proxy as proxy_pages
from profiles.web import public_jobs as public_job_pages
from profiles.web import push as push_pages
from profiles.web import stopping as stopping_pages
from profiles.web import voluntary as voluntary_pages

app_name = "profiles"

candidate = [
    path("me/profile/", candidate_pages.candidate_profile, name="candidate_profile"),
    path("me/profile/begin/", candidate_pages.candidate_profile_begin, name="candidate_profile_begin"),
    path("me/profile/join/", joining_pages.candidate_join, name="candidate_join"),
    path("me/profile/careers/", candidate_pages.candidate_profile_careers, name="candidate_profile_careers"),
    path(
        "me/profile/careers/occupations/",
        candidate_pages.candidate_occupations,
        name="candidate_occupations",
    ),
    path("me/profile/careers/<uuid:public_id>/", candidate_pages.candidate_career, name="candidate_career"),
    path(
        "me/profile/careers/<uuid:public_id>/remove/",
        candidate_pages.candidate_career_remove,
        name="candidate_career_remove",
    ),
    path("me/profile/history/", public_job_pages.candidate_profile_history, name="candidate_profile_history"),
    path(
        "me/profile/history/<uuid:public_id>/remove/",
        public_job_pages.candidate_public_job_remove,
        name="candidate_public_job_remove",
    ),
    path("me/profile/statistics/", voluntary_pages.candidate_statistics, name="candidate_statistics"),
    path("me/profile/cv/", cv_pages.candidate_cv, name="candidate_cv"),
    path("me/profile/cv/found/", cv_pages.candidate_cv_found, name="candidate_cv_found"),
    path("me/profile/cv/forget/", cv_pages.candidate_cv_forget, name="candidate_cv_forget"),
    path("me/profile/<str:step>/", candidate_pages.candidate_profile_step, name="candidate_profile_step"),
]

member = [
    path("me/proxy/", proxy_pages.proxy, name="proxy"),
    path("me/proxy/end/", proxy_pages.proxy_end, name="proxy_end"),
    path("me/inbox/", member_pages.inbox, name="candidate_inbox"),
    path("me/inbox/read/", member_pages.read_all, name="inbox_read_all"),
    path("me/inbox/<uuid:public_id>/", member_pages.notice, name="notice"),
    path("me/contact/", member_pages.contact, name="contact"),
    path("me/push/", push_pages.push_subscribe, name="push_subscribe"),
    path("me/push/stop/", push_pages.push_unsubscribe, name="push_unsubscribe"),
    path("me/consents/", member_pages.consents_page, name="consents"),
    path("me/consents/<uuid:public_id>/give/", member_pages.consent_give, name="consent_give"),
    path("me/consents/<uuid:public_id>/withdraw/", member_pages.consent_withdraw, name="consent_withdraw"),
]

counsellor = [
    path("counsel/", counsellor_pages.people, name="counsellor_people"),
    path("counsel/new/", counsellor_pages.person_new, name="counsellor_person_new"),
    path("counsel/end/", counsellor_pages.act_end, name="counsellor_act_end"),
    path("counsel/<uuid:public_id>/take/", counsellor_pages.person_take, name="counsellor_person_take"),
    path("counsel/<uuid:public_id>/give-up/", counsellor_pages.person_give_up, name="counsellor_person_give_up"),
    path("counsel/<uuid:public_id>/phone/", counsellor_phone_pages.person_phone, name="counsellor_person_phone"),
    path("counsel/<uuid:public_id>/act/", counsellor_pages.person_act, name="counsellor_person_act"),
]

public = [
    path("unsubscribe/<str:token>/", stopping_pages.stop_mail, name="stop_mail"),
    path("unsubscribe/<str:token>/one-click/", stopping_pages.stop_mail_one_click, name="stop_mail_one_click"),
]

urlpatterns = [*candidate, *member, *counsellor, *public]
