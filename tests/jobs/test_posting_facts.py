"""What stands beside an announcement: how many apply, how far it is, when each step comes."""

from datetime import timedelta

import pytest

from jobs import announcements, posting_facts
from jobs.models import Posting
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db


def sites_of(posting):
    (row,) = announcements.announce(announcements.with_details(Posting.objects.filter(pk=posting.pk)))
    return row.sites


def test_applicants_are_people_who_have_not_withdrawn():
    posting, again = make.posting(), make.candidate()
    make.application(posting)
    make.application(posting, again, state="not_selected")
    make.application(posting, again)
    make.application(posting, state="withdrawn")
    make.application()

    assert posting_facts.applicants(posting) == 2


def test_from_home_puts_the_nearest_first():
    operator = make.organisation()
    far, near = (make.site(operator, district=code) for code in ("11740", "11410"))
    person = make.candidate(district="11410")

    found = posting_facts.from_home(person, sites_of(make.posting(operator, sites=[far, near])))

    assert [row.line.site for row in found] == [near, far]
    assert found[0].km == 0
    assert 15 < found[1].km < 25


@pytest.mark.parametrize("district", [None, "", "99999"])
def test_from_home_tells_no_distance_where_home_is_not_known(district):
    person = None if district is None else make.candidate(district=district)

    assert [row.km for row in posting_facts.from_home(person, sites_of(make.posting()))] == [None]


def test_selection_tells_the_steps_of_this_posting_with_their_days():
    posting = make.posting(has_interview=False, has_training=False)

    found = posting_facts.selection(posting, NOW)

    assert [str(step.name) for step in found] == [
        "지원",
        "적격검토와 서류심사",
        "결과 발표",
        "참여 의사 확인",
        "활동 시작",
    ]
    assert (found[0].begins, found[0].until) == (posting.apply_from, posting.apply_until)
    assert found[2].begins == posting.results_at
    assert found[-1].begins == posting.starts_on
    assert not any(step.is_past for step in found)


def test_selection_marks_what_is_over():
    posting = make.posting()
    after = posting.apply_until + timedelta(days=1)

    assert [step.is_past for step in posting_facts.selection(posting, after)][:3] == [True, False, False]
    posting.results_released_at = after
    assert [step.is_past for step in posting_facts.selection(posting, after)][:3] == [True, True, False]


def test_selection_by_a_round_says_so():
    names = [str(step.name) for step in posting_facts.selection(make.posting(selection="round"), NOW)]

    assert names[1:3] == ["적격검토, 서류심사, 면접심사", "일괄 배치"]
