"""The cache on a real Valkey, and on one that isn't there: then it answers as an empty cache would."""

import pytest
from django.conf import settings
from django.core.cache import cache

from config.caches import FailSafeRedisCache


@pytest.fixture
def dead_cache(tmp_path):
    return FailSafeRedisCache(f"unix://{tmp_path}/nobody.sock?db=1", {"OPTIONS": {"socket_connect_timeout": 1}})


def test_cache_keeps_what_it_is_given():
    assert settings.CACHES["default"]["BACKEND"] == "config.caches.FailSafeRedisCache"

    cache.set("answer", 42)

    assert cache.get("answer") == 42
    assert cache.add("answer", 43) is False
    assert cache.incr("answer") == 43
    assert cache.get_many(["answer", "other"]) == {"answer": 43}
    assert cache.delete("answer") is True
    assert cache.get("answer", "gone") == "gone"


def test_dead_cache_answers_like_an_empty_one(dead_cache, caplog):
    assert dead_cache.get("answer", "default") == "default"
    assert dead_cache.get_many(["answer"]) == {}
    assert dead_cache.has_key("answer") is False
    assert dead_cache.add("answer", 1) is True
    assert dead_cache.set("answer", 1) is None
    assert dead_cache.set_many({"answer": 1}) == []
    assert dead_cache.incr("answer") == 1
    assert dead_cache.incr("answer", 5) == 5
    assert dead_cache.touch("answer") is False
    assert dead_cache.delete("answer") is False
    assert dead_cache.delete_many(["answer"]) is None
    assert dead_cache.clear() is False
    assert "cache get failed" in caplog.text


def test_dead_cache_computes_each_time(dead_cache):
    assert dead_cache.get_or_set("answer", lambda: 42) == 42
