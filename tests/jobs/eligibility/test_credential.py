"""Certificates and trainings that must be held."""

from datetime import date

import pytest

from jobs import eligibility
from jobs.eligibility import PersonFacts, RuleSpec
from tests.jobs.eligibility.cases import answer, error, verdict

CARER = frozenset({"요양 보호사"})
HELD = ("met", "credentials_held", None)
LACKING = ("not_met", "credentials_lacking", "obtain_credentials")
NOT_TOLD = ("unknown", "credentials_missing", "declare_credentials")
ALL = {"certificates": ["요양보호사"], "trainings": ["안전교육"], "need": "all"}
ANY = {**ALL, "need": "any"}


@pytest.mark.parametrize(
    ("params", "certificates", "trainings", "said"),
    [
        ({"certificates": ["요양보호사"]}, CARER, None, HELD),  # however it is spaced
        ({"certificates": ["요양보호사"]}, frozenset(), None, LACKING),
        ({"certificates": ["요양보호사"]}, None, None, NOT_TOLD),
        (ALL, CARER, frozenset({"안전교육"}), HELD),
        (ALL, CARER, frozenset(), LACKING),
        (ALL, CARER, None, NOT_TOLD),
        (ALL, frozenset(), None, LACKING),  # what is missing already decides
        (ANY, CARER, None, HELD),
        (ANY, frozenset(), None, NOT_TOLD),
        (ANY, frozenset(), frozenset(), LACKING),
        (ANY, None, None, NOT_TOLD),
    ],
)
def test_all_or_any_of_the_named(params: dict, certificates, trainings, said: tuple) -> None:
    assert answer("credential", params, PersonFacts(certificates=certificates, trainings=trainings)) == said


def test_the_remedy_names_what_is_lacking_alone() -> None:
    found = verdict("credential", {"certificates": ["요양보호사", "운전면허"]}, PersonFacts(certificates=CARER))

    assert found.remedy.params == {"names": ["운전면허"], "need": "all"}


def test_names_are_compared_as_they_sound() -> None:
    typed = PersonFacts(certificates=frozenset({"ＩＴＱ 정보기술자격", "Itq정보기술자격"}))

    assert answer("credential", {"certificates": ["ITQ정보기술자격"]}, typed) == HELD


@pytest.mark.parametrize(
    ("params", "wrong"),
    [
        ({}, ("credential_without_name", "certificates")),
        ({"certificates": ["요양보호사"], "need": "most"}, ("not_a_choice", "need")),
        ({"certificates": ["  "]}, ("not_a_list_of_names", "certificates")),
        ({"certificates": [f"자격 {number}" for number in range(61)]}, ("not_a_list_of_names", "certificates")),
        ({"trainings": ["안전교육", "안전교육"]}, ("name_twice", "trainings")),
        ({"licences": ["운전면허"]}, ("unknown_param", "licences")),
    ],
)
def test_names_that_cannot_be_used_are_refused(params: dict, wrong: tuple) -> None:
    assert error("credential", params) == wrong


def test_a_rule_set_may_ask_for_several() -> None:
    one, all_ = RuleSpec("credential", {"certificates": ["가"]}), RuleSpec("credential", ALL)
    person = PersonFacts(birth_on=date(1964, 3, 7), certificates=CARER, trainings=frozenset({"안전교육"}))
    age = RuleSpec("birth_range", {"birth_to": "1985-12-31"})
    specs = [age, one, all_]

    eligibility.check_rule_set(specs)

    found = eligibility.judge_all(specs, person, eligibility.PostingFacts(), date(2026, 4, 15), "apply")
    assert [(verdict.kind, verdict.outcome) for verdict in found if verdict.kind == "credential"] == [
        ("credential", "not_met"),
        ("credential", "met"),
    ]
    with pytest.raises(eligibility.RuleError, match="rule_kind_twice"):
        eligibility.check_rule_set([age, age])
