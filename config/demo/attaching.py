"""What the demo shows of files with applications: a posting of the printed operator that asks for two, and somebody who sent one of them."""

from datetime import date
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import typst

from config.demo.organisations import PRINTED
from config.demo.waves import Calendar, moment
from jobs import applications, attachments, papers
from jobs.models import Posting
from jobs.submissions import Submission
from profiles import actors, uploads
from profiles.models import Candidate

ASKED_FILES = [
    {"title": "자기소개 자료", "help": "해 보신 일을 한두 쪽에 담아 주세요.", "is_required": False},
    {"title": "자격증 사본", "help": "사진으로 찍어 올리셔도 됩니다.", "is_required": False},
]
MOTIVE = "오래 하던 일을 마치고 동네에서 다시 일하고 싶습니다. 자기소개 자료를 함께 보냅니다."
ANSWER = "담당자와 의논해서 차분하게 풀어 가겠습니다."
_PAPER = """
#set document(title: "자기소개", date: datetime(year: {year}, month: {month}, day: {day}))
#set page(paper: "a4", margin: 25mm)
#set text(font: "Pretendard", lang: "ko", size: 13pt)
= 자기소개
스물여섯 해 동안 학교 급식실에서 일했습니다. 아이들의 이름을 외우고, 편식하는 아이와 함께 먹는 일을 좋아했습니다.

이제는 동네 어르신과 함께 지내며 배운 것을 나누고 싶습니다. (시연용으로 만든 글입니다.)
"""


def live(calendar: Calendar, *, operator_id: int) -> None:
    """Somebody who waits for nothing else there adds a file and applies, a few days before the day of the demo."""
    at, file_at = moment(calendar.day(-3), 16, 20), moment(calendar.day(-3), 16, 10)
    asking = Posting.objects.open(at).exclude(asked_files=[]).filter(organisation=operator_id)
    posting = asking.order_by("title", "apply_until").first()
    people = Candidate.objects.exclude(user__email=PRINTED["candidate"]).filter(placements=None, created_at__lt=file_at)
    free = people.exclude(applications__posting=posting).order_by("user__email").select_related("user")
    person = free.first()
    if posting is None or person is None:
        return
    by = actors.user(person.user)
    upload = uploads.looked_at(_paper(calendar.day(-3)), "자기소개.pdf")
    attachments.attach(posting, person, 1, upload, by=by, at=file_at)
    site = posting.posting_sites.order_by("site__name").first()
    token = uuid5(NAMESPACE_URL, f"demo:file:{person.user.email}")
    sent = Submission(posting, person, [site.pk], token, MOTIVE, ANSWER if posting.question else "")
    applications.submit([sent], by=by, at=at)


def _paper(on: date) -> bytes:
    """A page of words, as people send it."""
    text = _PAPER.format(year=on.year, month=on.month, day=on.day)
    return typst.compile(text.encode(), format="pdf", font_paths=[str(Path(papers.__file__).parent / "fonts")])
