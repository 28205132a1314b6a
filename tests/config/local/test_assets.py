"""The design system's archive: only the pinned one, and of it only what we serve."""

import io
import tarfile

import pytest

from config.local import assets, style_sheet

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
    krds, own = tmp_path / "krds", tmp_path / "dasi"
    (krds / "css").mkdir(parents=True)
    own.mkdir()
    (krds / ".stamp").write_text(assets._STAMP)
    (krds / "css" / "krds_tokens.css").write_text(":root{}")
    (krds / "css" / "output.css").write_text(".krds-btn { color: red } .nobody-uses { color: blue }")
    for name in style_sheet.OWN:
        (own / name).write_text(f"/* {name} */")

    assert assets.fetch(krds) is False

    made = (krds / "css" / "site.css").read_text().splitlines()[1:]
    assert made == [":root{}", ".krds-btn{color: red}", *(f"/* {name} */" for name in style_sheet.OWN)]
