"""Take in a file of outside postings and say what became of its rows."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import intake, outside_postings
from jobs.intake.base import MAX_BYTES
from profiles import actors


class Command(BaseCommand):
    help = "Take in outside postings: import_postings --format senuri|recmnt|work24|getjobinfo FILE"

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the file and its format."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", required=True, choices=sorted(intake.BY_NAME), dest="format_name")
        parser.add_argument(
            "--licence-cleared", action="store_true", help="its licence was cleared, in writing (recmnt)"
        )

    def handle(self, *, file: Path, format_name: str, licence_cleared: bool, **_options: object) -> None:
        """Read, take in, report."""
        try:
            with file.open("rb") as opened:
                content = opened.read(MAX_BYTES + 1)
        except OSError as error:
            raise CommandError(
                _("파일을 열 수 없습니다: %(file)s (%(why)s)") % {"file": file, "why": error.strerror}
            ) from error
        try:
            report = outside_postings.take_in(
                content,
                format_name=format_name,
                is_licence_cleared=licence_cleared,
                by=actors.system(),
                at=timezone.now(),
            )
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        self.stdout.write(_summary(report))
        for number, reason in report.refused:
            self.stdout.write(_("  %(number)d번째 공고: %(reason)s") % {"number": number, "reason": reason})


def _summary(report: outside_postings.Report) -> str:
    counts = {**report._asdict(), "refused": len(report.refused)}
    return (
        _(
            "읽은 공고 %(read)d건: 새 공고 %(new)d, 바뀐 공고 %(changed)d, 그대로 %(unchanged)d, 받지 않은 공고 %(refused)d"
        )
        % counts
    )
