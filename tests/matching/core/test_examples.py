"""The examples in the library's docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

from matching import core

MODULES = [
    name
    for _finder, name, _is_package in pkgutil.walk_packages(core.__path__, "matching.core.")
    if "__main__" not in name
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_docstrings_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_examples_are_found() -> None:
    assert sum(doctest.testmod(importlib.import_module(name)).attempted for name in MODULES) > 15
