"""Keys of other companies open what needs them, and half of them stops the start."""

import json
import os
import subprocess
import sys

import pytest

_SHOW = (
    "import json; from config import settings as s;"
    " print(json.dumps([s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'], sorted(s.SOCIALACCOUNT_PROVIDERS),"
    " sorted(s.ACCOUNT_LOGIN_METHODS), s.ACCOUNT_SIGNUP_FIELDS]))"
)
_NOT_SET = dict.fromkeys(
    ["KAKAO_CLIENT_ID", "KAKAO_CLIENT_SECRET", "NAVER_CLIENT_ID", "SOLAPI_API_KEY", "SOLAPI_API_SECRET", "SMS_SENDER"],
    "",
)


def start(**variables):
    """Read the settings in a process of their own."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", _SHOW],
        env={**os.environ, **_NOT_SET, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_keys_everything_is_shut():
    assert json.loads(start().stdout) == [["'self'"], [], ["email"], ["email*", "password1*", "password2*"]]


def test_keys_of_kakao_open_its_door_and_the_way_there():
    form_action, doors, *_rest = json.loads(start(KAKAO_CLIENT_ID="id", KAKAO_CLIENT_SECRET="secret").stdout)

    assert doors == ["kakao"]
    assert form_action == ["'self'", "https://kauth.kakao.com", "https://accounts.kakao.com"]


def test_keys_of_the_text_provider_open_sign_up_by_phone():
    keys = {"SOLAPI_API_KEY": "key", "SOLAPI_API_SECRET": "secret", "SMS_SENDER": "02-1234-5678"}
    *_rest, methods, fields = json.loads(start(**keys).stdout)

    assert (methods, fields) == (["email", "phone"], ["email*", "phone", "password1*", "password2*"])


@pytest.mark.parametrize(
    ("variables", "complaint"),
    [
        ({"KAKAO_CLIENT_ID": "id"}, "KAKAO_CLIENT_SECRET must be set, too"),
        ({"SOLAPI_API_KEY": "key", "SMS_SENDER": "0212345678"}, "SOLAPI_API_SECRET must be set, too"),
        ({"ALIMTALK_TEMPLATES": "jobs.offer_made:KA01"}, "ALIMTALK_CHANNEL must be set, too"),
    ],
)
def test_half_of_the_keys_stops_the_start(variables, complaint):
    done = start(**variables)

    assert done.returncode != 0
    assert complaint in done.stderr
