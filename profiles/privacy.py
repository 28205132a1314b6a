"""How personal data is shown: masked unless the task needs it whole (안전성 확보조치 기준, art. 12)."""

import re

PHONE = re.compile(
    r"(?<!\d)(02|050\d|0\d\d)[-.\s)]{0,2}(\d{3,4})[-.\s]?(\d{4})(?!\d)|(?<!\d)(1[568]\d{2})[-.\s]?(\d{4})(?!\d)"
)
RESIDENT_NUMBER = re.compile(
    r"(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\s*[-–]\s*[0-9*]|[1-8])\d{6}(?!\d)"
)


def holds_resident_number(text: str) -> bool:
    """Whether a resident registration number stands in the text: 6 digits of a birth date, then 7 more (PIPA art. 24-2)."""
    return bool(RESIDENT_NUMBER.search(text))


def mask_name(name: str) -> str:
    """Return the name with its middle hidden: 김영수 -> 김*수, 김수 -> 김*, 남궁영수 -> 남**수."""
    name = name.strip()
    if len(name) < 2:
        return "*" if name else ""
    if len(name) == 2:
        return f"{name[0]}*"
    return f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"


def mask_phones_in(text: str) -> str:
    """Return the text with each phone number inside it hidden but for its first part."""
    return PHONE.sub(lambda found: f"{found.group(1) or found.group(4)}-****-****", text)


def age_band(birth_on, on) -> str:
    """Return the five-year band of a person's age on a day: "60-64"."""
    age = on.year - birth_on.year - ((on.month, on.day) < (birth_on.month, birth_on.day))
    return f"{age // 5 * 5}-{age // 5 * 5 + 4}"
