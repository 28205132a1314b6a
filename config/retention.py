"""How long each kind of row is kept and why: every model of ours has a class here, or the tests fail.

The city decides the periods marked `is_proposal`. Those in DATED are rows with versions (profiles.RetentionPeriod), which the jobs that destroy
read; words here only say what they count from. Sources: 개인정보 보호법 art. 21; 안전성 확보조치 기준 arts. 5, 8;
채용절차법 art. 11 (papers of those not selected: up to 180 days); 공공기록물법.
"""

from typing import NamedTuple


class Retention(NamedTuple):
    """`holds_people`: whether a row tells of one person. `kept`: the period in words, counted from what it names."""

    key: str
    purpose: str
    kept: str
    holds_people: bool
    is_proposal: bool = False


ACCOUNT = Retention("account", "signing in and reaching a person", "until the account is closed", True)
PROFILE = Retention("profile", "finding work that fits", "until the account is closed", True)
DRAFT = Retention(
    "draft", "going on where a person left off", "until the answer is kept or the account is closed", True
)
CV_READING = Retention(
    "cv reading",
    "proposing what a CV says",
    "until the person confirms or throws it away; CV_KEPT_MINUTES at the longest",
    True,
)
CONSENT = Retention(
    "consent", "proof of what was agreed to", "3 years after the account is closed", True, is_proposal=True
)
VOLUNTARY = Retention(
    "voluntary", "seeing whether the programme is fair", "until its consent is withdrawn or the account is closed", True
)
RIGHTS = Retention("rights", "who might do what, when", "3 years after the right ended", True)
SITE_CONTACT = Retention(
    "site contact",
    "asking who works at the site to confirm, and telling later who did",
    "name, number and address 3 years after they stopped answering; the row stays without them",
    True,
    is_proposal=True,
)
NOTICES = Retention("notices", "proof that a person was told", "2 years", True, is_proposal=True)
HISTORY = Retention("history", "who decided what and why", "5 years after the programme year", True, is_proposal=True)
ACCESS_LOG = Retention("access log", "who looked at whose data", "2 years", True)
SELECTION = Retention(
    "selection",
    "choosing people fairly",
    "not selected: 180 days after the result; selected: 5 years after the programme year",
    True,
    is_proposal=True,
)
APPLICATION_FILE = Retention(
    "application file",
    "choosing people by what the posting asks for",
    "180 days after the results or the end of the application, at most; at once when it is withdrawn or its person leaves, and a day after "
    "the posting closed while it isn't sent",
    True,
    is_proposal=True,
)
APPLICATION_DRAFT = Retention(
    "application draft",
    "going on with an application where a person left off",
    "until it is sent or the account is closed, at most a day after the posting closed",
    True,
)
QUESTIONS = Retention(
    "questions",
    "answering people who ask about a posting",
    "1 year after the end of the posting's activity; what was published of it stays with the posting, without the asker",
    True,
    is_proposal=True,
)
PLACEMENT = Retention("placement", "work, hours and money", "5 years after the programme year", True, is_proposal=True)
AGREEMENT = Retention(
    "agreement",
    "what both sides agreed to, and that they did",
    "5 years after the programme year; a labour contract at least 3 years after it ended (근로기준법 art. 42)",
    True,
    is_proposal=True,
)
ACCIDENT = Retention(
    "accident",
    "care, insurance and compensation after an accident at work",
    "5 years after the programme year; an accident at work at least 3 years (산업안전보건법 art. 164)",
    True,
    is_proposal=True,
)
BANK_ACCOUNT = Retention(
    "bank account",
    "sending people their money",
    "90 days after the last placement's end and while money is on its way; at once when the account is closed and nothing is owed",
    True,
    is_proposal=True,
)
SUGGESTION = Retention("suggestion", "what was suggested and why", "until the next run replaces it", True)
EXPOSURE = Retention(
    "exposure", "seeing whether suggestions are fair, and learning from outcomes", "3 years", True, is_proposal=True
)
POSTING_INVITE = Retention(
    "posting invite", "asking nobody too often, and no one twice", "1 year after it was sent", True, is_proposal=True
)
FORMER = Retention(
    "former profile",
    "making a suggestion again as it was made",
    "30 days after the person changed; longer while their list is made again from it",
    True,
    is_proposal=True,
)
SNAPSHOT = Retention(
    "snapshot",
    "making a suggestion again as it was made",
    "90 days after the last run that read it; longer while a list stands on it, and as exposures where figures of a run do",
    False,
    is_proposal=True,
)
RUN_PEOPLE = Retention("run people", "reading again what a run changed", "7 days after the run, which stays", True)
DESTRUCTION = Retention("destruction", "proof of what was destroyed, and by which period", "for good", False)
LOG_DRAFT = Retention(
    "log draft",
    "going on with what was begun",
    "until it is handed in or the account is closed; 5 years after the programme year at the longest, as the placement",
    True,
    is_proposal=True,
)
POSTING_DRAFT = Retention(
    "posting draft",
    "going on with a posting that is begun",
    "until it is saved or thrown away, or its posting is published",
    False,
)
ANONYMOUS = Retention("anonymous answers", "making the next programme better", "for good: they lead to nobody", False)
STORY = Retention(
    "story", "telling others what the work was like", "until it is withdrawn or the account is closed", True
)
PROGRAMME = Retention("programme", "rules, targets and postings of a year", "for good", False)
REFERENCE = Retention(
    "reference", "imported postings of others", "1 year after they were last seen", False, is_proposal=True
)
POSTING_IMPORT = Retention(
    "posting import",
    "writing many postings from one file, once",
    "7 days after it was read; what was written stays",
    False,
)
AUDIT_BUNDLE = Retention(
    "audit bundle",
    "handing an auditor the papers of a posting or a month",
    "30 days after it was made; who made and took it, and its hashes, stay as the history does",
    True,
    is_proposal=True,
)
WORK = Retention("work", "marks that a task works off", "until worked off", False)

DATED = (
    EXPOSURE,
    POSTING_INVITE,
    FORMER,
    SNAPSHOT,
    RUN_PEOPLE,
    QUESTIONS,
    LOG_DRAFT,
    APPLICATION_FILE,
    BANK_ACCOUNT,
    SITE_CONTACT,
    AUDIT_BUNDLE,
    AGREEMENT,
    ACCIDENT,
)  # each with its job; RUN_PEOPLE is a column of matching.Run
CLASSES: dict[str, Retention] = {
    "profiles.AccessEntry": ACCESS_LOG,
    "profiles.Candidate": PROFILE,
    "profiles.Career": PROFILE,
    "profiles.Consent": CONSENT,
    "profiles.ConsentText": PROGRAMME,
    "profiles.ContactChoice": ACCOUNT,
    "profiles.ContactPerson": SITE_CONTACT,
    "profiles.CvReading": CV_READING,
    "profiles.Delivery": NOTICES,
    "profiles.DeliveryAttempt": NOTICES,
    "profiles.Destruction": DESTRUCTION,
    "profiles.Event": HISTORY,
    "profiles.HeldCertificate": PROFILE,
    "profiles.Identity": ACCOUNT,
    "profiles.Invitation": RIGHTS,
    "profiles.Membership": RIGHTS,
    "profiles.Notice": NOTICES,
    "profiles.Organisation": PROGRAMME,
    "profiles.OutsideLetter": NOTICES,
    "profiles.ProfileDraft": DRAFT,
    "profiles.Proof": PROFILE,
    "profiles.Proxy": CONSENT,
    "profiles.PublicJob": PROFILE,
    "profiles.PushSubscription": ACCOUNT,
    "profiles.RetentionPeriod": DESTRUCTION,
    "profiles.StaleMark": WORK,
    "profiles.User": ACCOUNT,
    "profiles.VoluntaryStatement": VOLUNTARY,
    "jobs.Accident": ACCIDENT,
    "jobs.AccidentCover": PLACEMENT,
    "jobs.AccidentNote": ACCIDENT,
    "jobs.Agreement": AGREEMENT,
    "jobs.AgreementSignature": AGREEMENT,
    "jobs.AgreementTemplate": PROGRAMME,
    "jobs.ApplicantView": RIGHTS,
    "jobs.Application": SELECTION,
    "jobs.ApplicationDraft": APPLICATION_DRAFT,
    "jobs.Assessment": SELECTION,
    "jobs.Attachment": APPLICATION_FILE,
    "jobs.BankLayout": PROGRAMME,
    "jobs.Bookmark": PROFILE,
    "jobs.Attendance": PLACEMENT,
    "jobs.AuditBundle": HISTORY,
    "jobs.AuditBundlePiece": AUDIT_BUNDLE,
    "jobs.Certificate": PLACEMENT,
    "jobs.Conflict": SELECTION,
    "jobs.Criterion": PROGRAMME,
    "jobs.EligibilityCheck": SELECTION,
    "jobs.Hold": PLACEMENT,
    "jobs.InfoRequest": SELECTION,
    "jobs.InterviewPick": SELECTION,
    "jobs.InterviewSlot": PROGRAMME,
    "jobs.Look": SELECTION,
    "jobs.Minutes": SELECTION,
    "jobs.NamedConflict": SELECTION,
    "jobs.Move": SELECTION,
    "jobs.Moved": SELECTION,
    "jobs.Objection": SELECTION,
    "jobs.Offer": SELECTION,
    "jobs.Holiday": PROGRAMME,
    "jobs.Outcome": PLACEMENT,
    "jobs.OutcomeCall": PLACEMENT,
    "jobs.OutsideFetch": PROGRAMME,
    "jobs.OutsidePosting": REFERENCE,
    "jobs.Override": SELECTION,
    "jobs.PayAccount": BANK_ACCOUNT,
    "jobs.PayItem": PROGRAMME,
    "jobs.PayLine": PLACEMENT,
    "jobs.PayRun": PLACEMENT,
    "jobs.PayTerms": PROGRAMME,
    "jobs.Placement": PLACEMENT,
    "jobs.Pledge": RIGHTS,
    "jobs.Posting": PROGRAMME,
    "jobs.PostingDraft": POSTING_DRAFT,
    "jobs.PostingImport": POSTING_IMPORT,
    "jobs.PostingRemark": PROGRAMME,
    "jobs.PostingSite": PROGRAMME,
    "jobs.PostingTemplate": PROGRAMME,
    "jobs.PostingVersion": PROGRAMME,
    "jobs.Programme": PROGRAMME,
    "jobs.ProgrammeYear": PROGRAMME,
    "jobs.Question": QUESTIONS,
    "jobs.QuestionMessage": QUESTIONS,
    "jobs.ReviewerAssignment": RIGHTS,
    "jobs.RunItem": PLACEMENT,
    "jobs.RunLine": PLACEMENT,
    "jobs.Rule": PROGRAMME,
    "jobs.RuleSet": PROGRAMME,
    "jobs.PostingTransfer": HISTORY,
    "jobs.ReviewerInvitation": RIGHTS,
    "jobs.SavedSearch": PROFILE,
    "jobs.ScoreRow": SELECTION,
    "jobs.ScoreSheet": SELECTION,
    "jobs.Seat": PROGRAMME,
    "jobs.SiteContact": RIGHTS,
    "jobs.SiteLink": PLACEMENT,
    "jobs.Site": PROGRAMME,
    "jobs.Story": STORY,
    "jobs.StoryPicture": STORY,
    "jobs.SurveyAnswer": ANONYMOUS,
    "jobs.SurveyTaken": PLACEMENT,
    "jobs.SurveyVersion": PROGRAMME,
    "jobs.Target": PROGRAMME,
    "jobs.TrainingSession": PROGRAMME,
    "jobs.Wish": SELECTION,
    "jobs.Worklog": PLACEMENT,
    "jobs.WorklogDraft": LOG_DRAFT,
    "matching.Allocation": SELECTION,
    "matching.AllocationRound": PROGRAMME,
    "matching.Exposure": EXPOSURE,
    "matching.FairnessYear": PROGRAMME,
    "matching.FormerProfile": FORMER,
    "matching.InviteLimit": PROGRAMME,
    "matching.PackedProfile": SUGGESTION,
    "matching.PostingInvite": POSTING_INVITE,
    "matching.RoundResult": SELECTION,
    "matching.Run": HISTORY,
    "matching.RunFigures": PROGRAMME,
    "matching.Shard": HISTORY,
    "matching.Snapshot": SNAPSHOT,
    "matching.SuggestionList": SUGGESTION,
    "matching.WeightSet": PROGRAMME,
}
