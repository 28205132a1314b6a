"""The look at how a page is handled finds what it looks for, and nothing on a page that is right."""

import pytest

from tests.journeys import handling

RIGHT = "<p>A <a href='#'>link</a> in a sentence.</p><button style='width: 60px; height: 60px'>Go on</button>"


@pytest.mark.xdist_group("pages")
@pytest.mark.parametrize(
    ("html", "found"),
    [
        (RIGHT, []),
        ("<button style='width: 20px; height: 20px; padding: 0'>x</button>", ["a target of 20 x 20 px"]),
        ("<p style='margin: 60px 0 0'>Text <a href='#'>one</a></p><p style='position: absolute; top: 0; margin: 0'>Text <a href='#'>two</a></p>",
         ["the keyboard goes up from one"]),
        ("<button tabindex='3' style='width: 60px; height: 60px'>x</button>", ["an order of its own"]),
        ("<style>a:focus { outline: none }</style><p>Text <a href='#'>one</a></p>", ["focus is not seen"]),
        ("<p>Text <a href='#' aria-label='leave'>go on</a></p>", ["named leave"]),
        ("<style>@keyframes k { to { opacity: .5 } } i { animation: k 1s infinite }</style><i>moves</i>", ["it moves for ever"]),
        ("<video></video>", ["it plays or moves"]),
        ("<input aria-label='x' style='width: 60px; height: 60px'><script>document.querySelector('input').onpaste = () => false</script>",
         ["pasting is forbidden"]),
        ("<p onmousedown='1'>x</p>", ["it acts before one lets go"]),
    ],
)  # fmt: skip
def test_each_defect_is_found(visit, html: str, found: list[str]) -> None:
    page = visit(None).page
    page.set_content(html)

    assert [line.partition(": ")[0] for line in handling.complaints(page)] == found
