"""Loops are compiled where numba is, also where their code can't be kept, and stand as they are where it isn't."""

import subprocess
import sys
from pathlib import Path
from types import ModuleType

from matching.core.compiled import compiled

ROOT = Path(__file__).resolve().parents[3]


def test_functions_of_a_module_call_one_another_compiled() -> None:
    module = ModuleType("loops")
    code = "FIRST = 3\ndef total(n):\n    return FIRST + _sum(n)\ndef _sum(n):\n    s = 0\n    for i in range(n):\n        s += i\n    return s"
    exec(code, vars(module))  # noqa: S102 - a module that stands in no file, so that no compiled code can be kept beside it

    found = compiled(module, "total")

    assert found.py_func is not module.total
    assert (found(5), len(found.signatures)) == (13, 1)


def test_nothing_is_compiled_where_numba_is_missing() -> None:
    code = (
        "import sys; sys.modules['numba'] = None\n"
        "from matching.core import compiled, deferral\n"
        "print(compiled.compiled(deferral, 'settle'))"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "None"


def test_small_rounds_load_no_numba() -> None:
    code = (
        "import sys\n"
        "from tests.matching.core import rounds\n"
        "world = rounds.make(7)\n"
        "from matching.core.allocation import allocate\n"
        "allocate(rounds.columns(world))\n"
        "print('numba' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
