"""Compute a round again from its stored input, print the hashes and say whether the result is the same to the byte."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from matching import round_ledger


class Command(BaseCommand):
    help = "Compute an allocation round again: replay_round ID [--files FOLDER]"

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the round, or one allocation of it, by the id of its page."""
        parser.add_argument("id")
        parser.add_argument("--files", type=Path, help="a folder for the input as CSV and the result, result.csv")

    def handle(self, *, id: str, files: Path | None, **_options: Any) -> None:  # noqa: A002 - the name on the command line
        """Find, compute, compare; fails where anything differs."""
        ledger = round_ledger.find_run(id)
        if ledger is None:
            raise CommandError(_("이 번호의 배치가 없습니다: %(id)s") % {"id": id})
        try:
            again = round_ledger.replay(ledger)
        except ValueError as unreadable:
            raise CommandError(_("저장된 입력을 읽을 수 없습니다: %(why)s") % {"why": unreadable}) from unreadable
        if files:
            _write(files, {**ledger.inputs, "result": again.result})
        self.stdout.write(f"inputs {again.inputs_hash} {_same(is_same=again.is_same_input)}")
        self.stdout.write(f"result {again.result_hash} {_same(is_same=again.is_same_result)}")
        self.stdout.write(f"code   {ledger.code_version} {_same(is_same=again.is_same_code)}")
        if not again.is_same:
            raise CommandError(_("저장된 것과 다릅니다. 이 배치의 기록이 바뀌었습니다."))
        self.stdout.write(_("같은 결과가 나왔습니다."))


def _same(*, is_same: bool) -> str:
    return _("같음") if is_same else _("다름")


def _write(folder: Path, texts: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
