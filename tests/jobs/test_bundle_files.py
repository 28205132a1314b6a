"""Papers for an audit leave nothing out: all that hangs on an application is in a file, or is named here with why it isn't."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from jobs import accident_covers, accidents, agreements, bundle_files, bundles, moves
from jobs.models import Application, AuditBundle, Move, Placement, Posting
from jobs.tables.base import Scope
from profiles import events
from tests import make
from tests.jobs import choosing, papering, paying
from tests.jobs.papering import LATER
from tests.jobs.placing import preparing
from tests.make import NOW

pytestmark = pytest.mark.django_db
# What no file has rows of, and why.
IN_ANOTHER = {
    "jobs.Wish": "06, beside the applicant",
    "jobs.ScoreRow": "12, as columns",
    "jobs.AgreementSignature": "26, beside the agreement",
    "jobs.RunItem": "the lines of runs, in words",
    "jobs.Hold": "16 and 19 tell who had which seat",
    "jobs.AccidentNote": "28 counts them; what they say is of health",
}
LEFT_OUT = {
    "jobs.Assessment": "points of a suggestion, by which nobody is chosen",
    "jobs.Attachment": "files handed in are opened in the application, for a reason",
    "jobs.Look": "the access log has every look",
    "jobs.WorklogDraft": "not handed in",
    "jobs.Outcome": "what became of somebody after the project, told of their own will",
    "jobs.OutcomeCall": "as above",
    "jobs.Story": "told of their own will",
    "jobs.StoryPicture": "as above",
    "jobs.SurveyTaken": "answers are nobody's",
    "matching.RoundResult": "the ledger of a round is the city's own paper",
}


@pytest.fixture
def posting(operator):
    return make.posting(operator, seats=9, title="어르신돌봄지원단")


def hanging() -> set[str]:
    """The labels of all models that point at an application, a placement, or at what does."""
    found = {Application, Placement}
    while True:
        more = {
            model
            for model in apps.get_models()
            for field in model._meta.get_fields()
            if isinstance(field, ForeignKey) and field.related_model in found
        }
        if more <= found:
            return {model._meta.label for model in found}
        found |= more


def told(posting: Posting) -> set[str]:
    """The labels of the models whose rows stand in the files."""
    scope = Scope(Application.objects.all(), posting=posting, organisation=posting.organisation)
    return {table.rows(scope).model._meta.label for _name, table in bundle_files.OF_POSTING}


def test_whatever_hangs_on_an_application_is_in_a_file_or_named(posting):
    found = hanging()

    assert found >= {"jobs.InfoRequest", "jobs.Accident", "jobs.RunItem"}
    assert found - told(posting) - IN_ANOTHER.keys() - LEFT_OUT.keys() == set()
    named = IN_ANOTHER.keys() | LEFT_OUT.keys()
    assert named & told(posting) == set()
    assert named - found == set()


def test_every_table_has_its_rows(posting, officer, manager, operator):
    worker, *_others = papering.lived(posting, by=officer, second=paying.payer(operator))
    person = worker.candidate.user.email

    found = papering.files(papering.built(posting, by=manager))

    def one(name):
        (row,) = papering.rows_of(found[name])
        return row

    agreement = one("26_약정서.csv")
    assert (agreement["판"], agreement["운영기관에서 서명한 사람"]) == ("1", officer.user.email)
    assert agreement["서명한 글의 해시"] == worker.placement.agreements.get().text_hash
    assert agreement["참여자가 서명한 때"]
    assert one("27_상해보험.csv")["보험사"] == "한빛손해보험"
    assert one("28_사고_기록.csv")["장소"] == "복지관 계단"
    assert one("29_수료증.csv")["확인 번호"] == worker.placement.certificates.get().shown_code
    asked = one("30_서류_요청.csv")
    assert (asked["무엇을 왜 보려고 하는지"], asked["상태"]) == ("돌봄 경력을 확인하려고 합니다.", "받음")
    moved = one("31_함께_옮긴_지원자.csv")
    assert (moved["옮긴 사람"], moved["한 일"], moved["알림"]) == (officer.user.email, "합격으로 함", "발표할 때 알림")
    assert one("18_교육_참석.csv")["참석을 적은 사람"] == "참여자 본인(출석 코드)"
    whole = "".join(text.decode("utf-8-sig") for name, text in found.items() if name.endswith(".csv"))
    assert person not in whole
    assert "김영수" not in whole
    for health in ("발목", "얼음찜질"):
        assert health not in whole
    assert not [name for name in found if name.startswith("약정서/")]


def test_signed_agreements_are_in_it_where_names_are_shown(posting, officer, manager, operator):
    worker, *_others = papering.lived(posting, by=officer, second=paying.payer(operator))

    found = papering.files(papering.built(posting, by=manager, shows_names=True))

    assert found[f"약정서/{worker.receipt_number}_제1판.pdf"].startswith(b"%PDF")
    assert [name for name in found if name.startswith("약정서/")] == [f"약정서/{worker.receipt_number}_제1판.pdf"]


def test_somebody_who_declared_by_a_name_is_told_without_the_name(posting, manager, officer):
    named = posting.named_conflicts.create(
        name_index="0" * 64, kind="family", declared_at=NOW, declared_by=officer.user
    )

    found = papering.files(papering.built(posting, by=manager))

    (row,) = papering.rows_of(found["32_이름으로_한_이해충돌_신고.csv"])
    assert row["신고한 사람"] == officer.user.email
    assert named.name_index not in found["32_이름으로_한_이해충돌_신고.csv"].decode()


def test_what_happened_with_papers_and_batches_is_in_it_and_their_notices(posting, manager, officer):
    row = preparing(posting, agreed_at=None)
    agreements.draw_up([row], by=officer, at=NOW)
    span = {"covers_from": row.starts_on, "covers_until": row.ends_on}
    accident_covers.cover([row], insurer="한빛손해보험", policy_number="A-1", by=officer, at=NOW, **span)
    accident_covers.take_list(posting, reason="보험 가입", page="p", address=None, by=officer, at=NOW)
    accidents.record(row, happened_at=NOW, place="계단", what="넘어짐", by=officer, at=NOW)
    moves.make("pass_eligibility", [make.application(posting)], by=officer, at=NOW)
    moves.tell(Move.objects.get(), by=officer, at=NOW)
    waits = make.application(posting, state="paper_review")
    wanted = choosing.asked(waits)
    about = {"subject_type": "inforequest", "subject_id": wanted.pk}
    make.notice(waits.candidate.user, **about)

    found = papering.files(papering.built(posting, by=manager))

    happened = papering.rows_of(found["24_처리_기록.csv"])
    told_of = {line["대상"] for line in happened}
    assert {"약정서", "상해보험", "사고 기록", "지원자 옮김"} <= told_of
    drawn = next(line for line in happened if line["대상"] == "약정서")
    assert drawn["접수번호"] == row.application.receipt_number
    assert drawn["함께 남은 값"] == "판: 제1판"
    assert {line["한 일"] for line in papering.rows_of(found["25_내려받은_기록.csv"])} == {"상해보험 명단을 내려받음"}
    receipts = {line["접수번호"] for line in papering.rows_of(found["17_보낸_알림.csv"])}
    assert {row.application.receipt_number, waits.receipt_number} <= receipts


def test_values_kept_with_an_event_are_in_words(posting, manager):
    told = {"slot_at": "2026-05-06T01:00:00+00:00", "net_won": 536480}
    events.record("withdraw", [make.application(posting)], by=manager, at=NOW, params=told)

    found = papering.files(papering.built(posting, by=manager))

    (line,) = papering.rows_of(found["14_결정_기록.csv"])
    assert line["함께 남은 값"] == "보내는 돈: 536,480원; 면접 시각: 2026년 5월 6일(수) 오전 10시"


def test_what_was_taken_of_another_year_is_not_of_this_month(posting, officer, manager, operator):
    month = LATER.date().replace(month=5, day=1)
    papering.lived(posting, by=officer, second=paying.payer(operator))
    other = make.posting(operator, make.programme_year(), seats=9)
    paying.confirmed(other)
    for year in (posting.programme_year, other.programme_year):
        bundles.ask_of_month(year, operator, month, by=manager, at=LATER)
        bundles.build_due(at=LATER)
        taken = AuditBundle.objects.get(programme_year=year)
        bundles.take(taken, cause="audit", page="p", address=None, by=manager, at=LATER)
    again = bundles.ask_of_month(posting.programme_year, operator, month, by=manager, at=LATER + timedelta(minutes=1))
    bundles.build_due(at=LATER + timedelta(minutes=1))

    taken = papering.rows_of(papering.files(again)["07_내려받은_기록.csv"])

    assert [line["대상"] for line in taken] == ["감사 제출 자료"]
