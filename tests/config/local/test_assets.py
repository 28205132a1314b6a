"""The archives of the design system and of the font: only the pinned ones, and of them only what we use."""

import io
import re
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
        assets.check(assets.KRDS, archive)


def test_unpack_takes_what_we_serve_and_nothing_else(archive, tmp_path):
    target = tmp_path / "krds"

    assets.unpack(assets.KRDS, archive, target)

    found = sorted(str(path.relative_to(target)) for path in target.rglob("*") if path.is_file())
    assert found == ["css/krds_tokens.css", "css/output.css", "fonts/a.woff2", "img/x.svg"]
    assert (target / "css/output.css").read_text() == "a{b:url(../img/x.svg)}\n"
    assert not (tmp_path / "escape.svg").exists()


def test_unpack_takes_two_weights_and_their_licence(tmp_path):
    names = ("Pretendard-Bold.otf", "Pretendard-Regular.otf", "Pretendard-Thin.otf", "alternative/Pretendard-Bold.ttf")
    path = tmp_path / "font.tgz"
    with tarfile.open(path, "w:gz") as package:
        for name in [f"package/dist/public/static/{name}" for name in names] + ["package/dist/LICENSE.txt"]:
            member = tarfile.TarInfo(name)
            member.size = 4
            package.addfile(member, io.BytesIO(b"font"))

    assets.unpack(assets.PRETENDARD, path, tmp_path / "fonts")

    found = sorted(path.name for path in (tmp_path / "fonts").iterdir())
    assert found == ["LICENSE.txt", "Pretendard-Bold.otf", "Pretendard-Regular.otf"]


@pytest.mark.parametrize("package", assets.PACKAGES, ids=lambda package: package.spec)
def test_fetch_leaves_assets_that_stand(package, tmp_path):
    (tmp_path / ".stamp").write_text(package.stamp)

    assert assets.fetch_package(package._replace(target=tmp_path)) is False


def test_every_package_is_pinned_to_a_version():
    assert all(re.fullmatch(r"[a-z-]+@\d+\.\d+\.\d+", package.spec) for package in assets.PACKAGES)
