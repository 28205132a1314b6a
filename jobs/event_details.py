"""What an event keeps beside its verb, in words: each detail has a label, and its value reads as people say it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from jobs import exports, sentences, tables
from jobs.models import AgreementSignature, Conflict, Outcome, PayItem, Posting, ScoreSheet
from profiles import cv_readings, notice_groups, uploads
from profiles.declarations import Status
from profiles.models import Candidate, ContactChoice, Membership, Proof, Proxy
from profiles.spellings import clock, count, duration, full_day, hours, month, won

Text = str | Promise

# Columns that have no name of their own in their model, and what isn't a column.
FIELDS: dict[str, Text] = {
    "name": gettext_lazy("이름"),
    "phone": gettext_lazy("전화번호"),
    "address": gettext_lazy("주소"),
    "host": gettext_lazy("활동처 기관"),
    "account": gettext_lazy("계좌"),
    "work_mask": pgettext_lazy("of a candidate", "일하는 요일과 시간"),
    "trainings": gettext_lazy("마친 교육"),
    "kinds_wished": pgettext_lazy("of a candidate", "바라는 일자리"),
    "districts_wished": pgettext_lazy("of a candidate", "바라는 자치구"),
    "certificates": gettext_lazy("자격증"),
    "districts": gettext_lazy("사는 곳 제한"),
    "required_certificates": gettext_lazy("꼭 있어야 하는 자격증"),
    "preferred_certificates": gettext_lazy("있으면 좋은 자격증"),
    "programme_year": gettext_lazy("연도별 사업"),
    "sites": gettext_lazy("활동처와 모집인원"),
}
LABELS: dict[str, Text] = {
    "name": gettext_lazy("이름"),
    "title": gettext_lazy("공고 제목"),
    "holiday": gettext_lazy("공휴일"),
    "month": gettext_lazy("달"),
    "year": gettext_lazy("연도"),
    "hourly_won": gettext_lazy("1시간 금액"),
    "before": gettext_lazy("전의 목표"),
    "places": gettext_lazy("목표"),
    "version": gettext_lazy("판"),
    "kind": gettext_lazy("규칙"),
    "rules": gettext_lazy("확인한 규칙"),
    "minutes": gettext_lazy("활동 시간"),
    "who": gettext_lazy("허용한 곳"),
    "gross_won": gettext_lazy("총액"),
    "net_won": gettext_lazy("보내는 돈"),
    "people": gettext_lazy("받는 분"),
    "item": gettext_lazy("항목"),
    "layout": gettext_lazy("은행 파일 틀"),
    "fields": gettext_lazy("바뀐 칸"),
    "scopes": gettext_lazy("맡긴 일"),
    "facts": gettext_lazy("확인한 것"),
    "membership": gettext_lazy("심사위원"),
    "stage": gettext_lazy("심사 단계"),
    "points": gettext_lazy("점수"),
    "criteria": gettext_lazy("평가 항목과 배점"),
    "relation": gettext_lazy("어떤 관계인지"),
    "number": gettext_lazy("회의록 번호"),
    "hours": gettext_lazy("교육 시간"),
    "attended": gettext_lazy("참석한 시간"),
    "months_after": gettext_lazy("언제"),
    "result": gettext_lazy("결과"),
    "channels": gettext_lazy("알림을 받는 길"),
    "left_out": gettext_lazy("받지 않는 알림"),
    "quiet_from": gettext_lazy("알림을 멈추는 때"),
    "quiet_until": gettext_lazy("알림을 다시 보내는 때"),
    "channel": gettext_lazy("알림을 보낸 길"),
    "rhythm": gettext_lazy("알림을 받는 때"),
    "language": gettext_lazy("알림을 받는 언어"),
    "tries": gettext_lazy("보낸 횟수"),
    "role": pgettext_lazy("of a member", "맡은 일"),
    "fact": gettext_lazy("확인한 것"),
    "seed": gettext_lazy("추첨 번호"),
    "terms": gettext_lazy("조건 이름"),
    "inputs_hash": gettext_lazy("입력의 해시"),
    "result_hash": gettext_lazy("결과의 해시"),
    "basis": gettext_lazy("확인한 방법"),
    "proposed": gettext_lazy("찾은 내용"),
    "dropped": gettext_lazy("읽지 않고 지운 것"),
    "taken": gettext_lazy("넣은 내용"),
    "refused": gettext_lazy("읽지 못한 이유"),
    "slot_at": gettext_lazy("면접 시각"),
    "document": gettext_lazy("요청한 서류"),
    "applicants": gettext_lazy("지원한 분"),
    "until_before": gettext_lazy("전의 지원 마감"),
    "wordings": gettext_lazy("점검한 낱말 목록"),
    "kept": gettext_lazy("그대로 둔 말과 이유"),
    "postings": gettext_lazy("공고 수"),
    "faults": gettext_lazy("고칠 것"),
    "file_hash": gettext_lazy("파일의 해시"),
    "text_hash": gettext_lazy("서명한 글의 해시"),
    "side": gettext_lazy("서명한 쪽"),
    "training": gettext_lazy("교육 이름"),
    "manifest_hash": gettext_lazy("목록의 해시"),
    "files": gettext_lazy("담은 파일"),
    "table": gettext_lazy("내려받은 표"),
    "rows": gettext_lazy("줄 수"),
    "columns": gettext_lazy("넣은 칸"),
    "file_kind": gettext_lazy("파일 종류"),
    "cause": gettext_lazy("내려받은 이유"),
    "shows_names": gettext_lazy("이름"),
    "may_apply": gettext_lazy("지원할 수 있는 분"),
    "suitable": gettext_lazy("잘 맞는 분"),
    "changes": gettext_lazy("바꿔 본 조건"),
    "seats": gettext_lazy("푼 자리"),
}


def in_words(details: list[tuple[str, Any]], verb: str) -> list[tuple[Text, Text]]:
    """Return the details of an event as (label, value), as its verb means them; what has no words yet stays as it is kept."""
    return [(LABELS.get(name, name), _value(name, value, verb)) for name, value in details]


def field_label(name: str) -> Text:
    """Return what a column is called where people fill it in."""
    if name in FIELDS:
        return FIELDS[name]
    for model in (Posting, Candidate):
        column = next((field for field in model._meta.fields if field.name == name), None)
        if column is not None:
            return column.verbose_name
    return dict(Status.choices).get(name, name)


def _value(name: str, value: Any, verb: str) -> Text:
    if value is None:
        return _("없음")
    if name == "refused" and verb == "refuse_file":
        return uploads.too_large().messages[0] if value == "too_large" else _FILE_REFUSED.get(value, value)
    return _VALUES[name](value) if name in _VALUES else str(value)


def _one_of(choices: Mapping[str, Text]) -> Callable[[str], Text]:
    return lambda value: choices.get(value, value)


def _list(word: Callable[[str], Text]) -> Callable[[list[str]], str]:
    return lambda values: ", ".join(str(word(value)) for value in values) or _("없음")


def _moment(text: str) -> str:
    """With the year, always: what papers say must not change with the day on which they are made."""
    at = parse_datetime(text)
    return f"{full_day(at)} {clock(at)}"


def _left_out(entry: str) -> str:
    group, _colon, channel = entry.partition(":")
    found = notice_groups.GROUPS.get(group)
    return f"{found.label if found else group} ({notice_groups.CHANNELS.get(channel, channel)})"


_FILE_REFUSED = {  # a CV is refused for reasons of the same names with sentences of its own
    **uploads.SENTENCES,
    "picture_unknown": uploads.SENTENCES["unknown_kind"],
}
_VALUES: dict[str, Callable[[Any], Text]] = {
    "name": str,
    "title": str,
    "document": str,
    "holiday": str,
    "month": lambda text: month(date.fromisoformat(text)),
    "year": lambda year: _("%(year)s년") % {"year": year},
    "hourly_won": won,
    "before": lambda places: _("%(places)s개") % {"places": count(places)},
    "places": lambda places: _("%(places)s개") % {"places": count(places)},
    "version": lambda version: _("제%(version)s판") % {"version": version},
    "kind": sentences.rule_label,
    "rules": _list(sentences.rule_label),
    "minutes": duration,
    "who": _one_of({"operator": gettext_lazy("운영기관"), "city": gettext_lazy("서울시")}),
    "gross_won": won,
    "net_won": won,
    "people": lambda people: _("%(people)s명") % {"people": count(people)},
    "item": _one_of(dict(PayItem.Kind.choices)),
    "layout": str,
    "fields": _list(field_label),
    "scopes": _list(dict(Proxy.Scope.choices).get),
    "facts": _list(field_label),
    "membership": lambda number: _("권한 %(number)s번") % {"number": number},
    "stage": _one_of(dict(ScoreSheet.Stage.choices)),
    "points": lambda points: _("%(points)s점") % {"points": points},
    "criteria": _list(str),
    "relation": _one_of(dict(Conflict.Kind.choices)),
    "number": str,
    "hours": hours,
    "attended": hours,
    "months_after": lambda months: _("%(months)s개월 뒤") % {"months": months},
    "result": _one_of(dict(Outcome.Result.choices)),
    "channels": _list(_one_of(notice_groups.CHANNELS)),
    "channel": _one_of(notice_groups.CHANNELS),
    "left_out": _list(_left_out),
    "quiet_from": str,
    "quiet_until": str,
    "rhythm": _one_of(dict(ContactChoice.Rhythm.choices)),
    "language": _one_of(dict(settings.LANGUAGES)),
    "tries": lambda tries: _("%(tries)s번") % {"tries": tries},
    "role": _one_of(dict(Membership.Role.choices)),
    "fact": field_label,
    "basis": _one_of(dict(Proof.Basis.choices)),
    "proposed": lambda number: _("%(number)s개") % {"number": count(number)},
    "dropped": lambda number: _("%(number)s개") % {"number": count(number)},
    "taken": lambda number: _("%(number)s개") % {"number": count(number)},
    "refused": _one_of(cv_readings.SENTENCES),
    "seed": str,
    "terms": str,
    "inputs_hash": str,
    "file_hash": str,
    "text_hash": str,
    "training": str,
    "side": _one_of(dict(AgreementSignature.Side.choices)),
    "manifest_hash": str,
    "files": lambda number: _("%(number)s개") % {"number": count(number)},
    "table": _one_of({key: table.title for key, table in tables.OFFERED.items()}),
    "rows": lambda rows: _("%(rows)s줄") % {"rows": count(rows)},
    "columns": _list(tables.head_of),
    "file_kind": str.upper,
    "cause": _one_of({key: cause.label for key, cause in exports.CAUSES.items()}),
    "shows_names": lambda shown: _("가리지 않음") if shown else _("가림"),
    "may_apply": lambda people: _("적음") if people is None else _("%(number)s명") % {"number": count(people)},
    "suitable": lambda people: _("적음") if people is None else _("%(number)s명") % {"number": count(people)},
    "changes": lambda rows: _("%(number)s개") % {"number": count(len(rows))},
    "postings": count,
    "faults": count,
    "seats": _list(str),
    "result_hash": str,
    "slot_at": _moment,
    "applicants": lambda people: _("%(people)s명") % {"people": count(people)},
    "until_before": _moment,
    "wordings": str,
    "kept": lambda rows: "; ".join(f"{key.split(':', 2)[2]}: {why}" for key, why in rows) or _("없음"),
}
