"""Letters to people without an account: sent once, tried again with another token, given up, ended."""

from datetime import timedelta

import pytest

from profiles import actors, outside_letters
from profiles.models import OutsideLetter
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db


def letter(name=None, **more):
    given = {
        "kind": "profiles.invitation",
        "params": {"role": "member"},
        "channel": "email",
        "address": "new@example.com",
        "path": "/invitations/",
        "expires_at": NOW + timedelta(days=7),
    }
    return outside_letters.write(make.organisation(name=name), by=actors.system(), at=NOW, **{**given, **more})


def test_letter_says_who_writes_and_offers_no_settings(mailoutbox):
    letter("다시센터")

    outside_letters.send_due(at=NOW)

    (mail,) = mailoutbox
    assert mail.subject == "[다시] 다시센터의 구성원으로 초대합니다"
    assert "알림 받는 방법" not in mail.alternatives[0].content
    assert mail.alternatives[0].content.count("/invitations/") == 1


def test_a_server_that_is_down_costs_no_try_and_the_next_token_opens(settings, mailoutbox):
    row = letter()
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    outside_letters.send_due(at=NOW)
    row.refresh_from_db()
    first = row.token_hash
    assert (row.sent_at, row.tries, row.leased_until, row.due_at > NOW) == (None, 0, None, True)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    outside_letters.send_due(at=row.due_at)

    row.refresh_from_db()
    assert (row.sent_at is not None, row.token_hash != first, len(mailoutbox)) == (True, True, 1)


def test_ended_and_overdue_letters_stay(mailoutbox):
    outside_letters.end([letter()], by=actors.system(), at=NOW)
    letter(expires_at=NOW)

    assert outside_letters.send_due(at=NOW) == 0
    assert OutsideLetter.objects.exclude(address_sealed=None).count() == 1
    assert mailoutbox == []


def test_living_needs_the_kind(mailoutbox):
    row = letter()
    outside_letters.send_due(at=NOW)
    token = mailoutbox[0].body.rstrip().rstrip("/").rpartition("/")[2]

    assert outside_letters.living("profiles.invitation", token, at=NOW) == row
    assert outside_letters.living("jobs.site_link", token, at=NOW) is None
