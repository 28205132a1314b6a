"""What is told for statistics stands on its own consent, goes with it or with the person, and is read by the counts alone."""

import json
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from profiles import consents, events, voluntary_statements
from profiles.models import Candidate, Event, VoluntaryStatement
from tests import make

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
READERS = {
    "config/demo/city.py",
    "config/retention.py",
    "matching/fairness.py",
    "matching/fairness_counts.py",
    "profiles/consents.py",
    "profiles/models/__init__.py",
    "profiles/models/voluntary_statement.py",
    "profiles/voluntary_statements.py",
    "profiles/web/urls.py",
    "profiles/web/voluntary.py",
}


def agreed(person: Candidate):
    texts = consents.current_texts("fairness")
    return consents.give(person.user, texts, by=make.actor(person.user), at=make.NOW)[0]


def told(person: Candidate, sex: str) -> VoluntaryStatement:
    return voluntary_statements.tell(person, sex=sex, by=make.actor(person.user), at=make.NOW)


def test_tell_without_the_consent_is_refused():
    person = make.candidate()

    with pytest.raises(ValidationError) as refused:
        told(person, "female")

    assert refused.value.code == "consent_missing"
    assert not VoluntaryStatement.objects.exists()


def test_tell_keeps_one_answer_and_changes_it():
    person = make.candidate()
    agreed(person)

    told(person, "female")
    told(person, "male")

    row = voluntary_statements.of(person)
    assert (row.sex, row.told_at, row.told_by) == ("male", make.NOW, person.user)


def test_tell_what_is_no_answer_is_refused():
    person = make.candidate()
    agreed(person)

    with pytest.raises(ValidationError) as refused:
        told(person, "none")

    assert list(refused.value.error_dict) == ["sex"]


def test_tell_for_another_is_refused():
    person = make.candidate()
    agreed(person)

    with pytest.raises(PermissionDenied):
        voluntary_statements.tell(person, sex="male", by=make.actor(make.user()), at=make.NOW)


def test_tell_many_keeps_what_each_told_of_themselves():
    people = [make.candidate() for _ in range(3)]
    for person in people:
        agreed(person)
    told(people[0], "male")
    answers = [(person, "female") for person in people]

    rows = voluntary_statements.tell_many(answers, by=[make.actor(row.user) for row in people], at=make.NOW)

    assert [(row.candidate_id, row.sex, row.told_by_id) for row in rows] == [
        (row.pk, "female", row.user_id) for row in people
    ]
    assert list(VoluntaryStatement.objects.values_list("sex", flat=True)) == ["female"] * 3
    assert [events.of(row).count() for row in people] == [2, 1, 1]


def test_tell_many_for_another_keeps_nothing():
    first, second = make.candidate(), make.candidate()
    for person in (first, second):
        agreed(person)

    with pytest.raises(PermissionDenied):
        voluntary_statements.tell_many(
            [(first, "male"), (second, "male")], by=[make.actor(first.user)] * 2, at=make.NOW
        )

    assert not VoluntaryStatement.objects.exists()


def test_tell_many_without_a_consent_of_each_keeps_nothing():
    first, second = make.candidate(), make.candidate()
    agreed(first)

    with pytest.raises(ValidationError) as refused:
        voluntary_statements.tell_many(
            [(first, "male"), (second, "male")], by=[make.actor(first.user), make.actor(second.user)], at=make.NOW
        )

    assert refused.value.code == "consent_missing"
    assert not VoluntaryStatement.objects.exists()


def test_withdrawing_the_consent_deletes_the_answer():
    person = make.candidate()
    consent = agreed(person)
    told(person, "female")

    consents.withdraw(consent, by=make.actor(person.user), at=make.NOW)

    assert voluntary_statements.of(person) is None
    assert list(events.of(person).values_list("verb", flat=True)) == ["forget_for_statistics", "tell_for_statistics"]


def test_withdrawing_another_consent_leaves_the_answer():
    person = make.candidate()
    agreed(person)
    told(person, "female")
    texts = consents.current_texts("sensitive")
    (other,) = consents.give(person.user, texts, by=make.actor(person.user), at=make.NOW)

    consents.withdraw(other, by=make.actor(person.user), at=make.NOW)

    assert voluntary_statements.of(person).sex == "female"


def test_destroying_the_person_destroys_the_answer():
    person = make.candidate()
    make.voluntary_statement(person)

    make.destroyed(person)

    assert not VoluntaryStatement.objects.exists()


def test_events_never_say_which():
    person = make.candidate()
    agreed(person)
    told(person, "female")

    rows = Event.objects.filter(subject_type="candidate", subject_id=person.pk)
    kept = json.dumps(list(rows.values("verb", "reason", "params", "from_state", "to_state")))
    assert "tell_for_statistics" in kept
    assert "female" not in kept


def test_nobody_but_the_counts_reads_it():
    sources = [path for app in ("profiles", "jobs", "matching", "config") for path in (ROOT / app).rglob("*.py")]
    paths = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in sources}
    naming = {
        name
        for name, source in paths.items()
        if "/migrations/" not in name
        and any(word in source for word in ("VoluntaryStatement", "voluntary_statement", "voluntarystatement"))
    }

    assert naming - READERS == set()
    assert "profiles/voluntary_statements.py" in naming
