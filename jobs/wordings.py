"""Words that may not stand in a posting, or need a reason: which law is against them, and what to write instead.

jobs/reference/posting_wordings.csv holds the words as patterns and laws.csv the articles, each with the day from which it holds and, once
it holds no more, the day from which it doesn't: a change is one more row. What a kind of words means is said here, in words for people.
Sources: 남녀고용평등법 art. 7, 고령자고용법 art. 4-4 and 4-5, 채용절차법 art. 4-3, 고용정책 기본법 art. 7, 개인정보 보호법 art. 3 and 23,
최저임금법 art. 6.
"""

import csv
import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FOLDER = Path(__file__).parent / "reference"
ASKED = ("question", "asked_files")  # what applicants are asked; the rest of a posting is said
BLOCK, WARN = "block", "warn"


class Kind(NamedTuple):
    """What such words are called, why they matter, and the law's code in laws.csv."""

    label: str | Promise
    why: str | Promise
    law: str


KINDS = {
    "sex": Kind(_("성별 조건"), _("성별을 조건으로 하거나 한쪽을 우대하는 말입니다."), "sex"),
    "looks": Kind(_("용모·신체 조건"), _("일에 꼭 필요하지 않은 용모나 신체 조건은 요구할 수 없습니다."), "looks"),
    "marriage": Kind(_("결혼 조건"), _("결혼했는지를 조건으로 할 수 없습니다."), "looks"),
    "age": Kind(
        _("나이 조건"), _("나이는 사업의 규칙으로만 정합니다. 운영기관이 따로 제한하거나 우대할 수 없습니다."), "age"
    ),
    "phone": Kind(
        _("전화번호"),
        _("기관의 대표 전화가 아닌 번호입니다. 누구나 읽는 글이라 개인 번호가 퍼질 수 있습니다."),
        "privacy",
    ),
    "email": Kind(
        _("이메일 주소"),
        _("누구나 읽는 글이라 개인의 주소가 퍼질 수 있습니다. 문의는 ‘문의하기’로 받습니다."),
        "privacy",
    ),
    "care": Kind(
        _("돌봄 받는 분의 정보"),
        _("돌봄을 받는 분의 나이와 등급은 건강 정보라서 공고에 적을 수 없습니다."),
        "health",
    ),
    "address": Kind(
        _("돌봄 받는 분의 주소"), _("누가 사는 집인지 알 수 있는 동과 호수는 공고에 적지 않습니다."), "privacy"
    ),
    "asked_photo": Kind(
        _("사진 요구"), _("얼굴 사진은 용모를 보고 뽑는 일이 될 수 있습니다. 선발한 뒤에 받아 주세요."), "hiring"
    ),
    "asked_family": Kind(_("가족 질문"), _("가족에 대한 것은 묻거나 적게 할 수 없습니다."), "hiring"),
    "asked_marriage": Kind(_("결혼 질문"), _("결혼했는지는 묻거나 적게 할 수 없습니다."), "hiring"),
    "asked_origin": Kind(_("출신 지역 질문"), _("출신 지역은 묻거나 적게 할 수 없습니다."), "hiring"),
    "asked_property": Kind(_("재산 질문"), _("재산에 대한 것은 묻거나 적게 할 수 없습니다."), "hiring"),
    "asked_body": Kind(_("키·몸무게 질문"), _("일에 필요하지 않은 신체 조건은 묻거나 적게 할 수 없습니다."), "hiring"),
    "asked_belief": Kind(_("종교 질문"), _("종교를 물어 뽑는 데 쓸 수 없습니다."), "equal_chance"),
    "asked_pregnancy": Kind(_("임신·출산 질문"), _("임신과 출산을 물어 뽑는 데 쓸 수 없습니다."), "equal_chance"),
    "asked_health": Kind(
        _("건강 질문"),
        _("병력과 장애는 민감정보입니다. 일에 꼭 필요한 것만 따로 동의를 받아 물을 수 있습니다."),
        "health",
    ),
    "wage": Kind(_("최저임금"), _("적은 금액이 그해 최저임금보다 적습니다."), "wage"),
}


class Law(NamedTuple):
    """One article, with its name in both languages."""

    code: str
    name: str
    name_en: str
    valid_from: date
    valid_until: date | None
    source: str

    def __str__(self) -> str:
        return self.name_en if (translation.get_language() or "").startswith("en") else self.name


class Wording(NamedTuple):
    """One pattern. `fields`: all, said or asked; `better`: what to put in its place, "" to leave the words out."""

    kind: str
    fields: str
    severity: str
    pattern: re.Pattern[str]
    better: str
    valid_from: date
    valid_until: date | None

    def is_for(self, field: str) -> bool:
        """Whether it is looked for in this part of a posting."""
        return self.fields == "all" or (self.fields == "asked") == (field in ASKED)


def on(day: date) -> list[Wording]:
    """Return the words to look for on a day: those in force whose law is."""
    return [row for row in _wordings() if _holds(row, day) and law(row.kind, day) is not None]


def law(kind: str, day: date) -> Law | None:
    """Return the law against a kind of words on a day."""
    return next((row for row in _laws() if row.code == KINDS[kind].law and _holds(row, day)), None)


def version(day: date) -> str:
    """Return what the list of a day is called: the day of its newest row."""
    return max((row.valid_from.isoformat() for row in _wordings() if _holds(row, day)), default="")


def _holds(row: Wording | Law, day: date) -> bool:
    return row.valid_from <= day and (row.valid_until is None or day < row.valid_until)


@lru_cache(maxsize=1)
def _wordings() -> tuple[Wording, ...]:
    return tuple(
        Wording(row["kind"], row["fields"], row["severity"], re.compile(row["pattern"]), row["better"], *_days(row))
        for row in _rows("posting_wordings.csv")
    )


@lru_cache(maxsize=1)
def _laws() -> tuple[Law, ...]:
    return tuple(
        Law(
            row["code"],
            f"{row['law']} {row['article']}",
            f"{row['law_en']}, {row['article_en']}",
            *_days(row),
            row["source"],
        )
        for row in _rows("laws.csv")
    )


def _days(row: dict[str, str]) -> tuple[date, date | None]:
    until = row["valid_until"]
    return date.fromisoformat(row["valid_from"]), date.fromisoformat(until) if until else None


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
