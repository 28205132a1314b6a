"""How personal data is shown: masked unless the task needs it whole (안전성 확보조치 기준, art. 12).

Numbers are known by how they read, not by how they were typed: full-width digits, any dash, signs that nobody sees.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from profiles.signs import holds_resident_number, read

PHONE = re.compile(
    r"(?<!\d)(?:0|(?:(?:\+|00)82[-.\s)]{0,3}|82[-.\s]{1,3})(?:\(0\)|0)?[-.\s]{0,2})(2|50\d|\d\d)"
    r"[-.\s)]{0,3}(\d{3,4})[-.\s]{0,3}(\d{4})(?!\d)|(?<!\d)(1[568]\d{2})[-.\s]{0,3}(\d{4})(?!\d)"
)


def refuse_resident_numbers(**texts: str) -> None:
    """Take no resident number in any of these fields. Raises, by field, resident_number."""
    wrong = {field: resident_number() for field, text in texts.items() if holds_resident_number(text)}
    if wrong:
        raise ValidationError(wrong)


def resident_number() -> ValidationError:
    """The error of a text that holds a resident number."""
    return ValidationError(_("주민등록번호는 받지 않습니다. 번호만 지우시면 됩니다."), code="resident_number")


def mask_name(name: str) -> str:
    """Return the name with its middle hidden: 김영수 -> 김*수, 김수 -> 김*, 남궁영수 -> 남**수."""
    name = name.strip()
    if len(name) < 2:
        return "*" if name else ""
    if len(name) == 2:
        return f"{name[0]}*"
    return f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"


def mask_email(address: str) -> str:
    """Return the address with its name hidden but for the first sign: youngsu@example.com -> y***@example.com."""
    name, _at, place = address.partition("@")
    return f"{name[:1]}***@{place}"


def mask_phones_in(text: str) -> str:
    """Return the text with each phone number inside it hidden but for its first part; the rest stays as it is."""
    shown, done = [], 0
    for start, end, number in phone_spans(text):
        shown += [text[done:start], _masked(PHONE.search(number))]
        done = end
    return "".join([*shown, text[done:]])


def phones_in(text: str) -> list[str]:
    """Return the phone numbers inside a text, as they read."""
    return [found.group().strip() for found in PHONE.finditer(read(text))]


def phone_spans(text: str) -> list[tuple[int, int, str]]:
    """Return where phone numbers stand in a text as it was typed, from and up to, and each as it reads."""
    if not PHONE.search(read(text)):
        return []
    signs = [(sign, place) for place, typed in enumerate(text) for sign in read(typed)]
    plain = "".join(sign for sign, _place in signs)
    return [
        (signs[found.start()][1], signs[found.end() - 1][1] + 1, found.group().strip())
        for found in PHONE.finditer(plain)
    ]


def age_band(birth_on, on) -> str:
    """Return the five-year band of a person's age on a day: "60-64"."""
    age = on.year - birth_on.year - ((on.month, on.day) < (birth_on.month, birth_on.day))
    return f"{age // 5 * 5}-{age // 5 * 5 + 4}"


def _masked(found: re.Match[str]) -> str:
    first = f"0{found.group(1)}" if found.group(1) else found.group(4)
    return f"{first}-****-****"
