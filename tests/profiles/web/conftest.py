"""Who comes to the pages of people."""

import pytest

from profiles import candidates
from profiles.models import Candidate
from tests import make


@pytest.fixture
def newcomer(client) -> Candidate:
    """A person who has just signed up, signed in."""
    user = make.user()
    client.force_login(user)
    return candidates.join(user, by=make.actor(user), at=make.NOW)


@pytest.fixture
def texts(sms_server, settings):
    """A site where people sign up and in by mobile number: what it sends by text."""
    settings.ACCOUNT_LOGIN_METHODS = {"email", "phone"}
    settings.ACCOUNT_SIGNUP_FIELDS = ["email*", "phone", "password1*", "password2*"]
    settings.ACCOUNT_LOGIN_BY_CODE_ENABLED = settings.ACCOUNT_PHONE_VERIFICATION_ENABLED = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "verify_phone": "", "request_login_code": ""}
    return sms_server.texts
