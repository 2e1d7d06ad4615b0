"""The browser for every test of screens."""

from tests.screens.browser import chromium, site, web_server

__all__ = ["chromium", "site", "web_server"]
