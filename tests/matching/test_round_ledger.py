"""A round is computed again to the same bytes, by us and by the file command; whatever was changed since is found."""

from io import StringIO
from pathlib import Path

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from matching import round_check, round_ledger, rounds
from matching.core import __main__ as file_command
from matching.models import Allocation, AllocationRound, RoundResult
from tests import make
from tests.jobs.expect import refusal
from tests.matching.allocating import OVER, SEED, applied, posting, ran

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(city) -> AllocationRound:
    """Two seats, the first of them for a near-poor person, and four people."""
    year = make.programme_year()
    to = posting(year, seats=2, reserved=1)
    for score in (60, 90, 70):
        applied(to, score)
    applied(to, 10, make.candidate(statuses={"near_poor": True}))
    return ran(year, city)


def tamper(ledger: Allocation, **columns) -> Allocation:
    """The row as it would be if somebody had got past the database's own guard."""
    with pgtrigger.ignore("matching.Allocation:append_only"):
        Allocation.objects.filter(pk=ledger.pk).update(**columns)
    return Allocation.objects.get(pk=ledger.pk)


def replayed(row: AllocationRound, **options) -> str:
    said = StringIO()
    call_command("replay_round", str(row.public_id), stdout=said, **options)
    return said.getvalue()


def test_replay_gives_the_same_bytes_and_prints_the_hashes(row):
    again = round_ledger.replay(row.allocation)

    assert again.is_same
    assert again.result == row.allocation.result
    said = replayed(row)
    assert f"inputs {row.allocation.inputs_hash} 같음" in said
    assert f"result {row.allocation.result_hash} 같음" in said
    assert "같은 결과가 나왔습니다." in said


def test_the_file_command_gives_the_same_bytes_from_the_stored_files(row, tmp_path):
    replayed(row, files=tmp_path)
    names = {path.stem for path in tmp_path.iterdir()} - {"result"}
    options = [word for name in sorted(names) for word in (f"--{name}", str(tmp_path / f"{name}.csv"))]

    file_command.main(["allocate", *options, "--seed", SEED, "--out", str(tmp_path / "again.csv")])

    assert {"wishes", "seats", "candidates", "groups", "reserves"} == names
    assert Path(tmp_path / "again.csv").read_bytes() == row.allocation.result.encode()


def test_people_stand_in_the_files_by_ids_that_say_nothing(row):
    text = "".join(row.allocation.inputs.values())
    candidate = RoundResult.objects.first().candidate

    assert str(candidate.public_id) in text
    assert candidate.user.email not in text
    assert candidate.user.identity.name not in text


@pytest.mark.parametrize("name", ["wishes", "seats", "groups"])
def test_a_changed_input_is_found(row, name):
    inputs = dict(row.allocation.inputs)
    inputs[name] = inputs[name].replace("\n", "\r\n")
    row.allocation = tamper(row.allocation, inputs=inputs)

    assert not round_ledger.replay(row.allocation).is_same_input
    assert "inputs_changed" in {problem.code for problem in round_check.problems(row.allocation)}
    with pytest.raises(CommandError, match="저장된 것과 다릅니다"):
        replayed(row)


def test_a_changed_score_is_found_even_with_a_new_hash(row, city):
    wishes = row.allocation.inputs["wishes"].replace("60.00", "95.00")
    inputs = {**row.allocation.inputs, "wishes": wishes}
    row.allocation = tamper(row.allocation, inputs=inputs, inputs_hash=round_ledger.inputs_hash(inputs, SEED))

    assert not round_ledger.replay(row.allocation).is_same_result
    assert "weaker" in {problem.code for problem in round_check.problems(row.allocation)}
    with refusal("unsound"):
        rounds.verify(row, by=city, at=OVER)


def test_a_changed_result_is_found(row, city):
    """Somebody's seat is taken out of the result, and its hash made to fit."""
    seated = next(line for line in row.allocation.result.splitlines()[1:] if not line.endswith(","))
    changed = row.allocation.result.replace(seated, f"{seated.partition(',')[0]},")
    row.allocation = tamper(row.allocation, result=changed, result_hash=round_ledger.result_hash(changed))

    assert round_ledger.replay(row.allocation).is_same_input
    with pytest.raises(CommandError, match="저장된 것과 다릅니다"):
        replayed(row)
    with refusal("unsound"):
        rounds.verify(row, by=city, at=OVER)


def test_a_result_row_that_differs_from_the_file_is_found(row, city):
    met = RoundResult.objects.exclude(application=None).first()
    with pgtrigger.ignore("matching.RoundResult:append_only"):
        RoundResult.objects.filter(pk=met.pk).update(application=None, posting_site=None, rank=None)

    with refusal("unsound"):
        rounds.verify(row, by=city, at=OVER)


@pytest.mark.parametrize("changed", [{"places": 9}, {"reserve": 0}, {"reserve": 2}, {"caps": {"11410": 2}}])
def test_terms_that_differ_from_the_files_are_found(row, city, changed):
    terms = dict(row.allocation.terms)
    if "caps" in changed:
        terms |= changed
    else:
        terms["sites"] = {site: {**own, **changed} for site, own in terms["sites"].items()}
    tamper(row.allocation, terms=terms)

    with refusal("unsound"):
        rounds.verify(row, by=city, at=OVER)


def test_a_changed_seed_is_found(row):
    assert not round_ledger.replay(tamper(row.allocation, seed="다른 번호")).is_same_input


def test_an_input_that_cannot_be_read_is_said(row):
    tamper(row.allocation, inputs={"wishes": "nothing"})

    with pytest.raises(CommandError, match="읽을 수 없습니다"):
        replayed(row)


@pytest.mark.parametrize("model", [Allocation, RoundResult])
def test_the_database_lets_nobody_change_the_ledger(row, model):
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(round=row) if model is Allocation else model.objects.update(rank=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all().delete()


@pytest.mark.parametrize("text", ["nonsense", "0197f5b4-0000-7000-8000-000000000000"])
def test_an_unknown_id_is_said(db, text):
    with pytest.raises(CommandError, match="배치가 없습니다"):
        call_command("replay_round", text)


def test_every_problem_has_a_sentence(row):
    codes = ("no_row", "unknown_seat", "unwished", "unacceptable", "over_capacity", "over_cap", "room", "weaker")
    codes += ("lottery", "reserve", "inputs_changed", "result_changed", "rows_differ", "terms_differ", "not_eligible")

    assert all(round_check.sentence(round_check.Reason(code, {"seat": "s"})).endswith("(s)") for code in codes)
