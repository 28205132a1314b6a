"""A small world with one of each kind of user, for the access table.

Everything belongs to `operator` and to `owner`, so that each other kind shows what a stranger gets.
"""

from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from jobs.models import Objection
from profiles import contacts
from profiles.models import Consent, ConsentText, User
from tests import make
from tests.jobs import (
    agreeing,
    choosing,
    importing,
    insuring,
    interviewing,
    inviting,
    keeping,
    linking,
    papering,
    paying,
    scoring,
    transferring,
)
from tests.jobs.attaching import ASKED, attachment
from tests.jobs.certificates import certificate
from tests.jobs.holidays import holiday
from tests.jobs.stories import picture, story
from tests.jobs.training import session
from tests.matching.allocating import published_row
from tests.matching.proposing import invite_row
from tests.profiles import proxying
from tests.profiles.cv import readings

KINDS = (
    "visitor",
    "owner",  # the candidate whose rows these are
    "other",  # another candidate
    "newcomer",  # an account and no profile yet
    "member",
    "manager",
    "reviewer",  # assigned to the posting
    "stranger",  # a member of another operator
    "host",  # a member of the host of the site
    "counsellor",  # a member of a 50+ centre
    "viewer",
    "editor",
    "auditor",
    "administrator",
)


@dataclass
class World:
    """The users by kind, and the keyword arguments of each URL that has some."""

    users: dict[str, User | None]
    objects: dict[str, Any] = field(default_factory=dict)

    def kwargs_of(self, name: str) -> dict[str, Any]:
        """What the URL of this name needs: the rows of this world."""
        bare = name.rpartition(":")[2]
        return self.objects.get(bare, {})


def build() -> World:
    """Write the rows, dated around today, since pages ask for the time of the request."""
    now = timezone.now()
    operator, host = make.organisation(), make.organisation("host")
    owner = make.candidate()
    year = make.programme_year(
        year=now.year, starts_on=now.date().replace(month=1, day=1), ends_on=now.date().replace(month=12, day=31)
    )
    site = make.site(operator, host=host)
    dates = {
        "apply_from": now - timedelta(days=9),
        "apply_until": now + timedelta(days=9),
        "results_at": now + timedelta(days=12),
        "starts_on": now.date() - timedelta(days=40),
        "ends_on": now.date() + timedelta(days=40),
    }
    posting = make.posting(operator, year, sites=[site], seats=5, asked_files=ASKED, **dates)
    draft = make.posting(operator, year, state="draft", sites=[site], **dates)
    in_review = make.posting(operator, year, state="in_review", sites=[site], **dates)
    application = make.application(posting, owner)
    added = attachment(application=application)
    offered = make.application(make.posting(operator, year, sites=[site], **dates), owner, state="offered")
    offer = make.offer(offered, offered_at=now, expires_at=now + timedelta(days=3))
    placed = make.application(make.posting(operator, year, sites=[site], **dates), owner, state="placed")
    placement = make.placement(placed)
    own_session = session(placed.posting, begins_at=time(9, 30))
    month = (now.date().replace(day=1) - timedelta(days=1)).replace(day=1)
    worklog = make.worklog(placement, month=month, entries=[{"on": month.isoformat(), "minutes": 180, "what": "말벗"}])
    make.pay_line(worklog, gross_won=30_960, withheld_won=0, net_won=30_960, paid_at=now)
    done = make.application(make.posting(operator, year, sites=[site], **dates), owner, state="placed")
    completed = make.placement(
        done,
        state="completed",
        started_on=now.date() - timedelta(days=160),
        finished_on=now.date() - timedelta(days=100),
    )
    told = story(completed)
    picture(told)
    reviewer = make.member(operator, "reviewer")
    for reviewed in (posting, offered.posting, placed.posting):
        assignment = make.reviewer_assignment(reviewed, reviewer)
    by_round = make.application(
        make.posting(operator, year, sites=[site], selection="round", **dates), owner, state="waiting"
    )
    round_ = published_row(year, [(by_round, [])])
    slot = interviewing.slot(posting, starts_at=now + timedelta(days=2), closes_at=now + timedelta(days=1))
    interviewing.pick(application, slot)
    asked = Objection.objects.create(application=application, text="다시 봐 주세요.", asked_at=now, asked_by=owner.user)
    notice = make.notice(owner.user, created_at=now)
    contact = linking.contact(site)
    link = linking.link(site, month=month, contact_=contact, made_at=now)
    outside = make.outside_posting()
    readings.waiting(owner, at=now)
    users = {
        "visitor": None,
        "owner": owner.user,
        "other": make.candidate().user,
        "newcomer": make.user(),
        "member": make.member(operator),
        "manager": make.member(operator, "manager"),
        "reviewer": reviewer,
        "stranger": make.member(make.organisation()),
        "host": make.member(host),
        "counsellor": make.member(make.organisation("centre")),
        "viewer": make.city_user("viewer"),
        "editor": make.city_user("editor"),
        "auditor": make.city_user("auditor"),
        "administrator": make.city_user("administrator"),
    }
    paying.may_pay(users["manager"], operator)
    proxy = proxying.entrusted(owner, users["counsellor"], given_at=now)
    text = ConsentText.objects.filter(is_required=False).first()
    rows = {
        "career": make.career(owner),
        "public_job": make.public_job(owner, starts_on=now.date(), ends_on=None),
        "consent_text": text,
        "consent": Consent.objects.create(user=owner.user, text=text, given_at=now, given_by=owner.user),
        "proxy": proxy,
        "posting": posting,
        "draft": draft,
        "in_review": in_review,
        "application": application,
        "attachment": added,
        "offer": offer,
        "placement": placement,
        "agreement": agreeing.drawn(placement),
        "cover": insuring.cover(placement),
        "accident": insuring.accident(placement),
        "completed": completed,
        "session": session(posting),
        "own_session": own_session,
        "story": told,
        "holiday": holiday(),
        "certificate": certificate(completed),
        "worklog": worklog,
        "run": paying.run_row(worklog, users["member"]),
        "site": site,
        "contact": contact,
        "link": link,
        "membership": users["member"].memberships.get(),
        "organisation": operator,
        "payer": users["manager"].memberships.get(role="payer"),
        "invitation": inviting.invitation(operator, invited_at=now),
        "transfer": transferring.transfer(posting, asked_at=now),
        "notice": notice,
        "outside": outside,
        "year": year,
        "month": month,
        "assignment": assignment,
        "slot": slot,
        "objection": asked,
        "round": round_,
        "begun": make.posting_draft(posting.organisation),
        "saved_search": keeping.saved_search(owner.user),
        "question": keeping.answered(posting, owner),
        "conflict": scoring.conflict(application, scoring.reviewer(posting)),
        "minutes": scoring.minutes(posting),
        "import": importing.waiting(operator, year, site),
        "bundle": papering.ready(posting, made_at=now),
        "template": make.posting_template(operator, year.programme),
        "invite": invite_row(posting, owner, invited_at=now),
        "move": choosing.move(application, moved_at=now),
        "view": choosing.view(users["member"], operator),
        "asked": choosing.asked(application, asked_at=now),
    }
    return World(users, _kwargs(rows))


def _kwargs(rows: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The keyword arguments by URL name, without its namespace."""
    found: dict[str, dict[str, Any]] = {}
    for key, names in ROW_OF.items():
        found |= {name: {"public_id": rows[key].public_id} for name in names}
    return found | {
        "worklog": {"public_id": rows["placement"].public_id, "month": f"{rows['month']:%Y-%m}"},
        "worklog_draft": {"public_id": rows["placement"].public_id, "month": f"{rows['month']:%Y-%m}"},
        "slip": {"public_id": rows["placement"].public_id, "month": f"{rows['month']:%Y-%m}"},
        "slip_pdf": {"public_id": rows["placement"].public_id, "month": f"{rows['month']:%Y-%m}"},
        "withholding_pdf": {
            "year": timezone.localdate().year,
            "public_id": rows["placement"].application.posting.organisation.public_id,
        },
        "operator_follow_up": {"public_id": rows["completed"].public_id, "months": 3},
        "outcome": {"public_id": rows["completed"].public_id, "months": 3},
        "operator_export": {"public_id": rows["posting"].public_id, "table": "applicants"},
        "operator_posting_call": {"public_id": rows["posting"].public_id, "verb": "extend"},
        "staff_posting_call": {"public_id": rows["posting"].public_id, "verb": "extend"},
        "staff_agreement": {"kind": "internship"},
        "verify_code": {"code": rows["certificate"].code},
        "operator_reviewer_end": {
            "public_id": rows["assignment"].posting.public_id,
            "pk": rows["assignment"].pk,
        },
        "operator_site_contact_end": {"public_id": rows["site"].public_id, "pk": rows["contact"].pk},
        **{f"site_link{page}": {"token": linking.TOKEN} for page in ("", "_code", "_open", "_logs", "_act")},
        "invitation_link": {"token": inviting.TOKEN},
        "check_in_by_code": {"public_id": rows["own_session"].public_id, "code": "none"},
        "operator_import_template": {"ending": "csv"},
        "candidate_profile_step": {"step": "basics"},
        "staff_figure": {"figure": "jobs_provided"},
        "staff_retention_set": {"slug": "exposure"},
        "mailbox_mail": {"name": "none"},
        "stop_mail": {"token": contacts.stop_token(rows["notice"].recipient, "suggestions")},
        "stop_mail_one_click": {"token": contacts.stop_token(rows["notice"].recipient, "suggestions")},
        "account_confirm_email": {"key": "none"},
        "account_reset_password_from_key": {"uidb36": "none", "key": "none"},
    }


# Which row stands in the URLs of these names, without their namespace.
ROW_OF: dict[str, tuple[str, ...]] = {
    "import": ("operator_import", "operator_import_confirm", "operator_import_discard", "operator_import_faults"),
    "posting": (
        "public_posting",
        "public_posting_check",
        "posting_deadline",
        "posting_keep",
        "posting_drop",
        "question_ask",
        "apply",
        "posting",
        "operator_posting",
        "operator_posting_step",
        "operator_posting_versions",
        "operator_reviewer_add",
        "operator_applicants",
        "operator_waiting",
        "operator_training",
        "operator_completion",
        "operator_cover",
        "operator_cover_add",
        "operator_cover_file",
        "operator_offer",
        "operator_release",
        "operator_reserved_seats",
        "operator_transfer_new",
        "operator_interviews",
        "operator_interview_day",
        "operator_interview_set",
        "operator_criteria",
        "operator_criteria_copy",
        "operator_minutes_make",
        "operator_review",
        "operator_review_conflict",
        "operator_review_pledge",
        "operator_scores",
        "operator_exports",
        "operator_bundle_ask",
        "staff_bundle_list",
        "operator_invites",
        "operator_template_save",
    ),
    "bundle": ("operator_bundle", "staff_bundle"),
    "template": ("operator_template_step",),
    "invite": ("candidate_invite", "candidate_invite_answer"),
    "conflict": ("operator_conflict_withdraw",),
    "minutes": ("operator_minutes",),
    "objection": ("operator_objection", "staff_objection"),
    "slot": ("operator_interview_cancel", "operator_interview_mark"),
    "move": ("operator_move", "operator_move_undo", "operator_move_tell"),
    "view": ("operator_view_share", "operator_view_remove"),
    "asked": ("info_answer", "operator_info_withdraw"),
    "draft": ("operator_posting_edit",),
    "begun": ("operator_posting_draft_drop",),
    "in_review": ("staff_posting", "staff_posting_versions"),
    "application": (
        "application",
        "application_again",
        "application_withdraw",
        "application_receipt",
        "interview",
        "interview_calendar",
        "objection",
        "operator_application",
        "operator_application_contact",
        "operator_info_ask",
        "operator_application_conflict",
        "operator_application_score",
        "operator_application_override",
        "operator_application_documents",
        "operator_application_place",
        "operator_application_recheck",
        "staff_application",
    ),
    "attachment": ("attachment", "operator_attachment"),
    "offer": ("offer", "offer_accept", "offer_decline"),
    "saved_search": ("saved_search", "saved_search_rename", "saved_search_alerts", "saved_search_remove"),
    "question": (
        "question",
        "question_more",
        "operator_question",
        "operator_question_answer",
        "operator_question_settle",
        "operator_question_publish",
        "operator_question_unpublish",
    ),
    "placement": (
        "placement",
        "operator_placement",
        "operator_account",
        "operator_agreement_new",
        "operator_accident_new",
    ),
    "cover": ("operator_cover_end",),
    "accident": ("operator_accident",),
    "agreement": (
        "agreement",
        "agreement_sign",
        "agreement_pdf",
        "operator_agreement",
        "operator_agreement_sign",
        "operator_agreement_pdf",
    ),
    "session": ("operator_session", "operator_wall_code"),
    "own_session": ("check_in",),
    "site": (
        "operator_site",
        "operator_site_contact_add",
        "operator_site_edit",
        "operator_site_end",
        "operator_site_link_send",
    ),
    "link": ("operator_site_link_end",),
    "membership": ("operator_member",),
    "organisation": ("staff_organisation", "staff_month_bundle_list", "staff_payer_grant"),
    "payer": ("staff_payer_end",),
    "transfer": ("operator_transfer_step", "staff_transfer_step"),
    "invitation": ("operator_invitation_end",),
    "holiday": ("staff_holiday_remove",),
    "story": ("staff_story_decide", "story_picture"),
    "completed": ("survey", "story", "certificate_pdf", "operator_placement_certificate"),
    "worklog": ("operator_worklog", "staff_worklog", "operator_pay_correct"),
    "run": ("operator_pay_run", "operator_pay_step", "operator_pay_file"),
    "notice": ("notice",),
    "outside": ("outside_posting",),
    "year": (
        "public_programme",
        "staff_programme_year",
        "staff_rule_set_new",
        "staff_target_set",
        "staff_year_new",
        "staff_pay_terms_set",
        "staff_pay_items",
    ),
    "round": (
        "candidate_round",
        "operator_round",
        "staff_round",
        "staff_round_terms",
        "staff_round_compare",
        "staff_round_placed",
        "staff_round_step",
    ),
    "proxy": (
        "counsellor_person_act",
        "counsellor_person_give_up",
        "counsellor_person_phone",
        "counsellor_person_take",
    ),
    "career": ("candidate_career", "candidate_career_remove"),
    "public_job": ("candidate_public_job_remove",),
    "consent_text": ("consent_give",),
    "consent": ("consent_withdraw",),
}
