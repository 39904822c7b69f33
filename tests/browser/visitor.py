"""Somebody at a browser: they find things by what is written on them, in their own written form."""

import re
from collections.abc import Callable
from typing import Self

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, expect

from assistant.texts import text
from knowledge_base.article import WrittenForm

MAX_TABS = 120


class Visitor:
    """A page of one browser profile. `logged`, `failures` and `fetched_elsewhere` are what a developer would see.

    `place_of` looks into their mail for the link to their place on the waiting list, `offered_to` for a time offered.
    """

    def __init__(
        self,
        page: Page,
        form: str,
        address: str,
        offered_to: Callable[[str], str] = str,
        place_of: Callable[[str], str] = str,
    ) -> None:
        self.page = page
        self.form = WrittenForm(form)
        self.logged: list[str] = []
        self.failures: list[str] = []
        self.fetched_elsewhere: list[str] = []
        self._address = address
        self.offered_to = offered_to
        self.place_of = place_of
        page.on("console", self._note_log)
        page.on("pageerror", lambda error: self.failures.append(str(error)))
        page.on("request", self._note_request)

    def words(self, name: str, /, **values: str | int) -> str:
        """A text of the interface in this visitor's written form."""
        return text(name, self.form, **values)

    def go(self, path: str) -> Self:
        self.page.goto(path)
        return self

    def button(self, name: str, /, **values: str | int) -> Locator:
        return self.page.get_by_role("button", name=self.words(name, **values), exact=True)

    def link(self, name: str, /, **values: str | int) -> Locator:
        return self.page.get_by_role("link", name=self.words(name, **values), exact=True)

    def field(self, name: str) -> Locator:
        return self.page.get_by_label(self.words(name), exact=True)

    def heading(self, name: str, /, **values: str | int) -> Locator:
        return self.page.get_by_role("heading", name=self.words(name, **values), exact=True)

    def tab_to(self, wanted: Locator, key: str = "Tab") -> Self:
        """Press the key until the wanted element has the focus, as somebody without a mouse does."""
        for _ in range(MAX_TABS):
            if wanted.evaluate("element => element === document.activeElement"):
                return self
            self.page.keyboard.press(key)
        raise AssertionError(f"{wanted} is not reached by keyboard")

    def type(self, typed: str) -> Self:
        self.page.keyboard.type(typed)
        return self

    def press(self, key: str) -> Self:
        self.page.keyboard.press(key)
        return self

    def _note_log(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.logged.append(message.text)

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self._address, "data:", "http://veivalg.test")):
            self.fetched_elsewhere.append(request.url)


class Chat:
    """The chat page."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.log = visitor.page.get_by_role("log")
        self.state = visitor.page.locator("#state")
        self.composer = visitor.field("chat-composer")
        self.talk = visitor.page.get_by_role("banner").get_by_role("button", name=visitor.words("chat-talk"))

    @classmethod
    def opened_by(cls, visitor: Visitor) -> Self:
        return cls(visitor.go("/"))

    def from_sender(self, name: str) -> Locator:
        """The messages of `chat-you`, `chat-assistant`, `chat-counsellor` or `chat-system`, oldest first."""
        sender = self.visitor.page.get_by_text(self.visitor.words(name), exact=True)
        return self.log.get_by_role("article").filter(has=sender)

    @property
    def replies(self) -> Locator:
        """The assistant's messages; the first is what it says about itself."""
        return self.from_sender("chat-assistant")

    def send(self, typed: str) -> None:
        self.composer.fill(typed)
        self.composer.press("Enter")

    def ask(self, question: str) -> Locator:
        """Send a question; the reply to it."""
        before = self.replies.count()
        self.send(question)
        expect(self.replies).to_have_count(before + 1)
        return self.replies.last


class Booking:
    """The way from a free time to an appointment."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    @property
    def times(self) -> Locator:
        """The free times of the chosen day on the booking page, soonest first."""
        return self.visitor.page.get_by_role("main").get_by_role("listitem").get_by_role("link")

    @property
    def days(self) -> Locator:
        """The days of the shown month that have free times, soonest first."""
        return self.visitor.page.locator("table.picker").get_by_role("link")

    @property
    def chosen_day(self) -> Locator:
        """The heading above the times."""
        return self.visitor.page.locator("#times")

    def choose_weekday(self, number: int) -> Self:
        """Choose the first such weekday that has free times, Monday being 0, in the shown month or the next."""
        name = re.compile(self.visitor.words(f"weekday-{number}"), re.IGNORECASE)
        wanted = self.visitor.page.locator("table.picker").get_by_role("link", name=name)
        if not wanted.count():
            self.visitor.page.locator("a[rel~=next]").click()
        wanted.first.click()
        expect(self.chosen_day).to_have_text(name)
        return self

    def fill(self, *, name: str, email: str) -> Self:
        self.visitor.field("booking-name").fill(name)
        self.visitor.field("booking-email").fill(email)
        return self

    def share(self, choice: str) -> Self:
        self.visitor.field(f"booking-share-{choice}").check()
        return self

    def confirm(self) -> None:
        self.visitor.button("booking-confirm").click()
        expect(self.visitor.heading("booking-done")).to_be_visible()


class Staff:
    """A counsellor or admin."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def sign_in(self, email: str, password: str) -> Self:
        self.visitor.go("/sign-in")
        self.visitor.field("sign-in-email").fill(email)
        self.visitor.field("sign-in-password").fill(password)
        self.visitor.button("sign-in-button").click()
        return self

    def choose_password(self, password: str) -> Self:
        self.visitor.field("password-new").fill(password)
        self.visitor.button("password-save").click()
        return self

    def open_conversation(self, words: str) -> Self:
        """Open the conversation in the queue whose latest words these are."""
        self.visitor.go("/counsellor")
        self.visitor.page.get_by_role("link").filter(has_text=words).click()
        return self

    def take_over(self) -> Self:
        self.visitor.button("counsellor-take-over").click()
        return self

    def write(self, words: str) -> Self:
        self.visitor.field("counsellor-write").fill(words)
        self.visitor.button("counsellor-send").click()
        return self
