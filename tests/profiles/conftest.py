"""The outside servers that the sender talks to."""

import pytest

from tests.mail_server import MailServer
from tests.sms_server import SmsServer


@pytest.fixture
def mail_server(settings):
    server = MailServer().start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


@pytest.fixture
def sms_server(settings):
    server = SmsServer().start(settings)
    yield server
    server.stop()
