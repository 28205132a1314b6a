"""The rows of people and organisations."""

from profiles.models.access_entry import AccessEntry
from profiles.models.candidate import Candidate
from profiles.models.career import Career, HeldCertificate, Proof, PublicJob
from profiles.models.consent import Consent, ConsentText
from profiles.models.contact_person import ContactPerson
from profiles.models.cv_reading import CvReading
from profiles.models.destruction import Destruction, RetentionPeriod
from profiles.models.event import Event
from profiles.models.identity import Identity
from profiles.models.invitation import Invitation
from profiles.models.membership import Membership
from profiles.models.notice import ContactChoice, Delivery, DeliveryAttempt, Notice
from profiles.models.organisation import Organisation
from profiles.models.outside_letter import OutsideLetter
from profiles.models.profile_draft import ProfileDraft
from profiles.models.proxy import Proxy
from profiles.models.push_subscription import PushSubscription
from profiles.models.stale_mark import StaleMark
from profiles.models.user import User
from profiles.models.voluntary_statement import VoluntaryStatement

__all__ = [
    "AccessEntry",
    "Candidate",
    "Career",
    "Consent",
    "ConsentText",
    "ContactChoice",
    "ContactPerson",
    "CvReading",
    "Delivery",
    "DeliveryAttempt",
    "Destruction",
    "Event",
    "HeldCertificate",
    "Identity",
    "Invitation",
    "Membership",
    "Notice",
    "Organisation",
    "OutsideLetter",
    "ProfileDraft",
    "Proof",
    "Proxy",
    "PublicJob",
    "PushSubscription",
    "RetentionPeriod",
    "StaleMark",
    "User",
    "VoluntaryStatement",
]
