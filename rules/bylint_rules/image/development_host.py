"""An image that only its writer can see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bylint.development import read_development_address
from bylint.diagnostic import Finding
from bylint.formats import key_path
from bylint.rule import RuleOptions, rule
from bylint.text import shorten
from bylint_rules.image._fields import field_name, images

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bylint.post import Post


@rule(severity="error")
def development_host(post: Post, options: RuleOptions) -> Iterator[Finding]:
    """An image of the metadata lies on a host that readers cannot reach: localhost, a preview, a staging server.

    It looks right on the machine of whoever wrote the post, and is a broken picture to everybody else, in lists of
    posts and in link previews too.

    Bad:

        ---
        title: The mill opens
        image: ⟦http://localhost:1313/img/mill.png⟧
        cover:
          image: ⟦https://deploy-preview-12--harbour-post.netlify.app/img/mill.png⟧
          alt: The mill in May
        gallery:
          - ⟦'C:/Users/ana/Pictures/wheel.jpg'⟧
          - ⟦file:///home/ana/gate.jpg⟧
          - /img/river.jpg
        ---

    A host that begins with "staging" is one, and so is every host of the site's own domain that is named for a stage.
    Further ones can be named in the configuration, as `development-hosts` of `[site]`.

    Bad:

        ---
        thumbnail: ⟦https://staging.harbourpost.example/img/mill.png⟧
        ---

    Good:

        ---
        image: https://preview.redd.it/mill.png
        thumbnail: https://dev.to/img/mill.png
        og_image: /img/localhost.png
        ---

    In a draft it weighs less.
    """
    del options
    for image in images(post):
        found = read_development_address(image.value, post.site, own=True)
        if found is None:
            continue
        yield Finding(
            image.span(post),
            f'{key_path(image.steps)} is "{shorten(image.value, 80)}", and {found.host} is {found.what}',
            data={field_name(post, image.steps): image.value, "host": found.host},
            severity="info" if post.is_draft else None,
        )
