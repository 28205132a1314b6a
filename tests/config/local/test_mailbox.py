"""The local mailbox shows what the sink kept, whatever zone a mail tells."""

from datetime import UTC, datetime

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("zone", "at"),
    [("-0000", datetime(2026, 11, 28, 1, tzinfo=UTC)), ("+0900", datetime(2026, 11, 27, 16, tzinfo=UTC))],
)
def test_a_mail_without_a_zone_is_of_utc(settings, tmp_path, client, zone: str, at: datetime) -> None:
    settings.VAR_DIR = tmp_path
    (tmp_path / "mail").mkdir()
    mail = tmp_path / "mail" / "1.eml"
    mail.write_text(f"Date: Sat, 28 Nov 2026 01:00:00 {zone}\nTo: a@example.com\nSubject: hi\n\nhello\n")

    shown = client.get("/mailbox/")

    assert shown.status_code == 200
    assert [row.sent_at for row in shown.context["mails"]] == [at]
