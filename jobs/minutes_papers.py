"""The paper of minutes (심사 회의록), in Korean from what was written down when they were made: the same bytes each time."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from jobs import papers
from jobs.models import Minutes

LEFT_OUT = "이해충돌 신고로 뺌"


def pdf(minutes: Minutes) -> bytes:
    """Return the minutes as a file."""
    return papers.render("minutes", paper_of(minutes.facts), on=date.fromisoformat(minutes.facts["made_on"]))


def paper_of(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the template prints: headings, tables as rows of text, and lines to sign on."""
    stages = [one["stage"] for one in facts["criteria"]]
    return {
        "title": f"심사 회의록 제{facts['number']}호",
        "lang": "ko",
        "issuer": facts["issuer"],
        "is_demo": facts["is_demo"],
        "facts": _heading(facts),
        "criteria": [{"stage": one["stage"], "rows": _criteria(one["lines"])} for one in facts["criteria"]],
        "formula": facts["formula"],
        "reviewers": [
            [f"심사위원 {one['number']}", one["who"], "확인함" if one["pledged"] else "확인하지 않음"]
            for one in facts["reviewers"]
        ],
        "conflicts": [
            [one["who"], one["receipt"], one["kind"], _day(one["declared_on"]), _withdrawn(one)]
            for one in facts["conflicts"]
        ],
        "people_head": ["순위", "지원자", *(f"{stage}" for stage in stages), "점수", "결과와 이유"],
        "people": [_person(one) for one in facts["people"]],
        "sheets": [_sheet(one) for one in facts["sheets"]],
        "signers": [f"심사위원 {one['number']}  {one['who']}" for one in facts["reviewers"]],
    }


def _heading(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    first, last = (_day(day) for day in facts["scored"])
    return [
        ("공고", facts["posting"]),
        ("사업", facts["programme"]),
        ("운영기관", facts["issuer"]),
        ("심사한 날", first if first == last else f"{first} ~ {last}"),
        ("심사 방법", "블라인드 서류심사" if facts["is_blind"] else "블라인드 심사 아님"),
        ("지원자", f"{len(facts['people'])}명"),
        ("만든 날", f"{_day(facts['made_on'])} ({facts['made_by']})"),
        ("점수 차이 기준", f"심사위원 사이의 차이가 {facts['most_spread']}점보다 크면 ※로 표시"),
    ]


def _criteria(lines: list[list[Any]]) -> list[list[str]]:
    return [[name, f"{most}점", hint] for name, most, hint in lines] or [["항목을 나누지 않음", "100점", ""]]


def _person(one: Mapping[str, Any]) -> list[str]:
    result = one["state"] if one["waiting"] is None else f"{one['state']} {one['waiting']}번"
    decided = f"{_day(one['decided_on'])} {one['decided_by']}".strip() if one["decided_on"] else ""
    return [
        "-" if one["rank"] is None else str(one["rank"]),
        "\n".join(filter(None, (one["receipt"], one["name"]))),
        *(_stage(stage) for stage in one["stages"]),
        one["score"] or "-",
        "\n".join(filter(None, (result, one["reason"], decided))),
    ]


def _stage(stage: Mapping[str, Any]) -> str:
    """Each reviewer's points by their number, the score made of them, and how far they lie apart."""
    if not stage["points"]:
        return "-"
    given = ", ".join(f"{number}: {points}" for number, points in stage["points"])
    low_high = ""
    if stage["spread"]:
        low, high, is_wide = stage["spread"]
        low_high = f"\n최저 {low} 최고 {high}{' ※' if is_wide else ''}"
    return f"{stage['score']}\n({given}){low_high}"


def _sheet(one: Mapping[str, Any]) -> list[str]:
    rows = " + ".join(str(points) for points in one["rows"])
    note = "\n".join(filter(None, (one["comment"], "" if one["is_counted"] else LEFT_OUT)))
    points = f"{rows} = {one['points']}" if rows else str(one["points"])
    return [one["receipt"], one["stage"], str(one["reviewer"]), points, note]


def _withdrawn(one: Mapping[str, Any]) -> str:
    return f"거둠: {one['withdrawn_for']}" if one["withdrawn_for"] else "심사에서 빠짐"


def _day(text: str) -> str:
    found = date.fromisoformat(text)
    return f"{found.year}년 {found.month}월 {found.day}일"
