"""Words that an officer should look at before a posting is published: what they ask, and which law is against it.

A table and nothing else: add a line to warn of more. The words are a first sieve; what they mean is for a person to judge.
Source: 남녀고용평등법 art. 7 (sex; looks, build and marriage), 고령자고용법 art. 4-4 (age), 개인정보 보호법 art. 3.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from profiles import privacy


class Wording(NamedTuple):
    """One kind of words: its name beside a title, how it is found in a text, why it matters, and the law."""

    label: str | Promise
    find: Callable[[str], list[str]]
    why: str | Promise
    law: str | Promise


def _any_of(*patterns: str) -> Callable[[str], list[str]]:
    pattern = re.compile("|".join(patterns), re.IGNORECASE)
    return lambda text: [found.group() for found in pattern.finditer(text)]


_PREFERRED = r"(?:만|한정|전용|우대|우선|선호|환영|에\s?한)"
WORDINGS = (
    Wording(
        _("성별 조건"),
        _any_of(rf"[남여](?:성|자)\s?{_PREFERRED}", r"[남여](?:직원|사원)"),
        _("성별을 조건으로 하거나 한쪽을 우대하는 말로 보입니다."),
        _("남녀고용평등법 제7조 제1항"),
    ),
    Wording(
        _("용모·신체 조건"),
        _any_of(r"용모", r"외모", r"인상이?\s?좋은", r"(?<![가-힣])(?:키|신장)\s?1\d\d", r"(?:체중|몸무게)\s?\d\d"),
        _("용모나 신체 조건을 바라는 말로 보입니다. 일에 꼭 필요하지 않으면 요구할 수 없습니다."),
        _("남녀고용평등법 제7조 제2항"),
    ),
    Wording(
        _("결혼 조건"),
        _any_of(r"미혼(?!모|부)(?:자|인)?", r"기혼(?:자|인)?", r"결혼\s?여부"),
        _("결혼했는지를 조건으로 하는 말로 보입니다."),
        _("남녀고용평등법 제7조 제2항"),
    ),
    Wording(
        _("나이 조건"),
        _any_of(
            r"(?:만\s?)?[2-7]\d\s?세\s?(?:이하|미만|까지|이내)",
            rf"[2-7]0대\s?{_PREFERRED}",
            r"(?:나이|연령)\s?제한(?!\s?[이은]?\s?없)",
            r"젊은\s?(?:분|사람|직원|인재|남|여)",
            rf"청년\s?{_PREFERRED}",
        ),
        _("나이를 조건으로 하는 말로 보입니다. 나이는 사업의 규칙으로만 정합니다."),
        _("고령자고용법 제4조의4"),
    ),
    Wording(
        _("전화번호"),
        privacy.phones_in,
        _("전화번호가 있습니다. 개인의 번호라면 지우고, 문의는 기관의 대표 전화로 받게 해 주세요."),
        _("개인정보 보호법 제3조"),
    ),
)
