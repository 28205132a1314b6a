"""What people agreed to: versioned texts per purpose and recipient, given and withdrawn one by one.

A text is never edited: a change is a new version, and what was agreed to stays readable. Sources: PIPA art. 15 (use),
17 (passing on), 22 (each asked apart, required and optional told apart), 23 (sensitive), 37 (withdrawing).
"""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from profiles import actors, candidates, events, voluntary_statements
from profiles.actors import Actor
from profiles.languages import is_korean
from profiles.lines import one_line
from profiles.models import Candidate, Consent, ConsentText, Event, User

SAID = ("sha256", "title", "is_required")  # what makes a version another; a translation that is given does, too
# Asked where they are needed, never at sign-up, and never required: they can be taken back at any time.
ASKED_LATER = {
    ConsentText.Purpose.SHARING,
    ConsentText.Purpose.FAIRNESS,
    ConsentText.Purpose.STORY,
    ConsentText.Purpose.PROXY,
    ConsentText.Purpose.FOUND,
}
PAPER = "paper"  # how a consent was given that was signed and is kept by who holds it


@transaction.atomic
def publish(
    *,
    purpose: str,
    title: str,
    text: str,
    is_required: bool,
    recipient: str = "",
    english: tuple[str, str] = ("", ""),
    by: Actor,
    at: datetime,
) -> ConsentText:
    """Publish the next version of a text. english : its title and text as translated.

    Raises PermissionDenied, never_required, consent_text_same and those of the columns.
    """
    actors.require_role(by, roles={"editor"}, kinds={"city"})
    if is_required and purpose in ASKED_LATER:
        raise ValidationError(
            _("이 동의는 필수로 할 수 없습니다. 언제든 철회할 수 있어야 합니다."), code="never_required"
        )
    versions = ConsentText.objects.select_for_update().filter(purpose=purpose, recipient=recipient)
    last = versions.order_by("-version").first()
    row = ConsentText(
        purpose=purpose,
        recipient=recipient,
        version=last.version + 1 if last else 1,
        title=one_line(title),
        text=text.strip(),
        english_title=one_line(english[0]),
        english_text=english[1].strip(),
        sha256=hashlib.sha256(text.strip().encode()).hexdigest(),
        is_required=is_required,
        published_at=at,
        published_by=by.user,
    )
    if last and all(getattr(last, name) == getattr(row, name) for name in SAID) and not _retranslates(row, last):
        raise ValidationError(_("지금 쓰는 동의서와 내용이 같습니다."), code="consent_text_same")
    row.full_clean()
    row.save()
    events.record("publish", [row], by=by, at=at, params={"version": row.version})
    return row


def give(user: User, texts: Sequence[ConsentText], *, by: Actor, at: datetime, channel: str = "web") -> list[Consent]:
    """Note that a person agreed to these texts. Raises PermissionDenied, not_current, consent_once."""
    return give_many([user], texts, by=by, at=at, channel=channel)


@transaction.atomic
def give_many(
    users: Sequence[User], texts: Sequence[ConsentText], *, by: Actor | Sequence[Actor], at: datetime, channel: str
) -> list[Consent]:
    """Note that people agreed to these texts, on paper or on a page. Raises PermissionDenied, not_current, consent_once."""
    givers = actors.each(by, users)
    for user, giver in zip(users, givers, strict=True):
        _require_giver(giver, user, channel)
    locked = User.objects.select_for_update(no_key=True).filter(pk__in=[user.pk for user in users]).order_by("pk")
    list(locked.values_list("pk", flat=True))  # one at a time: twice at once is "already agreed", too
    if not {text.pk for text in texts} <= {text.pk for text in current_texts()}:
        raise ValidationError(_("그사이 동의서가 바뀌었습니다. 새 내용을 읽고 다시 골라 주세요."), code="not_current")
    if Consent.objects.filter(user__in=users, text__in=texts, withdrawn_at=None).exists():
        raise ValidationError(_("이미 동의한 내용입니다."), code="consent_once")
    rows = [
        Consent(user=user, text=text, given_at=at, given_by=giver.user, channel=channel)
        for user, giver in zip(users, givers, strict=True)
        for text in texts
    ]
    Consent.objects.bulk_create(rows, batch_size=2000)
    events.record("give", rows, by=[giver for giver in givers for _text in texts], at=at)
    return rows


@transaction.atomic
def join(user: User, agreed: Sequence[ConsentText], *, by: Actor, at: datetime) -> Candidate:
    """Make a member of a person: a candidate who has agreed to whatever is required.

    Raises PermissionDenied, consent_required, already_joined and those of give.
    """
    given = {text.pk for text in agreed}
    if any(text.is_required and text.pk not in given for text in asked_to_join(user)):
        raise ValidationError(
            _("가입하는 데 꼭 필요한 동의입니다. 내용을 읽고 표시해 주세요."), code="consent_required"
        )
    candidate = candidates.join(user, by=by, at=at)
    give(user, agreed, by=by, at=at)
    return candidate


@transaction.atomic
def withdraw(consent: Consent, *, by: Actor, at: datetime) -> Consent:
    """Take a consent back in each version that was given; what was told under it alone is forgotten.

    Raises PermissionDenied, already_withdrawn, required_consent.
    """
    actors.require_person(by, consent.user_id)
    alike = {"user": consent.user_id, "text__purpose": consent.text.purpose, "text__recipient": consent.text.recipient}
    locked = Consent.objects.select_for_update(of=("self",)).select_related("text").filter(**alike).order_by("pk")
    rows = {row.pk: row for row in locked}
    row = rows[consent.pk]
    if row.withdrawn_at is not None:
        raise ValidationError(_("이미 철회한 동의입니다."), code="already_withdrawn")
    if row.text.purpose in required_purposes():
        raise ValidationError(
            _("이 동의가 없으면 서비스를 이어 갈 수 없습니다. 철회하려면 ‘회원 탈퇴하기’로 탈퇴해 주세요."),
            code="required_consent",
        )
    standing_rows = [one for one in rows.values() if one.withdrawn_at is None]
    for one in standing_rows:
        one.withdrawn_at, one.withdrawn_by = at, by.user
        one.save(update_fields=["withdrawn_at", "withdrawn_by"])
    events.record("withdraw", standing_rows, by=by, at=at)
    if row.text.purpose == ConsentText.Purpose.SENSITIVE:
        for candidate in Candidate.objects.filter(user_id=row.user_id):
            candidates.forget_sensitive(candidate, by=by, at=at)
    if row.text.purpose == ConsentText.Purpose.FAIRNESS:
        for candidate in Candidate.objects.filter(user_id=row.user_id):
            voluntary_statements.forget(candidate, by=by, at=at)
    return row


@transaction.atomic
def end_all(user: User, *, by: Actor, at: datetime) -> list[Consent]:
    """Take back all that a person agreed to, the required too: they leave. What was told under one alone is forgotten. Raises PermissionDenied."""
    actors.require_person(by, user.pk)
    locked = Consent.objects.select_for_update(of=("self",)).select_related("text").filter(user=user, withdrawn_at=None)
    rows = list(locked.order_by("pk"))
    for candidate in Candidate.objects.filter(user=user):
        candidates.forget_sensitive(candidate, by=by, at=at)
        voluntary_statements.forget(candidate, by=by, at=at)
    for row in rows:
        row.withdrawn_at, row.withdrawn_by = at, by.user
    Consent.objects.bulk_update(rows, ["withdrawn_at", "withdrawn_by"])
    events.record("withdraw", rows, by=by, at=at)
    return rows


def title_of(text: ConsentText) -> str:
    """Return what a text is called in the reader's language, in Korean where it was not translated."""
    return text.title if is_korean() else text.english_title or text.title


def required_purposes() -> set[str]:
    """Return the purposes without which nobody is a member, as the texts in use have it: what was agreed to as required may be so no more."""
    return {text.purpose for text in current_texts() if text.is_required}


def current_texts(purpose: str | None = None) -> list[ConsentText]:
    """Return the newest version of each text, the required first, then the older, by purpose."""
    newest = ConsentText.objects.values("purpose", "recipient").annotate(version=Max("version"))
    if purpose is not None:
        newest = newest.filter(purpose=purpose)
    wanted = {(row["purpose"], row["recipient"], row["version"]) for row in newest}
    rows = ConsentText.objects.filter(purpose__in={key[0] for key in wanted}).order_by(
        "-is_required", "published_at", "purpose", "pk"
    )
    return [row for row in rows if (row.purpose, row.recipient, row.version) in wanted]


def asked_to_join(user: User | None = None) -> list[ConsentText]:
    """Return the texts in use that whoever becomes a member is asked, without those that this person has agreed to already."""
    given = set(standing(user).values_list("text_id", flat=True)) if user else set()
    return [text for text in current_texts() if text.purpose not in ASKED_LATER and text.pk not in given]


def current_text(purpose: str) -> ConsentText:
    """Return the newest text of a purpose that names no recipient."""
    return ConsentText.objects.filter(purpose=purpose, recipient="").latest("version")


def hold(user_ids: Collection[int], purpose: str) -> set[int]:
    """Lock the consents of these people that stand for a purpose, so that none is taken back before the transaction ends; return whose they are."""
    alike = {"text__purpose": purpose, "text__recipient": "", "withdrawn_at": None}
    rows = Consent.objects.select_for_update(of=("self",), no_key=True).filter(user__in=list(user_ids), **alike)
    return set(rows.order_by("pk").values_list("user_id", flat=True))


def standing(user: User) -> QuerySet[Consent]:
    """Return what a person has agreed to and not taken back, the required first."""
    return (
        Consent.objects.filter(user=user, withdrawn_at=None)
        .select_related("text")
        .order_by("-text__is_required", "text__published_at", "text__purpose", "text__pk", "-pk")
    )


def standing_for(purpose: str) -> QuerySet[Consent]:
    """Return the consents that stand for a purpose and name no recipient, whosever they are."""
    return Consent.objects.filter(text__purpose=purpose, text__recipient="", withdrawn_at=None)


def has_given(user: User, purpose: str) -> bool:
    """Whether a consent for this purpose stands, whatever its version and recipient."""
    return standing(user).filter(text__purpose=purpose).exists()


def shares(user: User) -> bool:
    """Whether the person agreed to have applications passed on to whomever they apply to, whatever the version."""
    return standing(user).filter(text__purpose=ConsentText.Purpose.SHARING, text__recipient="").exists()


def not_given(user: User) -> list[ConsentText]:
    """Return the texts in use that the person hasn't agreed to."""
    given = set(standing(user).values_list("text_id", flat=True))
    texts = [text for text in current_texts() if text.purpose != ConsentText.Purpose.PROXY]  # asked with a centre
    return [text for text in texts if text.pk not in given]


def _retranslates(row: ConsentText, last: ConsentText) -> bool:
    """Whether another translation is given of the text in use."""
    told = (row.english_title, row.english_text)
    return any(told) and told != (last.english_title, last.english_text)


def _require_giver(by: Actor, user: User, channel: str) -> None:
    """The person, never a proxy; on paper the city, or the centre that registered them and holds what they signed."""
    if actors.is_person(by, user.pk):
        return
    if channel != PAPER or by.on_behalf_of:
        raise PermissionDenied
    actors.require_role(by, roles={"member", "manager", "editor"}, kinds={"centre", "city"})
    centres = actors.centres_of(by.user) if by.user else []
    if centres and not _was_registered(user, centres):
        raise PermissionDenied


def _was_registered(user: User, centres: Collection[int]) -> bool:
    registered = Event.objects.filter(subject_type="candidate", verb="register", organisation__in=centres)
    return registered.filter(subject_id__in=Candidate.objects.filter(user=user).values("pk")).exists()
