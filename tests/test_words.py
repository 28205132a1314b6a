"""How the site speaks: one level of politeness (합니다, and 주세요 where something is asked for), one spelling, one word for a thing.

What can be told by a rule is told here; the rest is read. Source: DESIGN's glossary; 한글 맞춤법 art. 47 (helping verbs stand apart).
"""

import re
from pathlib import Path

import pytest

from tests.test_english import CATALOGS, marked

ROOT = Path(__file__).parent.parent
ENDS = r"(?=[.?!,\"’”)]|$)"
BANNED = {
    "해요, 나요, 까요: 합니다, 습니까": rf"(?:나|까|가|어|아|해|에|예|여|지|네|겠어|셔|죠|려고)요{ENDS}",
    "드리다 stands apart": r"(?:알려|도와|보여|보내|해|찾아|챙겨|전해|읽어|마련해)드[리린릴립림렸려]",
    "하십시오: 해 주세요": r"십시[오요]",
    "바랍니다, 요망: 해 주세요": r"바랍니다|요망",
    "전자우편, 메일 주소: 이메일": r"전자우편|(?<!이)메일 주소",
    "스마트폰 번호, 핸드폰: 휴대전화": r"핸드폰|휴대폰|스마트폰 번호",
    "수요처: 활동처": r"수요처",
    "구직자: 지원자": r"구직자",
    "접수하기, 응모: 지원하기": r"응모|접수하기",
    "누리집: 홈페이지": r"누리집",
    "50~64세: ages are those of a posting": r"50\s?[~-]\s?64",
    "까닭: 이유": r"까닭",
    "할수: 할 수": r"[가-힣](?:할|될|볼|갈|낼|쓸)수(?:있|없| )",
    "(이)가 and the like: particles by the sound": r"\((?:이|가|을|를|은|는|으|와|과)\)",
    "a colour: a name or a shape (KWCAG 5.3.3, 5.4.1)": r"붉은|빨간|파란|푸른 [점금칸]|초록색|회색|노란",
    "two spaces": r"[^\s]  +[^\s]",
}
KEPT = {"아니요"}  # an answer
# A button does what it says: a verb, or an answer to the question above it. These are names that every site uses.
NAMES = {"다음", "로그인", "로그아웃", "위로", "아래로", "확인", "기기 설정대로"}
STATED = re.compile(r"(?:기|니다|니다, 다음|게|화면|시간)$")
_BUTTON = re.compile(r"<button\b(?:\{%.*?%\}|\{\{.*?\}\}|[^>{])*>(.*?)</button>", re.DOTALL)
_HIDDEN = re.compile(r"<span class=\"sr-only\">.*?</span>", re.DOTALL)
_SAID = re.compile(
    r"\{% translate \"([^\"]+)\" %\}|\{% blocktranslate[^%]*%\}(.*?)\{% endblocktranslate %\}", re.DOTALL
)


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.relative_to(ROOT).parts[0])
@pytest.mark.parametrize("banned", BANNED)
def test_no_text_says_it_otherwise(path: Path, banned: str) -> None:
    texts = {text for _context, text in marked(ROOT / path.relative_to(ROOT).parts[0])} - KEPT

    assert sorted(text for text in texts if re.search(BANNED[banned], text)) == []


def test_buttons_say_what_they_do() -> None:
    labels = {
        said.strip()
        for page in ROOT.glob("*/templates/**/*.html")
        for button in _BUTTON.findall(page.read_text(encoding="utf-8"))
        for found in _SAID.findall(_HIDDEN.sub("", button))
        for said in found
        if said.strip()
    }

    assert len(labels) > 100
    assert sorted(label for label in labels - NAMES if not STATED.search(label)) == []


@pytest.mark.parametrize(
    ("text", "banned"),
    [
        ("어떻게 지내시나요?", "해요, 나요, 까요: 합니다, 습니까"),
        ("지울까요?", "해요, 나요, 까요: 합니다, 습니까"),
        ("곧 알려" + "드립니다.", "드리다 stands apart"),
        ("고를수 있습니다", None),
        ("답할수 있습니다", "할수: 할 수"),
        ("골라 주세요.", None),
        ("서울시 누리집", "누리집: 홈페이지"),
        ("지원하는 까닭", "까닭: 이유"),
        ("확인 필요", None),
    ],
)
def test_rules_find_what_they_ban(text: str, banned: str | None) -> None:
    assert [name for name, rule in BANNED.items() if re.search(rule, text)] == ([banned] if banned else [])
