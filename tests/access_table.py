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
api_schema                           GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
health_live                          GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
health_ready                         GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:application                     GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:application_receipt             GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:application_withdraw            GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:application_withdraw            POST   in  may  404  404  404  404  404  404  404  404  404  404  404
jobs:apply                           GET    in   go   ok  403  403  403  403  403  403  403  403  403  403
jobs:apply                           POST   in  may  may  403  403  403  403  403  403  403  403  403  403
jobs:candidate_application_list      GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:candidate_placement_list        GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:home                            GET    ok   ok   ok   go   go   go   go   go   ok   go   go   go   ok
jobs:offer                           GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:offer_accept                    POST   in  may  404  404  404  404  404  404  404  404  404  404  404
jobs:offer_decline                   POST   in  may  404  404  404  404  404  404  404  404  404  404  404
jobs:operator_applicants             GET    in  404  404   ok   ok   ok  404  404  404   go   go   go   go
jobs:operator_application            GET    in  404  404   ok   ok   ok  404  404  404   go   go   go   go
jobs:operator_application_contact    POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_application_documents  POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_application_list       GET    in  404  404   ok   ok   ok   ok  404  404   go   go   go   go
jobs:operator_application_move       POST   in  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_application_override   POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_application_place      POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_application_recheck    POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_application_score      POST   in  404  404  may  may  may  404  404  404  404  404  404  404
jobs:operator_home                   GET    in  404  404   ok   ok   go   ok  404  404   go   go   go   go
jobs:operator_offer                  POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_placement              GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_placement_list         GET    in  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_placement_step         POST   in  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_posting                GET    in  404  404   ok   ok   ok  404  404  404   go   go   go   go
jobs:operator_posting_edit           GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_posting_edit           POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_posting_list           GET    in  404  404   ok   ok   ok   ok  404  404   go   go   go   go
jobs:operator_posting_new            GET    in  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_posting_new            POST   in  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_posting_step           POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_release                GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_release                POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_reviewer_add           POST   in  404  404  may  may  404  404  404  404  404  404  404  404
jobs:operator_reviewer_end           POST   in  404  404  403  may  404  404  404  404  404  404  404  404
jobs:operator_site_new               GET    in  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_site_new               POST   in  404  404  may  may  404  may  404  404  404  404  404  404
jobs:operator_waiting                GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_worklog                GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
jobs:operator_worklog_list           GET    in  404  404   ok   ok  404   ok  404  404   go   go   go   go
jobs:operator_worklog_step           POST   in  404  404  may  may  404  may  404  404  404  404  404  404
jobs:outside_posting                 GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:placement                       GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:placement_agree                 POST   in  may  404  404  404  404  404  404  404  404  404  404  404
jobs:public_posting                  GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:public_posting_check            GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:public_posting_check            POST  may  may  may  may  may  may  may  may  may  may  may  may  may
jobs:public_posting_list             GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:public_programme                GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:public_programme_list           GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:public_results                  GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs:site_worklog_confirm            POST   in  404  404  404  404  404  404  may  404  404  404  404  404
jobs:site_worklog_list               GET    in  404  404  404  404  404  404   ok  404  404  404  404  404
jobs:staff_application               GET    in  404  404  404  404  404  404  404  404  404   ok   ok  404
jobs:staff_application               POST   in  404  404  404  404  404  404  404  404  404  may  403  404
jobs:staff_application_list          GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_event_download            GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_event_list                GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_figure                    GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_home                      GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_notice_again              POST   in  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_notice_list               GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_pay_terms_set             GET    in  404  404  404  404  404  404  404  404  403   ok  403  404
jobs:staff_pay_terms_set             POST   in  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_posting                   GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_posting_list              GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_posting_step              POST   in  404  404  404  404  404  404  404  404  403  404  403  404
jobs:staff_programme_list            GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_programme_year            GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_rule_set_new              GET    in  404  404  404  404  404  404  404  404  403   ok  403  404
jobs:staff_rule_set_new              POST   in  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_target                    GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
jobs:staff_target_set                GET    in  404  404  404  404  404  404  404  404  403   ok  403  404
jobs:staff_target_set                POST   in  404  404  404  404  404  404  404  404  403  may  403  404
jobs:staff_worklog                   GET    in  404  404  404  404  404  404  404  404  404   ok   ok  404
jobs:staff_worklog                   POST   in  404  404  404  404  404  404  404  404  404  may  403  404
jobs:staff_year_new                  GET    in  404  404  404  404  404  404  404  404  403   ok  403  404
jobs:staff_year_new                  POST   in  404  404  404  404  404  404  404  404  403  may  403  404
jobs:worklog                         GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
jobs:worklog                         POST   in  may  404  404  404  404  404  404  404  404  404  404  404
jobs_api:application_list            GET   403   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs_api:application_withdraw        POST  403  may  404  404  404  404  404  404  404  404  404  404  404
jobs_api:apply                       POST  403  may  may  403  403  403  403  403  403  403  403  403  403
jobs_api:figures                     GET   403  403  403  403  403  403  403  403  403   ok   ok   ok  403
jobs_api:posting                     GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
jobs_api:posting_list                GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
landing                              GET    in   go   go   go   go   go   go   go   go   go   go   go   go
mailbox                              GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
mailbox_mail                         GET   404  404  404  404  404  404  404  404  404  404  404  404  404
matching:candidate_round             GET    in   ok  404  404  404  404  404  404  404  404  404  404  404
matching:candidate_suggestion_list   GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
matching:candidate_wider_list        GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
matching:operator_round              GET    in  404  404   ok   ok  404  404  404  404   go   go   go   go
matching:operator_round_list         GET    in  404  404   ok   ok  404   ok  404  404   go   go   go   go
matching:staff_fairness              GET    in  404  404  404  404  404  404  404  404   ok   ok   ok  404
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
profiles:candidate_career_remove     POST   in  may  404  404  404  404  404  404  404  404  404  404  404
profiles:candidate_inbox             GET    in   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
profiles:candidate_profile           GET    in   ok   ok  404  404  404  404  404  404  404  404  404  404
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
session_extend                       POST   in  may  may  may  may  may  may  may  may  may  may  may  may
set_language                         GET    go   go   go   go   go   go   go   go   go   go   go   go   go
set_language                         POST  may  may  may  may  may  may  may  may  may  may  may  may  may
manifest                             GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
offline                              GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
worker                               GET    ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   ok
viewing                              POST   go   go   go   go   go   go   go   go   go   go   go   go   go
"""
# fmt: on


def _rows() -> dict[tuple[str, str], dict[str, str]]:
    lines = (line.split() for line in _TABLE.strip().splitlines()[1:])
    return {(name, method): dict(zip(KINDS, answers, strict=True)) for name, method, *answers in lines}


ROWS = _rows()
