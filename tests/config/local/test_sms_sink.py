"""The local provider of text messages keeps what the site sends where the mailbox shows it."""

import threading

import pytest

from config.local import sms_sink
from profiles.channels.base import Message, Part
from profiles.channels.sms import Sms

pytestmark = pytest.mark.django_db


def test_text_stands_in_the_mailbox(client, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    sink = sms_sink.Sink(0, tmp_path / "mail")
    threading.Thread(target=sink.serve_forever, daemon=True).start()
    for name, value in sms_sink.settings(sink.server_address[1]).items():
        setattr(settings, name, value)
    part = Part("jobs.offer_made", "자리를 제안받으셨습니다", "", "http://127.0.0.1/me/")

    with Sms() as channel:
        answer = channel.send(Message("k", "01012345678", part.title, "", "ko", parts=(part,)))
    sink.shutdown()
    sink.server_close()

    assert answer.is_sent
    page = client.get("/mailbox/", {"to": "01012345678"})
    assert "(문자) [다시] 자리를 제안받으셨습니다" in page.content.decode()
