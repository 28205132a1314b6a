"""Fetch the postings of an outside source now, as the nightly task does."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import intake, outside_fetches
from profiles import actors


class Command(BaseCommand):
    help = "Fetch outside postings: fetch_postings senuri|recmnt|work24|getjobinfo"

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the source."""
        parser.add_argument("source", choices=sorted(intake.BY_NAME))
        parser.add_argument(
            "--close-anyway", action="store_true", help="you looked: the list really is that short; close what it lacks"
        )

    def handle(self, *, source: str, close_anyway: bool, **_options: object) -> None:
        """Fetch and report."""
        found = outside_fetches.fetch(source, by=actors.system(), at=timezone.now(), closes_anyway=close_anyway)
        if found is None:
            raise CommandError(
                _("꺼져 있는 곳입니다: %(name)s. 열쇠와 OUTSIDE_SOURCES를 확인해 주세요.") % {"name": source}
            )
        if found.result == "failed":
            raise CommandError(_("가져오지 못했습니다(%(code)s). 아무것도 바뀌지 않았습니다.") % {"code": found.code})
        counts = {"read": found.read, "new": found.new, "changed": found.changed, "gone": found.gone}
        self.stdout.write(
            _("읽은 공고 %(read)d건: 새 공고 %(new)d, 바뀐 공고 %(changed)d, 없어져 닫은 공고 %(gone)d") % counts
        )
        if found.result == "held":
            self.stdout.write(
                _("목록이 너무 짧아 없어진 공고를 닫지 않았습니다. 목록이 맞으면 --close-anyway를 붙여 주세요.")
            )
