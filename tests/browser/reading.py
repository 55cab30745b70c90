"""What a reader does with the map and sees on it, in words that the tests can share."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

# The colour at the middle of a place's mark, read from the canvas that the reader sees.
_COLOUR = """id => {
  const {map, ledger} = window.conflictMap, place = ledger.placeById.get(id), marks = map.marks;
  const r = marks._ratio, [x, y] = marks.pointOf(place.index);
  return [...marks._ctx.getImageData(Math.round(x - 3 * r), Math.round(y + 3 * r), 1, 1).data].slice(0, 3);
}"""
_POINT = """id => {
  const {map, ledger} = window.conflictMap, place = ledger.placeById.get(id);
  const at = map.map.latLngToContainerPoint([place.lat, place.lon]);
  const box = map.map.getContainer().getBoundingClientRect();
  return [at.x + box.left, at.y + box.top];
}"""


class MapPage:
    """The map page at ``site``; ``shots`` is the folder where screenshots are kept."""

    def __init__(self, page: Page, site: str, shots: Path):
        self.page, self.site, self.shots = page, site, shots

    def open(self, fragment: str = "", lang: str = "ar", ready: bool = True) -> MapPage:
        """Open the map in a language, at the view that a fragment names, and wait until it is drawn."""
        cookie = {"name": "django_language", "value": lang, "url": self.site}
        self.page.context.add_cookies([cookie])
        self.page.goto(f"{self.site}/{'#' + fragment if fragment else ''}")
        if ready:
            self.page.wait_for_selector("body.cm-ready")
        return self

    def place_id(self, name: str) -> str:
        """The id of the place with an Arabic name."""
        return self.page.evaluate(
            "name => window.conflictMap.ledger.places.find(place => place.ar === name).id",
            name,
        )

    def colour(self, name: str) -> list[int]:
        """Red, green and blue of a place's mark as drawn."""
        self.page.wait_for_timeout(60)
        return self.page.evaluate(_COLOUR, self.place_id(name))

    def side_colour(self, slug: str) -> list[int]:
        """Red, green and blue of a side."""
        text = self.page.evaluate("slug => window.conflictMap.ledger.actors[slug].color", slug)
        return [int(text[i : i + 2], 16) for i in (1, 3, 5)]

    def point(self, name: str) -> tuple[float, float]:
        """Where a place lies in the window, in CSS pixels."""
        x, y = self.page.evaluate(_POINT, self.place_id(name))
        return x, y

    def click_place(self, name: str) -> None:
        """Click on a place's mark."""
        self.page.mouse.click(*self.point(name))

    def date(self) -> str:
        """The day as the page says it."""
        self.page.evaluate("new Promise(requestAnimationFrame)")  # the date is said once a frame
        return self.page.inner_text("#date")

    def state(self, key: str):
        """A value of the page's state."""
        return self.page.evaluate("key => window.conflictMap.store.get()[key]", key)

    def fragment(self) -> str:
        """The fragment of the address, once it has been written."""
        self.page.wait_for_timeout(450)
        return self.page.url.partition("#")[2]

    def until(self, expression: str, milliseconds: int = 8_000) -> None:
        """Wait until an expression holds (Playwright's own wait needs eval, which the policy forbids)."""
        for _ in range(milliseconds // 40):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(40)
        raise AssertionError(f"never came true: {expression}")

    def tab(self, name: str) -> None:
        """Open one of the tabs beside the map."""
        self.page.click(f"#tab-{name}")

    def keep(self, name: str) -> None:
        """Keep a screenshot for people to look at."""
        self.shots.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self.shots / f"{name}.png")


def near(seen: list[int], wanted: list[int], slack: int = 12) -> bool:
    """Whether two colours are the same to the eye."""
    return all(abs(a - b) <= slack for a, b in zip(seen, wanted, strict=True))
