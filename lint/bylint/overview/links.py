"""Where a line of a file can be read: the template of its address, as given, or guessed from the git remote."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from bylint.git import GitError, Repository
from bylint.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMES = ("https", "http", "file", "vscode", "vscode-insiders", "vscodium", "cursor", "zed", "idea", "subl", "txmt")
"""What an address may begin with: pages, files and editors, and nothing that is run."""

_PLACEHOLDERS = pattern(r"\{([^{}]*)\}")
_SCP = pattern(r"(?:[^@/:]+@)?([^@/:\[\]]+):(?!//)(.+)")
"""The short form of an address of SSH: `git@host:owner/name.git`."""
_HOST = pattern(r"[A-Za-z0-9.-]+(?::\d+)?")
_FORMS: Mapping[str, str] = {
    "github": "/blob/{commit}/{path}?plain=1#L{line}",  # without `plain`, a page of Markdown has no lines
    "gitlab": "/-/blob/{commit}/{path}?plain=1#L{line}",
    "bitbucket": "/src/{commit}/{path}#lines-{line}",
    "gitea": "/src/commit/{commit}/{path}?display=source#L{line}",
    "sourcehut": "/tree/{commit}/item/{path}#L{line}",
}
_HOSTS: Mapping[str, str] = {
    "bitbucket.org": "bitbucket",
    "codeberg.org": "gitea",
    "git.sr.ht": "sourcehut",
    "github.com": "github",
    "gitlab.com": "gitlab",
}
_PARTS = {"bitbucket": "bitbucket", "forgejo": "gitea", "gitea": "gitea", "github": "github", "gitlab": "gitlab"}
"""What a host of one's own is often called."""


class LinkError(ValueError):
    """A template that makes no address, and why."""


class Origin(NamedTuple):
    """Where a repository is read, and its commit."""

    template: str | None
    commit: str | None


def check_template(template: str) -> str:
    """A template, if it has `{path}` and no other placeholder than `{line}` and `{commit}`. Raises LinkError."""
    if template.partition(":")[0].lower() not in SCHEMES or ":" not in template:
        raise LinkError(f"an address begins with {', '.join(f'{scheme}:' for scheme in SCHEMES[:4])} or the like")
    found = _PLACEHOLDERS.findall(template)
    unknown = [name for name in found if name not in {"path", "line", "commit"}]
    if unknown:
        raise LinkError(f'"{{{unknown[0]}}}" stands for nothing; there are {{path}}, {{line}} and {{commit}}')
    if "path" not in found:
        raise LinkError("it has no {path}, so all files would have one address")
    return template


def origin_of(root: str, template: str | None = None) -> Origin:
    """The template for the repository at `root`, with its commit filled in; guessed where none is given.

    Without git, a remote or a host that is known, there is none, unless it is given.
    """
    try:
        repository = Repository(root)
        commit: str | None = repository.head()
        remote = repository.remote()
    except GitError:
        commit = remote = None
    if template is None:
        template = form_of(remote) if remote is not None and commit is not None else None
    if template is not None and "{commit}" in template:
        template = template.replace("{commit}", quote(commit or "HEAD", safe=""))
    return Origin(template, commit)


def form_of(remote: str) -> str | None:
    """The template for a remote's address; what it says of users and passwords is left out."""
    found = _host_and_path(remote)
    if found is None:
        return None
    host, path = found
    name = host.partition(":")[0].lower()
    form = _HOSTS.get(name) or next((form for part, form in _PARTS.items() if part in name.split(".")), None)
    if form is None or not path:
        return None
    return f"https://{host}/{quote(path, safe='/~')}{_FORMS[form]}"


def _host_and_path(remote: str) -> tuple[str, str] | None:
    short = _SCP.fullmatch(remote)
    if short and "://" not in remote:
        host, path = short[1], short[2]
    else:
        try:
            parts = urlsplit(remote)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return None
        if parts.scheme not in {"https", "http", "ssh", "git", "git+ssh"}:
            return None
        if port is not None and parts.scheme in {"https", "http"}:
            host = f"{host}:{port}"
        path = parts.path
    path = path.strip("/").removesuffix(".git").strip("/")
    return (host, path) if _HOST.fullmatch(host) else None
