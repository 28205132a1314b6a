"""The words of an agreement's template: “## heading” lines, text between them, and {fields} that a placement fills.

What a written labour contract must name: 근로기준법 제17조 (wage, its parts, how it is reckoned and paid; hours; holidays under 제55조; leave
under 제60조; place and duties, 시행령 제8조) and, of fixed terms and part-time work, 기간제법 제17조 (period; breaks; hours day by day). A template
without one of these is refused.
"""

import re
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs.models import Programme

Section = tuple[str, list[str]]
_FIELD = re.compile(r"{([^{}\n]*)}")

FIELDS: dict[str, str | Promise] = {
    "person": gettext_lazy("참여자 이름"),
    "operator": gettext_lazy("운영기관 이름"),
    "programme": gettext_lazy("사업과 연도"),
    "role": gettext_lazy("공고 제목"),
    "duties": gettext_lazy("하는 일"),
    "site": gettext_lazy("활동처 이름"),
    "place": gettext_lazy("활동처 주소"),
    "starts_on": gettext_lazy("시작하는 날"),
    "ends_on": gettext_lazy("끝나는 날"),
    "week": gettext_lazy("요일마다 시작하고 끝나는 시각"),
    "weekly_hours": gettext_lazy("한 주 시간"),
    "monthly_hours": gettext_lazy("한 달 시간"),
    "most_hours": gettext_lazy("한 달 최대 시간"),
    "breaks": gettext_lazy("쉬는 시간"),
    "hourly_won": gettext_lazy("시간당 금액"),
    "pay_parts": gettext_lazy("돈의 구성"),
    "pay_day": gettext_lazy("돈을 보내는 날"),
    "tax": gettext_lazy("떼는 세금"),
    "holidays": gettext_lazy("쉬는 날"),
    "annual_leave": gettext_lazy("연차 유급휴가"),
    "special_terms": gettext_lazy("따로 정한 것"),
}
_PERIOD = (("starts_on", gettext_lazy("시작하는 날")), ("ends_on", gettext_lazy("끝나는 날")))
_ALWAYS = (
    ("person", FIELDS["person"]),
    ("operator", FIELDS["operator"]),
    *_PERIOD,
    ("place", gettext_lazy("활동하는 곳")),
    ("duties", FIELDS["duties"]),
    ("week", FIELDS["week"]),
    ("pay_parts", FIELDS["pay_parts"]),
    ("pay_day", FIELDS["pay_day"]),
    ("special_terms", FIELDS["special_terms"]),
)
_OF_LABOUR = (
    ("weekly_hours", gettext_lazy("소정근로시간(근로기준법 제17조)")),
    ("breaks", gettext_lazy("휴게(근로기준법 제54조)")),
    ("hourly_won", gettext_lazy("임금의 계산방법(근로기준법 제17조)")),
    ("holidays", gettext_lazy("휴일(근로기준법 제55조)")),
    ("annual_leave", gettext_lazy("연차 유급휴가(근로기준법 제60조)")),
)
NEEDED: dict[str, Sequence[tuple[str, str | Promise]]] = {
    Programme.Kind.MEANINGFUL: (*_ALWAYS, ("tax", FIELDS["tax"])),
    Programme.Kind.INTERNSHIP: (*_ALWAYS, *_OF_LABOUR),
    Programme.Kind.OTHER: _ALWAYS,
}


def sections(body: str) -> list[Section]:
    """Return the headings with their paragraphs, in order; what stands before the first heading has none."""
    found: list[Section] = []
    for line in filter(None, map(str.strip, body.splitlines())):
        if line.startswith("##"):
            found.append((line.lstrip("#").strip(), []))
        else:
            if not found:
                found.append(("", []))
            found[-1][1].append(line)
    return found


def require_whole(kind: str, body: str) -> None:
    """Refuse words that can't be filled, or leave out what such an agreement must name. Raises, by field, unknown_field, item_missing."""
    headings = [line for line in body.splitlines() if line.strip().startswith("##")]
    if any("{" in line or "}" in line for line in headings):
        sentence = _("제목 줄(##)의 칸은 채워지지 않습니다. 칸은 본문에 적어 주세요.")
        raise ValidationError({"body": ValidationError(sentence, code="unknown_field")})
    named = set(_FIELD.findall(body))
    unknown = sorted(named - set(FIELDS))
    if unknown or "{" in _FIELD.sub("", body) or "}" in _FIELD.sub("", body):
        shown = ", ".join(f"{{{name}}}" for name in unknown) or "{ }"
        sentence = _("채울 수 없는 칸이 있습니다: %(fields)s. 아래 목록에 있는 이름만 중괄호 안에 적어 주세요.")
        raise ValidationError({"body": ValidationError(sentence % {"fields": shown}, code="unknown_field")})
    missing = [f"{label} {{{name}}}" for name, label in NEEDED[kind] if name not in named]
    if missing:
        sentence = _("꼭 있어야 하는 내용이 빠졌습니다: %(items)s") % {"items": ", ".join(missing)}
        raise ValidationError({"body": ValidationError(sentence, code="item_missing")})


def filled(body: str, values: Mapping[str, str]) -> list[Section]:
    """Return the sections with every field filled; a value of several lines becomes as many paragraphs."""
    found = []
    for heading, lines in sections(body):
        texts = [_FIELD.sub(lambda field: values[field.group(1)], line) for line in lines]
        found.append((heading, [part for text in texts for part in text.split("\n") if part.strip()]))
    return [(heading, texts) for heading, texts in found if texts]
