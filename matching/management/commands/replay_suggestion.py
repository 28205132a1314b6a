"""Make a person's stored list of suggestions again and say whether every point is the same."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from matching import replays, sentences
from matching.core import packing
from matching.models import SuggestionList
from matching.replays import NotKept, Replay
from matching.snapshots import OtherVersion


class Command(BaseCommand):
    help = "Make a person's suggestions again: replay_suggestion ID (the candidate's public id, or their number)"

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the person whose list it is."""
        parser.add_argument("id")

    def handle(self, *, id: str, **_options: Any) -> None:  # noqa: A002 - the name on the command line
        """Find, make again, compare; fails where anything differs."""
        row = _find(id)
        if row is None:
            raise CommandError(_("이 번호의 지원자에게는 추천이 없습니다: %(id)s") % {"id": id})
        try:
            again = replays.replay(row)
        except NotKept as missing:
            what = {"snapshot": _("그때 열려 있던 공고"), "profile": _("그때의 회원 정보")}[missing.kind]
            raise CommandError(_("추천을 만들 때 읽은 것이 남아 있지 않습니다: %(what)s") % {"what": what}) from missing
        except (OtherVersion, packing.OtherVersion) as other:
            raise CommandError(
                _("다른 판의 프로그램이 남긴 것이라 읽을 수 없습니다: %(why)s") % {"why": other}
            ) from other
        self.stdout.write(f"run {row.run.public_id} weights {row.run.weight_set} snapshot {row.run.snapshot.digest}")
        if row.last_came == SuggestionList.Came.EXPLORED:
            self.stdout.write(f"place {len(row.posting_ids)} by lot, seed {row.run.seed}, chance {row.last_chance:.6f}")
        self._tell(again)
        if not again.is_same:
            raise CommandError(_("저장된 것과 다릅니다. 이 추천의 기록이 바뀌었거나 프로그램이 달라졌습니다."))
        self.stdout.write(_("같은 결과가 나왔습니다."))

    def _tell(self, again: Replay) -> None:
        code = _("같음") if again.is_same_code else _("다름")
        self.stdout.write(f"code {code}")
        for number, place in enumerate(again.places, start=1):
            which = f"posting {place.posting_id}" if place.posting_id else f"outside {place.outside_posting_id}"
            self.stdout.write(f"{number}. {which}: {sum(place.parts)} -> {sum(place.again)}")
            for name, kept, points in zip(
                again.names, place.parts, place.again or [None] * len(place.parts), strict=True
            ):
                mark = "" if kept == points else f" != {points}"
                self.stdout.write(f"   {sentences.signal_label(name)} {kept}{mark}")


def _find(told: str) -> SuggestionList | None:
    rows = SuggestionList.objects.select_related("run__weight_set", "run__snapshot")
    if told.isdecimal():
        return rows.filter(pk=int(told)).first() if len(told) < 19 else None
    try:
        return rows.filter(candidate__public_id=UUID(told)).first()
    except ValueError:
        return None
