"""Who may open what: one line for each URL and method, one answer for each kind of user (the order of access_world.KINDS).

ok: a page · may: allowed, whatever a request without its fields leads to · go: sent to another page · in: to sign in ·
403, 404: refused. Source: the authorisation matrix of the design; another's row and a missing one answer alike.
"""

from tests.access_world import KINDS

# fmt: off
_TABLE = """
url                                  how   vis  own  oth  mem  man  rev  str  hos  cou  vie  edi  aud  adm
account_change_password              GET    in   go   go   go   go   go   go   go   go   go   go   go   go
account_change_password              POST   in  may  may  may  may  may  may  may  may  may  may  may  may
account_change_phone                 GET    in  404  404  404  404  404  404  404  404  404  404  404  404
account_change_phone                 POST   in  404  404  404  404  404  404  404  404  404  404  404  404
account_confirm_email                GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_confirm_email                POST  404  404  404  404  404  404  404  404  404  404  404  404  404
account_confirm_login_code           GET    in   go   go   go   go   go   go   go   go   go   go   go   go
account_confirm_login_code           POST   in  may  may  may  may  may  may  may  may  may  may  may  may
account_email                        GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_email                        POST   in  may  may  may  may  may  may  may  may  may  may  may  may
account_email_verification_sent      GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_inactive                     GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_login                        GET    ok   go   go   go   go   go   go   go   go   go   go   go   go
account_login                        POST  may  may  may  may  may  may  may  may  may  may  may  may  may
account_logout                       GET    go   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_logout                       POST  may  may  may  may  may  may  may  may  may  may  may  may  may
account_reauthenticate               GET    in  403  403  403  403  403  403  403  403  403  403  403  403
account_reauthenticate               POST   in  403  403  403  403  403  403  403  403  403  403  403  403
account_request_login_code           GET   404  404  404  404  404  404  404  404  404  404  404  404  404
account_request_login_code           POST  404  404  404  404  404  404  404  404  404  404  404  404  404
account_reset_password               GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_reset_password               POST  may  may  may  may  may  may  may  may  may  may  may  may  may
account_reset_password_done          GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_reset_password_from_key      GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_reset_password_from_key      POST  may  may  may  may  may  may  may  may  may  may  may  may  may
account_reset_password_from_key_done GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_set_password                 GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_set_password                 POST   in  may  may  may  may  may  may  may  may  may  may  may  may
account_signup                       GET    ok   go   go   go   go   go   go   go   go   go   go   go   go
account_signup                       POST  may  may  may  may  may  may  may  may  may  may  may  may  may
account_verify_phone                 GET   404  404  404  404  404  404  404  404  404  404  404  404  404
account_verify_phone                 POST  404  404  404  404  404  404  404  404  404  404  404  404  404
kakao_login                          GET   404  404  404  404  404  404  404  404  404  404  404  404  404
kakao_login                          POST  404  404  404  404  404  404  404  404  404  404  404  404  404
kakao_callback                       GET   404  404  404  404  404  404  404  404  404  404  404  404  404
naver_login                          GET   404  404  404  404  404  404  404  404  404  404  404  404  404
naver_login                          POST  404  404  404  404  404  404  404  404  404  404  404  404  404
naver_callback                       GET   404  404  404  404  404  404  404  404  404  404  404  404  404
socialaccount_signup                 GET   404  404  404  404  404  404  404  404  404  404  404  404  404
socialaccount_signup                 POST  404  404  404  404  404  404  404  404  404  404  404  404  404
socialaccount_login_cancelled        GET   404  404  404  404  404  404  404  404  404  404  404  404  404
socialaccount_login_error            GET   404  404  404  404  404  404  404  404  404  404  404  404  404
api_schema                           GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
health_live                          GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
health_ready                         GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:agreement                       GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:agreement_pdf                   GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:agreement_sign                  POST   in  may  404  404  404  404  404  404  404  404  404  404  404
jobs:application                     GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:application_receipt             GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:application_withdraw            GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:application_withdraw            POST   in  may  404  404  404  404  404  404  404  404  404  404  404
jobs:apply                           GET    in   go   ok  403  403  403  403  403  403  403  403  403  403
jobs:apply                           POST   in  may  may  403  403  403  403  403  403  403  403  403  403
jobs:attachment                      GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:candidate_application_list      GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:candidate_placement_list        GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:certificate_pdf                 GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:check_in                        GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:check_in                        POST   in  may  404  404  404  404  404  404  404  404  404  404  404
jobs:check_in_by_code                GET    go   go   go   go   go   go   go   go   go   go   go   go   go
jobs:home                            GET    ok   ok   ok   go   go   go   go   go   go   go   go   go   ok
jobs:kept_list                       GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:interview                       GET   in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:interview                       POST  in  may  404  404  404  404  404  404  404  404  404  404  404
jobs:interview_calendar              GET   in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:objection                       GET   in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:objection                       POST  in  may  404  404  404  404  404  404  404  404  404  404  404
jobs:offer                           GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:offer_accept                    GET   in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:offer_accept                    POST   in  may  404  404  404  404  404  404  404  404  404  404  404
jobs:offer_decline                   GET   in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:offer_decline                   POST   in  may  404  404  404  404  404  404  404  404  404  404  404
jobs:operator_accident               GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_accident               POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_accident_list          GET    in  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_accident_new           GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_accident_new           POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_account                GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_account                POST   in  404  404   ok   ok  404  404  404  404  404  404  404  404
jobs:operator_agreement              GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_agreement_draw         POST   in  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_agreement_list         GET    in  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_agreement_new          GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_agreement_new          POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_agreement_pdf          GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_agreement_sign         POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_applicants             GET    in  404  404   ok   ok   ok  404  404  404   go   go   go   go
jobs:operator_application            GET    in  404  404   ok   ok   ok  404  404  404   go   go   go   go
jobs:operator_application_contact    POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_application_documents  POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_application_list       GET    in  404  404   ok   ok   ok   ok  404  404   go   go   go   go
jobs:operator_application_move       POST   in  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_application_override   POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_application_place      POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_application_recheck    POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_application_conflict   POST   in  404  404  may  may  may  404  404  404  404  404  404  404
jobs:operator_application_score      GET    in  404  404   ok   ok   ok  404  404  404   go   go   go   go
jobs:operator_application_score      POST   in  404  404  may  may  may  404  404  404  404  404  404  404
jobs:operator_completion             GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_completion             POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_conflict_withdraw      POST   in  404  404  403  may  404  404  404  404  404  404  404  404
jobs:operator_cover                  GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_cover_add              POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_cover_end              POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_cover_file             POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_criteria               GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_criteria               POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_criteria_copy          POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_minutes                GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_minutes_make           POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_review                 GET    in  404  404   ok   ok   ok  404  404  404   go   go   go   go
jobs:operator_review_conflict        POST   in  404  404  may  may  may  404  404  404  404  404  404  404
jobs:operator_review_list            GET    in  404  404   ok   ok   ok   ok  404  404   go   go   go   go
jobs:operator_review_pledge          POST   in  404  404  may  may  may  404  404  404  404  404  404  404
jobs:operator_scores                 GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_attachment             GET    in  404  404   ok   ok   ok  404  404  404   go   go   go   go
jobs:operator_follow_up              GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_follow_up              POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_follow_up_list         GET    in  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_exports                GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_export                 GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_export                 POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_bundle                 GET    in  404  404  404   ok  404  404  404  404   go   go   go   go
jobs:operator_bundle                 POST   in  404  404  404  may  404  404  404  404  404  404  404  404
jobs:operator_bundle_ask             POST   in  404  404  403  may  404  404  404  404  404  404  404  404
jobs:operator_month_bundle_ask       POST   in  404  404  404  404  404  404  404  404  404  404  404  404
jobs:operator_home                   GET    in  404  404   ok   ok   go   ok  404  404   go   go   go   go
jobs:operator_import                 GET   in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_import_confirm         POST  in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_import_discard         POST  in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_import_faults          GET   in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_import_new             GET   in  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_import_new             POST  in  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_import_template        GET   in  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:info_answer                     GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:info_answer                     POST   in  may  404  404  404  404  404  404  404  404  404  404  404
jobs:operator_info_ask               POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_info_withdraw          POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_move                   GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_move_undo              POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_move_tell              POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_view_keep              POST   in  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_view_share             POST   in  404  404  may  404  404  404  404  404  404  404  404  404
jobs:operator_view_remove            POST   in  404  404  may  404  404  404  404  404  404  404  404  404
jobs:operator_interview_day          GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_interview_day          POST   in  404  404   ok   ok  404  404  404  404  404  404  404  404
jobs:operator_interview_set          POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_interviews             GET   in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_interviews             POST  in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_interview_cancel       GET   in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_interview_cancel       POST  in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_interview_mark         POST  in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_layouts                GET    in  404  404  403   ok  404  403  404  404   go   go   go   go
jobs:operator_layouts                POST   in  404  404  403   ok  404  403  404  404  404  404  404  404
jobs:operator_month_end              GET    in  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_objection              GET   in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_objection              POST  in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_objection_list         GET   in  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_offer                  POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_pay_correct            GET    in  404  404  404   ok  404  404  404  404   go   go   go   go
jobs:operator_pay_correct            POST   in  404  404  404   ok  404  404  404  404  404  404  404  404
jobs:operator_pay_file               POST   in  404  404   ok   ok  404  404  404  404  404  404  404  404
jobs:operator_pay_prepare            POST   in  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_pay_run                GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_pay_step               POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_placement              GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_placement_certificate  POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_placement_list         GET    in  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_placement_step         POST   in  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_posting                GET    in  404  404   ok   ok   ok  404  404  404   go   go   go   go
jobs:operator_posting_call           GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_posting_call           POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_posting_check          POST   in  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_posting_draft          POST   in  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_posting_draft_drop     POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_posting_edit           GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_posting_edit           POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_posting_list           GET    in  404  404   ok   ok   ok   ok  404  404   go   go   go   go
jobs:operator_posting_new            GET    in  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_posting_new            POST   in  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_posting_preview        POST   in  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_posting_step           POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_posting_versions       GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_question               GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_question_answer        POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_question_list          GET    in  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_question_publish       POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_question_settle        POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_question_unpublish     POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_release                GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_release                POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_reviewer_add           POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_reviewer_end           POST   in  404  404  403  may  404  404  404  404  404  404  404  404
jobs:operator_session                GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_session                POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_invitation_end         POST   in  404  404  404  may  404  404  404  404  404  404  404  404
jobs:operator_member                 GET    in  404  404  404   ok  404  404  404  404   go   go   go   go
jobs:operator_member                 POST   in  404  404  404  may  404  404  404  404  404  404  404  404
jobs:operator_member_invite          POST   in  404  404  404  may  404  404  404  404  404  404  404  404
jobs:operator_member_list            GET    in  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_site                   GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_site_contact_add       POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_site_contact_end       POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_site_edit              GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_site_edit              POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_site_end               GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_site_end               POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_site_link_end          POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_site_link_send         POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_site_list              GET    in  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_site_new               GET    in  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_site_new               POST   in  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_statement              GET    in  404  404  403   ok  404  403  404  404   go   go   go   go
jobs:operator_statement              POST   in  404  404  403   ok  404  403  404  404  404  404  404  404
jobs:operator_survey                 GET    in  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_transfer_list          GET    in  404  404  404   ok  404  404  404  404   go   go   go   go
jobs:operator_transfer_new           GET    in  404  404  404   ok  404  404  404  404   go   go   go   go
jobs:operator_transfer_new           POST   in  404  404  404  may  404  404  404  404  404  404  404  404
jobs:operator_transfer_step          POST   in  404  404  404  may  404  404  404  404  404  404  404  404
jobs:operator_template_list          GET    in  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_template_save          GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_template_save          POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_template_step          POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_training               GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_training               POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_waiting                GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_wall_code              GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_wall_code              POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_worklog                GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_worklog_list           GET    in  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_worklog_step           POST   in  404  404  may  may  404  may  404  404  404  404  404  404
jobs:outcome                         GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:outcome                         POST   in  may  404  404  404  404  404  404  404  404  404  404  404
jobs:outside_posting                 GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:pay_account                     GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:pay_account                     POST   in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:placement                       GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:posting_deadline                GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:posting_drop                    POST   in  may  may  may  may  may  may  may  may  may  may  may  may
jobs:posting_keep                    POST   in  may  may  may  may  may  may  may  may  may  may  may  may
jobs:public_posting                  GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:public_posting_check            GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:public_posting_check            POST  may  may  may  may  may  may  may  may  may  may  may  may  may
jobs:public_posting_count            GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:public_posting_list             GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:public_programme                GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:public_programme_list           GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:public_results                  GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:question                        GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:question_ask                    GET    in   ok   ok  403  403  403  403  403  403  403  403  403  403
jobs:question_ask                    POST   in  may  may  403  403  403  403  403  403  403  403  403  403
jobs:question_list                   GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:question_more                   POST   in  may  404  404  404  404  404  404  404  404  404  404  404
jobs:saved_search                    GET    in   go  404  404  404  404  404  404  404  404  404  404  404
jobs:saved_search_alerts             POST   in  may  404  404  404  404  404  404  404  404  404  404  404
jobs:saved_search_list               GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:saved_search_new                GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:saved_search_new                POST   in  may  may  may  may  may  may  may  may  may  may  may  may
jobs:saved_search_remove             POST   in  may  404  404  404  404  404  404  404  404  404  404  404
jobs:saved_search_rename             POST   in  may  404  404  404  404  404  404  404  404  404  404  404
jobs:invitation_link                 GET    go   go   go   go   go   go   go   go   go   go   go   go   go
jobs:invitation                      GET   404  404  404  404  404  404  404  404  404  404  404  404  404
jobs:invitation                      POST  404  404  404  404  404  404  404  404  404  404  404  404  404
jobs:site_link                       GET    ok   ok   ok  404  404  404   ok   ok   ok   ok   ok   ok   ok
jobs:site_link_act                   POST  may  may  may  404  404  404  may  may  may  may  may  may  may
jobs:site_link_code                  POST  may  may  may  404  404  404  may  may  may  may  may  may  may
jobs:site_link_logs                  GET    go   go   go  404  404  404   go   go   go   go   go   go   go
jobs:site_link_open                  POST  may  may  may  404  404  404  may  may  may  may  may  may  may
jobs:site_worklog_confirm            POST   in  404  404  404  404  404  404  may  404  404  404  404  404
jobs:site_worklog_list               GET    in  404  404  404  404  404  404   ok  404  404  404  404  404
jobs:slip                            GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:slip_pdf                        GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:staff_agreement                 GET    in  404  404  404  404  404  404  404  404  403   ok  403  404
jobs:staff_agreement                 POST   in  404  404  404  404  404  404  404  404  403   ok  403  404
jobs:staff_agreement_list            GET    in  404  404  404  404  404  404  404  404  403   ok  403  404
jobs:staff_application               GET    in  404  404  404  404  404  404  404  404  404   ok   ok  404
jobs:staff_application               POST   in  404  404  404  404  404  404  404  404  404  may  403  404
jobs:staff_application_list          GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_event_download            GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_outside_list              GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_holiday_list              GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_holiday_list              POST   in  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_holiday_remove            POST   in  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_event_list                GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_figure                    GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_home                      GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_notice_again              POST   in  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_notice_list               GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_objection                 GET   in  404  404  404  404  404  404  404  404  404   ok   ok  404
jobs:staff_objection                 POST  in  404  404  404  404  404  404  404  404  404  may  403  404
jobs:staff_objection_list            GET   in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_pay_items                 GET    in  404  404  404  404  404  404  404  404  403   ok  403  404
jobs:staff_pay_items                 POST   in  404  404  404  404  404  404  404  404  403   ok  403  404
jobs:staff_pay_terms_set             GET    in  404  404  404  404  404  404  404  404  403   ok  403  404
jobs:staff_pay_terms_set             POST   in  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_bundle                    GET    in  404  404  404  404  404  404  404  404  403   ok   ok  404
jobs:staff_bundle                    POST   in  404  404  404  404  404  404  404  404  403  may  may  404
jobs:staff_bundle_list               GET    in  404  404  404  404  404  404  404  404  403   ok   ok  404
jobs:staff_bundle_list               POST   in  404  404  404  404  404  404  404  404  403  may  may  404
jobs:staff_posting                   GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_month_bundle_list         GET    in  404  404  404  404  404  404  404  404  403   ok   ok  404
jobs:staff_month_bundle_list         POST   in  404  404  404  404  404  404  404  404  403  may  may  404
jobs:staff_organisation              GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_payer_grant               POST   in  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_payer_end                 POST   in  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_posting_call              GET    in  404  404  404  404  404  404  404  404  403   ok  403  404
jobs:staff_posting_call              POST   in  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_organisation_list         GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_transfer_list             GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_transfer_step             POST   in  404  404  404  404  404  404  404  404  may  may  may  404
jobs:staff_posting_list              GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_posting_step              POST   in  404  404  404  404  404  404  404  404  403  404  403  404
jobs:staff_posting_versions          GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_programme_list            GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_programme_year            GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_rule_set_new              GET    in  404  404  404  404  404  404  404  404  403   ok  403  404
jobs:staff_rule_set_new              POST   in  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_story_decide              POST   in  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_story_list                GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_survey                    GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_target                    GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_target_set                GET    in  404  404  404  404  404  404  404  404  403   ok  403  404
jobs:staff_target_set                POST   in  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_worklog                   GET    in  404  404  404  404  404  404  404  404  404   ok   ok  404
jobs:staff_worklog                   POST   in  404  404  404  404  404  404  404  404  404  may  403  404
jobs:staff_year_new                  GET    in  404  404  404  404  404  404  404  404  403   ok  403  404
jobs:staff_year_new                  POST   in  404  404  404  404  404  404  404  404  403  may  403  404
jobs:story                           GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:story                           POST   in  may  404  404  404  404  404  404  404  404  404  404  404
jobs:story_picture                   GET   404   ok  404  404  404  404  404  404  404  404   ok   ok  404
jobs:survey                          GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:survey                          POST   in  may  404  404  404  404  404  404  404  404  404  404  404
jobs:verify                          GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:verify_code                     GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:withholding_pdf                 GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:worklog                         GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:worklog                         POST   in  may  404  404  404  404  404  404  404  404  404  404  404
jobs:worklog_draft                   POST   in  may  404  404  404  404  404  404  404  404  404  404  404
jobs_api:application_list            GET   403   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs_api:application_withdraw        POST  403  may  404  404  404  404  404  404  404  404  404  404  404
jobs_api:apply                       POST  403  may  may  403  403  403  403  403  403  403  403  403  403
jobs_api:figures                     GET   403  403  403  403  403  403  403  403  403   ok   ok   ok  403
jobs_api:posting                     GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs_api:posting_list                GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs_api:sharing                     GET    403   ok   ok  403  403  403  403  403  403  403  403  403  403
landing                              GET    in   go   go   go   go   go   go   go   go   go   go   go   go
mailbox                              GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
mailbox_mail                         GET   404  404  404  404  404  404  404  404  404  404  404  404  404
matching:candidate_invite            GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
matching:candidate_invite_answer     POST   in  may  404  404  404  404  404  404  404  404  404  404  404
matching:candidate_round             GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
matching:candidate_suggestion_list   GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
matching:candidate_wider_list        GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
matching:operator_invites            GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
matching:operator_invites            POST   in  404  404  may  may  404  404  404  404  404  404  404  404
matching:operator_people_count       POST   in  404  404  may  may  404  may  404  404  404  404  404  404
matching:operator_round              GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
matching:operator_round_list         GET    in  404  404   ok   ok  404   ok  404  404   go   go   go   go
matching:staff_fairness              GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
matching:staff_invite_limit          GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
matching:staff_invite_limit          POST   in  404  404  404  404  404  404  404  404  403  may  403  404
matching:staff_retention_list        GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
matching:staff_retention_set         GET    in  404  404  404  404  404  404  404  404  403   ok  403  404
matching:staff_retention_set         POST   in  404  404  404  404  404  404  404  404  403  may  403  404
matching:staff_round                 GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
matching:staff_round_compare         GET    in  404  404  404  404  404  404  404  404   go   go   go  404
matching:staff_round_list            GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
matching:staff_round_new             GET    in  404  404  404  404  404  404  404  404  403   ok  403  404
matching:staff_round_new             POST   in  404  404  404  404  404  404  404  404  403  may  403  404
matching:staff_round_placed          GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
matching:staff_round_step            POST   in  404  404  404  404  404  404  404  404  403  may  403  404
matching:staff_round_terms           GET    in  404  404  404  404  404  404  404  404  403   go  403  404
matching:staff_round_terms           POST   in  404  404  404  404  404  404  404  404  403  may  403  404
matching:staff_run_list              GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
matching_api:near_list               GET   403   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
matching_api:suggestion_list         GET   403   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
profiles:candidate_career            GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
profiles:candidate_career            POST   in  may  404  404  404  404  404  404  404  404  404  404  404
profiles:candidate_career_remove     POST   in  may  404  404  404  404  404  404  404  404  404  404  404
profiles:candidate_cv                GET    in   ok   ok  404  404  404  404  404  404  404  404  404  404
profiles:candidate_cv                POST   in  may  may  404  404  404  404  404  404  404  404  404  404
profiles:candidate_cv_forget         POST   in  may  may  404  404  404  404  404  404  404  404  404  404
profiles:candidate_cv_found          GET    in   ok   go  404  404  404  404  404  404  404  404  404  404
profiles:candidate_cv_found          POST   in  may  may  404  404  404  404  404  404  404  404  404  404
profiles:candidate_inbox             GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
profiles:candidate_join              GET    in   go   go  404  404  404  404  404  404  404  404  404  404
profiles:candidate_join              POST   in  may  may  404  404  404  404  404  404  404  404  404  404
profiles:candidate_occupations       GET    in   ok   ok  404  404  404  404  404  404  404  404  404  404
profiles:candidate_occupations       POST   in  may  may  404  404  404  404  404  404  404  404  404  404
profiles:candidate_profile           GET    in   ok   ok  404  404  404  404  404  404  404  404  404  404
profiles:candidate_profile_begin     GET    in   go   go  404  404  404  404  404  404  404  404  404  404
profiles:candidate_profile_careers   GET    in   ok   ok  404  404  404  404  404  404  404  404  404  404
profiles:candidate_profile_careers   POST   in  may  may  404  404  404  404  404  404  404  404  404  404
profiles:candidate_profile_history   GET    in   ok   ok  404  404  404  404  404  404  404  404  404  404
profiles:candidate_profile_history   POST   in  may  may  404  404  404  404  404  404  404  404  404  404
profiles:candidate_profile_step      GET    in   ok   ok  404  404  404  404  404  404  404  404  404  404
profiles:candidate_profile_step      POST   in  may  may  404  404  404  404  404  404  404  404  404  404
profiles:candidate_public_job_remove POST   in  may  404  404  404  404  404  404  404  404  404  404  404
profiles:candidate_statistics        GET    in   ok   ok  404  404  404  404  404  404  404  404  404  404
profiles:candidate_statistics        POST   in  may  may  404  404  404  404  404  404  404  404  404  404
profiles:consent_give                POST   in  may  may  may  may  may  may  may  may  may  may  may  may
profiles:consent_withdraw            POST   in  may  404  404  404  404  404  404  404  404  404  404  404
profiles:consents                    GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
profiles:contact                     GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
profiles:contact                     POST   in  may  may  may  may  may  may  may  may  may  may  may  may
profiles:inbox_read_all              POST   in  may  may  may  may  may  may  may  may  may  may  may  may
profiles:push_subscribe              POST   in  may  may  may  may  may  may  may  may  may  may  may  may
profiles:push_unsubscribe            POST   in  may  may  may  may  may  may  may  may  may  may  may  may
profiles:notice                      GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
profiles:stop_mail                  GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
profiles:stop_mail                  POST   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
profiles:stop_mail_one_click        GET    go   go   go   go   go   go   go   go   go   go   go   go   go
profiles:stop_mail_one_click        POST  400  400  400  400  400  400  400  400  400  400  400  400  400
profiles:counsellor_act_end           POST   in  404  404  404  404  404  404  404  may  404  404  404  404
profiles:counsellor_people            GET    in  404  404  404  404  404  404  404   ok  404  404  404  404
profiles:counsellor_person_act        POST   in  404  404  404  404  404  404  404  may  404  404  404  404
profiles:counsellor_person_give_up    GET    in  404  404  404  404  404  404  404   ok  404  404  404  404
profiles:counsellor_person_give_up    POST   in  404  404  404  404  404  404  404  may  404  404  404  404
profiles:counsellor_person_new        GET    in  404  404  404  404  404  404  404   ok  404  404  404  404
profiles:counsellor_person_new        POST   in  404  404  404  404  404  404  404  may  404  404  404  404
profiles:counsellor_person_phone      GET    in  404  404  404  404  404  404  404  404  404  404  404  404
profiles:counsellor_person_phone      POST   in  404  404  404  404  404  404  404  404  404  404  404  404
profiles:counsellor_person_take       POST   in  404  404  404  404  404  404  404  may  404  404  404  404
profiles:proxy                        GET    in   ok   ok  404  404  404  404  404  404  404  404  404  404
profiles:proxy                        POST   in  may  may  404  404  404  404  404  404  404  404  404  404
profiles:proxy_end                    POST   in  may  may  404  404  404  404  404  404  404  404  404  404
session_extend                       POST   in  may  may  may  may  may  may  may  may  may  may  may  may
set_language                         GET    go   go   go   go   go   go   go   go   go   go   go   go   go
set_language                         POST  may  may  may  may  may  may  may  may  may  may  may  may  may
manifest                             GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
offline                              GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
worker                               GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
viewing                              POST   go   go   go   go   go   go   go   go   go   go   go   go   go
url                                  how   vis  own  oth  new  mem  man  rev  str  hos  cou  vie  edi  aud  adm
account_change_password              GET    in   go   go   go   go   go   go   go   go   go   go   go   go   go
account_change_password              POST   in  may  may  may  may  may  may  may  may  may  may  may  may  may
account_change_phone                 GET    in  404  404  404  404  404  404  404  404  404  404  404  404  404
account_change_phone                 POST   in  404  404  404  404  404  404  404  404  404  404  404  404  404
account_confirm_email                GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_confirm_email                POST  404  404  404  404  404  404  404  404  404  404  404  404  404  404
account_confirm_login_code           GET    in   go   go   go   go   go   go   go   go   go   go   go   go   go
account_confirm_login_code           POST   in  may  may  may  may  may  may  may  may  may  may  may  may  may
account_email                        GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_email                        POST   in  may  may  may  may  may  may  may  may  may  may  may  may  may
account_email_verification_sent      GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_inactive                     GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_login                        GET    ok   go   go   go   go   go   go   go   go   go   go   go   go   go
account_login                        POST  may  may  may  may  may  may  may  may  may  may  may  may  may  may
account_logout                       GET    go   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_logout                       POST  may  may  may  may  may  may  may  may  may  may  may  may  may  may
account_reauthenticate               GET    in  403  403  403  403  403  403  403  403  403  403  403  403  403
account_reauthenticate               POST   in  403  403  403  403  403  403  403  403  403  403  403  403  403
account_request_login_code           GET   404  404  404  404  404  404  404  404  404  404  404  404  404  404
account_request_login_code           POST  404  404  404  404  404  404  404  404  404  404  404  404  404  404
account_reset_password               GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_reset_password               POST  may  may  may  may  may  may  may  may  may  may  may  may  may  may
account_reset_password_done          GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_reset_password_from_key      GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_reset_password_from_key      POST  may  may  may  may  may  may  may  may  may  may  may  may  may  may
account_reset_password_from_key_done GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_set_password                 GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_set_password                 POST   in  may  may  may  may  may  may  may  may  may  may  may  may  may
account_signup                       GET    ok   go   go   go   go   go   go   go   go   go   go   go   go   go
account_signup                       POST  may  may  may  may  may  may  may  may  may  may  may  may  may  may
account_verify_phone                 GET   404  404  404  404  404  404  404  404  404  404  404  404  404  404
account_verify_phone                 POST  404  404  404  404  404  404  404  404  404  404  404  404  404  404
kakao_login                          GET   404  404  404  404  404  404  404  404  404  404  404  404  404  404
kakao_login                          POST  404  404  404  404  404  404  404  404  404  404  404  404  404  404
kakao_callback                       GET   404  404  404  404  404  404  404  404  404  404  404  404  404  404
naver_login                          GET   404  404  404  404  404  404  404  404  404  404  404  404  404  404
naver_login                          POST  404  404  404  404  404  404  404  404  404  404  404  404  404  404
naver_callback                       GET   404  404  404  404  404  404  404  404  404  404  404  404  404  404
socialaccount_signup                 GET   404  404  404  404  404  404  404  404  404  404  404  404  404  404
socialaccount_signup                 POST  404  404  404  404  404  404  404  404  404  404  404  404  404  404
socialaccount_login_cancelled        GET   404  404  404  404  404  404  404  404  404  404  404  404  404  404
socialaccount_login_error            GET   404  404  404  404  404  404  404  404  404  404  404  404  404  404
api_schema                           GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
health_live                          GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
health_ready                         GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:application                     GET    in   ok  404  404  404  404  404  404  404  404  404  404  404  404
jobs:application_receipt             GET    in   ok  404  404  404  404  404  404  404  404  404  404  404  404
jobs:application_withdraw            GET    in   ok  404  404  404  404  404  404  404  404  404  404  404  404
jobs:application_withdraw            POST   in  may  404  404  404  404  404  404  404  404  404  404  404  404
jobs:apply                           GET    in   go   ok   go  403  403  403  403  403  403  403  403  403  403
jobs:apply                           POST   in  may  may  may  403  403  403  403  403  403  403  403  403  403
jobs:attachment                      GET    in   ok  404  404  404  404  404  404  404  404  404  404  404  404
jobs:candidate_application_list      GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:candidate_placement_list        GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:certificate_pdf                 GET    in   ok  404  404  404  404  404  404  404  404  404  404  404  404
jobs:home                            GET    ok   ok   ok   ok   go   go   go   go   go   go   go   go   go   ok
jobs:kept_list                       GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:interview                       GET   in   ok  404  404  404  404  404  404  404  404  404  404  404  404
jobs:interview                       POST  in  may  404  404  404  404  404  404  404  404  404  404  404  404
jobs:interview_calendar              GET   in   ok  404  404  404  404  404  404  404  404  404  404  404  404
jobs:objection                       GET   in   ok  404  404  404  404  404  404  404  404  404  404  404  404
jobs:objection                       POST  in  may  404  404  404  404  404  404  404  404  404  404  404  404
jobs:offer                           GET    in   ok  404  404  404  404  404  404  404  404  404  404  404  404
jobs:offer_accept                    GET   in   ok  404  404  404  404  404  404  404  404  404  404  404  404
jobs:offer_accept                    POST   in  may  404  404  404  404  404  404  404  404  404  404  404  404
jobs:offer_decline                   GET   in   ok  404  404  404  404  404  404  404  404  404  404  404  404
jobs:offer_decline                   POST   in  may  404  404  404  404  404  404  404  404  404  404  404  404
jobs:operator_account                GET    in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_account                POST   in  404  404  404   ok   ok  404  404  404  404  404  404  404  404
jobs:operator_applicants             GET    in  404  404  404   ok   ok   ok  404  404  404   go   go   go   go
jobs:operator_application            GET    in  404  404  404   ok   ok   ok  404  404  404   go   go   go   go
jobs:operator_application_contact    POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_application_documents  POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_application_list       GET    in  404  404  404   ok   ok   ok   ok  404  404   go   go   go   go
jobs:operator_application_move       POST   in  404  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_application_override   POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_application_place      POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_application_recheck    POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_application_conflict   POST   in  404  404  404  may  may  may  404  404  404  404  404  404  404
jobs:operator_application_score      GET    in  404  404  404   ok   ok   ok  404  404  404   go   go   go   go
jobs:operator_application_score      POST   in  404  404  404  may  may  may  404  404  404  404  404  404  404
jobs:operator_conflict_withdraw      POST   in  404  404  404  403  may  404  404  404  404  404  404  404  404
jobs:operator_criteria               GET    in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_criteria               POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_criteria_copy          POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_minutes                GET    in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_minutes_make           POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_review                 GET    in  404  404  404   ok   ok   ok  404  404  404   go   go   go   go
jobs:operator_review_conflict        POST   in  404  404  404  may  may  may  404  404  404  404  404  404  404
jobs:operator_review_list            GET    in  404  404  404   ok   ok   ok   ok  404  404   go   go   go   go
jobs:operator_review_pledge          POST   in  404  404  404  may  may  may  404  404  404  404  404  404  404
jobs:operator_scores                 GET    in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_attachment             GET    in  404  404  404   ok   ok   ok  404  404  404   go   go   go   go
jobs:operator_home                   GET    in  404  404  404   ok   ok   go   ok  404  404   go   go   go   go
jobs:operator_import                 GET   in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_import_confirm         POST  in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_import_discard         POST  in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_import_faults          GET   in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_import_new             GET   in  404  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_import_new             POST  in  404  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_import_template        GET   in  404  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_interviews             GET   in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_interviews             POST  in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_interview_cancel       GET   in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_interview_cancel       POST  in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_interview_mark         POST  in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_layouts                GET    in  404  404  404  403   ok  404  403  404  404   go   go   go   go
jobs:operator_layouts                POST   in  404  404  404  403   ok  404  403  404  404  404  404  404  404
jobs:operator_month_end              GET    in  404  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_objection              GET   in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_objection              POST  in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_objection_list         GET   in  404  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_offer                  POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_pay_correct            GET    in  404  404  404  404   ok  404  404  404  404   go   go   go   go
jobs:operator_pay_correct            POST   in  404  404  404  404   ok  404  404  404  404  404  404  404  404
jobs:operator_pay_file               POST   in  404  404  404   ok   ok  404  404  404  404  404  404  404  404
jobs:operator_pay_prepare            POST   in  404  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_pay_run                GET    in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_pay_step               POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_placement              GET    in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_placement_certificate  POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_placement_list         GET    in  404  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_placement_step         POST   in  404  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_posting                GET    in  404  404  404   ok   ok   ok  404  404  404   go   go   go   go
jobs:operator_posting_call           GET    in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_posting_call           POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_posting_check          POST   in  404  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_posting_draft          POST   in  404  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_posting_draft_drop     POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_posting_edit           GET    in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_posting_edit           POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_posting_list           GET    in  404  404  404   ok   ok   ok   ok  404  404   go   go   go   go
jobs:operator_posting_new            GET    in  404  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_posting_new            POST   in  404  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_posting_preview        POST   in  404  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_posting_step           POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_posting_versions       GET    in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_question               GET    in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_question_answer        POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_question_list          GET    in  404  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_question_publish       POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_question_settle        POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_question_unpublish     POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_release                GET    in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_release                POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_reviewer_add           POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_reviewer_end           POST   in  404  404  404  403  may  404  404  404  404  404  404  404  404
jobs:operator_session                GET    in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_session                POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_invitation_end         POST   in  404  404  404  404  may  404  404  404  404  404  404  404  404
jobs:operator_member                 GET    in  404  404  404  404   ok  404  404  404  404   go   go   go   go
jobs:operator_member                 POST   in  404  404  404  404  may  404  404  404  404  404  404  404  404
jobs:operator_member_invite          POST   in  404  404  404  404  may  404  404  404  404  404  404  404  404
jobs:operator_member_list            GET    in  404  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_site                   GET    in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_site_contact_add       POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_site_contact_end       POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_site_edit              GET    in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_site_edit              POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_site_end               GET    in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_site_end               POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_site_link_end          POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_site_link_send         POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_site_list              GET    in  404  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_site_new               GET    in  404  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_site_new               POST   in  404  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_statement              GET    in  404  404  404  403   ok  404  403  404  404   go   go   go   go
jobs:operator_statement              POST   in  404  404  404  403   ok  404  403  404  404  404  404  404  404
jobs:operator_survey                 GET    in  404  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_transfer_list          GET    in  404  404  404  404   ok  404  404  404  404   go   go   go   go
jobs:operator_transfer_new           GET    in  404  404  404  404   ok  404  404  404  404   go   go   go   go
jobs:operator_transfer_new           POST   in  404  404  404  404  may  404  404  404  404  404  404  404  404
jobs:operator_transfer_step          POST   in  404  404  404  404  may  404  404  404  404  404  404  404  404
jobs:operator_training               GET    in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_training               POST   in  404  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_waiting                GET    in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_worklog                GET    in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_worklog_list           GET    in  404  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_worklog_step           POST   in  404  404  404  may  may  404  may  404  404  404  404  404  404
jobs:outcome                         GET    in   ok  404  404  404  404  404  404  404  404  404  404  404  404
jobs:outcome                         POST   in  may  404  404  404  404  404  404  404  404  404  404  404  404
jobs:outside_posting                 GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:pay_account                     GET    in   ok  404  404  404  404  404  404  404  404  404  404  404  404
jobs:pay_account                     POST   in   ok  404  404  404  404  404  404  404  404  404  404  404  404
jobs:placement                       GET    in   ok  404  404  404  404  404  404  404  404  404  404  404  404
jobs:placement_agree                 POST   in  may  404  404  404  404  404  404  404  404  404  404  404  404
jobs:posting_deadline                GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:posting_drop                    POST   in  may  may  may  may  may  may  may  may  may  may  may  may  may
jobs:posting_keep                    POST   in  may  may  may  may  may  may  may  may  may  may  may  may  may
jobs:public_posting                  GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:public_posting_check            GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:public_posting_check            POST  may  may  may  may  may  may  may  may  may  may  may  may  may  may
jobs:public_posting_count            GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:public_posting_list             GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:public_programme                GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:public_programme_list           GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:public_results                  GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:question                        GET    in   ok  404  404  404  404  404  404  404  404  404  404  404  404
jobs:question_ask                    GET    in   ok   ok   go  403  403  403  403  403  403  403  403  403  403
jobs:question_ask                    POST   in  may  may  may  403  403  403  403  403  403  403  403  403  403
jobs:question_list                   GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:question_more                   POST   in  may  404  404  404  404  404  404  404  404  404  404  404  404
jobs:saved_search                    GET    in   go  404  404  404  404  404  404  404  404  404  404  404  404
jobs:saved_search_alerts             POST   in  may  404  404  404  404  404  404  404  404  404  404  404  404
jobs:saved_search_list               GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:saved_search_new                GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:saved_search_new                POST   in  may  may  may  may  may  may  may  may  may  may  may  may  may
jobs:saved_search_remove             POST   in  may  404  404  404  404  404  404  404  404  404  404  404  404
jobs:saved_search_rename             POST   in  may  404  404  404  404  404  404  404  404  404  404  404  404
jobs:invitation_link                 GET    go   go   go   go   go   go   go   go   go   go   go   go   go   go
jobs:invitation                      GET   404  404  404  404  404  404  404  404  404  404  404  404  404  404
jobs:invitation                      POST  404  404  404  404  404  404  404  404  404  404  404  404  404  404
jobs:site_link                       GET    ok   ok   ok   ok  404  404  404   ok   ok   ok   ok   ok   ok   ok
jobs:site_link_act                   POST  may  may  may  may  404  404  404  may  may  may  may  may  may  may
jobs:site_link_code                  POST  may  may  may  may  404  404  404  may  may  may  may  may  may  may
jobs:site_link_logs                  GET    go   go   go   go  404  404  404   go   go   go   go   go   go   go
jobs:site_link_open                  POST  may  may  may  may  404  404  404  may  may  may  may  may  may  may
jobs:site_worklog_confirm            POST   in  404  404  404  404  404  404  404  may  404  404  404  404  404
jobs:site_worklog_list               GET    in  404  404  404  404  404  404  404   ok  404  404  404  404  404
jobs:slip                            GET    in   ok  404  404  404  404  404  404  404  404  404  404  404  404
jobs:slip_pdf                        GET    in   ok  404  404  404  404  404  404  404  404  404  404  404  404
jobs:staff_application               GET    in  404  404  404  404  404  404  404  404  404  404   ok   ok  404
jobs:staff_application               POST   in  404  404  404  404  404  404  404  404  404  404  may  403  404
jobs:staff_application_list          GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_event_download            GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_outside_list              GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_holiday_list              GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_holiday_list              POST   in  404  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_holiday_remove            POST   in  404  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_event_list                GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_figure                    GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_home                      GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_notice_again              POST   in  404  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_notice_list               GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_objection                 GET   in  404  404  404  404  404  404  404  404  404  404   ok   ok  404
jobs:staff_objection                 POST  in  404  404  404  404  404  404  404  404  404  404  may  403  404
jobs:staff_objection_list            GET   in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_pay_items                 GET    in  404  404  404  404  404  404  404  404  404  403   ok  403  404
jobs:staff_pay_items                 POST   in  404  404  404  404  404  404  404  404  404  403   ok  403  404
jobs:staff_pay_terms_set             GET    in  404  404  404  404  404  404  404  404  404  403   ok  403  404
jobs:staff_pay_terms_set             POST   in  404  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_posting                   GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_organisation              GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_payer_grant               POST   in  404  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_payer_end                 POST   in  404  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_posting_call              GET    in  404  404  404  404  404  404  404  404  404  403   ok  403  404
jobs:staff_posting_call              POST   in  404  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_organisation_list         GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_transfer_list             GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_transfer_step             POST   in  404  404  404  404  404  404  404  404  404  may  may  may  404
jobs:staff_posting_list              GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_posting_step              POST   in  404  404  404  404  404  404  404  404  404  403  404  403  404
jobs:staff_posting_versions          GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_programme_list            GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_programme_year            GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_rule_set_new              GET    in  404  404  404  404  404  404  404  404  404  403   ok  403  404
jobs:staff_rule_set_new              POST   in  404  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_story_decide              POST   in  404  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_story_list                GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_survey                    GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_target                    GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_target_set                GET    in  404  404  404  404  404  404  404  404  404  403   ok  403  404
jobs:staff_target_set                POST   in  404  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_worklog                   GET    in  404  404  404  404  404  404  404  404  404  404   ok   ok  404
jobs:staff_worklog                   POST   in  404  404  404  404  404  404  404  404  404  404  may  403  404
jobs:staff_year_new                  GET    in  404  404  404  404  404  404  404  404  404  403   ok  403  404
jobs:staff_year_new                  POST   in  404  404  404  404  404  404  404  404  404  403  may  403  404
jobs:story                           GET    in   ok  404  404  404  404  404  404  404  404  404  404  404  404
jobs:story                           POST   in  may  404  404  404  404  404  404  404  404  404  404  404  404
jobs:story_picture                   GET   404   ok  404  404  404  404  404  404  404  404  404   ok   ok  404
jobs:survey                          GET    in   ok  404  404  404  404  404  404  404  404  404  404  404  404
jobs:survey                          POST   in  may  404  404  404  404  404  404  404  404  404  404  404  404
jobs:verify                          GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:verify_code                     GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:withholding_pdf                 GET    in   ok  404  404  404  404  404  404  404  404  404  404  404  404
jobs:worklog                         GET    in   ok  404  404  404  404  404  404  404  404  404  404  404  404
jobs:worklog                         POST   in  may  404  404  404  404  404  404  404  404  404  404  404  404
jobs:worklog_draft                   POST   in  may  404  404  404  404  404  404  404  404  404  404  404  404
jobs_api:application_list            GET   403   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs_api:application_withdraw        POST  403  may  404  404  404  404  404  404  404  404  404  404  404  404
jobs_api:apply                       POST  403  may  may  may  403  403  403  403  403  403  403  403  403  403
jobs_api:figures                     GET   403  403  403  403  403  403  403  403  403  403   ok   ok   ok  403
jobs_api:posting                     GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs_api:posting_list                GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs_api:sharing                     GET    403   ok   ok  400  403  403  403  403  403  403  403  403  403  403
landing                              GET    in   go   go   go   go   go   go   go   go   go   go   go   go   go
mailbox                              GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
mailbox_mail                         GET   404  404  404  404  404  404  404  404  404  404  404  404  404  404
matching:candidate_round             GET    in   ok  404  404  404  404  404  404  404  404  404  404  404  404
matching:candidate_suggestion_list   GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
matching:candidate_wider_list        GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
matching:operator_round              GET    in  404  404  404   ok   ok  404  404  404  404   go   go   go   go
matching:operator_round_list         GET    in  404  404  404   ok   ok  404   ok  404  404   go   go   go   go
matching:staff_fairness              GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
matching:staff_retention_list        GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
matching:staff_retention_set         GET    in  404  404  404  404  404  404  404  404  404  403   ok  403  404
matching:staff_retention_set         POST   in  404  404  404  404  404  404  404  404  404  403  may  403  404
matching:staff_round                 GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
matching:staff_round_compare         GET    in  404  404  404  404  404  404  404  404  404   go   go   go  404
matching:staff_round_list            GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
matching:staff_round_new             GET    in  404  404  404  404  404  404  404  404  404  403   ok  403  404
matching:staff_round_new             POST   in  404  404  404  404  404  404  404  404  404  403  may  403  404
matching:staff_round_placed          GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
matching:staff_round_step            POST   in  404  404  404  404  404  404  404  404  404  403  may  403  404
matching:staff_round_terms           GET    in  404  404  404  404  404  404  404  404  404  403   go  403  404
matching:staff_round_terms           POST   in  404  404  404  404  404  404  404  404  404  403  may  403  404
matching:staff_run_list              GET    in  404  404  404  404  404  404  404  404  404   ok   ok   ok  404
matching_api:near_list               GET   403   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
matching_api:suggestion_list         GET   403   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
profiles:candidate_career            GET    in   ok  404   go  404  404  404  404  404  404  404  404  404  404
profiles:candidate_career            POST   in  may  404  may  404  404  404  404  404  404  404  404  404  404
profiles:candidate_career_remove     POST   in  may  404  may  404  404  404  404  404  404  404  404  404  404
profiles:candidate_cv                GET    in   ok   ok   go  404  404  404  404  404  404  404  404  404  404
profiles:candidate_cv                POST   in  may  may  may  404  404  404  404  404  404  404  404  404  404
profiles:candidate_cv_forget         POST   in  may  may  may  404  404  404  404  404  404  404  404  404  404
profiles:candidate_cv_found          GET    in   ok   go   go  404  404  404  404  404  404  404  404  404  404
profiles:candidate_cv_found          POST   in  may  may  may  404  404  404  404  404  404  404  404  404  404
profiles:candidate_inbox             GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
profiles:candidate_join              GET    in   go   go   ok  404  404  404  404  404  404  404  404  404  404
profiles:candidate_join              POST   in  may  may  may  404  404  404  404  404  404  404  404  404  404
profiles:candidate_occupations       GET    in   ok   ok   go  404  404  404  404  404  404  404  404  404  404
profiles:candidate_occupations       POST   in  may  may  may  404  404  404  404  404  404  404  404  404  404
profiles:candidate_profile           GET    in   ok   ok   go  404  404  404  404  404  404  404  404  404  404
profiles:candidate_profile_begin     GET    in   go   go   go  404  404  404  404  404  404  404  404  404  404
profiles:candidate_profile_careers   GET    in   ok   ok   go  404  404  404  404  404  404  404  404  404  404
profiles:candidate_profile_careers   POST   in  may  may  may  404  404  404  404  404  404  404  404  404  404
profiles:candidate_profile_history   GET    in   ok   ok   go  404  404  404  404  404  404  404  404  404  404
profiles:candidate_profile_history   POST   in  may  may  may  404  404  404  404  404  404  404  404  404  404
profiles:candidate_profile_step      GET    in   ok   ok   go  404  404  404  404  404  404  404  404  404  404
profiles:candidate_profile_step      POST   in  may  may  may  404  404  404  404  404  404  404  404  404  404
profiles:candidate_public_job_remove POST   in  may  404  may  404  404  404  404  404  404  404  404  404  404
profiles:candidate_statistics        GET    in   ok   ok   go  404  404  404  404  404  404  404  404  404  404
profiles:candidate_statistics        POST   in  may  may  may  404  404  404  404  404  404  404  404  404  404
profiles:consent_give                POST   in  may  may  may  may  may  may  may  may  may  may  may  may  may
profiles:consent_withdraw            POST   in  may  404  404  404  404  404  404  404  404  404  404  404  404
profiles:consents                    GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
profiles:contact                     GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
profiles:contact                     POST   in  may  may  may  may  may  may  may  may  may  may  may  may  may
profiles:inbox_read_all              POST   in  may  may  may  may  may  may  may  may  may  may  may  may  may
profiles:push_subscribe              POST   in  may  may  may  may  may  may  may  may  may  may  may  may  may
profiles:push_unsubscribe            POST   in  may  may  may  may  may  may  may  may  may  may  may  may  may
profiles:notice                      GET    in   ok  404  404  404  404  404  404  404  404  404  404  404  404
profiles:stop_mail                  GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
profiles:stop_mail                  POST   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
profiles:stop_mail_one_click        GET    go   go   go   go   go   go   go   go   go   go   go   go   go   go
profiles:stop_mail_one_click        POST  400  400  400  400  400  400  400  400  400  400  400  400  400  400
profiles:counsellor_act_end           POST   in  404  404  404  404  404  404  404  404  may  404  404  404  404
profiles:counsellor_people            GET    in  404  404  404  404  404  404  404  404   ok  404  404  404  404
profiles:counsellor_person_act        POST   in  404  404  404  404  404  404  404  404  may  404  404  404  404
profiles:counsellor_person_give_up    GET    in  404  404  404  404  404  404  404  404   ok  404  404  404  404
profiles:counsellor_person_give_up    POST   in  404  404  404  404  404  404  404  404  may  404  404  404  404
profiles:counsellor_person_new        GET    in  404  404  404  404  404  404  404  404   ok  404  404  404  404
profiles:counsellor_person_new        POST   in  404  404  404  404  404  404  404  404  may  404  404  404  404
profiles:counsellor_person_phone      GET    in  404  404  404  404  404  404  404  404  404  404  404  404  404
profiles:counsellor_person_phone      POST   in  404  404  404  404  404  404  404  404  404  404  404  404  404
profiles:counsellor_person_take       POST   in  404  404  404  404  404  404  404  404  may  404  404  404  404
profiles:proxy                        GET    in   ok   ok   go  404  404  404  404  404  404  404  404  404  404
profiles:proxy                        POST   in  may  may  may  404  404  404  404  404  404  404  404  404  404
profiles:proxy_end                    POST   in  may  may  may  404  404  404  404  404  404  404  404  404  404
session_extend                       POST   in  may  may  may  may  may  may  may  may  may  may  may  may  may
set_language                         GET    go   go   go   go   go   go   go   go   go   go   go   go   go   go
set_language                         POST  may  may  may  may  may  may  may  may  may  may  may  may  may  may
manifest                             GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
offline                              GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
worker                               GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
viewing                              POST   go   go   go   go   go   go   go   go   go   go   go   go   go   go
"""
# fmt: on


def _rows() -> dict[tuple[str, str], dict[str, str]]:
    lines = (line.split() for line in _TABLE.strip().splitlines()[1:])
    return {(name, method): dict(zip(KINDS, answers, strict=True)) for name, method, *answers in lines}


ROWS = _rows()
