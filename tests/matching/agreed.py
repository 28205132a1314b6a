"""People who agreed to be matched, as tests of prospects need them."""

import random
from datetime import date

from matching import packed_profiles, prospects
from profiles import consents
from profiles.models import Candidate, Consent
from tests import make
from tests.make import NOW

WORDS = ["돌봄", "어르신", "말벗", "식사", "도움", "학교", "안전", "급식", "청소", "도서관", "정리", "안내", "상담"]
DISTRICTS = ("11410", "11440", "11680", "11710")


def agreed(candidate: Candidate) -> Candidate:
    """The person with the consent to membership and suggestions."""
    return consented(candidate, "service")


def consented(candidate: Candidate, purpose: str) -> Candidate:
    """The person with a consent of this purpose."""
    text = consents.current_text(purpose)
    Consent.objects.create(user=candidate.user, text=text, given_at=NOW, given_by=candidate.user)
    return candidate


def packed() -> None:
    """Pack everybody as a sweep does, and let go of what was read before."""
    packed_profiles.keep_up(at=NOW)
    prospects.forget()


def anybody(draw: random.Random) -> Candidate:
    """Somebody of a made-up city."""
    found = make.candidate(
        birth_on=date(draw.randint(1956, 1978), 5, 5),
        district=draw.choice(DISTRICTS),
        skills=" ".join(draw.choices(WORDS, k=draw.choice([0, 3, 8]))),
        hours_per_month=draw.choice([None, 30, 45, 57]),
        hours_mask=draw.choice([None, list(make.WEEKDAY_MORNINGS), [0b11111 << 13] * 3 + [0] * 4]),
        employment=draw.choice(["unknown", "not_employed", "employed"]),
        public_jobs_told_at=draw.choice([None, NOW]),
        profile_step=draw.choice(["", "finished"]),
    )
    if draw.random() < 0.5:
        make.career(found)
    if draw.random() < 0.5:
        make.certificate(found, draw.choice(["요양보호사", "조리기능사"]))
    if draw.random() < 0.3:
        make.public_job(found, starts_on=date(2026, 3, 1), ends_on=date(2026, 5, 20))
    return found
