"""Tell whether papers for an audit (감사 제출 자료) are as they were made: good, changed, missing, added to, or not ours.

Exit status: 0 good, 1 something differs, 2 the manifest isn't one of ours, 3 not such a file. The file is read and nothing is written.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import bundle_manifests, bundles
from jobs.bundle_manifests import Checked, Unreadable

DIFFERS, NOT_OURS, UNREADABLE = 1, 2, 3
SENTENCES = {
    "not_a_zip": gettext_lazy("ZIP 파일로 읽을 수 없습니다. 끝까지 받지 않았거나 망가진 파일입니다."),
    "odd_packing": gettext_lazy("이 시스템이 쓰지 않는 방식으로 압축한 파일입니다. 위험할 수 있어 열지 않았습니다."),
    "no_manifest": gettext_lazy("manifest.json이 없습니다. 감사 제출 자료 파일이 아니거나 목록을 뺐습니다."),
    "bad_manifest": gettext_lazy("manifest.json을 읽을 수 없습니다. 목록이 망가졌거나 바뀌었습니다."),
    "no_file": gettext_lazy("파일이 없거나 열 수 없습니다."),
}
DIFFERENCES = (
    ("changed", gettext_lazy("바뀐 파일")),
    ("missing", gettext_lazy("없어진 파일")),
    ("added", gettext_lazy("더해진 파일")),
)


class Command(BaseCommand):
    help = "Check papers for an audit against their manifest, and the manifest against the history."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the ZIP file")
        parser.add_argument("--language", default="ko", choices=["ko", "en"], help="of the answer")

    def handle(self, *args: Any, file: Path, language: str, **options: Any) -> None:
        with translation.override(language):
            self._check(file)

    def _check(self, file: Path) -> None:
        try:
            with file.open("rb") as stream:
                found = bundle_manifests.check(stream)
        except OSError as closed:
            raise CommandError(str(SENTENCES["no_file"]), returncode=UNREADABLE) from closed
        except Unreadable as broken:
            raise CommandError(str(SENTENCES[broken.code]), returncode=UNREADABLE) from broken
        self._tell(found)
        made = bundles.recorded(found)
        if made is None:
            sentence = _("목록이 우리가 만든 것이 아닙니다. 만들 때 남긴 해시 가운데 이 목록의 해시가 없습니다.")
            raise CommandError(sentence, returncode=NOT_OURS)
        if not found.is_whole:
            raise CommandError(_("만든 그대로가 아닙니다. 위에 적은 파일을 확인해 주세요."), returncode=DIFFERS)
        told = {"at": f"{timezone.localtime(made.at):%Y-%m-%d %H:%M:%S}", "files": len(found.manifest["files"])}
        self.stdout.write(_("%(at)s에 만든 그대로입니다. 파일 %(files)d개의 해시가 모두 맞습니다.") % told)
        if made.params.get("file_hash") != found.file_hash:
            self.stdout.write(_("ZIP 파일은 다시 묶은 것입니다. 안에 든 파일은 그대로입니다."))

    def _tell(self, found: Checked) -> None:
        """What the manifest says of itself, then what differs."""
        about = found.manifest.get("about", {})
        lines = [
            (_("자료"), str(about.get("title", ""))),
            (_("운영기관"), str(about.get("organisation", ""))),
            (_("만든 때"), _moment(found)),
            (_("목록의 SHA-256"), found.manifest_hash),
            (_("파일의 SHA-256"), found.file_hash),
        ]
        for label, value in lines:
            self.stdout.write(f"{label}: {_one_line(value)}")
        for kind, label in DIFFERENCES:
            for name in getattr(found, kind):
                self.stdout.write(f"{label}: {_one_line(name)}")
        if found.has_more:
            self.stdout.write(
                _("다시 묶은 파일입니다. 목록에 없는 것이 ZIP 파일의 앞이나 뒤, 또는 파일과 파일 사이에 들어 있습니다.")
            )


def _moment(found: Checked) -> str:
    if found.made_at is None:
        return _("알 수 없음(목록에 적힌 것이 날짜와 시각이 아닙니다)")
    return f"{timezone.localtime(found.made_at):%Y-%m-%d %H:%M:%S}"


def _one_line(text: str) -> str:
    """A text of a file from anybody, so that it can't move the cursor or write lines of its own."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)[:200]
