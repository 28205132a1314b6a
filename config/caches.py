"""A cache that answers "not there" when Redis is down: a page gets slower, a rate limit lets through, nothing breaks."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


def _fail_safe(method: Callable, fallback: Callable[..., Any]) -> Callable:
    @wraps(method)
    def guarded(self: RedisCacheClient, *args: Any, **kwargs: Any) -> Any:
        try:
            return method(self, *args, **kwargs)
        except (RedisError, OSError) as error:
            log.warning("cache %s failed: %s", method.__name__, error)
            return fallback(*args, **kwargs)

    return guarded


class FailSafeClient(RedisCacheClient):
    """Django's client, each of whose commands falls back to the answer of an empty cache."""

    add = _fail_safe(RedisCacheClient.add, lambda *_, **__: True)
    get = _fail_safe(RedisCacheClient.get, lambda key, default: default)
    set = _fail_safe(RedisCacheClient.set, lambda *_, **__: None)
    touch = _fail_safe(RedisCacheClient.touch, lambda *_, **__: False)
    delete = _fail_safe(RedisCacheClient.delete, lambda *_, **__: False)
    get_many = _fail_safe(RedisCacheClient.get_many, lambda *_, **__: {})
    has_key = _fail_safe(RedisCacheClient.has_key, lambda *_, **__: False)
    incr = _fail_safe(RedisCacheClient.incr, lambda key, delta: delta)
    set_many = _fail_safe(RedisCacheClient.set_many, lambda *_, **__: None)
    delete_many = _fail_safe(RedisCacheClient.delete_many, lambda *_, **__: None)
    clear = _fail_safe(RedisCacheClient.clear, lambda *_, **__: False)


class FailSafeRedisCache(RedisCache):
    """Django's Redis cache with the fail-safe client."""

    def __init__(self, server: str, params: dict) -> None:
        super().__init__(server, params)
        self._class = FailSafeClient
