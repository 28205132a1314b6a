"""The rows of programmes, postings, applications, placements and pay."""

from jobs.models.accident import Accident, AccidentCover, AccidentNote
from jobs.models.agreement import Agreement, AgreementSignature, AgreementTemplate
from jobs.models.applicant_view import ApplicantView
from jobs.models.application import (
    Application,
    Assessment,
    Conflict,
    EligibilityCheck,
    Override,
    ScoreSheet,
    Wish,
)
from jobs.models.application_draft import ApplicationDraft
from jobs.models.attachment import Attachment
from jobs.models.audit_bundle import AuditBundle, AuditBundlePiece
from jobs.models.bank_layout import BankLayout
from jobs.models.bookmark import Bookmark
from jobs.models.certificate import Certificate
from jobs.models.holiday import Holiday
from jobs.models.info_request import InfoRequest
from jobs.models.interview import InterviewPick, InterviewSlot
from jobs.models.move import Look, Move, Moved
from jobs.models.objection import Objection
from jobs.models.offer import Hold, Offer
from jobs.models.outside_fetch import OutsideFetch
from jobs.models.outside_posting import OutsidePosting
from jobs.models.pay_account import PayAccount
from jobs.models.pay_item import PayItem
from jobs.models.pay_run import PayRun, RunItem, RunLine
from jobs.models.placement import Outcome, OutcomeCall, Placement
from jobs.models.posting import Posting, PostingSite, ReviewerAssignment, ReviewerInvitation, Seat, Site
from jobs.models.posting_draft import PostingDraft
from jobs.models.posting_import import PostingImport
from jobs.models.posting_remark import PostingRemark
from jobs.models.posting_template import PostingTemplate
from jobs.models.posting_version import PostingVersion
from jobs.models.programme import PayTerms, Programme, ProgrammeYear, Target
from jobs.models.question import Question, QuestionMessage
from jobs.models.rule_set import Rule, RuleSet
from jobs.models.saved_search import SavedSearch
from jobs.models.scoring import Criterion, Minutes, NamedConflict, Pledge, ScoreRow
from jobs.models.site_link import SiteContact, SiteLink
from jobs.models.story import Story, StoryPicture
from jobs.models.survey import SurveyAnswer, SurveyTaken, SurveyVersion
from jobs.models.training import Attendance, TrainingSession
from jobs.models.transfer import PostingTransfer
from jobs.models.worklog import PayLine, Worklog, WorklogDraft

__all__ = [
    "Accident",
    "AccidentCover",
    "AccidentNote",
    "Agreement",
    "AgreementSignature",
    "AgreementTemplate",
    "ApplicantView",
    "Application",
    "ApplicationDraft",
    "Assessment",
    "Attachment",
    "Attendance",
    "AuditBundle",
    "AuditBundlePiece",
    "BankLayout",
    "Bookmark",
    "Certificate",
    "Conflict",
    "Criterion",
    "EligibilityCheck",
    "Hold",
    "Holiday",
    "InfoRequest",
    "InterviewPick",
    "InterviewSlot",
    "Look",
    "Minutes",
    "NamedConflict",
    "Move",
    "Moved",
    "Objection",
    "Offer",
    "Outcome",
    "OutcomeCall",
    "OutsideFetch",
    "OutsidePosting",
    "Override",
    "PayAccount",
    "PayItem",
    "PayLine",
    "PayRun",
    "PayTerms",
    "Placement",
    "Pledge",
    "Posting",
    "PostingDraft",
    "PostingImport",
    "PostingRemark",
    "PostingSite",
    "PostingTransfer",
    "PostingTemplate",
    "PostingVersion",
    "Programme",
    "ProgrammeYear",
    "Question",
    "QuestionMessage",
    "ReviewerAssignment",
    "ReviewerInvitation",
    "Rule",
    "RuleSet",
    "RunItem",
    "RunLine",
    "SavedSearch",
    "ScoreRow",
    "ScoreSheet",
    "Seat",
    "Site",
    "SiteContact",
    "SiteLink",
    "Story",
    "StoryPicture",
    "SurveyAnswer",
    "SurveyTaken",
    "SurveyVersion",
    "Target",
    "TrainingSession",
    "Wish",
    "Worklog",
    "WorklogDraft",
]
