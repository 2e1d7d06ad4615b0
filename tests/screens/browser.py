"""A real browser before the real server: phone and laptop, light and dark, with and without script.

A test asks for `site` and opens pages as somebody: `page = site.open("/patrones/", device="phone", user=ana)`. Anything
the browser complains about (a script that fails, a style that the content policy refuses) fails the test at its end.
Pictures are taken when TEQUIO_SHOTS names a folder for them.
"""

import functools
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.test import Client
from playwright.sync_api import Browser, Error, Locator, Page, Request, Response, sync_playwright

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
# The first is the lightest: it has no windows to draw.
BROWSERS = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
    "microsoft-edge",
)  # fmt: skip
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-features=PreloadTopChromeWebUI",
)  # fmt: skip
DEVICES: dict[str, dict[str, Any]] = {
    "phone": {
        "viewport": {"width": 360, "height": 740},
        "has_touch": True,
        "is_mobile": True,
        "device_scale_factor": 2,
    },
    "laptop": {"viewport": {"width": 1280, "height": 800}},
}
# Every page is looked at on both devices, by day on the one and by night on the other: colours are the same on both.
LIGHTS = {"phone": ("dark",), "laptop": ("light",)}
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Site:
    """The served program, and the pages a test has open on it."""

    address: str
    browser: Browser
    folder: Path
    _closing: ExitStack = field(default_factory=ExitStack)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str = "/", *, user: Any = None, **looks: Any) -> Page:
        """A fresh visit to one page; see `visitor`."""
        page = self.visitor(user=user, **looks)
        page.goto(self.address + path)
        return page

    def visitor(
        self,
        *,
        device: str = "laptop",
        user: Any = None,
        dark: bool = False,
        script: bool = True,
        locale: str = "es-MX",
    ) -> Page:
        """An empty page of a browser nobody has used, signed in as `user` if one is given."""
        context = self.browser.new_context(
            **DEVICES[device], base_url=self.address, locale=locale, java_script_enabled=script,
            color_scheme="dark" if dark else "light", timezone_id="America/Mexico_City",
        )  # fmt: skip
        self._closing.callback(context.close)
        context.set_default_timeout(10_000)
        if user is not None:
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": self.address}]
            )
        page = context.new_page()
        page.on("console", lambda said: self._note(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _note(self, kind: str, text: str) -> None:
        # The browser itself reports every answer of 400 and more; tests of refusals ask for those.
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.complaints.append(text)

    def close(self) -> None:
        self._closing.close()

    def screenshot(self, page: Page, name: str, *, whole: bool = True) -> None:
        """A picture to look at, where somebody asked for pictures."""
        if "TEQUIO_SHOTS" not in os.environ:
            return
        target = self.folder / f"{name}.png"
        page.screenshot(path=target, full_page=whole)


def _until_whole(deed: Callable[..., None]) -> Callable[..., None]:
    """The deed, and after it the page it leads to: by itself it is over when the answer begins to arrive."""

    @functools.wraps(deed)
    def whole(locator: Locator, *args: Any, **options: Any) -> None:
        deed(locator, *args, **options)
        locator.page.wait_for_load_state()

    return whole


# Whatever a test reads next is there, on a slow machine too.
Locator.click = _until_whole(Locator.click)  # type: ignore[method-assign]
Locator.press = _until_whole(Locator.press)  # type: ignore[method-assign]


def session_of(user: Any) -> str:
    """The session cookie of somebody who has signed in."""
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = os.environ.get("TEQUIO_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as player:
        try:
            browser = player.chromium.launch(executable_path=found, args=list(FLAGS))
        except Error as error:
            pytest.skip(
                f"No browser to drive: install chromium or name one in TEQUIO_CHROMIUM. ({error.message[:120]})"
            )
        yield browser
        browser.close()


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Says nothing: the test tells what matters."""


@pytest.fixture(scope="session")
def web_server() -> Iterator[str]:
    """The program on a port of its own, with its middleware, static files and content policy as in use."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
    server.set_app(WSGIHandler())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def site(live: None, web_server: str, chromium: Browser, tmp_path: Path) -> Iterator[Site]:
    folder = Path(os.environ.get("TEQUIO_SHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    site = Site(web_server, chromium, folder)
    yield site
    site.close()
    assert site.complaints == []


def assert_axe_clean(page: Page, *, but: tuple[str, ...] = ()) -> None:
    """No rule of WCAG 2.2 AA nor of good practice is broken; `but` names rules with a reason given where it is used."""
    page.evaluate(AXE.read_text())
    # Violations alone: telling every node that broke no rule takes four times as long.
    violations = page.evaluate(
        """async ([tags, rules]) =>
            (await axe.run(document, {runOnly: tags, rules, resultTypes: ['violations']})).violations""",
        [STANDARDS, {rule: {"enabled": False} for rule in but}],
    )
    told = [
        f"{rule['id']} ({rule['impact']}): {rule['help']}\n    " + "\n    ".join(
            f"{node['html'][:160]} {node['failureSummary'].splitlines()[-1].strip()}" for node in rule["nodes"][:4]
        )
        for rule in violations
    ]  # fmt: skip
    assert not told, f"{page.url}\n" + "\n".join(told)


def assert_fits(page: Page) -> None:
    """Nothing makes the page slide sideways, and whatever is pressed is large enough for a thumb."""
    wide = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide[0] <= wide[1], f"{page.url} is {wide[0]} wide on a screen of {wide[1]}."
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, .button, nav a, select, summary, input:not([type=hidden])')]
            .filter(each => each.checkVisibility() && each.type !== 'checkbox' && each.type !== 'radio')
            .map(each => [each.outerHTML.slice(0, 120), each.getBoundingClientRect()])
            .filter(([, box]) => box.height > 1 && (box.height < 43.5 || box.width < 43.5))
            .map(([html, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`)"""
    )
    assert small == [], "Too small to press: " + "; ".join(small)


def checked(page: Page, script: bool = True) -> None:
    """Large enough to press; where script is on, no rule is broken either (the rules are a script)."""
    if page.locator(".messages").count():
        page.goto(page.url)  # without what was said once
    if script:
        assert_axe_clean(page)
    assert_fits(page)


@dataclass(frozen=True)
class Weight:
    """Bytes of a first visit: bodies as they are when unpacked, so no proxy or old phone makes it heavier."""

    page: int
    styles: int
    script: int
    rest: int

    @property
    def total(self) -> int:
        return self.page + self.styles + self.script + self.rest


def weigh(site: Site, path: str, **looks: Any) -> Weight:
    """What a first visit loads, asked of a browser nobody has used."""
    return weigh_with(site.visitor(**looks), path)


def weigh_with(page: Page, path: str) -> Weight:
    """What `page`, empty so far, loads to show one address."""
    answers: list[Response] = []
    asked: set[Request] = set()
    page.on("response", lambda answer: answers.append(answer))
    page.on("request", lambda request: asked.add(request))
    for over in ("requestfinished", "requestfailed"):
        page.on(over, lambda request: asked.discard(request))
    page.goto(path)
    # Waiting for a silent half second instead would be most of what weighing takes.
    page.evaluate("new Promise(done => requestIdleCallback(done, {timeout: 2000}))")
    while asked:
        page.wait_for_timeout(20)
    sums = {"document": 0, "stylesheet": 0, "script": 0}
    rest = 0
    for answer in answers:
        size = 0 if 300 <= answer.status < 400 else len(answer.body())
        kind = answer.request.resource_type
        if kind in sums:
            sums[kind] += size
        else:
            rest += size
    return Weight(sums["document"], sums["stylesheet"], sums["script"], rest)
