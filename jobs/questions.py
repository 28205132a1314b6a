"""Questions to the operator of a posting (1:1 문의): asked by a person, answered by its officers in a thread both can go on with.

Both are told by notice. A question may be shown on the posting with its answer, edited, without the asker. No number of a person is
taken: neither a resident number (PIPA art. 24-2) nor a phone, which would stand where others read. Source: DOMAIN section 8.
"""

import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import question_letters, steps
from jobs.models import Posting, Question, QuestionMessage
from jobs.models.question import MOST_SIGNS
from jobs.steps import Parties, Step
from profiles import events, lines, privacy
from profiles.actors import Actor
from profiles.declarations import digits
from profiles.models import Candidate, Identity

STEPS = (
    Step("ask_more", gettext_lazy("이어서 묻기"), ("waiting", "answered"), "waiting", ("candidate",)),
    Step("answer_question", gettext_lazy("답하기"), ("waiting", "answered"), "answered", ("operator",)),
    Step("settle_question", gettext_lazy("답할 것이 없음으로 하기"), ("waiting",), "answered", ("operator",)),
)
MOST_WAITING = 5  # of one person about one posting
MOST_MESSAGES = 40  # in a thread
State = Question.State


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def ask(posting: Posting, candidate: Candidate, *, text: str, by: Actor, at: datetime) -> Question:
    """Ask the operator something about a posting that everyone may read.

    Raises PermissionDenied, not_public, too_many, asked_already and, by field, text_missing, max_length, resident_number, phone.
    """
    steps.require_party("candidate", Parties(user_id=candidate.user_id), by)
    if not posting.is_public:
        raise ValidationError(_("지금은 볼 수 없는 공고입니다."), code="not_public")
    said = _text(text)
    Candidate.objects.select_for_update(no_key=True).get(pk=candidate.pk)  # so that two tabs don't ask twice
    _check_room(posting, candidate, said)
    row = Question.objects.create(
        posting=posting,
        candidate=candidate,
        asked_at=at,
        asked_by=by.user,
        moved_at=at,
        moved_by=by.user,
    )
    _write(row, said, by=by, at=at)
    events.record("ask", [row], by=by, at=at, moves=("", State.WAITING))
    question_letters.asked(row, at=at)
    return row


@transaction.atomic
def ask_more(row: Question, *, text: str, by: Actor, at: datetime) -> Question:
    """Go on asking in the thread; how long the operator is silent counts from the first that has no answer.

    Raises PermissionDenied, too_long and, by field, text_missing, max_length, resident_number, phone.
    """
    found = _lock(row, "ask_more", by)
    said = _text(text)
    _write(found, said, by=by, at=at)
    _move(found, "ask_more", State.WAITING, by=by, at=at)
    question_letters.asked(found, at=at)
    return found


@transaction.atomic
def answer(row: Question, *, text: str, by: Actor, at: datetime) -> Question:
    """Answer; the first answer is what its age is counted by.

    Raises PermissionDenied, too_long and, by field, text_missing, max_length, resident_number, phone.
    """
    found = _lock(row, "answer_question", by)
    said = _text(text, own_phone=found.posting.organisation.phone)
    _write(found, said, by=by, at=at, is_from_operator=True)
    if found.answered_at is None:
        found.answered_at, found.answered_by = at, by.user
    _move(found, "answer_question", State.ANSWERED, by=by, at=at)
    question_letters.answered(found, at=at)
    return found


@transaction.atomic
def settle(row: Question, *, by: Actor, at: datetime) -> Question:
    """Note that the last message asks nothing, as a thank-you does. Raises PermissionDenied, wrong_state, no_answer."""
    found = _lock(row, "settle_question", by)
    _require_answer(found)
    _move(found, "settle_question", State.ANSWERED, by=by, at=at)
    question_letters.settled([found.pk], at=at)
    return found


@transaction.atomic
def publish(row: Question, *, question: str, answer: str, by: Actor, at: datetime) -> Question:
    """Show a question with its answer on the posting, as edited, without the asker; again: with other words.

    Raises PermissionDenied, no_answer and, by field, text_missing, max_length, resident_number, phone, names_asker.
    """
    found = _locked_for_operator(row, by)
    _require_answer(found)
    phone = found.posting.organisation.phone
    wrong, said = {}, {}
    for name, text in (("question", question), ("answer", answer)):
        try:
            said[name] = _anonymous(_text(text, own_phone=phone), found)
        except ValidationError as refused:
            wrong[name] = refused.error_dict["text"] if hasattr(refused, "error_dict") else [refused]
    if wrong:
        raise ValidationError(wrong)
    found.published_question, found.published_answer = said["question"], said["answer"]
    found.published_at, found.published_by = at, by.user
    found.save(update_fields=["published_question", "published_answer", "published_at", "published_by"])
    events.record("publish_question", [found], by=by, at=at)
    return found


@transaction.atomic
def unpublish(row: Question, *, by: Actor, at: datetime) -> Question:
    """Take it off the posting. Raises PermissionDenied."""
    found = _locked_for_operator(row, by)
    found.published_question = found.published_answer = ""
    found.published_at = found.published_by = None
    found.save(update_fields=["published_question", "published_answer", "published_at", "published_by"])
    events.record("unpublish_question", [found], by=by, at=at)
    return found


@transaction.atomic
def remind(*, by: Actor, at: datetime) -> list[Question]:
    """Tell officers, once a week, of questions that nobody has answered for days. Raises PermissionDenied."""
    steps.require_party("system", Parties(), by)
    limit = timezone.localdate(at) - timedelta(days=settings.QUESTION_WAITS_DAYS)
    silent = Question.objects.waiting().filter(moved_at__date__lte=limit).select_related("posting", "candidate")
    rows = list(silent.order_by("pk"))
    question_letters.waits(rows, at=at)
    return rows


# Questions ------------------------------------------------------------------------------------------------------------
def published(posting: Posting) -> QuerySet[Question]:
    """Return what was published about a posting, oldest first; of the asker nothing is shown."""
    return Question.objects.filter(posting=posting, published_at__isnull=False).order_by("published_at", "pk")


def of_postings(postings: QuerySet[Posting]) -> QuerySet[Question]:
    """Return what was asked about these postings and still has its thread: what waits first, the longest silence at the head."""
    return Question.objects.filter(posting__in=postings.values("pk"), candidate__isnull=False).order_by(
        "-state", "moved_at", "pk"
    )


def steps_for(row: Question, by: Actor) -> list[Step]:
    """Return what the actor may do with it now."""
    return [step for step in STEPS if steps.may(step, row, parties(row), by)]


def parties(row: Question) -> Parties:
    """Whose it is."""
    return Parties(user_id=row.candidate.user_id, operator_id=row.posting.organisation_id)


def last_texts(row: Question) -> tuple[str, str]:
    """Return the first question and the last answer, for an officer to edit before they are published."""
    thread: Sequence[QuestionMessage] = list(row.messages.order_by("written_at", "pk"))
    answers = [line.text for line in thread if line.is_from_operator]
    return thread[0].text, answers[-1] if answers else ""


# Private --------------------------------------------------------------------------------------------------------------
def _lock(row: Question, verb: str, by: Actor) -> Question:
    (found,) = steps.lock(Question, [row], "posting__organisation", "candidate__user")
    steps.check(STEPS, verb, [found], parties, [by])
    return found


def _locked_for_operator(row: Question, by: Actor) -> Question:
    (found,) = steps.lock(Question, [row], "posting__organisation", "candidate__user")
    steps.require_party("operator", parties(found), by)
    return found


def _move(row: Question, verb: str, state: State, *, by: Actor, at: datetime) -> None:
    before = row.state
    if before != state:
        row.state, row.moved_at, row.moved_by = state, at, by.user
    row.save(update_fields=["state", "moved_at", "moved_by", "answered_at", "answered_by"])
    events.record(verb, [row], by=by, at=at, moves=(before, state))


def _write(row: Question, text: str, *, by: Actor, at: datetime, is_from_operator: bool = False) -> None:
    if row.messages.count() >= MOST_MESSAGES:
        raise ValidationError(_("이 문의는 너무 길어졌습니다. 새 문의로 이어 주세요."), code="too_long")
    QuestionMessage.objects.create(
        question=row, is_from_operator=is_from_operator, text=text, written_at=at, written_by=by.user
    )


def _check_room(posting: Posting, candidate: Candidate, text: str) -> None:
    own = Question.objects.filter(posting=posting, candidate=candidate)
    if own.waiting().count() >= MOST_WAITING:
        raise ValidationError(
            _("답을 기다리는 문의가 이 공고에 %(most)d건 있습니다. 답을 받은 뒤 다시 물어봐 주세요.")
            % {"most": MOST_WAITING},
            code="too_many",
        )
    if own.waiting().filter(messages__text=text).exists():
        raise ValidationError(
            _("같은 내용을 이미 물어보셨습니다. ‘나의 문의’에서 답을 확인해 주세요."), code="asked_already"
        )


def _text(text: str, *, own_phone: str = "") -> str:
    """The text of a message, checked; an officer may name the operator's own phone, which is public."""
    said = lines.text(text, MOST_SIGNS, field="text")
    if not said:
        raise _wrong(_("내용을 적어 주세요."), "text_missing")
    if privacy.holds_resident_number(said):
        raise _wrong(_("주민등록번호는 받지 않습니다. 번호를 지우고 다시 보내 주세요."), "resident_number")
    if _phones(said) - {digits(own_phone)}:
        raise _wrong(
            _("전화번호는 적지 말아 주세요. 답은 알림과 이 화면으로 받습니다. 번호를 지우고 다시 보내 주세요."), "phone"
        )
    return said


def _phones(text: str) -> set[str]:
    return {digits(found) for found in privacy.phones_in(text)}


def _anonymous(text: str, row: Question) -> str:
    """The text, once it doesn't name the asker. Raises names_asker."""
    identity = Identity.objects.filter(user_id=row.candidate.user_id).first()
    name = unicodedata.normalize("NFC", "".join((identity.name or "").split())) if identity else ""
    if len(name) > 1 and name in "".join(text.split()):
        raise _wrong(_("물어본 분의 이름이 들어 있습니다. 이름을 지우고 공개해 주세요."), "names_asker")
    return text


def _require_answer(row: Question) -> None:
    if row.answered_at is None:
        raise ValidationError(_("아직 답하지 않은 문의입니다. 먼저 답해 주세요."), code="no_answer")


def _wrong(sentence: str, code: str) -> ValidationError:
    return ValidationError({"text": ValidationError(sentence, code=code)})
