"""Which files a posting asks applicants for: written with its question, kept on the posting, and as fixed as that once it is published.

Each has its slot, by its place among them: 1 to 3. Source: 채용절차법 art. 4-3 (only what the work needs), art. 13 (papers as files).
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jobs.models import Posting
from jobs.models.posting import MOST_FILES
from profiles.lines import one_line
from profiles.privacy import holds_resident_number, resident_number

MOST_TITLE, MOST_HELP = 40, 120


class AskedFile(NamedTuple):
    """One file that is asked for. help : what it should hold, maybe empty"""

    slot: int
    title: str
    help: str
    is_required: bool

    @property
    def field(self) -> str:
        """The name of its box where people add it, and of what is wrong with it."""
        return f"file_{self.slot}"


def of(posting: Posting) -> list[AskedFile]:
    """Return the files that a posting asks for, in their order."""
    return [AskedFile(slot, **row) for slot, row in enumerate(posting.asked_files, start=1)]


def settled(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows as they are kept, without empty ones.

    Raises, by the field asked_files, title_missing, title_twice, too_long, too_many_files, resident_number.
    """
    kept = [row for row in map(_settled, rows) if row["title"] or row["help"]]
    titles = [row["title"] for row in kept]
    wrong = None
    if len(kept) > MOST_FILES:
        wrong = ValidationError(
            _("받을 파일은 %(most)d개까지 정할 수 있습니다.") % {"most": MOST_FILES}, code="too_many_files"
        )
    elif not all(titles):
        wrong = ValidationError(_("어떤 파일인지 이름을 적어 주세요. 예: 자기소개 자료"), code="title_missing")
    elif len(set(titles)) < len(titles):
        wrong = ValidationError(_("같은 이름의 파일이 두 번 있습니다. 이름을 다르게 적어 주세요."), code="title_twice")
    elif any(len(row["title"]) > MOST_TITLE or len(row["help"]) > MOST_HELP for row in kept):
        wrong = ValidationError(
            _("파일 이름은 %(title)d자, 설명은 %(help)d자까지 적을 수 있습니다.")
            % {"title": MOST_TITLE, "help": MOST_HELP},
            code="too_long",
        )
    elif any(holds_resident_number(f"{row['title']} {row['help']}") for row in kept):
        wrong = resident_number()
    if wrong:
        raise ValidationError({"asked_files": wrong})
    return kept


def _settled(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": one_line(str(row.get("title", ""))),
        "help": one_line(str(row.get("help", ""))),
        "is_required": bool(row.get("is_required")),
    }
