"""The address of a line: the templates of hosts, guessed from a remote, and those that are refused."""

from __future__ import annotations

import pytest

from bylint.overview.links import LinkError, check_template, form_of


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("git@github.com:acme/site.git", "https://github.com/acme/site/blob/{commit}/{path}?plain=1#L{line}"),
        ("https://github.com/acme/site", "https://github.com/acme/site/blob/{commit}/{path}?plain=1#L{line}"),
        ("https://user:secret@github.com/acme/site.git/", "https://github.com/acme/site/blob/{commit}/{path}?plain=1#L{line}"),
        ("ssh://git@gitlab.com:22/group/sub/site.git", "https://gitlab.com/group/sub/site/-/blob/{commit}/{path}?plain=1#L{line}"),
        ("https://gitlab.example.org:8443/news/site.git", "https://gitlab.example.org:8443/news/site/-/blob/{commit}/{path}?plain=1#L{line}"),
        ("git@bitbucket.org:acme/site.git", "https://bitbucket.org/acme/site/src/{commit}/{path}#lines-{line}"),
        ("https://codeberg.org/acme/site.git", "https://codeberg.org/acme/site/src/commit/{commit}/{path}?display=source#L{line}"),
        ("git@gitea.example.org:acme/site", "https://gitea.example.org/acme/site/src/commit/{commit}/{path}?display=source#L{line}"),
        ("https://forgejo.example.org/acme/site", "https://forgejo.example.org/acme/site/src/commit/{commit}/{path}?display=source#L{line}"),
        ("git@git.sr.ht:~ana/site", "https://git.sr.ht/~ana/site/tree/{commit}/item/{path}#L{line}"),
        ('https://github.com/acme/a site{path}"><b>', "https://github.com/acme/a%20site%7Bpath%7D%22%3E%3Cb%3E/blob/{commit}/{path}?plain=1#L{line}"),
    ],
)  # fmt: skip
def test_hosts_have_their_forms(remote: str, address: str) -> None:
    """Over SSH or HTTPS, with a port or a password; the latter never gets into the page."""
    assert form_of(remote) == address


@pytest.mark.parametrize(
    "remote",
    [
        "",
        "/srv/git/site.git",
        "../site",
        "file:///srv/git/github.com/site",
        "https://git.example.org/acme/site",
        "https://notgithub.com/acme/site",
        "javascript:alert(1)//github.com/acme/site",
        "ext::sh -c github.com",
        "https://github.com/",
        "https://[::1/acme",
        "https://github.com:port/acme/site",
        "git@github.com\n:acme/site",
    ],
)
def test_other_remotes_have_none(remote: str) -> None:
    """Nothing is guessed of hosts that are not known, and of what is no address of the web."""
    assert form_of(remote) is None


@pytest.mark.parametrize(
    "template",
    [
        "https://git.example/{path}#L{line}",
        "http://localhost:3000/{commit}/{path}",
        "vscode://file/home/ana/site/{path}:{line}",
        "file:///home/ana/site/{path}",
    ],
)
def test_templates_that_make_addresses(template: str) -> None:
    """Pages, editors and files."""
    assert check_template(template) == template


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("javascript:alert('{path}')", "begins with"),
        ("JavaScript://{path}", "begins with"),
        (" javascript:{path}", "begins with"),
        ("data:text/html,{path}", "begins with"),
        ("vbscript:{path}", "begins with"),
        ("{path}#L{line}", "begins with"),
        ("https://git.example/#L{line}", "no {path}"),
        ("https://git.example/{path}/{column}", '"{column}" stands for nothing'),
    ],
)
def test_templates_that_are_refused(template: str, why: str) -> None:
    """What would run, and what would lead nowhere."""
    with pytest.raises(LinkError, match=why.replace("{", r"\{").replace("}", r"\}")):
        check_template(template)
