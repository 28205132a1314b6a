"""Postings that ask for files, and files as they stand with what a person writes or sent."""

from jobs.models import Application, Attachment, Posting
from profiles.models import Candidate
from profiles.uploads import Upload
from tests import make
from tests.make import NOW
from tests.profiles.cv import papers

PDF = papers.WORDS
ASKED = [
    {"title": "자기소개 자료", "help": "한두 쪽이면 됩니다.", "is_required": True},
    {"title": "자격증 사본", "help": "", "is_required": False},
]


def asking(**columns) -> Posting:
    """A posting that asks for two files, the first of them required."""
    return make.posting(**{"asked_files": ASKED, **columns})


def upload(name: str = "소개.pdf", content: bytes = PDF, content_type: str = "application/pdf") -> Upload:
    """A file that was looked at."""
    return Upload(name, content_type, content, 1 if content_type == "application/pdf" else None)


def attachment(
    posting: Posting | None = None,
    candidate: Candidate | None = None,
    *,
    application: Application | None = None,
    slot: int = 1,
    name: str = "소개.pdf",
    content: bytes = PDF,
    **columns,
) -> Attachment:
    """A file that is kept with what a person writes, or with the application that they sent."""
    to = application.posting if application else posting or asking()
    person = application.candidate if application else candidate or make.candidate()
    row = Attachment(posting=to, candidate=person, application=application, slot=slot)
    row.name, row.content = name, content
    row.content_type, row.pages, row.added_at, row.added_by = "application/pdf", 1, NOW, person.user
    for column, value in columns.items():
        setattr(row, column, value)
    row.save()
    return row
