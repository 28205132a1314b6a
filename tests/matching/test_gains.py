"""What is promised of a certificate is what comes once it is registered, to the point."""

import pytest

from matching import suggestions
from matching.gains import Gain
from tests import make
from tests.matching.listing import listed
from tests.matching.who import carer

pytestmark = pytest.mark.django_db
NOW = make.NOW


def shown(person) -> dict[int, suggestions.Suggestion]:
    return {row.posting_id: row for row in suggestions.shown_to(person.user, at=NOW)}


def test_registering_the_certificate_brings_the_points_that_were_promised():
    person = carer()
    cook = make.posting(
        title="급식 도움", preferred_certificates=["조리기능사", "요양 보호사"], duties="조리 기능사와 함께"
    )
    make.posting(title="요양보호사와 함께", duties="요양보호사 조리기능사를 돕습니다.")
    suggestions.refresh_all(at=NOW)
    before = shown(person)[cook.pk]
    assert before.gain.points > 0

    make.certificate(person, before.gain.certificate)
    suggestions.refresh(candidate_ids=[person.pk], at=NOW)

    after = shown(person)[cook.pk]
    assert after.points == before.points + before.gain.points
    assert after.gain.certificate != before.gain.certificate


def test_no_gain_where_nothing_is_missing_or_asked():
    person = carer()
    make.certificate(person, "조리기능사")
    make.posting(preferred_certificates=["조리 기능사"])
    make.posting()
    suggestions.refresh_all(at=NOW)

    assert len(listed(person)) == 2
    assert [row.gain for row in shown(person).values()] == [None, None]


def test_strongest_of_several_is_named():
    person = carer()
    posting = make.posting(
        preferred_certificates=["가", "요양보호사"], duties="요양보호사와 함께 요양보호사를 돕습니다."
    )
    suggestions.refresh_all(at=NOW)

    gain = shown(person)[posting.pk].gain

    assert gain == Gain("요양보호사", gain.points)
