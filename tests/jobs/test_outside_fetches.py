"""Each outside source is fetched from a server that answers as the real one: all pages or nothing, and no broken list closes what is open."""

import logging
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from jobs import outside_fetches, tasks
from jobs.intake import fetching
from jobs.models import OutsideFetch, OutsidePosting
from profiles import actors
from profiles.models import Event, StaleMark
from tests import make
from tests.make import NOW, TODAY
from tests.outside_server import KEY, OutsideServer

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def server(settings):
    started = OutsideServer().start(settings)
    yield started
    started.stop()


def senuri(number):
    return {"jobId": f"J{number}", "recrtTitle": f"아파트 경비 {number}", "oranNm": "한빛", "toDd": "20261231"}


def recmnt(number):
    return {
        "TITLE": f"요양보호사 {number}",
        "COMPANY": "한빛",
        "REG_DT": "26-08-05",
        "CLOSE_DT": "채용시까지  26-10-04",
    }


def getjobinfo(number):
    return {"JO_REQST_NO": f"H{number}", "JO_SJ": f"미화 {number}", "RCEPT_CLOS_NM": "마감일 (2026-09-26)"}


def work24(number):
    return {
        "wantedAuthNo": f"K{number}",
        "title": f"&amp;lt;급구&amp;gt; 조리원 {number}",
        "regDt": "26-08-05",
        "closeDt": "채용시까지  26-11-07",
        "jobsCd": "28408",
    }


SOURCES = [
    ("senuri", "senuri", senuri),
    ("recmnt", "recMntList", recmnt),
    ("getjobinfo", "GetJobInfo", getjobinfo),
    ("work24", "work24", work24),
]


def fetch(source="senuri", *, at=NOW, **options):
    return outside_fetches.fetch(source, by=actors.system(), at=at, **options)


def titles(source="senuri"):
    return set(OutsidePosting.objects.open(TODAY).filter(source=source).values_list("title", flat=True))


@pytest.mark.parametrize(("source", "service", "row"), SOURCES)
@pytest.mark.parametrize("count", [1, 2_050])
def test_every_page_of_every_source_is_taken(server, source, service, row, count):
    server.rows[service] = [row(number) for number in range(count)]

    found = fetch(source)

    assert (found.result, found.code, found.read, found.new, found.refused) == ("taken", "", count, count, 0)
    assert OutsidePosting.objects.filter(source=source).count() == count
    assert len(server.asked) == (-(-count // 100) if source == "work24" else -(-count // 1_000))


@pytest.mark.parametrize(("source", "service", "row"), SOURCES)
def test_again_the_changed_the_new_and_the_gone(server, source, service, row):
    server.rows[service] = [row(number) for number in range(4)]
    fetch(source)
    StaleMark.objects.all().delete()
    gone = OutsidePosting.objects.filter(source=source).order_by("title").first()

    server.rows[service] = [row(number) for number in range(1, 5)]
    found = fetch(source, at=LATER)

    assert (found.result, found.read, found.new, found.changed, found.gone) == ("taken", 4, 1, 0, 1)
    gone.refresh_from_db()
    assert gone.gone_at == LATER
    assert gone.title not in titles(source)
    assert StaleMark.objects.filter(subject_type="outside", subject_id=gone.pk).exists()
    assert Event.objects.filter(verb="close_gone", subject_id=gone.pk).count() == 1

    server.rows[service] = [row(number) for number in range(5)]
    back = fetch(source, at=LATER + timedelta(days=1))
    gone.refresh_from_db()
    assert (back.changed, gone.gone_at) == (1, None)


def test_what_a_title_escaped_twice_and_a_day_behind_words_say(server):
    server.rows["work24"] = [work24(1)]
    fetch("work24")
    posting = OutsidePosting.objects.get()
    assert (posting.title, posting.closes_on.isoformat(), posting.keco) == ("<급구> 조리원 1", "2026-11-07", "0284")


@pytest.mark.parametrize(("source", "service", "row"), SOURCES)
def test_a_wrong_key_changes_nothing(server, settings, source, service, row):
    server.rows[service] = [row(1)]
    fetch(source)
    settings.DATA_GO_KR_KEY = settings.SEOUL_DATA_KEY = settings.WORK24_KEY = "wrong"

    found = fetch(source, at=LATER)

    assert (found.result, found.code) == ("failed", "not_json" if source == "senuri" else "source_error")
    assert OutsidePosting.objects.filter(gone_at=None).count() == 1


def test_a_half_list_closes_nothing_unless_somebody_looked(server):
    server.rows["senuri"] = [senuri(number) for number in range(30)]
    fetch()
    server.rows["senuri"] = [senuri(number) for number in range(16, 31)]

    held = fetch(at=LATER)
    assert (held.result, held.code, held.new, held.gone, len(titles())) == ("held", "too_few", 1, 0, 31)

    taken = fetch(at=LATER + timedelta(days=1), closes_anyway=True)
    assert (taken.result, taken.gone, len(titles())) == ("taken", 16, 15)


def test_more_than_half_closes_the_rest(server):
    server.rows["senuri"] = [senuri(number) for number in range(30)]
    fetch()
    server.rows["senuri"] = [senuri(number) for number in range(15)]
    found = fetch(at=LATER)
    assert (found.result, found.gone) == ("taken", 15)


@pytest.mark.parametrize("count", [1, 30])
def test_an_empty_list_closes_nothing(server, count):
    server.rows["senuri"] = [senuri(number) for number in range(count)]
    fetch()
    server.rows["senuri"] = []
    found = fetch(at=LATER)
    assert (found.result, found.read, found.gone, len(titles())) == ("held", 0, 0, count)


def test_an_empty_answer_of_seoul_is_an_error(server):
    assert (fetch("recmnt").result, OutsideFetch.objects.get().code) == ("failed", "source_error")


def test_rows_that_cannot_be_read_close_nothing(server):
    server.rows["senuri"] = [senuri(number) for number in range(3)]
    fetch()
    server.rows["senuri"] = [{"name": "다른 모양"}] * 3
    found = fetch(at=LATER)
    assert (found.result, found.refused, found.gone) == ("held", 3, 0)


@pytest.mark.parametrize(
    ("source", "service", "row", "broken"),
    [
        ("senuri", "senuri", senuri, {"toDd": "20261399"}),
        ("recmnt", "recMntList", recmnt, {"CLOSE_DT": "26-13-99"}),
        ("getjobinfo", "GetJobInfo", getjobinfo, {"RCEPT_CLOS_NM": "마감일 (2026-13-99)"}),
        ("work24", "work24", work24, {"closeDt": "채용시까지  26-13-99"}),
    ],
)
def test_a_row_that_cannot_be_read_any_more_is_listed_all_the_same(server, source, service, row, broken):
    server.rows[service] = [row(number) for number in range(3)]
    fetch(source)
    server.rows[service] = [{**row(0), **broken}, row(1)]

    found = fetch(source, at=LATER)

    assert (found.result, found.refused, found.gone) == ("taken", 1, 1)
    assert len(titles(source)) == 2  # the broken one stands as it was read last


def test_a_page_that_is_cut_short_replaces_nothing(server):
    server.rows["senuri"] = [senuri(number) for number in range(10)]
    server.total = 20
    found = fetch()
    assert (found.result, found.code, OutsidePosting.objects.count()) == ("failed", "incomplete", 0)


def test_the_second_page_failing_replaces_nothing(server):
    server.rows["work24"] = [work24(number) for number in range(150)]
    fetch("work24")
    first = server.answer("", {"authKey": [KEY], "startPage": ["1"], "display": ["100"]})
    server.troubles = [(200, first), *[(503, b"")] * fetching.TRIES]
    found = fetch("work24", at=LATER)
    assert (found.result, found.code) == ("failed", "http_503")
    assert set(OutsidePosting.objects.values_list("last_seen_at", flat=True)) == {NOW}


@pytest.mark.parametrize("trouble", [(503, b""), (429, b"slow down"), (0, b"")])
def test_what_passes_is_tried_again(server, trouble):
    server.rows["senuri"] = [senuri(1)]
    server.troubles = [trouble] * (fetching.TRIES - 1)
    assert (fetch().result, len(server.asked)) == ("taken", fetching.TRIES)


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        ((404, b""), "http_404"),
        ((302, b""), "http_302"),
        ((200, b"<html>maintenance</html>"), "not_json"),
        ((200, b'{"response": {"header": {"resultCode": "22"}}}'), "source_error"),
        ((200, b'{"response": {"body": {"items": {"item": []}}}}'), "no_total"),
        ((200, b'{"response": {"body": {"items": {"item": 3}, "totalCount": 1}}}'), "wrong_shape"),
        ((200, b"[" * 200_000), "not_json"),
    ],
)
def test_what_stays_wrong_is_asked_once(server, trouble, code):
    server.troubles = [trouble]
    found = fetch()
    assert (found.result, found.code, len(server.asked)) == ("failed", code, 1)


def test_a_page_without_end_is_cut_off(server, monkeypatch):
    monkeypatch.setattr(fetching, "PAGE_BYTES", 1_000)
    server.rows["senuri"] = [senuri(number) for number in range(100)]
    assert fetch().code == "page_too_large"


def test_a_slow_source_is_given_up(server, settings):
    settings.OUTSIDE_PAGE_SECONDS = 1
    server.rows["senuri"] = [senuri(number) for number in range(900)]  # a byte at a time it would take hours
    server.trickles = True
    assert (fetch().code, len(server.asked)) == ("too_slow", fetching.TRIES)


@pytest.mark.parametrize(
    "attack",
    [
        b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]><wantedRoot><total>1</total><wanted>&b;</wanted></wantedRoot>',
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><wantedRoot><total>1</total><wanted><title>&x;</title></wanted></wantedRoot>',
        b'<!DOCTYPE r SYSTEM "http://127.0.0.1:1/x.dtd"><wantedRoot><total>0</total></wantedRoot>',
        b"<wantedRoot><total>1</total><wanted>",
        b'<?xml version="1.0" encoding="no-such"?><wantedRoot/>',
    ],
)
def test_hostile_xml_is_refused(server, attack):
    server.troubles = [(200, attack)]
    assert (fetch("work24").code, OutsidePosting.objects.count()) == ("not_xml", 0)


@pytest.mark.parametrize("setting", ["DATA_GO_KR_KEY", "OUTSIDE_SOURCES"])
def test_off_without_its_key_or_its_name(server, settings, setting):
    setattr(settings, setting, "")
    assert fetch() is None
    assert (OutsideFetch.objects.count(), server.asked) == (0, [])


def test_off_while_the_licence_is_not_clear(server, settings):
    settings.LICENCES_CLEARED = []
    assert fetch("recmnt") is None


def test_the_task_fetches_and_no_key_is_logged(server, caplog):
    server.troubles = [(404, b"")]
    with caplog.at_level(logging.INFO):
        tasks.fetch_outside("recmnt")
    assert OutsideFetch.objects.get().code == "http_404"
    assert KEY not in caplog.text
    assert "the%2Bkey" not in caplog.text


def test_the_command_says_what_came_of_it(server, settings, capsys):
    server.rows["senuri"] = [senuri(1)]
    call_command("fetch_postings", "senuri")
    assert "새 공고 1" in capsys.readouterr().out
    server.troubles = [(404, b"")]
    with pytest.raises(CommandError, match="http_404"):
        call_command("fetch_postings", "senuri")
    settings.DATA_GO_KR_KEY = ""
    with pytest.raises(CommandError, match="OUTSIDE_SOURCES"):
        call_command("fetch_postings", "senuri")


def test_only_the_city_fetches(server):
    with pytest.raises(PermissionDenied):
        outside_fetches.fetch("senuri", by=make.actor(make.member()), at=NOW)


def test_the_guard_is_a_rule_with_a_date():
    assert outside_fetches.guard_on(TODAY)[1:3] == (outside_fetches.Decimal("0.5"), 20)


def test_a_total_that_is_no_number_changes_nothing(server):
    server.troubles = [(200, b'{"response": {"body": {"items": "", "totalCount": Infinity}}}')]

    assert fetch().code == "no_total"
