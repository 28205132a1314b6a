"""Makes the one style sheet that pages link: of KRDS the rules that our pages can use, a sixth of it, and our own after them.

One request and 190 kB in place of six and 680, so that a slow line is enough.

A selector stays if each class and id in it is a word of our own templates, scripts or Python. Generous on purpose: a class that Python puts
together from parts must stand somewhere as a word. Source: PurgeCSS' extractor of words; CSS Syntax Level 3, by tinycss2.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import tinycss2

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("config", "profiles", "jobs", "matching")
OWN = ("tokens.css", "components.css", "content.css", "forms.css")
_ADDRESS = re.compile(r'url\("([^"]+)"\)')
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_NAME = re.compile(r"[.#]([A-Za-z_][\w-]*)")
_NOT = re.compile(r":not\([^)]*\)")


def words(root: Path = ROOT) -> frozenset[str]:
    """Every word that may be a class of our pages: of templates, scripts and Python, but for what is fetched."""
    found: set[str] = set()
    for path in _sources(root):
        found.update(_WORD.findall(path.read_text(encoding="utf-8")))
    return frozenset(found)


def lean(sheet: str, used: frozenset[str]) -> str:
    """Return the rules of a sheet whose selectors name nothing but these words.

    >>> lean(".a, .b { color: red } @media print { .b { top: 0 } } .a:not(.b) { left: 0 }", frozenset({"a"}))
    '.a{color: red}\\n.a:not(.b){left: 0}'
    """
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    return "\n".join(_kept(rules, used))


def refresh(krds: Path, own: Path, *, root: Path = ROOT) -> bool:
    """Write krds/css/site.css unless it stands there, made of the same rules and names; return whether it was written.

    own : the folder of our own sheets; what they link is found from the new place, too
    """
    whole = (krds / "css" / "output.css").read_text(encoding="utf-8")
    used = words(root) & set(_NAME.findall(whole))
    first = (krds / "css" / "krds_tokens.css").read_text(encoding="utf-8")
    after = [_moved((own / name).read_text(encoding="utf-8"), own.name) for name in OWN]
    digest = hashlib.sha256("\n".join([first, whole, *after, *sorted(used)]).encode()).hexdigest()
    head, target = f"/* {digest} */\n", krds / "css" / "site.css"
    if target.exists() and target.read_text(encoding="utf-8").startswith(head):
        return False
    target.write_text(head + "\n".join([first, lean(whole, used), *after]), encoding="utf-8")
    return True


def _moved(sheet: str, folder: str) -> str:
    """A sheet of our own folder with its addresses as they are from krds/css/."""
    return _ADDRESS.sub(lambda found: f'url("{_from_krds(found[1], folder)}")', sheet)


def _from_krds(address: str, folder: str) -> str:
    return address.replace("../krds/", "../") if address.startswith("../krds/") else f"../../{folder}/{address}"


def _sources(root: Path) -> Iterator[Path]:
    for app in APPS:
        for suffix in ("html", "py", "js"):
            yield from (path for path in (root / app).rglob(f"*.{suffix}") if "krds" not in path.parts)


def _kept(rules: Iterable[tinycss2.ast.Node], used: frozenset[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [one for one in _selectors(rule.prelude) if _is_used(one, used)]
            body = tinycss2.serialize(rule.content).strip()
            if selectors and body:
                yield f"{','.join(selectors)}{{{body}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            if found := "\n".join(_kept(inner, used)):
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{found}}}"
        elif rule.type == "at-rule":
            yield rule.serialize()


def _selectors(prelude: Iterable[tinycss2.ast.Node]) -> list[str]:
    parts: list[list[tinycss2.ast.Node]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


def _is_used(selector: str, used: frozenset[str]) -> bool:
    return all(name in used for name in _NAME.findall(_NOT.sub("", selector)))
