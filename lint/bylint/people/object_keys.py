"""The keys under which objects in author metadata hold a name, a login, an address."""

from __future__ import annotations

NAMES = (
    *("name", "full_name", "fullname", "display_name", "displayname", "author", "authors"),
    *("nom", "nombre", "nome", "naam", "label", "byline"),
)
GIVEN = ("first_name", "firstname", "given", "given_name", "givenname", "first", "forename", "prenom", "vorname")
FAMILY = ("last_name", "lastname", "family", "family_name", "familyname", "last", "surname", "nachname")
HANDLES = (
    *("github", "handle", "login", "username", "user", "nickname", "nick", "slug", "key", "id", "twitter", "x"),
    *("mastodon", "gitlab", "bluesky", "telegram", "instagram", "medium", "linkedin"),
)
EMAILS = ("email", "mail", "e_mail")
URLS = ("url", "website", "homepage", "web", "site", "link", "href", "uri", "page", "profile", "permalink")
AFFILIATIONS = ("affiliation", "company", "organization", "organisation", "org", "institution", "employer", "team")
ROLES = ("role", "title", "position", "job", "job_title", "jobtitle", "occupation", "description")
OTHERS = (
    *("image", "image_url", "imageurl", "img", "avatar", "avatar_url", "picture", "photo", "photo_url", "thumbnail"),
    *(
        "icon",
        "gravatar",
        "bio",
        "about",
        "biography",
        "summary",
        "email_hash",
        "socials",
        "social",
        "links",
        "facebook",
    ),
    *("youtube", "orcid", "weight", "order", "type", "kind", "language", "lang", "location", "country", "city"),
    *("pronouns", "prefix", "suffix", "github_url", "twitter_url", "linkedin_url", "fediverse", "threads"),
    *("stackoverflow", "newsletter", "tags", "draft", "hide", "display", "content", "guest", "affiliations"),
)
KNOWN = frozenset({*NAMES, *GIVEN, *FAMILY, *HANDLES, *EMAILS, *URLS, *AFFILIATIONS, *ROLES, *OTHERS})
GROUPS = frozenset({"organization", "organisation", "company", "team", "group", "corporation"})
