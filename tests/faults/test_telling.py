"""Nothing that was promised to somebody is lost when the broker, a sender or the database goes away (RELIABILITY N1, N2)."""

import os
import signal
import time
from collections import Counter

import pytest
import redis

from config.local import processes
from config.local.processes import Process
from tests.faults import LEASE_S

pytestmark = [pytest.mark.fault, pytest.mark.xdist_group("own services")]
WORKER = ("-m", "celery", "-A", "tests.faults.worker", "worker", "-B", "-c", "1", "-l", "WARNING")
MOMENT_S = 15  # generous to a busy machine; without a limit of its own a wake-up would hang for 25 s or for ever
QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat")


@pytest.fixture
def mails(city):
    """The mails of this test alone."""
    city.mail_server.mails.clear()
    city.mail_server.delay_s = 0.0
    return city.mail_server.mails


@pytest.fixture
def worker(city):
    child = city.start("worker", *WORKER, *QUIET, "-s", str(city.folder / "beat-schedule"))
    yield child
    processes.end(Process("worker", child.pid, processes.started_at(child.pid) or ""))
    child.wait()


def each_once(mails, number):
    return Counter(Counter(mail["Message-ID"] for mail in mails).values()) == {1: number}


def test_broker_stopped_loses_nothing(city, worker, mails, wait_until):
    city.people("apply", "5")
    wait_until(lambda: len(mails) == 5)
    city.services.valkey.stop()

    slowest_s = float(city.people("apply", "20"))
    signed_in = city.people("sign_in")

    assert signed_in == "302 200"
    assert slowest_s < MOMENT_S
    assert city.counts() == {"sent": 5, "queued": 20}
    city.services.valkey.start()
    wait_until(lambda: city.counts() == {"sent": 25})
    assert each_once(mails, 25)


def test_broker_frozen_costs_a_page_a_moment(city, mails):
    queued = city.counts()["queued"]
    pid = redis.Redis.from_url(city.services.valkey.cache_url).info("server")["process_id"]
    os.kill(pid, signal.SIGSTOP)
    try:
        slowest_s = float(city.people("apply", "3"))
    finally:
        os.kill(pid, signal.SIGCONT)

    assert slowest_s < MOMENT_S  # one waits two seconds, then nobody tries again for a while
    assert city.counts()["queued"] == queued + 3
    city.people("send")
    assert each_once(mails, 3)


def test_database_restarted_under_the_worker(city, worker, mails, wait_until):
    sent = city.counts()["sent"]
    city.people("apply", "3")
    wait_until(lambda: len(mails) == 3)

    city.services.postgres.stop()
    city.services.postgres.start()
    city.people("apply", "3")

    wait_until(lambda: city.counts() == {"sent": sent + 6})
    assert each_once(mails, 6)
    assert worker.poll() is None


def test_sender_killed_on_its_way_leaves_the_rest_to_another(city, mails, wait_until):
    sent = city.counts()["sent"]
    city.people("apply", "20")
    city.mail_server.delay_s = 0.2
    first = city.start("sender", "-m", "tests.faults.people", "send")
    wait_until(lambda: len(mails) >= 5)

    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    carried, left = len(mails), city.counts()["queued"]
    city.mail_server.delay_s = 0.0
    began = time.monotonic()
    city.people("send")

    assert carried < 20
    assert left in (20 - carried, 21 - carried)  # of the last mail it may not have heard the answer
    assert time.monotonic() - began > LEASE_S / 2  # the lease had to run out first
    assert city.counts() == {"sent": sent + 20}
    assert len({mail["Message-ID"] for mail in mails}) == 20
    assert len(mails) in (20, 21)  # the mail on its way may come twice, under the same key
