"""Pages of reports for the tests: how they are made, opened in a browser and looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Project

ADDRESS = "http://report.example/"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WATCH = """
    window.refused = [];
    addEventListener("securitypolicyviolation", (event) => refused.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
"""Notes what the content security policy refused."""


@dataclass
class Opened:
    """A page in the browser, with all that it asked for and all that went wrong in it."""

    tab: Any
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def go(self, view: str = "") -> None:
        """Open the page anew at an address, and wait until it is ready."""
        self.tab.goto("about:blank")
        self.asked.clear()
        self.tab.goto(ADDRESS + view)
        self.ready()

    def view(self, view: str = "#findings?") -> None:
        """Go to another view of the page that is open."""
        self.tab.evaluate(
            "(view) => { location.hash = '#'; location.hash = view; dispatchEvent(new Event('hashchange')); }", view
        )

    def ready(self) -> None:
        """Wait until all is opened and drawn."""
        self.tab.wait_for_selector("html[data-state]", state="attached")
        assert self.tab.get_attribute("html", "data-state") == "ready", self.tab.inner_text("#count")

    def count(self) -> str:
        """What the page says of how many findings it shows."""
        return self.tab.inner_text("#count")

    def shows(self, start: str) -> None:
        """Wait until that is so."""
        self.tab.wait_for_selector(f"#count:text('{start}')")

    def rows(self) -> list[str]:
        """The rows of the table, as they read."""
        return [" ".join(each.split()) for each in self.tab.locator("#rows tr").all_inner_texts()]

    def head(self, column: str) -> Any:
        """The head of a column of the table."""
        return self.tab.locator(f"th[data-sort={column}]")

    def choose(self, name: str, label: str) -> None:
        """Choose in a filter the entry that begins so."""
        options = self.tab.locator(f"select[name={name}] option").all_inner_texts()
        self.tab.select_option(f"select[name={name}]", label=next(each for each in options if each.startswith(label)))

    def refused(self) -> list[str]:
        """What the content security policy refused."""
        return self.tab.evaluate("window.refused")


WRITERS = ("Ana Ruiz", "Ben Okafor", "Mira Solberg", "Tomas Keller", "Noor Haddad")


def post(title: str, day: str, author: str, body: str, more: str = "") -> str:
    """A post."""
    return f"---\ntitle: {title}\ndate: {day}\nauthor: {author}\n{more}---\n{body}\n"


def report(project: Project, file: str, *arguments: str) -> Path:
    """The page that `bylint report` writes."""
    target = project.folder.parent / file
    done = project.run("report", "--output", str(target), "--force", *arguments)
    assert done.code == 0, done.err
    return target


LINKS = "https://git.example/harbour/src/main/{path}#L{line}"


LONG = "A long title " * 800
HOSTILE_TITLES = (
    "<script>window.pwned = 1</script>",
    "</script><script>window.pwned = 2</script>",
    "\"><img src=x onerror='window.pwned = 3'>",
    "--><svg onload=window.pwned=4>",
    "{{ 7 * 7 }} ${7 * 7} {% raw %}",
    "javascript:window.pwned=5",
    "abc\u202e\u2066 drowssap \u2069fed",
    "nothing\0here",
    "half \ud800 a pair",
    "]]></title></style><style>body{display:none}</style>",
    "&lt;b&gt; &amp; <b>bold</b>",
    LONG,
)
HOSTILE_AUTHORS = (
    "<b onmouseover=window.pwned=6>Eve Marks</b>",
    "\u202eEve Marks",
    "Eve \"Quote' Marks",
    "Eve <eve@example.org>",
)
