"""Files that people hand on to others (PDF, JPG, PNG): hostile until looked at, by their bytes and never by their name.

A picture is kept without what a camera writes (profiles/pictures.py), of a PDF its pages alone, written anew by a process that owns nothing and
looks through what it wrote (profiles/cv/papers.py). Sources: docs/adr/0021 and 0025; OWASP File Upload Cheat Sheet; PIPA art. 24-2.
"""

from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from profiles import pictures
from profiles.cv import sandbox
from profiles.cv.refusals import Unreadable
from profiles.lines import one_line
from profiles.sizes import MOST_BYTES

MOST_NAME = 80
PLACES = sandbox.Places(settings.FILE_READERS)  # of their own: whoever fills them keeps nobody from reading a CV
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
SENTENCES = {
    "empty": gettext_lazy("파일에 내용이 없습니다. 다른 파일을 골라 주세요."),
    "unknown_kind": gettext_lazy("PDF, JPG, PNG 파일이 아닙니다. 이 세 가지로 저장한 파일을 골라 주세요."),
    "old_hwp": gettext_lazy(
        "한글(HWP) 파일입니다. 한글에서 ‘다른 이름으로 저장하기’를 눌러 ‘PDF’로 저장한 뒤 그 파일을 골라 주세요."
    ),
    "old_word": gettext_lazy(
        "워드(DOC) 파일입니다. 워드에서 ‘다른 이름으로 저장’을 눌러 ‘PDF’로 저장한 뒤 그 파일을 골라 주세요."
    ),
    "encrypted": gettext_lazy("암호가 걸린 파일입니다. 암호를 풀고 저장한 파일을 골라 주세요."),
    "broken": gettext_lazy("파일이 망가졌거나 끝까지 저장되지 않았습니다. 다시 저장한 파일을 골라 주세요."),
    "two_kinds": gettext_lazy(
        "PDF 파일에 다른 것이 덧붙어 있어 받지 않았습니다. PDF로 다시 저장한 파일을 골라 주세요."
    ),
    "active": gettext_lazy(
        "파일 안에 저절로 움직이는 것(스크립트, 다른 파일)이 있어 받지 않았습니다. 인쇄하기에서 ‘PDF로 저장’한 파일을 골라 주세요."
    ),
    "too_many_pages": gettext_lazy("쪽수가 너무 많습니다. 30쪽까지 받습니다. 필요한 쪽만 담은 파일을 골라 주세요."),
    "resident_number": gettext_lazy(
        "파일 안에 주민등록번호가 있어 받지 않았습니다. 번호를 지우고 다시 저장한 파일을 골라 주세요."
    ),
    "unfinished_form": gettext_lazy(
        "빈칸에 적은 답이 파일에 다 그려져 있지 않아 받지 않았습니다. 인쇄하기에서 ‘PDF로 저장’한 파일을 골라 주세요."
    ),
    "picture_too_wide": gettext_lazy(
        "파일 안에 너무 큰 그림이 있어 받지 않았습니다. 그림을 줄이고 다시 저장한 파일을 골라 주세요."
    ),
    "too_slow": gettext_lazy("살펴보는 데 너무 오래 걸려 멈췄습니다. PDF로 다시 저장한 파일을 골라 주세요."),
    "too_heavy": gettext_lazy("파일이 너무 복잡해 받지 못했습니다. PDF로 다시 저장한 파일을 골라 주세요."),
}
SENTENCES |= {"too_much_inside": SENTENCES["too_heavy"], "nested": SENTENCES["unknown_kind"]}


class Upload(NamedTuple):
    """A file as it may be kept and handed on. pages : of a PDF, None for a picture"""

    name: str
    content_type: str
    content: bytes
    pages: int | None


def looked_at(content: bytes, name: str) -> Upload:
    """Return the file as it may be kept; it takes seconds, so no transaction should stay open over it.

    Raises too_large, busy, picture_too_wide, picture_unknown and the codes of SENTENCES.
    """
    if len(content) > MOST_BYTES:
        raise too_large()
    if pictures.is_picture(content):
        picture = pictures.cleaned(content)
        return Upload(_named(name, picture.content_type), picture.content_type, picture.content, None)
    try:
        with PLACES:
            paper = sandbox.rewritten(content, seconds=settings.CV_SECONDS)
    except sandbox.Busy as busy:
        raise ValidationError(_("지금 많은 분이 올리고 있습니다. 잠시 뒤 다시 해 주세요."), code="busy") from busy
    except Unreadable as refused:
        code = refused.code if refused.code in SENTENCES else "unknown_kind"
        raise ValidationError(SENTENCES[code], code=code) from refused
    return Upload(_named(name, "application/pdf"), "application/pdf", paper.content, paper.pages)


def too_large() -> ValidationError:
    """The error of a file that is larger than any that is taken."""
    sentence = _("파일이 너무 큽니다. 한 파일은 %(most)dMB까지 올릴 수 있습니다. 더 작게 저장한 파일을 골라 주세요.")
    return ValidationError(sentence % {"most": MOST_BYTES // (1024 * 1024)}, code="too_large")


def _named(name: str, content_type: str) -> str:
    """The name on one line, in one spelling, without folders and signs of the system, ending as what the file is."""
    plain = one_line(name).replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign for sign in plain if sign not in '<>:"|?*').strip(" .")
    stem, dot, ending = plain.rpartition(".")
    kept = stem if dot and ending.isalnum() and len(ending) <= 5 else plain
    stem = kept.strip(" .")[:MOST_NAME] or _("파일")
    return f"{stem}.{ENDINGS[content_type]}"
