"""What a person meets on every page: nothing leaves the machine, nothing complains, nothing serious for axe-core."""

from pathlib import Path

import pytest

from bridgehead.web.pages import find_pages

AXE = Path(__file__).parent.parent / "vendor" / "axe.min.js"
CASE = "case=q-sense&as_of=2003-06-30"
ADDRESSES = [
    f"{page.address}{example}{'&' if '?' in example else '?'}{CASE}"
    for page in find_pages()
    for example in page.examples
]
#: WCAG 2.2 AA and what axe calls best practice for structure
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """async (tags) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}});
  const tell = (node) => node.html + " " + (node.failureSummary || "");
  return found.violations.filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => one.id + ": " + one.nodes.slice(0, 3).map(tell).join(" | "));
}"""

#: what stood on the page and moved by itself, as the sum of shares of the screen (Web Vitals call .1 good)
_SHIFT = """() => new Promise((tell) => {
  let moved = 0;
  const add = (one) => { if (!one.hadRecentInput) moved += one.value; };
  new PerformanceObserver((list) => list.getEntries().forEach(add)).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => tell(moved), 100);
})"""
MOST_SHIFT = 0.1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_for_everybody(visit, library_site, address, scheme):
    """Axe-core finds nothing serious, the browser complains of nothing, and asks this machine alone."""
    if not AXE.is_file():
        pytest.skip("axe-core is fetched when the bundles of the pages are built")
    came = visit(library_site, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True)

    page = came.go(address)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(_RUN, TAGS)

    assert [] == found
    assert [] == came.foreign
    assert [] == came.complaints


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_fits_a_phone(visit, library_site, address):
    """At 390 pixels nothing sticks out sideways or jumps; wide tables scroll in boxes of their own."""
    came = visit(library_site, width=390, height=844)

    page = came.go(address)
    wide = page.evaluate("document.documentElement.scrollWidth")

    assert 390 >= wide
    assert MOST_SHIFT >= page.evaluate(_SHIFT)
    assert [] == came.complaints
