"""Who is matched again, what is kept of it, and who is told."""

import pytest

from matching import suggestions
from tests import make

pytestmark = pytest.mark.django_db
NOW = make.NOW


def listed(candidate) -> list[int]:
    return list(candidate.suggestions.order_by("rank").values_list("posting_id", flat=True))


def test_refresh_all_keeps_suggestions_whose_points_add_up():
    person = make.candidate(skills="어르신의 말벗과 식사 도움")
    make.career(person)
    make.certificate(person)
    posting = make.posting(required_certificates=["요양보호사"])

    run = suggestions.refresh_all(at=NOW)

    (row,) = person.suggestions.all()
    assert (row.posting, row.run, row.rank) == (posting, run, 1)
    assert row.points == sum(reason["points"] for reason in row.reasons) > 600
    assert [reason["points"] for reason in row.reasons] == sorted((r["points"] for r in row.reasons), reverse=True)
    held = next(reason for reason in row.reasons if reason["signal"] == "certificates")
    assert held["params"] == {"certificate": "요양보호사", "held": 1, "named": 1}
    assert (run.people, run.postings, len(run.inputs_hash), len(run.code_version)) == (1, 1, 64, 40)
    assert run.rule_set_ids == [posting.programme_year.rule_sets.get().pk]


def test_refresh_all_suggests_nothing_whose_gate_is_not_met_and_lets_unknown_pass():
    posting = make.posting()
    too_young = make.candidate(birth_on=make.TODAY.replace(year=1999))
    unsaid = make.candidate(birth_on=None)

    suggestions.refresh_all(at=NOW)

    assert listed(too_young) == []
    assert listed(unsaid) == [posting.pk]
