"""The design system's archive: only the pinned one, and of it only what we serve."""

import io
import tarfile

import pytest

from config.local import assets

FILES = {
    "package/resources/css/component/output.css": '@import "../../css/token/krds_tokens.css";\na{b:url(../../img/x.svg)}\n'
    "/*# sourceMappingURL=output.css.map */\n",
    "package/resources/css/token/krds_tokens.css": ":root{}\n",
    "package/resources/img/x.svg": "<svg/>",
    "package/resources/img/../../../escape.svg": "<svg/>",
    "package/resources/fonts/a.woff2": "font",
    "package/resources/fonts/a.woff": "old font",
    "package/resources/js/component/ui-script.js": "alert(1)",
    "package/html/index.html": "<p>",
}


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "krds.tgz"
    with tarfile.open(path, "w:gz") as package:
        for name, text in FILES.items():
            member = tarfile.TarInfo(name)
            member.size = len(text)
            package.addfile(member, io.BytesIO(text.encode()))
    return path


def test_check_refuses_another_archive(archive):
    with pytest.raises(assets.Damaged, match="is not the package that was pinned: sha512-"):
        assets.check(archive)


def test_unpack_takes_what_we_serve_and_nothing_else(archive, tmp_path):
    target = tmp_path / "krds"

    assets.unpack(archive, target)

    found = sorted(str(path.relative_to(target)) for path in target.rglob("*") if path.is_file())
    assert found == ["css/krds_tokens.css", "css/output.css", "fonts/a.woff2", "img/x.svg"]
    assert (target / "css/output.css").read_text() == "a{b:url(../img/x.svg)}\n"
    assert not (tmp_path / "escape.svg").exists()


def test_fetch_leaves_assets_that_stand(tmp_path):
    (tmp_path / ".stamp").write_text(assets._STAMP)
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "output.css").write_text(".krds-btn { color: red } .nobody-uses { color: blue }")

    assert assets.fetch(tmp_path) is False

    assert (tmp_path / "css" / "used.css").read_text().splitlines()[1:] == [".krds-btn{color: red}"]
