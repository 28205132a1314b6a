"""The pages of `jobs`, by audience. Each list belongs to one access rule; tests/test_access.py names who may open what."""

from django.urls import URLPattern, path

from jobs.web import candidate as candidate_pages
from jobs.web import candidate_account as account_pages
from jobs.web import candidate_after as after_pages
from jobs.web import candidate_agreement as agreement_pages
from jobs.web import candidate_check_in as check_in_pages
from jobs.web import candidate_files as candidate_file_pages
from jobs.web import candidate_interview as interview_pages
from jobs.web import candidate_kept as kept_pages
from jobs.web import candidate_leaving as leaving_pages
from jobs.web import candidate_objection as objection_pages
from jobs.web import candidate_offers as candidate_offer_pages
from jobs.web import candidate_papers as paper_pages
from jobs.web import candidate_questions as question_pages
from jobs.web import candidate_searches as search_pages
from jobs.web import candidate_story as story_pages
from jobs.web import candidate_work as work_pages
from jobs.web import candidate_worklogs as log_pages
from jobs.web import home as home_pages
from jobs.web import info_pages
from jobs.web import invitation as invitation_pages
from jobs.web import operator_accidents as accident_pages
from jobs.web import operator_agreements as operator_agreement_pages
from jobs.web import operator_applicants as applicant_pages
from jobs.web import operator_applications as application_pages
from jobs.web import operator_bundles as operator_bundle_pages
from jobs.web import operator_calls as call_pages
from jobs.web import operator_completions as completion_pages
from jobs.web import operator_covers as cover_pages
from jobs.web import operator_exports as export_pages
from jobs.web import operator_files as operator_file_pages
from jobs.web import operator_follow_ups as follow_up_pages
from jobs.web import operator_home as operator_home_pages
from jobs.web import operator_imports as operator_import_pages
from jobs.web import operator_interviews as operator_interview_pages
from jobs.web import operator_layouts as layout_pages
from jobs.web import operator_live as live_pages
from jobs.web import operator_members as member_pages
from jobs.web import operator_month_end as month_end_pages
from jobs.web import operator_moves as move_pages
from jobs.web import operator_objections as operator_objection_pages
from jobs.web import operator_offers as offer_pages
from jobs.web import operator_pay as pay_pages
from jobs.web import operator_placements as placement_pages
from jobs.web import operator_postings as operator_posting_pages
from jobs.web import operator_questions as desk_pages
from jobs.web import operator_reserves as reserve_pages
from jobs.web import operator_reviews as review_pages
from jobs.web import operator_scores as score_pages
from jobs.web import operator_sites as operator_site_pages
from jobs.web import operator_statement as statement_pages
from jobs.web import operator_templates as template_pages
from jobs.web import operator_training as training_pages
from jobs.web import operator_views as view_pages
from jobs.web import operator_wall_code as wall_code_pages
from jobs.web import operator_worklogs as worklog_pages
from jobs.web import operator_writing as writing_pages
from jobs.web import public as public_pages
from jobs.web import public_posting as public_posting_pages
from jobs.web import public_search as list_pages
from jobs.web import results as results_pages
from jobs.web import site as site_pages
from jobs.web import site_link as link_pages
from jobs.web import staff as staff_pages
from jobs.web import staff_agreements as staff_agreement_pages
from jobs.web import staff_bundles as staff_bundle_pages
from jobs.web import staff_events as staff_event_pages
from jobs.web import staff_exceptions as staff_exception_pages
from jobs.web import staff_holidays as staff_holiday_pages
from jobs.web import staff_home as staff_home_pages
from jobs.web import staff_items as item_pages
from jobs.web import staff_notices as staff_notice_pages
from jobs.web import staff_objections as staff_objection_pages
from jobs.web import staff_organisations as staff_organisation_pages
from jobs.web import staff_outside as staff_outside_pages
from jobs.web import staff_payers as staff_payer_pages
from jobs.web import staff_postings as staff_posting_pages
from jobs.web import staff_stories as staff_story_pages
from jobs.web import staff_years as staff_year_pages
from jobs.web import survey_results as survey_pages
from jobs.web import target as target_pages
from jobs.web import transfers as transfer_pages
from jobs.web import verify as verify_pages

app_name = "jobs"

public: list[URLPattern] = [
    path("", home_pages.home, name="home"),
    path("jobs/", list_pages.posting_list, name="public_posting_list"),
    path("jobs/count/", list_pages.posting_count, name="public_posting_count"),
    path("jobs/outside/<uuid:public_id>/", public_pages.outside_posting, name="outside_posting"),
    path("jobs/<uuid:public_id>/", public_posting_pages.posting_page, name="public_posting"),
    path("jobs/<uuid:public_id>/check/", public_posting_pages.posting_check, name="public_posting_check"),
    path("programmes/", public_pages.programme_list, name="public_programme_list"),
    path("programmes/<uuid:public_id>/", public_pages.programme, name="public_programme"),
    path("results/", results_pages.results, name="public_results"),
    path("verify/", verify_pages.verify, name="verify"),
    path("verify/<str:code>/", verify_pages.verify_code, name="verify_code"),
]

candidate: list[URLPattern] = [
    path("jobs/<uuid:public_id>/apply/", candidate_pages.apply, name="apply"),
    path("me/applications/", candidate_pages.application_list, name="candidate_application_list"),
    path("me/applications/<uuid:public_id>/", candidate_pages.application, name="application"),
    path("me/leave/", leaving_pages.leave, name="leave"),
    path("me/applications/<uuid:public_id>/again/", candidate_pages.application_again, name="application_again"),
    path(
        "me/applications/<uuid:public_id>/withdraw/", candidate_pages.application_withdraw, name="application_withdraw"
    ),
    path("me/files/<uuid:public_id>/", candidate_file_pages.attachment, name="attachment"),
    path("me/applications/<uuid:public_id>/receipt/", candidate_pages.application_receipt, name="application_receipt"),
    path("me/asked/<uuid:public_id>/", info_pages.info_answer, name="info_answer"),
    path("me/applications/<uuid:public_id>/interview/", interview_pages.interview, name="interview"),
    path(
        "me/applications/<uuid:public_id>/interview.ics",
        interview_pages.interview_calendar_file,
        name="interview_calendar",
    ),
    path("me/applications/<uuid:public_id>/objection/", objection_pages.objection, name="objection"),
    path("me/offers/<uuid:public_id>/", candidate_offer_pages.offer, name="offer"),
    path("me/offers/<uuid:public_id>/accept/", candidate_offer_pages.offer_accept, name="offer_accept"),
    path("me/offers/<uuid:public_id>/decline/", candidate_offer_pages.offer_decline, name="offer_decline"),
    path("me/placements/", work_pages.placement_list, name="candidate_placement_list"),
    path("me/placements/<uuid:public_id>/", work_pages.placement, name="placement"),
    path("me/agreements/<uuid:public_id>/", agreement_pages.agreement, name="agreement"),
    path("me/agreements/<uuid:public_id>/sign/", agreement_pages.agreement_sign, name="agreement_sign"),
    path("me/agreements/<uuid:public_id>/pdf/", agreement_pages.agreement_pdf, name="agreement_pdf"),
    path("me/placements/<uuid:public_id>/logs/<str:month>/", log_pages.worklog, name="worklog"),
    path("me/placements/<uuid:public_id>/logs/<str:month>/draft/", log_pages.worklog_draft, name="worklog_draft"),
    path("me/withholding/<int:year>/<uuid:public_id>/", paper_pages.withholding_pdf, name="withholding_pdf"),
    path("t/<uuid:public_id>/<str:code>/", check_in_pages.arrive, name="check_in_by_code"),
    path("me/training/<uuid:public_id>/", check_in_pages.check_in, name="check_in"),
    path("me/account/", account_pages.pay_account, name="pay_account"),
    path("me/placements/<uuid:public_id>/pay/<str:month>/", paper_pages.slip, name="slip"),
    path("me/placements/<uuid:public_id>/pay/<str:month>/pdf/", paper_pages.slip_pdf, name="slip_pdf"),
    path("me/placements/<uuid:public_id>/certificate/", paper_pages.certificate_pdf, name="certificate_pdf"),
    path("me/placements/<uuid:public_id>/after/<int:months>/", after_pages.outcome, name="outcome"),
    path("me/placements/<uuid:public_id>/survey/", after_pages.survey, name="survey"),
    path("me/placements/<uuid:public_id>/story/", story_pages.story, name="story"),
    path("stories/<uuid:public_id>/picture/", story_pages.story_picture, name="story_picture"),
    path("jobs/<uuid:public_id>/deadline.ics", public_posting_pages.posting_deadline, name="posting_deadline"),
    path("jobs/<uuid:public_id>/keep/", kept_pages.posting_keep, name="posting_keep"),
    path("jobs/<uuid:public_id>/drop/", kept_pages.posting_drop, name="posting_drop"),
    path("me/kept/", kept_pages.kept_list, name="kept_list"),
    path("me/searches/", search_pages.search_list, name="saved_search_list"),
    path("me/searches/new/", search_pages.search_new, name="saved_search_new"),
    path("me/searches/<uuid:public_id>/", search_pages.search, name="saved_search"),
    path("me/searches/<uuid:public_id>/rename/", search_pages.search_rename, name="saved_search_rename"),
    path("me/searches/<uuid:public_id>/alerts/", search_pages.search_alerts, name="saved_search_alerts"),
    path("me/searches/<uuid:public_id>/remove/", search_pages.search_remove, name="saved_search_remove"),
    path("jobs/<uuid:public_id>/ask/", question_pages.question_ask, name="question_ask"),
    path("me/questions/", question_pages.question_list, name="question_list"),
    path("me/questions/<uuid:public_id>/", question_pages.question, name="question"),
    path("me/questions/<uuid:public_id>/more/", question_pages.question_more, name="question_more"),
]

operator: list[URLPattern] = [
    path("operator/", operator_home_pages.home, name="operator_home"),
    path("operator/postings/", operator_posting_pages.posting_list, name="operator_posting_list"),
    path("operator/postings/new/", writing_pages.posting_new, name="operator_posting_new"),
    path("operator/postings/check/", live_pages.posting_check, name="operator_posting_check"),
    path("operator/postings/drafts/", live_pages.posting_draft, name="operator_posting_draft"),
    path(
        "operator/postings/drafts/<uuid:public_id>/drop/",
        live_pages.posting_draft_drop,
        name="operator_posting_draft_drop",
    ),
    path("operator/postings/preview/", live_pages.posting_preview, name="operator_posting_preview"),
    path("operator/postings/import/", operator_import_pages.import_new, name="operator_import_new"),
    path("operator/postings/import/form.<str:ending>", operator_import_pages.template, name="operator_import_template"),
    path("operator/postings/import/<uuid:public_id>/", operator_import_pages.import_page, name="operator_import"),
    path(
        "operator/postings/import/<uuid:public_id>/faults.csv",
        operator_import_pages.faults_file,
        name="operator_import_faults",
    ),
    path(
        "operator/postings/import/<uuid:public_id>/confirm/",
        operator_import_pages.import_confirm,
        name="operator_import_confirm",
    ),
    path(
        "operator/postings/import/<uuid:public_id>/discard/",
        operator_import_pages.import_discard,
        name="operator_import_discard",
    ),
    path("operator/postings/templates/", template_pages.template_list, name="operator_template_list"),
    path("operator/postings/templates/<uuid:public_id>/", template_pages.template_step, name="operator_template_step"),
    path("operator/postings/<uuid:public_id>/template/", template_pages.template_save, name="operator_template_save"),
    path("operator/postings/<uuid:public_id>/", operator_posting_pages.posting_page, name="operator_posting"),
    path("operator/postings/<uuid:public_id>/edit/", writing_pages.posting_edit, name="operator_posting_edit"),
    path("operator/postings/<uuid:public_id>/call/<str:verb>/", call_pages.posting_call, name="operator_posting_call"),
    path("operator/postings/<uuid:public_id>/versions/", call_pages.posting_versions, name="operator_posting_versions"),
    path("operator/postings/<uuid:public_id>/step/", operator_posting_pages.posting_step, name="operator_posting_step"),
    path(
        "operator/postings/<uuid:public_id>/reviewers/",
        operator_posting_pages.reviewer_add,
        name="operator_reviewer_add",
    ),
    path(
        "operator/postings/<uuid:public_id>/reviewers/<int:pk>/end/",
        operator_posting_pages.reviewer_end,
        name="operator_reviewer_end",
    ),
    path("operator/postings/<uuid:public_id>/transfer/", transfer_pages.transfer_new, name="operator_transfer_new"),
    path("operator/transfers/", transfer_pages.of_operator, name="operator_transfer_list"),
    path("operator/transfers/<uuid:public_id>/", transfer_pages.operator_step, name="operator_transfer_step"),
    path("operator/members/", member_pages.member_list, name="operator_member_list"),
    path("operator/members/invite/", member_pages.member_invite, name="operator_member_invite"),
    path("operator/members/<uuid:public_id>/", member_pages.member, name="operator_member"),
    path("operator/invitations/<uuid:public_id>/end/", member_pages.invitation_end, name="operator_invitation_end"),
    path("operator/sites/", operator_site_pages.site_list, name="operator_site_list"),
    path("operator/sites/<uuid:public_id>/", operator_site_pages.site_page, name="operator_site"),
    path("operator/sites/<uuid:public_id>/edit/", operator_site_pages.site_edit, name="operator_site_edit"),
    path("operator/sites/<uuid:public_id>/end/", operator_site_pages.site_end, name="operator_site_end"),
    path("operator/sites/<uuid:public_id>/contact/", operator_site_pages.contact_add, name="operator_site_contact_add"),
    path(
        "operator/sites/<uuid:public_id>/contact/<int:pk>/end/",
        operator_site_pages.contact_end,
        name="operator_site_contact_end",
    ),
    path("operator/sites/<uuid:public_id>/link/", operator_site_pages.link_send, name="operator_site_link_send"),
    path("operator/links/<uuid:public_id>/end/", operator_site_pages.link_end, name="operator_site_link_end"),
    path("operator/sites/new/", operator_posting_pages.site_new, name="operator_site_new"),
    path("operator/postings/<uuid:public_id>/downloads/", export_pages.page, name="operator_exports"),
    path(
        "operator/postings/<uuid:public_id>/downloads/<slug:table>/",
        export_pages.export,
        name="operator_export",
    ),
    path("operator/postings/<uuid:public_id>/bundle/", operator_bundle_pages.ask, name="operator_bundle_ask"),
    path("operator/month-end/bundle/", operator_bundle_pages.ask_of_month, name="operator_month_bundle_ask"),
    path("operator/postings/bundles/<uuid:public_id>/", operator_bundle_pages.page, name="operator_bundle"),
    path("operator/postings/<uuid:public_id>/applicants/", applicant_pages.applicant_list, name="operator_applicants"),
    path(
        "operator/postings/<uuid:public_id>/interviews/",
        operator_interview_pages.interview_list,
        name="operator_interviews",
    ),
    path(
        "operator/postings/<uuid:public_id>/interviews/day/",
        operator_interview_pages.interview_day,
        name="operator_interview_day",
    ),
    path(
        "operator/postings/<uuid:public_id>/interviews/set/",
        operator_interview_pages.interview_set,
        name="operator_interview_set",
    ),
    path(
        "operator/interviews/<uuid:public_id>/cancel/",
        operator_interview_pages.interview_cancel,
        name="operator_interview_cancel",
    ),
    path(
        "operator/interviews/<uuid:public_id>/mark/",
        operator_interview_pages.interview_mark,
        name="operator_interview_mark",
    ),
    path("operator/postings/<uuid:public_id>/waiting/", offer_pages.waiting, name="operator_waiting"),
    path(
        "operator/postings/<uuid:public_id>/reserved-seats/",
        reserve_pages.reserved_seats,
        name="operator_reserved_seats",
    ),
    path("operator/postings/<uuid:public_id>/release/", offer_pages.release, name="operator_release"),
    path("operator/postings/<uuid:public_id>/offer/", offer_pages.offer, name="operator_offer"),
    path("operator/postings/<uuid:public_id>/training/", training_pages.training, name="operator_training"),
    path("operator/training/<uuid:public_id>/", training_pages.session, name="operator_session"),
    path("operator/training/<uuid:public_id>/code/", wall_code_pages.wall_code, name="operator_wall_code"),
    path("operator/applications/", applicant_pages.application_list, name="operator_application_list"),
    path("operator/applications/move/", move_pages.application_move, name="operator_application_move"),
    path("operator/applications/<uuid:public_id>/ask/", info_pages.info_ask, name="operator_info_ask"),
    path("operator/asked/<uuid:public_id>/withdraw/", info_pages.info_withdraw, name="operator_info_withdraw"),
    path("operator/moves/<uuid:public_id>/", move_pages.move_page, name="operator_move"),
    path("operator/moves/<uuid:public_id>/undo/", move_pages.move_undo, name="operator_move_undo"),
    path("operator/moves/<uuid:public_id>/tell/", move_pages.move_tell, name="operator_move_tell"),
    path("operator/views/keep/", view_pages.view_keep, name="operator_view_keep"),
    path("operator/views/<uuid:public_id>/share/", view_pages.view_share, name="operator_view_share"),
    path("operator/views/<uuid:public_id>/remove/", view_pages.view_remove, name="operator_view_remove"),
    path("operator/applications/<uuid:public_id>/", application_pages.application_page, name="operator_application"),
    *(
        path(
            f"operator/applications/<uuid:public_id>/{verb}/",
            getattr(application_pages, f"application_{verb}"),
            name=f"operator_application_{verb}",
        )
        for verb in ("contact", "override", "documents", "recheck", "place")
    ),
    path("operator/applications/<uuid:public_id>/score/", review_pages.sheet, name="operator_application_score"),
    path(
        "operator/applications/<uuid:public_id>/conflict/", review_pages.declare, name="operator_application_conflict"
    ),
    path("operator/reviews/", review_pages.review_list, name="operator_review_list"),
    path("operator/postings/<uuid:public_id>/review/", review_pages.review, name="operator_review"),
    path("operator/postings/<uuid:public_id>/review/pledge/", review_pages.pledge, name="operator_review_pledge"),
    path(
        "operator/postings/<uuid:public_id>/review/conflict/",
        review_pages.declare_by_name,
        name="operator_review_conflict",
    ),
    path(
        "operator/conflicts/<uuid:public_id>/withdraw/",
        review_pages.conflict_withdraw,
        name="operator_conflict_withdraw",
    ),
    path("operator/postings/<uuid:public_id>/criteria/", score_pages.criteria_page, name="operator_criteria"),
    path("operator/postings/<uuid:public_id>/criteria/copy/", score_pages.criteria_copy, name="operator_criteria_copy"),
    path("operator/postings/<uuid:public_id>/scores/", score_pages.scores, name="operator_scores"),
    path("operator/postings/<uuid:public_id>/minutes/", score_pages.minutes_make, name="operator_minutes_make"),
    path("operator/minutes/<uuid:public_id>/", score_pages.minutes_pdf, name="operator_minutes"),
    path("operator/files/<uuid:public_id>/", operator_file_pages.attachment, name="operator_attachment"),
    path("operator/questions/", desk_pages.question_list, name="operator_question_list"),
    path("operator/questions/<uuid:public_id>/", desk_pages.question, name="operator_question"),
    path("operator/questions/<uuid:public_id>/answer/", desk_pages.question_answer, name="operator_question_answer"),
    path("operator/questions/<uuid:public_id>/settle/", desk_pages.question_settle, name="operator_question_settle"),
    path("operator/questions/<uuid:public_id>/publish/", desk_pages.question_publish, name="operator_question_publish"),
    path(
        "operator/questions/<uuid:public_id>/unpublish/",
        desk_pages.question_unpublish,
        name="operator_question_unpublish",
    ),
    path("operator/objections/", operator_objection_pages.objection_list, name="operator_objection_list"),
    path("operator/objections/<uuid:public_id>/", operator_objection_pages.objection, name="operator_objection"),
    path("operator/placements/", placement_pages.placement_list, name="operator_placement_list"),
    path("operator/placements/step/", placement_pages.placement_step, name="operator_placement_step"),
    path("operator/placements/<uuid:public_id>/", placement_pages.placement_page, name="operator_placement"),
    path(
        "operator/placements/<uuid:public_id>/certificate/",
        placement_pages.placement_certificate,
        name="operator_placement_certificate",
    ),
    path("operator/postings/<uuid:public_id>/cover/", cover_pages.cover_page, name="operator_cover"),
    path("operator/postings/<uuid:public_id>/cover/add/", cover_pages.cover_add, name="operator_cover_add"),
    path("operator/postings/<uuid:public_id>/cover/file/", cover_pages.cover_file, name="operator_cover_file"),
    path("operator/covers/<uuid:public_id>/end/", cover_pages.cover_end, name="operator_cover_end"),
    path(
        "operator/postings/<uuid:public_id>/certificates/",
        completion_pages.completion_page,
        name="operator_completion",
    ),
    path("operator/after/", follow_up_pages.follow_up_list, name="operator_follow_up_list"),
    path(
        "operator/placements/<uuid:public_id>/after/<int:months>/",
        follow_up_pages.follow_up,
        name="operator_follow_up",
    ),
    path("operator/accidents/", accident_pages.accident_list, name="operator_accident_list"),
    path("operator/accidents/<uuid:public_id>/", accident_pages.accident, name="operator_accident"),
    path("operator/placements/<uuid:public_id>/accident/", accident_pages.accident_new, name="operator_accident_new"),
    path("operator/agreements/", operator_agreement_pages.agreement_list, name="operator_agreement_list"),
    path("operator/agreements/draw/", operator_agreement_pages.agreement_draw, name="operator_agreement_draw"),
    path(
        "operator/placements/<uuid:public_id>/agreement/",
        operator_agreement_pages.agreement_new,
        name="operator_agreement_new",
    ),
    path("operator/agreements/<uuid:public_id>/", operator_agreement_pages.agreement, name="operator_agreement"),
    path(
        "operator/agreements/<uuid:public_id>/sign/",
        operator_agreement_pages.agreement_sign,
        name="operator_agreement_sign",
    ),
    path(
        "operator/agreements/<uuid:public_id>/pdf/",
        operator_agreement_pages.agreement_pdf,
        name="operator_agreement_pdf",
    ),
    path("operator/survey/", survey_pages.of_operator, name="operator_survey"),
    path("operator/month-end/", month_end_pages.page, name="operator_month_end"),
    path("operator/month-end/layouts/", layout_pages.page, name="operator_layouts"),
    path("operator/month-end/statement/", statement_pages.page, name="operator_statement"),
    path("operator/month-end/prepare/", month_end_pages.prepare, name="operator_pay_prepare"),
    path("operator/month-end/runs/<uuid:public_id>/", pay_pages.run_page, name="operator_pay_run"),
    path("operator/month-end/runs/<uuid:public_id>/step/", pay_pages.run_step, name="operator_pay_step"),
    path("operator/month-end/runs/<uuid:public_id>/file/", pay_pages.run_file, name="operator_pay_file"),
    path("operator/placements/<uuid:public_id>/account/", pay_pages.account, name="operator_account"),
    path("operator/logs/<uuid:public_id>/correct/", pay_pages.correct, name="operator_pay_correct"),
    path("operator/logs/", worklog_pages.worklog_list, name="operator_worklog_list"),
    path("operator/logs/step/", worklog_pages.worklog_step, name="operator_worklog_step"),
    path("operator/logs/<uuid:public_id>/", worklog_pages.worklog_page, name="operator_worklog"),
]

site: list[URLPattern] = [
    path("site/", site_pages.worklog_list, name="site_worklog_list"),
    path("site/confirm/", site_pages.worklog_confirm, name="site_worklog_confirm"),
    path("invitations/", invitation_pages.invitation, name="invitation"),
    path("invitations/<str:token>/", invitation_pages.link, name="invitation_link"),
    path("site/link/<str:token>/", link_pages.start, name="site_link"),
    path("site/link/<str:token>/code/", link_pages.code, name="site_link_code"),
    path("site/link/<str:token>/open/", link_pages.unlock, name="site_link_open"),
    path("site/link/<str:token>/logs/", link_pages.logs, name="site_link_logs"),
    path("site/link/<str:token>/logs/act/", link_pages.act, name="site_link_act"),
]

staff: list[URLPattern] = [
    path("city/", staff_home_pages.home, name="staff_home"),
    path("city/target/", target_pages.target, name="staff_target"),
    path("city/target/<str:figure>/", target_pages.figure, name="staff_figure"),
    path("city/holidays/", staff_holiday_pages.holiday_list, name="staff_holiday_list"),
    path("city/holidays/<uuid:public_id>/remove/", staff_holiday_pages.holiday_remove, name="staff_holiday_remove"),
    path("city/agreements/", staff_agreement_pages.template_list, name="staff_agreement_list"),
    path("city/agreements/<str:kind>/", staff_agreement_pages.template, name="staff_agreement"),
    path("city/outside/", staff_outside_pages.source_list, name="staff_outside_list"),
    path("city/stories/", staff_story_pages.story_list, name="staff_story_list"),
    path("city/stories/<uuid:public_id>/", staff_story_pages.story_decide, name="staff_story_decide"),
    path("city/survey/", survey_pages.of_city, name="staff_survey"),
    path("city/programmes/", staff_pages.programme_list, name="staff_programme_list"),
    path("city/programmes/<uuid:public_id>/", staff_pages.programme_year, name="staff_programme_year"),
    path("city/programmes/<uuid:public_id>/rules/new/", staff_pages.rule_set_new, name="staff_rule_set_new"),
    path("city/programmes/<uuid:public_id>/next/", staff_year_pages.year_new, name="staff_year_new"),
    path("city/programmes/<uuid:public_id>/items/", item_pages.page, name="staff_pay_items"),
    path("city/programmes/<uuid:public_id>/pay/", staff_year_pages.pay_terms_set, name="staff_pay_terms_set"),
    path("city/programmes/<uuid:public_id>/target/", staff_pages.target_set, name="staff_target_set"),
    path("city/postings/", staff_posting_pages.posting_list, name="staff_posting_list"),
    path("city/postings/step/", staff_posting_pages.posting_step, name="staff_posting_step"),
    path("city/postings/<uuid:public_id>/", staff_posting_pages.posting_page, name="staff_posting"),
    path(
        "city/postings/<uuid:public_id>/call/<slug:verb>/",
        staff_posting_pages.posting_call,
        name="staff_posting_call",
    ),
    path(
        "city/postings/<uuid:public_id>/versions/", staff_posting_pages.posting_versions, name="staff_posting_versions"
    ),
    path("city/postings/<uuid:public_id>/bundles/", staff_bundle_pages.bundle_list, name="staff_bundle_list"),
    path("city/postings/bundles/<uuid:public_id>/", staff_bundle_pages.bundle_page, name="staff_bundle"),
    path("city/applications/", staff_exception_pages.application_list, name="staff_application_list"),
    path("city/applications/<uuid:public_id>/", staff_exception_pages.application_page, name="staff_application"),
    path("city/objections/", staff_objection_pages.objection_list, name="staff_objection_list"),
    path("city/objections/<uuid:public_id>/", staff_objection_pages.objection, name="staff_objection"),
    path("city/logs/<uuid:public_id>/", staff_exception_pages.worklog_page, name="staff_worklog"),
    path("city/organisations/", staff_organisation_pages.organisation_list, name="staff_organisation_list"),
    path("city/organisations/<uuid:public_id>/bundles/", staff_bundle_pages.month_list, name="staff_month_bundle_list"),
    path("city/organisations/<uuid:public_id>/", staff_organisation_pages.organisation, name="staff_organisation"),
    path("city/organisations/<uuid:public_id>/payers/", staff_payer_pages.grant, name="staff_payer_grant"),
    path("city/payers/<uuid:public_id>/end/", staff_payer_pages.take_back, name="staff_payer_end"),
    path("city/transfers/", transfer_pages.of_city, name="staff_transfer_list"),
    path("city/transfers/<uuid:public_id>/", transfer_pages.city_step, name="staff_transfer_step"),
    path("city/notices/", staff_notice_pages.notice_list, name="staff_notice_list"),
    path("city/notices/again/", staff_notice_pages.notice_again, name="staff_notice_again"),
    path("city/events/", staff_event_pages.event_list, name="staff_event_list"),
    path("city/events/download/", staff_event_pages.event_download, name="staff_event_download"),
]

urlpatterns = [*public, *candidate, *operator, *site, *staff]
