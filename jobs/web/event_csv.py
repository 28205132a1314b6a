"""The events log as a file for spreadsheets: the lines of the page, of the newest events that fit.

UTF-8 with a mark, by which Excel knows it. A text that a spreadsheet would run as a formula gets an apostrophe before it
(OWASP, CSV Injection).
"""

import csv
from collections.abc import Iterator, Sequence

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from jobs import event_details, event_log
from jobs.event_log import Line

MOST = 10_000
A_BATCH = 500
FORMULA = tuple("=+-@＝＋－＠\t\r\n")


class _Echo:
    """Hands back what the writer of csv writes, so that a line leaves as soon as it is made."""

    def write(self, text: str) -> str:
        return text


def lines(pks: Sequence[int], *, is_cut: bool, sees_people: bool, language: str) -> Iterator[str]:
    """Yield the file line by line; `is_cut` says in its last line that there are older events."""
    # The language is set anew for each batch: the server may answer others between two of them.
    writer = csv.writer(_Echo())
    with translation.override(language):
        first, last = "\ufeff" + writer.writerow(_heads()), writer.writerow([_too_many()])
    yield first
    for start in range(0, len(pks), A_BATCH):
        with translation.override(language):
            told = event_log.by_key(pks[start : start + A_BATCH])
            written = [writer.writerow(_cells(line)) for line in event_log.lines(told, sees_people=sees_people)]
        yield from written
    if is_cut:
        yield last


def _heads() -> list[str]:
    return [
        _("때"),
        _("한 사람"),
        _("한 일"),
        _("대상"),
        _("대상 번호"),
        _("바뀌기 전"),
        _("바뀐 뒤"),
        _("이유"),
        _("바뀐 것"),
        _("접수번호"),
    ]


def _cells(line: Line) -> list[str]:
    details = " / ".join(
        _("%(label)s: %(value)s") % {"label": label, "value": value}
        for label, value in event_details.in_words(line.details, line.verb)
    )
    reason = _("개인에 관한 내용이라 사업 담당과 감사 담당만 봅니다.") if line.is_withheld else line.reason
    when = f"{timezone.localtime(line.at):%Y-%m-%d %H:%M:%S}"
    receipt = line.application.receipt_number if line.application else ""
    cells = [
        when,
        line.who,
        line.what,
        line.subject,
        line.subject_id,
        line.before,
        line.after,
        reason,
        details,
        receipt,
    ]
    return [harmless(str(cell)) for cell in cells]


def harmless(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _too_many() -> str:
    return _("가장 최근 기록만 담았습니다. 더 오래된 기록은 기간을 나누어 내려받아 주세요.")
