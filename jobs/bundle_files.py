"""Which files the papers for an audit hold, in their order, and what is written into each: tables as CSV, minutes as PDF, a page to read first.

Korean, as all papers of the record, whoever asks. The same rows give the same bytes. Nothing here is masked less than on the officers' pages, but
for whole names where they were asked for.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from django.db.models import Count, Q

from jobs import agreement_papers, criteria, minutes_papers, posting_versions, review_terms, seat_releases, sheets
from jobs.models import Agreement, AgreementSignature, AuditBundle, Minutes, Posting
from jobs.postings import WRITABLE
from jobs.sheets import Cell
from jobs.tables import (
    applicants,
    attendance,
    base,
    decisions,
    histories,
    papers,
    payments,
    placements,
    postings,
    reviews,
    rules,
    worklogs,
)
from jobs.tables import scores as score_sheets
from jobs.tables.base import Scope, Table, Text

READ_FIRST = "00_읽어주세요.txt"
OF_POSTING: tuple[tuple[str, Table], ...] = (
    ("02_공고_판과_바뀐_내용", postings.VERSIONS),
    ("03_활동처와_자리", postings.SITES),
    ("04_공고_이관", postings.TRANSFERS),
    ("05_자격_규칙", rules.RULES),
    ("06_지원자", applicants.TABLE),
    ("07_자격_확인_결과", rules.CHECKS),
    ("08_예외로_한_규칙", rules.OVERRIDES),
    ("09_심사_기준", reviews.CRITERIA),
    ("10_이해충돌_확인", reviews.PLEDGES),
    ("11_이해충돌_신고", reviews.CONFLICTS),
    ("12_심사표", score_sheets.TABLE),
    ("13_면접", reviews.INTERVIEWS),
    ("14_결정_기록", histories.DECISIONS),
    ("15_재검토_요청", reviews.OBJECTIONS),
    ("16_참여_의사_확인", placements.OFFERS),
    ("17_보낸_알림", histories.NOTICES),
    ("18_교육_참석", attendance.TABLE),
    ("19_배치", placements.PLACEMENTS),
    ("20_활동일지", worklogs.TABLE),
    ("21_활동일지_하루하루", worklogs.DAYS),
    ("22_지급", payments.TABLE),
    ("23_지급_회차", payments.RUNS),
    ("24_처리_기록", histories.HAPPENINGS),
    ("25_내려받은_기록", histories.TAKINGS),
    ("26_약정서", papers.AGREEMENTS),
    ("27_상해보험", papers.COVERS),
    ("28_사고_기록", papers.ACCIDENTS),
    ("29_수료증", papers.CERTIFICATES),
    ("30_서류_요청", decisions.INFO_REQUESTS),
    ("31_함께_옮긴_지원자", decisions.MOVED),
    ("32_이름으로_한_이해충돌_신고", reviews.NAMED_CONFLICTS),
    ("33_지급_회차의_내역", payments.RUN_LINES),
)
OF_MONTH: tuple[tuple[str, Table], ...] = (
    ("01_지급_회차", payments.RUNS),
    ("02_지급_회차의_내역", payments.RUN_LINES),
    ("03_지급", payments.TABLE),
    ("04_활동일지", worklogs.TABLE),
    ("05_활동일지_하루하루", worklogs.DAYS),
    ("06_처리_기록", histories.HAPPENINGS),
    ("07_내려받은_기록", histories.TAKINGS),
)

_NOT_SET = (
    "{title}",
    "",
    "이 회의록은 PDF로 만들지 못했습니다. 글에 PDF로 옮길 수 없는 것이 들어 있습니다.",
    "회의록의 내용은 바뀌거나 없어지지 않았고 시스템에 그대로 있습니다. 나머지 파일은 모두 온전합니다.",
    "시스템 담당자에게 이 글을 보이고, 고친 뒤 자료를 다시 만들어 달라고 하세요.",
    "",
)
_log = logging.getLogger(__name__)


@dataclass
class Part:
    """One file: `write` gives its bytes, and counts the rows where it has some. Its name holds once they were asked for."""

    name: str
    title: Text
    says: Text
    write: Callable[["Part"], Iterator[bytes]]
    rows: int | None = field(default=None)

    def chunks(self) -> Iterator[bytes]:
        return self.write(self)


def parts_of(bundle: AuditBundle, scope: Scope) -> list[Part]:
    """Return the files of a bundle, without the page to read first and the manifest, which tell of them."""
    if bundle.posting is None:
        return [_table_part(name, table, scope) for name, table in OF_MONTH]
    facts = Part("01_공고.csv", "공고", "지금의 공고 내용과 심사 방법", partial(_facts, bundle.posting))
    tables = [_table_part(name, table, scope) for name, table in OF_POSTING]
    held = Minutes.objects.filter(posting=bundle.posting).order_by("number")
    written = [
        Part(
            f"심사_회의록/심사_회의록_제{one.number}호.pdf",
            f"심사 회의록 제{one.number}호",
            "누가 무엇으로 심사해 어떻게 정했는지 적은 회의록",
            partial(_minutes, one),
        )
        for one in held.only("number", "posting")
    ]
    return [facts, *tables, *written, *_signed_papers(scope)]


def read_first(bundle: AuditBundle, title: str, parts: Sequence[Part]) -> bytes:
    """Return the page that says what each file is and how to tell that nothing was changed."""
    names = "가리지 않았습니다" if bundle.shows_names else "가운데를 가렸습니다(김*수)"
    lines = [
        "감사 제출 자료",
        "",
        title,
        "",
        "1. 담긴 파일",
        "",
        *(_listed(part) for part in parts),
        "",
        "2. 읽는 방법",
        "",
        "- 표는 CSV 파일이며 엑셀에서 바로 열립니다(UTF-8). 때는 모두 한국 시각입니다.",
        "- 한 사람은 모든 파일에서 같은 접수번호로 적혀 있습니다.",
        f"- 지원자 이름은 {names}. 블라인드 심사가 끝나지 않은 지원자는 이름이 없습니다.",
        "- 심사위원과 담당자는 계정의 이메일 주소로 적었습니다.",
        "- 다친 곳과 치료처럼 건강에 관한 것은 들어 있지 않습니다.",
        "- 주민등록번호와 계좌번호는 들어 있지 않습니다. 주민등록번호는 이 시스템이 받지 않습니다.",
        "- 칸이 = + - @ 로 시작하면 엑셀이 계산식으로 읽지 않도록 앞에 작은따옴표를 붙였습니다.",
        "- 줄 수가 0인 표는 그런 일이 없었다는 뜻입니다.",
        "",
        "3. 바뀌지 않았는지 확인하는 방법",
        "",
        "- manifest.json에 파일마다 SHA-256 해시가 있습니다. 만든 때도 여기에 있습니다.",
        "- manifest.json의 해시는 만들 때 시스템의 처리 기록에 남겼고, 그 기록은 누구도 고칠 수 없습니다.",
        "- 시스템 담당자에게 ‘manage.py verify_bundle 파일이름’을 실행해 달라고 하면 파일 하나하나를 견주어 알려 줍니다.",
        "- 직접 볼 때: 윈도우에서 ‘certutil -hashfile 파일이름 SHA256’의 결과를 manifest.json의 값과 견주면 됩니다.",
        "",
    ]
    return b"\xef\xbb\xbf" + "\r\n".join(lines).encode()


# Private --------------------------------------------------------------------------------------------------------------
def _table_part(name: str, table: Table, scope: Scope) -> Part:
    return Part(f"{name}.csv", table.title, table.says, partial(_table, table, scope))


def _table(table: Table, scope: Scope, part: Part) -> Iterator[bytes]:
    columns = table.shown(scope)
    part.rows = 0
    return sheets.csv_lines(base.heads(columns), _counted(base.all_lines(table, scope, columns), part))


def _counted(rows: Iterable[list[Cell]], part: Part) -> Iterator[list[Cell]]:
    for row in rows:
        part.rows += 1
        yield row


def _facts(posting: Posting, part: Part) -> Iterator[bytes]:
    content = posting_versions.content_of(posting, WRITABLE)
    rows: list[list[Cell]] = [
        ["운영기관", posting.organisation.name],
        ["사업", str(posting.programme_year)],
        ["상태", str(posting.get_state_display())],
        ["판", posting.version],
        ["게시한 때", posting.published_at],
        ["결과를 발표한 때", posting.results_released_at],
        ["우선 선발 비율", posting.programme_year.priority_share],
        *([f"우선 선발 자리: {name}", stands] for name, stands in seat_releases.in_words(posting)),
        *([str(postings.label_of(name)), postings.in_words(name, value)] for name, value in content.items()),
        *(["심사 방법", line] for line in review_terms.in_words(posting)),
        *(["심사 단계", str(stage.label)] for stage in criteria.stages_of(posting)),
    ]
    part.rows = 0
    return sheets.csv_lines(["항목", "내용"], _counted(rows, part))


def _minutes(minutes: Minutes, part: Part) -> Iterator[bytes]:
    """The paper; where it can't be set, a text in its place that says so: one paper may not keep the others back."""
    try:
        return iter([minutes_papers.pdf(minutes)])
    except Exception:  # whatever is wrong with it, the facts are kept and the papers are asked for
        _log.exception("minutes %s could not be set as PDF", minutes.pk)
    part.name = f"{part.name.removesuffix('.pdf')}_만들지_못함.txt"
    part.says = "PDF로 만들지 못했음을 알리는 글. 회의록의 내용은 시스템에 그대로 있음"
    return iter([b"\xef\xbb\xbf" + "\r\n".join(_NOT_SET).format(title=part.title).encode()])


def _signed_papers(scope: Scope) -> list[Part]:
    """The agreements that both sides signed, where names are shown: the whole name stands in them."""
    if base.NAME not in scope.shows:
        return []
    sides = Count("signatures", filter=Q(signatures__side__in=AgreementSignature.Side.values), distinct=True)
    found = Agreement.objects.filter(placement__application__in=scope.applications).annotate(sides=sides)
    found = found.filter(sides=len(AgreementSignature.Side.values)).defer("text_sealed")
    rows = found.select_related("placement__application__posting")
    return [
        Part(
            f"약정서/{one.placement.application.receipt_number}_제{one.version}판.pdf",
            "서명한 약정서",
            "양쪽이 서명한 글과 서명한 때",
            partial(_signed_paper, one.pk),
        )
        for one in rows.order_by("placement__application__received_at", "placement", "version")
        if not one.placement.application.is_blind
    ]


def _signed_paper(pk: int, _part: Part) -> Iterator[bytes]:
    yield agreement_papers.pdf(Agreement.objects.get(pk=pk))


def _listed(part: Part) -> str:
    count = "" if part.rows is None else f" ({part.rows:,}줄)"
    return f"- {part.name}{count}: {part.says}"
