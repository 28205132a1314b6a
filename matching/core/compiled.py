"""Compiles the loops of this library with numba where it is installed; where it isn't they run as they stand, with the same result.

numba is loaded by the first call here and by no import: a web process that asks for nothing large never has it (some 60 MB).
"""

import functools
import importlib
import importlib.util
from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any


@functools.cache
def compiled(module: ModuleType, name: str) -> Callable[..., Any] | None:
    """The function of that name in a module, compiled to run without the interpreter's lock; None where there is no numba.

    The module's functions may call one another and read its constants. They must hold to what numba compiles, and their integers to
    64 bits. The compiled code is kept beside the module or in the user's cache; where neither may be written it is made anew.
    """
    if not is_there():
        return None
    numba = importlib.import_module("numba")
    twins = dict(vars(module))  # what the compiled functions see as their globals, in place of the plain ones
    for key, found in vars(module).items():
        if isinstance(found, FunctionType) and found.__module__ == module.__name__:
            twins[key] = _compile(numba, FunctionType(found.__code__, twins, key, found.__defaults__))
    return twins[name]


def is_there() -> bool:
    """Whether numba is installed; nothing is loaded to know it."""
    return importlib.util.find_spec("numba") is not None


def fast(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function of a module that is numba's own, without the interpreter's lock."""
    return _kept(importlib.import_module("numba"), function, {"nogil": True, "error_model": "numpy"})


def _compile(numba: Any, function: FunctionType) -> Callable[..., Any]:
    """Private functions are written into their callers; nothing allocates, so nothing need be counted (half the time of a call)."""
    inline = "always" if function.__name__.startswith("_") else "never"
    return _kept(numba, function, {"nogil": True, "error_model": "numpy", "inline": inline, "_nrt": False})


def _kept(numba: Any, function: Callable[..., Any], options: dict[str, Any]) -> Callable[..., Any]:
    try:
        return numba.njit(function, cache=True, **options)
    except RuntimeError:  # no folder to keep it in
        return numba.njit(function, **options)
