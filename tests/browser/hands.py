"""Two ways of working a page in a browser: with the mouse, and with the keyboard alone.

Both do the same few things to a control that a test names, so that one journey can be made in either way.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 150
MOST_OPTIONS = 30
_IS_IN_VIEW = """(control) => {
    const box = control.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
}"""


class Hand(ABC):
    """What a person does on `page`."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @abstractmethod
    def press(self, control: Locator) -> None:
        """Use a button or follow a link."""

    @abstractmethod
    def write(self, field: Locator, words: str) -> None:
        """Put these words in the place of what stands in a field."""

    @abstractmethod
    def choose(self, option: Locator) -> None:
        """Choose one of several radio buttons, or tick a box."""

    @abstractmethod
    def mark(self, text: Locator, words: str) -> None:
        """Select the first place where `words` stand in a text area."""


class Mouse(Hand):
    """Points and clicks."""

    def press(self, control: Locator) -> None:
        """A click."""
        control.click()

    def write(self, field: Locator, words: str) -> None:
        """A click into it, and typing, once the page is all there."""
        expect(field).to_be_visible()
        self.page.wait_for_load_state()
        field.fill(words)

    def choose(self, option: Locator) -> None:
        """A click."""
        option.check()

    def mark(self, text: Locator, words: str) -> None:
        """What a drag over them leaves selected."""
        text.evaluate(
            """(text, words) => {
                const at = text.value.indexOf(words);
                text.focus();
                text.setSelectionRange(at, at + words.length);
            }""",
            words,
        )


class Keyboard(Hand):
    """Has nothing but Tab, arrows, Space, Enter and letters. What it works must come to the focus and be seen."""

    def press(self, control: Locator) -> None:
        """Enter."""
        self.tab_to(control)
        self.page.keyboard.press("Enter")

    def write(self, field: Locator, words: str) -> None:
        """Typing over everything, once the page is all there."""
        self.tab_to(field)
        self.page.wait_for_load_state()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(words)

    def choose(self, option: Locator) -> None:
        """Arrows within a group of radio buttons; Space for a box."""
        expect(option).to_be_visible()
        if option.get_attribute("type") == "radio":
            name = option.get_attribute("name")
            self._tab_until(option, f"(option, active) => active.type === 'radio' && active.name === '{name}'")
            self._walk_to(option)
        else:
            self.tab_to(option)
        if not option.is_checked():
            self.page.keyboard.press("Space")
        expect(option).to_be_checked()

    def mark(self, text: Locator, words: str) -> None:
        """Arrows to where the words begin, and arrows with Shift to where they end."""
        self.tab_to(text)
        self.page.keyboard.press("Control+Home")
        for _ in range(text.input_value().index(words)):
            self.page.keyboard.press("ArrowRight")
        for _ in words:
            self.page.keyboard.press("Shift+ArrowRight")

    def tab_to(self, control: Locator) -> None:
        """Press Tab, or Shift+Tab when the control lies behind, until it has the focus; it is on the screen then."""
        self._tab_until(control, "(control, active) => control === active")
        if not control.evaluate(_IS_IN_VIEW):
            # What arrived above it has pushed it away: somebody who sees nothing goes back once and forth.
            self.page.keyboard.press("Shift+Tab")
            self._tab_until(control, "(control, active) => control === active")
        expect(control).to_be_in_viewport()

    def _tab_until(self, control: Locator, reached: str) -> None:
        expect(control).to_be_visible()
        # Looked up by its name once: to do so after each tab takes long on a page of many controls.
        found = control.element_handle()
        behind = found.evaluate(
            """control => Boolean(
                control.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING
            )"""
        )
        for _ in range(MOST_TABS):
            if not found.evaluate("control => control.isConnected"):
                found = control.element_handle()
            if found.evaluate(f"control => ({reached})(control, document.activeElement)"):
                return
            self.page.keyboard.press("Shift+Tab" if behind else "Tab")
        raise AssertionError(f"{MOST_TABS} tabs on {self.page.url} did not lead to {control}")

    def _walk_to(self, option: Locator) -> None:
        for _ in range(MOST_OPTIONS):
            if option.evaluate("option => option === document.activeElement"):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{MOST_OPTIONS} arrows did not lead to {option}")
