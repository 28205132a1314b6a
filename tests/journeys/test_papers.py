"""Papers of a posting at a phone's and a desk's width: a table as a file, and all of it for an audit, built by a real worker."""

import io
import zipfile
from pathlib import Path

from django.core.management import call_command

from jobs.models import AuditBundle
from profiles.models import Event
from tests import make
from tests.jobs import papering, paying, spreadsheet
from tests.journeys import world


def downloaded(visitor, name: str) -> Path:
    """Press a button that answers with a file."""
    with visitor.page.expect_download() as found:
        visitor.page.locator("main").get_by_role("button", name=name).first.click()
    return found.value.path()


def test_an_officer_takes_tables_and_papers_for_an_audit(visit, worker, eventually) -> None:
    people = world.people()
    posting = make.posting(people.organisation, people.year, sites=[people.site], seats=9)
    officer, payer = make.actor(make.member(people.organisation)), paying.payer(people.organisation)
    papering.lived(posting, by=officer, second=payer)

    manager = visit(people.operator, also=1280)
    manager.go(f"/operator/postings/{posting.public_id}/")
    manager.follow("자료 내려받기")
    manager.sees("지급 자료는 지급 담당만 받을 수 있습니다.")
    manager.follow("지원자 내려받기")
    manager.press("파일 내려받기")
    manager.sees("내려받는 이유를 골라 주세요.")
    manager.page.select_option("select[name=cause]", "audit")
    manager.page.get_by_label("이름(전체)").check()
    file = downloaded(manager, "파일 내려받기")
    assert spreadsheet.cells(file.read_bytes())[1][:3] == [
        posting.applications.earliest("pk").receipt_number,
        "김*수",
        "김영수",
    ]

    manager.go(f"/operator/postings/{posting.public_id}/downloads/")
    manager.press("감사 제출 자료 만들기")
    manager.sees("에 부탁한 자료")
    made = eventually(lambda: AuditBundle.objects.filter(state="ready").first())
    manager.go(f"/operator/postings/{posting.public_id}/downloads/")
    manager.follow("에 부탁한 자료")
    manager.sees(made.manifest_hash)
    manager.page.select_option("select[name=cause]", "audit")
    bundle = downloaded(manager, "감사 제출 자료 내려받기")

    said = io.StringIO()
    call_command("verify_bundle", str(bundle), stdout=said)
    assert "만든 그대로입니다" in said.getvalue()
    assert len(zipfile.ZipFile(bundle).namelist()) == made.files == 36
    assert list(Event.objects.filter(verb__startswith="take_").order_by("pk").values_list("verb", flat=True)) == [
        "take_export",
        "take_bundle",
    ]
