"""The process that looks at a file: bytes come in by standard input, lines go out as JSON, and then it ends.

Started by sandbox.py as `python -I -B child.py SECONDS [paper|sheet]`, with an empty environment. What nobody may ask is dropped here, so that it never
leaves.
"""

import importlib
import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from profiles.cv import confining  # noqa: E402 - the folder of the house stands in the path only now

# Libraries load these only when a file needs them; by then nothing can be opened any more.
_CODECS = """ascii big5 charmap cp1252 cp437 cp932 cp949 cp950 euc_jp euc_kr gb18030 gb2312 gbk idna iso2022_kr iso8859_1 johab latin_1
mac_roman raw_unicode_escape shift_jis unicode_escape utf_16 utf_16_be utf_16_le utf_32 utf_8 utf_8_sig"""
_LOOKS = {"cv": "profiles.cv.answering", "paper": "profiles.cv.papers", "sheet": "profiles.cv.sheets"}
_UNUSED = {
    "sheet": ("numpy", "PIL", "lxml")
}  # openpyxl takes them where it finds them, and they map more memory than there is
_PARTS = ("pypdf.filters", "pypdf._codecs._codecs")


def main() -> None:
    """Read one file and answer on standard output."""
    confining.limit_resources(int(sys.argv[1]))
    confining.leave_network()
    for name in (*(f"encodings.{codec}" for codec in _CODECS.split()), *_PARTS):
        importlib.import_module(name)
    look = sys.argv[2] if len(sys.argv) > 2 else "cv"
    sys.modules.update(dict.fromkeys(_UNUSED.get(look, ())))
    answer = importlib.import_module(_LOOKS[look]).answer  # the libraries are loaded under the limits
    content = sys.stdin.buffer.read()
    if not confining.close_doors() and confining.has_doors():
        sys.exit(os.EX_CONFIG)
    sys.stdout.write(json.dumps(answer(content)))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
