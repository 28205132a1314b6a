"""A worker is woken by a message, and a broker that is gone costs a page nothing: once tried, it is let alone for a while."""

import json

import redis

from profiles import waking


def test_a_message_waits_for_a_worker(own_valkey, monkeypatch):
    location = own_valkey.connection_pool.connection_kwargs
    monkeypatch.setenv("CELERY_BROKER_URL", f"redis+socket://{location['path']}?virtual_host={location['db'] + 1}")
    monkeypatch.setattr(waking, "_rest_until", 0.0)
    queue = redis.Redis.from_url(f"unix://{location['path']}?db={location['db'] + 1}")

    queue.delete("celery")
    waking.wake("jobs.tasks.build_bundles")

    (message,) = queue.lrange("celery", 0, -1)
    assert json.loads(message)["headers"]["task"] == "jobs.tasks.build_bundles"


def test_a_broker_that_is_gone_is_asked_once(monkeypatch, caplog):
    monkeypatch.setenv("CELERY_BROKER_URL", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(waking, "_rest_until", 0.0)

    waking.wake("jobs.tasks.build_bundles")
    waking.wake("jobs.tasks.build_bundles")

    assert len(caplog.records) == 1
