"""How a page is handled: what a finger hits, where the keyboard goes and whether one sees it, what moves, and what a voice would call a button.

Source: KWCAG 2.2, 6.1.2 (focus order and focus visible), 6.1.3 (targets), 6.2.2 (what moves), 6.5.2 (let go), 6.5.3 (label in name), 7.3.3 (pasting).
"""

from playwright.sync_api import Page

LEAST = 44  # px of a target that is no link within a sentence
_HANDLE = """async (least) => {
    const said = [];
    const say = (what, node) => said.push(`${what}: ${node.outerHTML.replace(/\\s+/g, " ").slice(0, 140)}`);
    const isSeen = node => node.checkVisibility({visibilityProperty: true, opacityProperty: true}) && node.getClientRects().length > 0;
    const words = text => text.replace(/[\\s·•…‘’“”.,()?!]+/g, "").toLowerCase();
    const stops = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]")]
        .filter(node => !node.disabled && node.tabIndex >= 0 && isSeen(node));
    const isHidden = node => node.closest(".sr-only, .skip-link, #krds-skip-link") !== null;

    // Targets: a box with its label is hit by the label, too, the link of a whole card by the card.
    // A link in a sentence is as high as its line (WCAG 2.5.8, inline).
    for (const node of stops) {
        const label = node.labels?.length ? node.labels[0] : null;
        const byLabel = node.matches("input[type=checkbox], input[type=radio]") && label && isSeen(label);
        const hit = byLabel ? label : getComputedStyle(node, "::after").position === "absolute" ? node.closest(".card") ?? node : node;
        const box = hit.getBoundingClientRect();
        const isInline = node.matches("a") && getComputedStyle(node).display === "inline"
            && words(node.parentElement.textContent) !== words(node.textContent);
        if (!isInline && !isHidden(node) && !node.closest("svg") && (box.width < least - .5 || box.height < least - .5))
            say(`a target of ${Math.round(box.width)} x ${Math.round(box.height)} px`, node);
    }

    // The keyboard goes down the page as the eye does; what floats over the page or scrolls sideways has an order of its own.
    const floats = node => { for (let up = node; up; up = up.parentElement) if (/fixed|sticky/.test(getComputedStyle(up).position)) return true; };
    let last = null;
    for (const node of stops.filter(node => !floats(node) && !isHidden(node) && !node.closest("svg"))) {
        const box = node.getBoundingClientRect();
        if (last && box.bottom <= last.box.top + 1) say(`the keyboard goes up from ${last.node.textContent.trim().slice(0, 30)}`, node);
        last = {node, box};
    }
    for (const node of document.querySelectorAll("[tabindex]")) if (node.tabIndex > 0) say("an order of its own", node);

    // Focus is seen: an outline or a shadow that isn't there otherwise.
    const looks = node => {
        const css = getComputedStyle(node);
        return [css.outlineStyle === "none" ? "" : css.outline, css.boxShadow, css.borderColor].join();
    };
    for (const node of stops) {
        const seen = node.closest("label") ?? node;
        document.activeElement?.blur();
        const before = looks(node) + looks(seen);
        node.focus({preventScroll: true, focusVisible: true});
        if (document.activeElement === node && looks(node) + looks(seen) === before) say("focus is not seen", node);
    }
    document.activeElement?.blur();

    // A voice says what stands there.
    for (const node of document.querySelectorAll("a[aria-label], button[aria-label], summary[aria-label], [role=button][aria-label]"))
        if (isSeen(node) && words(node.innerText) && !words(node.getAttribute("aria-label")).includes(words(node.innerText)))
            say(`named ${node.getAttribute("aria-label")}`, node);

    for (const move of document.getAnimations())
        if (move.effect.getTiming().iterations === Infinity) say("it moves for ever", move.effect.target);
    for (const node of document.querySelectorAll("audio, video, marquee, blink, object, embed, [autoplay]")) say("it plays or moves", node);
    for (const node of document.querySelectorAll("input, textarea")) {
        const paste = new ClipboardEvent("paste", {bubbles: true, cancelable: true});
        if (!node.dispatchEvent(paste)) say("pasting is forbidden", node);
    }
    for (const node of document.querySelectorAll("[onmousedown], [ontouchstart], [onkeydown], [accesskey]")) say("it acts before one lets go", node);
    return said;
}"""


def complaints(page: Page) -> list[str]:
    """What is wrong with the page that is open, in words."""
    return page.evaluate(_HANDLE, LEAST)
