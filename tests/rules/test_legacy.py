"""What another system left: keys, stored values, broken letters and shortcodes; and what only looks like it."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest

from bylint.diagnostic import Edit, Span
from bylint.edits import apply_edits
from bylint.registry import load_registry
from bylint.source import Source
from bylint.testing import check

if TYPE_CHECKING:
    from bylint.diagnostic import Diagnostic

REGISTRY = load_registry()


def said(rule: str, text: str, **parameters: Any) -> list[Diagnostic]:
    """What a rule of the group says."""
    return check(REGISTRY[f"legacy/{rule}"], text, parameters=parameters)


def fixed(text: str, found: list[Diagnostic]) -> str:
    """The text after all fixes."""
    source = Source("", text)
    edits = []
    for diagnostic in found:
        for edit in diagnostic.fixes[0].edits:
            start, end = (source.line_span(place.line).start + place.column - 1 for place in edit.range)
            edits.append(Edit(Span(start, end), edit.text))
    return apply_edits(text, edits)


# -- importer-key ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key",
    [
        "wordpress_id",
        "_edit_last",
        "_wp_old_slug",
        "_thumbnail_id",
        "dsq_thread_id",
        "thrive_post_fonts",
        "tve_globals",
        "tcb2_ready",
        "_yoast_wpseo_metadesc",
        "_aioseop_title",
        "blogger_permalink",
        "tweetbackscheck",
        "aktt_notify_twitter",
        "podPressMedia",
        "joomla_url",
        "drupal_nid",
        "_elementor_data",
        "_wpas_done_all",
    ],
)
def test_keys_of_other_systems(key: str):
    """Each in any case, with any value, at the key."""
    (found,) = said("importer-key", f"---\ntitle: x\n{key}: 1\n---\n")
    assert (found.key, found.data["keys"], found.severity) == (key, [key], "info")
    assert (found.range.start.line, found.range.start.column) == (3, 1)


@pytest.mark.parametrize(
    "line",
    [
        "guid: 1",
        "id: 1",
        "published: true",
        "enclosure: a.mp3",
        "type: post",
        "wordpress: a plugin",
        "tweet: https://example.org",
        "views: 3",
        "thumbnail: a.png",
        "_build: {list: never}",
        "meta: {description: x, keywords: y}",
        "thesis_title: On tides",
        "ocean_depth: 30",
        "params: {dsq_thread_id: 1}",
    ],
)
def test_keys_that_sites_use(line: str):
    """A key that a theme or a generator may read is no leftover."""
    assert said("importer-key", f"---\ntitle: x\n{line}\n---\n") == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("---\ndsq_thread_id:\n- 1\n- 2\ntitle: x\n---\nBody\n", "---\ntitle: x\n---\nBody\n"),
        ("---\ntitle: x\ntve_a: |\n  line\n\n  line\ntve_b: ''\n---\n", "---\ntitle: x\n---\n"),
        ("---\r\ntitle: x\r\ntve_a: [1,\r\n  2]\r\n---\r\n", "---\r\ntitle: x\r\n---\r\n"),
        ("+++\ntitle = 'x'\ntve_a = [\n  1,\n]\nx = 1\n+++\n", "+++\ntitle = 'x'\nx = 1\n+++\n"),
        ("---\ntve_a:\ntve_b: {x: '& <a>'}\ntitle: x\n---\n", "---\ntitle: x\n---\n"),
        ("---\ntve_a: 1", None),
        ('{"title": "x", "tve_a": 1}', None),
        ("---\n{title: x, tve_a: 1}\n---\n", None),
        ("---\ntitle: &t x\ntve_a: *t\n---\n", None),
        ("---\ntve_a: &t x\ntitle: *t\n---\n", None),
        ("---\ntve_a: 1 # keep this\ntitle: x\n---\n", None),
        ("---\ntve_a: # why\n  - 1\ntitle: x\n---\n", None),
        ("---\ntve_a: 1\ntve_a: 2\ntitle: x\n---\n", None),
        ("+++\n[tve_a]\nx = 1\n+++\n", None),
        ("+++\ntve_a.b = 1\ntve_a.c = 1\n+++\n", None),
        ("---\nmeta:\n  _edit_last: '1'\n  mood: calm\n---\n", "---\nmeta:\n  mood: calm\n---\n"),
        ("---\nmeta: {_edit_last: '1', mood: calm}\n---\n", None),
        ("---\nmeta: {_edit_last: '1'}\nx: 1\n---\n", "---\nx: 1\n---\n"),
        ("---\nmeta:\n  _edit_last: '1'\n  dsq_thread_id: '2'\nx: 1\n---\n", "---\nx: 1\n---\n"),
    ],
)
def test_whole_lines_go_and_nothing_else(text: str, after: str | None):
    """In YAML and TOML; no fix where a comment, an anchor, a table or another key would go as well."""
    found = said("importer-key", text)
    if after is None:
        assert all(not each.fixes for each in found)
    else:
        assert fixed(text, found) == after


def test_one_diagnostic_for_each_origin():
    """Fourteen keys of a page builder are one line of a report, and another system's are another."""
    keys = "".join(f"tve_{number}: 1\n" for number in range(14))
    found = said("importer-key", f"---\n{keys}dsq_thread_id: 3\n---\n")
    assert [len(each.data["keys"]) for each in found] == [14, 1]
    assert len(found[0].message) < 150


def test_declared_keys_are_kept():
    """What the site's own schema declares is the site's."""
    text = "---\ndsq_thread_id: 3\ntve_a: 1\n---\n"
    (found,) = said("importer-key", text, schema={"fields": {"dsq_thread_id": {"type": "integer"}}})
    assert found.data["keys"] == ["tve_a"]


# -- serialized-value --------------------------------------------------------------------------------------------

BLOB = base64.b64encode(b'a:3:{s:5:"color";s:3:"red";s:4:"size";i:12;s:4:"text";s:30:"' + b"x" * 60 + b'";}').decode()


@pytest.mark.parametrize(
    "line",
    [
        "layout: 'a:1:{i:0;s:3:\"sea\";}'",
        "x: 'O:8:\"stdClass\":0:{}'",
        'x: \'s:24:"a:1:{i:0;s:3:"sea";}";\'',
        "x: {y: ['a:0:{}']}",
        'x: |\n  a:2:{s:1:"e";s:1:"1";\n  s:8:"font";a:0:{}}',
        f"x: {BLOB}",
        "tags: '[\"sea\"]'",
        'image: \'{"url": "/a.png"}\'',
        'title: \'{"en": "Sea"}\'',
    ],
)
def test_stored_values(line: str):
    """PHP's notation, JSON in a field of words, a blob; at any depth."""
    assert len(said("serialized-value", f"---\n{line}\n---\n")) == 1


@pytest.mark.parametrize(
    "line",
    [
        "x: 'a:b'",
        "x: 'a:1'",
        "title: 'a:1:{ is how PHP stores arrays'",
        "x: '{\"a\": 1}'",
        "title: '[Draft] x'",
        "title: '{}'",
        "title: '[]'",
        "title: '[\"sea\", salt]'",
        "title: '[1]'",
        "x: 's:3:\"sea\";'",
        "x: " + "a" * 200,
        "x: " + base64.b64encode(b"\x89PNG" * 50).decode(),
        "x: data:image/png;base64," + BLOB,
        "x: [1, 2, {a: true}]",
        "tve_globals: 'a:0:{}'",
        "meta: {_edit_last: 'a:0:{}'}",
    ],
)
def test_values_that_only_look_stored(line: str):
    """Prose, notes, templates, pictures, JSON in a field of the site's own; keys that are leftovers themselves."""
    assert said("serialized-value", f"---\n{line}\n---\n") == []


# -- malformed-markup --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The keeperâ€™s house",
        "â€œTidesâ€\x9d and weather",
        "Une journÃ©e Ã  la mer",
        "FÃ¼r alle",
        "El niÃ±o",
        "10Â°C and Â£5",
        "ÐŸÑ€Ð¸Ð²ÐµÑ‚ from the sea",
    ],
)
def test_letters_in_a_wrong_encoding(text: str):
    """In a title, a term and a body, in several languages."""
    for post in (f"---\ntitle: {text!r}\n---\n", f"---\ntags: [{text!r}]\n---\n", f"---\ntitle: x\n---\n{text}\n"):
        if "\\x" not in post:
            assert len(said("malformed-markup", post)) == 1, post


@pytest.mark.parametrize(
    "text",
    [
        "SÃO PAULO, NÃO, IRMÃ… AMANHÃ» Ã",
        "Â l'ancienne, PÂ°, château, pâte, â, ã",
        "Đà Nẵng, ÐÐ, Ñandú, NIÑO",
        "«Ã» é uma letra",
        "It costs 5€ – “fair”",
        "A post on UTF-8: it shows â€™ and Ã©",
        "Als die Kodierung falsch war: FÃ¼r",
        "`â€™` and <code>Ã©</code>",
        "    â€™ in code that is indented",
        "```\nâ€™\n```",
    ],
)
def test_letters_that_are_meant(text: str):
    """Capitals with a tilde or a circumflex, a post about encodings, and code."""
    assert said("malformed-markup", f"---\ntitle: x\n---\n{text}\n") == []


@pytest.mark.parametrize(
    "body",
    [
        'x\n\n[caption id="attachment_12" align="alignright" width="300"]<img src="a.png"> A[/caption]',
        '\\[caption id="attachment\\_12" align="alignright"\\]',
        '[vc_row][vc_column width="1/2"]x[/vc_column][/vc_row]',
        '[et_pb_section fb_built="1"]',
        '[gallery ids="1,2,3"]',
        "[gallery]",
        '[sourcecode language="python"]\nprint()\n[/sourcecode]',
        "[embed]https://example.org/v[/embed]",
        "[youtube https://example.org/v]",
        '[contact-form-7 id="3" title="Write"]',
        "R&amp;amp;D and bread",
        "«&amp;nbsp;Bonjour&amp;nbsp;»",
        '<a href="/?a=1&amp;amp;b=2">x</a>',
    ],
)
def test_what_readers_see_in_a_body(body: str):
    """Shortcodes and entities that nothing resolves; one line for each kind."""
    assert len(said("malformed-markup", f"---\ntitle: x\n---\n{body}\n")) == 1


@pytest.mark.parametrize(
    "body",
    [
        "[gallery](gallery.html) and [gallery][1] and [video]: x",
        "[gallery]: /a.html",
        "[caption] [Caption id] [code] [audio]",
        "See [youtube https] there",
        'Use [gallery ids="1"] in a post to show pictures.',
        "`[vc_row]` and <code>[et_pb_section]</code>",
        '```\n[caption id="attachment_12"]\n```',
        "<pre>[vc_row]</pre>",
        "    [vc_row]",
        '[[caption id="attachment_12"]x[/caption]]',
        "The entity &amp;amp; is written so.",
        "To escape it, write AT&amp;amp;T.",
        "`a&amp;amp;b` and <code>a&amp;nbsp;b</code>",
        "R&amp;D, a &amp; b, &amp;c",
        "[x] done [ ] open [^1] [1]",
        "@[youtube](id)",
        "arr[vc_index] = 3",
    ],
)
def test_brackets_and_entities_that_are_meant(body: str):
    """Links, notes, code, prose about them, and what is shown on purpose."""
    found = said("malformed-markup", f"---\ntitle: x\n---\n{body}\n")
    assert found == [], [each.message for each in found]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("subtitle: Bread &amp;amp; butter", 1),
        ("intro_text: '<a href=\"https://example.org/long'", 1),
        ('intro_text: \'/pier" href="/pier/">the pier</a>\'', 1),
        ("lead: '[vc_row]x'", 1),
        ("title: Bread &amp;amp; butter", 0),
        ("description: '[vc_row] <a href=\"x'", 0),
        ("embed_code: '&amp;amp; <a href='", 0),
        ("tve_custom_css: '&amp;amp;'", 0),
        ('subtitle: Bread &amp; butter <a href="x">y</a> [x]', 0),
    ],
)
def test_markup_in_other_fields(line: str, count: int):
    """Fields that no other rule reads; those for code, and leftovers, are left alone."""
    assert len(said("malformed-markup", f"---\n{line}\n---\n")) == count


@pytest.mark.parametrize(
    "body",
    [
        "[caption " * 50_000,
        "[vc_row " * 50_000,
        "&amp;amp;" * 50_000,
        "â€™" * 100_000,
        "Ã" * 500_000,
        "Ð\u0081" * 200_000,
        "[gallery a=" * 50_000,
        "`" * 500_000 + "â€™",
        "[" * 1_000_000,
    ],
    ids=lambda body: body[:9],
)
@pytest.mark.timeout(120)
def test_a_megabyte_takes_little_time(body: str):
    """Hostile bodies are read once from end to end."""
    said("malformed-markup", f"---\ntitle: x\n---\n{body}\n")
    said("malformed-markup", f"---\nx: '{body}'\n---\n")
    said("serialized-value", f"---\nx: '{body}'\n---\n")


@pytest.mark.parametrize(
    "value", ["a:1:{" * 100_000 + "}", 's:1:"a:1:' * 50_000 + '";', "[" * 200_000 + '"]', "A" * 1_000_000]
)
@pytest.mark.timeout(120)
def test_a_long_stored_value_takes_little_time(value: str):
    """Neither PHP's notation nor JSON nor base64 is followed for long."""
    said("serialized-value", f"---\ntitle: '{value}'\n---\n")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Lena MÃ¼llers Notizen", "Lena MÃ¼llers…"),
        ("Neues aus den Notizen der Lena MÃ¼ller", "…der Lena MÃ¼ller"),
        ("MÃ¼hle", "MÃ¼hle"),
        (f"{'x' * 40}Ã¼{'x' * 40}", f"…{'x' * 12}Ã¼{'x' * 12}…"),
    ],
)
def test_an_example_is_cut_between_words_and_says_so(title: str, shown: str) -> None:
    """Dots stand where the text goes on, in values and in bodies alike."""
    for text in (f"---\ntitle: {title}\n---\n", f"---\ntitle: A\n---\n\n{title}\n"):
        (found,) = said("malformed-markup", text)
        assert found.message.endswith(f': "{shown}"')
