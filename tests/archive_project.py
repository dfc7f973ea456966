"""A project with an archive rule of its own, for the tests of archive rules and their store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bylint.library import load_configuration, open_run
from conftest import Project

if TYPE_CHECKING:
    from bylint.diagnostic import Diagnostic

RULE = '''"""house/same-title."""

from pydantic import Field

from bylint.archive import Fact, Suggestion
from bylint.rule import RuleOptions, archive_rule


class Options(RuleOptions):
    """What is compared."""

    drafts: bool = Field(default=True, description="drafts take part")


def titles(post):
    """The title."""
    title = post.valid("title")
    if title is not None:
        yield Fact("house-title", str(title.value).casefold(), title.span, str(title.value))


@archive_rule(Options, facts=titles, severity="warning")
def same_title(archive, options):
    """Two posts have one title."""
    for group in archive.groups("house-title"):
        first = group.first()
        for member in group:
            if member.path != first.path and (options.drafts or not member.is_draft):
                yield member.say(
                    f"the title is that of {first.path}, too",
                    [first.related("the same title")],
                    data={"title": member.shown, "count": group.count},
                    suggestion=Suggestion("number it", f"{member.shown} II"),
                )
'''
CONFIGURATION = 'local-rules = ["rules"]\ncontent = ["posts/**"]\nselect = ["house", "stet", "run"]\n'


def post(title: str, *more: str, body: str = "Text.\n") -> str:
    return "---\n" + f"title: {title}\n" + "".join(f"{line}\n" for line in more) + f"---\n{body}"


class Looked(NamedTuple):
    """What a run in this process came to."""

    diagnostics: list[Diagnostic]
    notices: list[str]

    @property
    def rules(self) -> list[str]:
        return sorted(found.rule for found in self.diagnostics)

    @property
    def said(self) -> list[tuple[str, str]]:
        return [(each.path, each.related[0].path) for each in self.diagnostics if each.rule == "house/same-title"]


class Archive(Project):
    """Posts `posts/NAME.md`."""

    @property
    def store(self) -> Path:
        return self.folder / ".bylint_cache" / "facts.sqlite"

    def add(self, **posts: str) -> None:
        for name, text in posts.items():
            self.write(f"posts/{name}.md", text if text.startswith("---") else post(text))

    def look(self, *paths: str, select: tuple[str, ...] | None = None) -> Looked:
        """Check in this process, as the command line does in one of its own."""
        configuration = load_configuration(self.folder)
        run = open_run(configuration.with_choices(select=select) if select else configuration, self.folder)
        checked = list(run.check(map(Path, paths)))
        return Looked([found for each in checked for found in each.diagnostics], run.notices)

    def said(self, *paths: str) -> list[tuple[str, str]]:
        """Path and other end of each finding of the archive rule."""
        return self.look(*paths).said

    def notices(self, *paths: str) -> list[str]:
        return self.look(*paths).notices


def make(folder: Path, configuration: str = "") -> Archive:
    """An archive of no posts, with the rule."""
    (folder / ".git").mkdir(parents=True)
    made = Archive(folder)
    made.write("rules/house/same_title.py", RULE)
    made.write("bylint.toml", CONFIGURATION + configuration)
    return made
