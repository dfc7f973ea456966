"""The group `status`: what a post is left with that was published too early, in thirteen languages."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bylint.registry import load_registry
from bylint.testing import check
from bylint_rules.status._words import languages

if TYPE_CHECKING:
    from bylint.diagnostic import Diagnostic

RULES = {name: load_registry()[name] for name in load_registry().ids if name.startswith("status/")}
LANGUAGES = "en de fr es pt it nl ru uk pl zh ja ko".split()
HEAD = "title: The mill\ndate: 2023-05-03"
POST = "content/posts/mill.md"

PROSE = {
    "en": "The mill at the river opens again on Sunday. ",
    "de": "Die Mühle am Fluß öffnet wieder für alle, später auch nachts. ",
    "fr": "Le moulin de la rivière rouvre près de la forêt, très tôt, même en mai. ",
    "es": "El molino del año pasó a la región y hoy abre. ",
    "pt": "O moinho volta à estação, e não é só uma atração. ",
    "it": "Il mulino però aprì di nuovo. ",
    "nl": "De molen gaat weer open voor het dorp en een feest. ",
    "ru": "Мельница на реке снова открыта, вырыли ямы, и все рады. ",
    "uk": "Млин на річці знову відкрито, її чули всі, їх було багато. ",
    "pl": "Młyn nad rzeką został otwarty, będę tam. ",
    "zh": "河边的磨坊的门又开了，一切都好。",
    "ja": "川のほとりの水車小屋が再び開きます。それをみんなで。",
    "ko": "강가의 방앗간이 다시 문을 엽니다. 많은 이들이다.",
}
PLACEHOLDERS = {
    "en": [
        "Insert picture here",
        "**[INSERT PHOTO HERE]**",
        "<p><strong>Your text here&hellip;</strong></p>",
        "Text goes here.",
        "(insert caption here)",
        "<insert screenshot here>",
        "INSERT IMAGE HERE",
        "## Add title here",
        "Insert link here https://mill.example/x",
        "The price is TKTK.",
        "It cost $TK million.",
        "It cost €TK at most.",
        "It cost TK TK each.",
        "They told us in May [TK].",
        "[TODO: check the date]",
        "[ADD LINK]",
        "We told the story in May [ADD LINK].",
        "[CAPTION NEEDED]",
        "TODO: a picture of the mill",
        "**TODO:** a picture of the mill",
        "FIXME(ana): the dates",
        "TODO",
        "Lorem ipsum dolor sit amet, consectetur",
        "*LOREM IPSUM DOLOR SIT AMET*",
    ],
    "de": [
        "Hier Text einfügen",
        "Text hier einfügen",
        "[BILD EINFÜGEN]",
        "Bild folgt",
        "Blindtext",
        "[ZU ERLEDIGEN: Bild]",
    ],
    "fr": ["Insérez votre texte ici", "Votre texte ici", "[À COMPLÉTER]", "Ajouter une image ici", "Texte à venir"],
    "es": ["Inserte su texto aquí", "Aquí va el texto", "[PENDIENTE: foto]", "Texto de relleno", "[INSERTAR ENLACE]"],
    "pt": ["Insira o texto aqui", "Digite seu texto aqui", "[INSERIR LINK]", "Texto a inserir"],
    "it": ["Inserire testo qui", "Inserisci qui il testo", "Testo da inserire", "[AGGIUNGERE LINK]"],
    "nl": ["Hier tekst invoegen", "Voeg hier tekst in", "Tekst volgt", "Hier komt de tekst"],
    "ru": ["Вставьте текст здесь", "Здесь будет текст", "[ДОПИСАТЬ]", "Вставить сюда картинку"],
    "uk": ["Тут буде текст", "Вставте текст тут"],
    "pl": ["Tutaj wstaw tekst", "Wstaw zdjęcie tutaj", "Tekst do uzupełnienia"],
    "zh": ["在此处插入图片", "（此处待补充）", "【图片待补充】", "TODO：补充图片"],
    "ja": ["ここに画像を挿入", "ここにテキストが入ります", "この文章はダミーです。文字の大きさ", "TODO: 写真を追加"],
    "ko": ["여기에 텍스트를 입력하세요", "여기에 이미지를 삽입", "본문 추가 예정"],
}
FIRST_POSTS = [
    "Welcome to WordPress. This is your first post. Edit or delete it, then start writing!",
    "Welcome to [Hexo](https://hexo.io/)! This is your very first post.",
    "<p>You’ll find this post in your <code>_posts</code> directory.</p>",
    "Willkommen bei WordPress. Dies ist dein erster Beitrag.",
    "Bienvenue sur WordPress. Ceci est votre premier article.",
    "欢迎使用WordPress。这是您的第一篇文章。",
]
TEXTS = [
    "Tickets: TBD",
    "The venue is to be announced (TBD).",
    "| Talk | Room |\n|---|---|\n| Opening | TODO |",
    "Die TK zahlt die Kur, denn die Techniker Krankenkasse (TK) mag Mühlen.",
    "TK: Thanks for having me.\n\nQ: Why?",
    "It is written in Tcl/TK and sold at TK Maxx.",
    "Here is my TODO list for May:\n\n- [ ] oil\n- [ ] paint",
    "TODO:\n\n- oil the wheel\n- paint the gate",
    "- TODO: oil the wheel\n- [TODO] paint the gate",
    "My todo: sleep.",
    "Insert the coin here.",
    "Insert your card here",
    "Add your name here",
    "Put the text here",
    "1. Insert picture here\n2. Press play",
    "Click here",
    "Photos here",
    "You can insert your own picture here about mills.",
    "As they say, “Lorem ipsum dolor sit amet” is no Latin.",
    "> Lorem ipsum dolor sit amet",
    "```\nLorem ipsum dolor sit amet\n\nTODO: x\n```",
    "Code:\n\n    TODO: x",
    "`[TODO: x]` and `TKTK`",
    "<!--\nTODO: x\n-->",
    "See [TODO list](https://mill.example) and [TODO][1].\n\n[1]: https://mill.example",
    "See [TODO LIST].\n\n[TODO LIST]: https://mill.example",
    "![TODO](x.png) ![ADD IMAGE](y.png)",
    '<img alt="[TODO: x]" src="TKTK.png">',
    "[text](https://mill.example/TKTK) https://mill.example/TKTK",
    '{{< figure src="x.png" caption="TKTK" >}}',
    "Editors write “TKTK” or 'TODO'.",
    "Dear [NAME], [UPDATE] [PHOTOS] [SOLVED] [A.D.]",
    '<div class="demo">\n<p>Lorem ipsum dolor sit amet</p>\n</div>',
    "XXX",
    "Das Bild folgt dem Text.",
    "Bild einfügen ist einfach, wenn man es kann.",
    "Hier kommt das Bild von der Mühle, das alle kennen.",
    "Votre texte est ici, disait-il.",
    "À FAIRE : du vélo. À NE PAS FAIRE : du bruit.",
    "Aquí va el video:",
    "Здесь будет видео",
    "Hier komt de video:",
    "此处应有掌声",
    "ここに画像があります",
    "DA FARE",
]


def said(name: str, body: str = "", head: str = HEAD, **parameters: Any) -> list[Diagnostic]:
    return check(RULES[f"status/{name}"], f"---\n{head}\n---\n{body}\n", parameters={"path": POST, **parameters})


# -- placeholder-text --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "text"), [(code, text) for code in LANGUAGES for text in PLACEHOLDERS[code]])
def test_a_placeholder_is_found_in_any_language(code: str, text: str) -> None:
    """Alone, where nothing tells the language, and in a long text, by its letters or by what the post says."""
    assert len(said("placeholder-text", text)) == 1
    around = f"{PROSE[code]}\n\n{text}\n\n{PROSE[code] * 60}"
    assert len(said("placeholder-text", around)) >= 1
    assert len(said("placeholder-text", around, f"{HEAD}\nlang: {code}")) >= 1


@pytest.mark.parametrize(
    "head", ["title: A\ndescription: TODO", "title: A\ndescription: Lorem ipsum", "title: Placeholder title"]
)
def test_a_placeholder_in_metadata_does_not_silence_those_of_the_body(head: str) -> None:
    """Other rules tell of the first, which says nothing of what the post is about."""
    assert [each.data["body"] for each in said("placeholder-text", "So we told in May [ADD LINK].", head)] == [
        "[ADD LINK]"
    ]
    assert not said("placeholder-text", "The quay is open.", head)
    assert not said("placeholder-text", "So we told in May [ADD LINK].", "title: A\ndescription: How TODO lists fail")


@pytest.mark.parametrize("text", FIRST_POSTS)
def test_the_first_post_of_a_new_blog_is_filler(text: str) -> None:
    """As the programs that make it write it."""
    assert len(said("placeholder-text", text)) == 1


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("code", [None, "en", "de", "fr", "es", "ru", "ja"])
def test_what_is_meant_is_left_alone(text: str, code: str | None) -> None:
    """Code, quotations, lists, tables, links, names, steps for readers, in a short and in a long text."""
    head = HEAD if code is None else f"{HEAD}\nlang: {code}"
    assert said("placeholder-text", text, head) == []
    assert said("placeholder-text", f"Intro.\n\n{text}\n\n{PROSE[code or 'en'] * 40}", head) == []


@pytest.mark.parametrize("only", ["TBD", "**TBA**", "TK.", "[TODO]"])
def test_a_mark_that_is_all_the_body_has_is_told(only: str) -> None:
    """Where a timetable may have it, a whole post may not."""
    assert len(said("placeholder-text", only)) == 1


@pytest.mark.parametrize(
    "head",
    [
        "title: How I keep a TODO list",
        "title: Plain text\ntags: [lorem, latin]",
        "title: A new theme for Hugo",
        "title: Zehn Texte statt Blindtext",
        "title: 占位文字的历史",
        "title: Mill\nslug: markdown-syntax",
    ],
)
def test_a_post_about_placeholders_may_have_them(head: str) -> None:
    """Title, tags and address tell it; so does a heading."""
    assert said("placeholder-text", "Lorem ipsum dolor sit amet", head) == []
    assert said("placeholder-text", "## Filler text\n\nLorem ipsum dolor sit amet") == []


def test_words_that_only_look_alike_do_not_silence() -> None:
    """A title has to have the word, not its letters."""
    assert said("placeholder-text", "Lorem ipsum dolor sit amet", "title: Afterthemed, anewdemos")


def test_a_draft_is_told_what_a_template_left() -> None:
    """As information; its notes are its writer's own affair."""
    (found,) = said("placeholder-text", "Insert intro text here\n\nTODO: write\n\n[ADD LINK]", f"{HEAD}\ndraft: true")
    assert (found.severity, found.data["body"]) == ("info", "Insert intro text here")


def test_many_marks_are_a_list() -> None:
    """Whoever has more than three of them does not forget them."""
    marks = [f"TODO: the {name}" for name in ("wheel", "gate", "lock", "roof")]
    assert len(said("placeholder-text", "\n\n".join(marks[:3]))) == 3
    assert said("placeholder-text", "\n\n".join(marks)) == []


def test_the_same_words_are_told_once() -> None:
    """A page of filler is one finding."""
    assert len(said("placeholder-text", "Lorem ipsum dolor sit amet\n\n" * 9)) == 1


@pytest.mark.parametrize(
    ("head", "count"),
    [
        ("title: The mill [TODO better title]", 1),
        ("title: A\ndescription: It opens at TKTK on Sunday", 1),
        ("title: A\nsummary: The story [ADD LINK] of the mill", 1),
        ("title: TKTK", 0),
        ("title: A\ndescription: TODO", 0),
        ("title: A\ndescription: '[TK]'", 0),
        ("title: A\ndescription: Lorem ipsum dolor sit amet", 0),
        ("title: A\ndescription: A mill, `TKTK`", 1),
        ("title: A\ntags: [TKTK, TODO]", 0),
    ],
)
def test_notes_inside_of_metadata_are_told(head: str, count: int) -> None:
    """A value that is one as a whole is the affair of the rules about titles and excerpts."""
    found = said("placeholder-text", "Text.", head)
    assert len(found) == count
    assert all(diagnostic.field in ("title", "description", "summary") for diagnostic in found)


def test_each_language_has_all_that_the_others_have() -> None:
    """The file of words is whole, and every entry is one."""
    tables = tomllib.loads((files("bylint") / "data" / "status.toml").read_text("utf-8"))
    assert list(tables) == ["any", *LANGUAGES]
    for code in LANGUAGES:
        assert tables[code]["asks"].strip()
        assert tables[code]["nouns"].strip()
        assert (code == "en") is ("letters" not in tables[code])
    for language in languages().values():
        assert all(ask.before or ask.after for ask in language.requests)
        assert all(line == line.casefold() for line in (*language.lines, *language.nouns, *language.filler))


@given(st.text(alphabet="[]TODKtk()*_<>/ph &;`\"'\n:-#é待补充üä", max_size=300))
def test_no_text_breaks_the_rule(body: str) -> None:
    """Whatever is in a body; a place that is told lies in the post."""
    for found in said("placeholder-text", body):
        assert found.span.start < found.span.end


@pytest.mark.parametrize(
    "piece",
    [
        "[TODO",
        "[TODO]\n",
        "TODO\n\n",
        '"TKTK',
        " here",
        " here\n",
        "[ADD LINK] ",
        "<p>",
        "`",
        "](",
        "{{",
        '<a "',
        "\n<p ",
    ],
)
@pytest.mark.timeout(120)
def test_a_long_body_takes_no_time(piece: str) -> None:
    """Linear, whatever is repeated."""
    body = (piece * 400_000)[:400_000]
    for name in RULES:
        said(name.removeprefix("status/"), body)


# -- empty-body --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "",
        "\n\n",
        "<!-- more -->",
        "<p></p>\n<p>&nbsp;</p>",
        "---",
        "[1]: https://mill.example",
        "\ufeff\u200b",
        "{/* truncate */}",
        "<div class='row'><br/></div>",
    ],
)
def test_a_body_without_anything_to_see_is_empty(body: str) -> None:
    """Blanks, comments, tags around nothing, rules, addresses of links."""
    (found,) = said("empty-body", body)
    assert (found.field, found.data["title"]) == ("title", "The mill")


@pytest.mark.parametrize(
    "body",
    [
        "Text",
        "é",
        "你好",
        ".",
        "## Heading",
        "![](a.png)",
        "<img src=a.png>",
        "{{< gallery >}}",
        "{% include mill.html %}",
        "[gallery]",
        "<iframe src=x></iframe>",
        "<script src=x></script>",
        "<Gallery/>",
        "https://mill.example/film",
        "<p>é</p>",
        "<!-- never closed",
    ],
)
def test_whatever_is_seen_or_runs_is_a_body(body: str) -> None:
    """Words, images, shortcodes, frames, scripts, components."""
    assert said("empty-body", body) == []


@pytest.mark.parametrize(
    ("more", "count"),
    [
        ("layout: post", 1),
        ("type: post\nwordpress_id: 12", 1),
        ("tags: [a]\nauthors: [{name: Ana Ruiz}]", 1),
        ("redirect_to:", 1),
        ("link: https://mill.example", 0),
        ("redirect: /x", 0),
        ("layout: page", 0),
        ("layout: gallery", 0),
        ("image: a.png", 0),
        ("video: x", 0),
        ("sections: [{a: 1}]", 0),
        ("rooms: [{a: 1}]", 0),
        (f"description: {'long ' * 80}", 0),
        ("draft: true", 0),
        ("published: false", 0),
        ("canonical_url: https://mill.example/a", 0),
    ],
)
def test_a_post_whose_content_is_elsewhere_may_be_empty(more: str, count: int) -> None:
    """A link, a redirect, a page, pictures, data, a draft."""
    assert len(said("empty-body", "", f"{HEAD}\n{more}")) == count


@pytest.mark.parametrize(
    ("head", "parameters"),
    [
        ("title: The mill", {}),
        ("date: 2023-05-03", {}),
        (HEAD, {"path": "content/about.md"}),
        (HEAD, {"path": "content/posts/_index.md"}),
        (HEAD, {"in_content": False}),
    ],
)
def test_a_page_may_be_empty(head: str, parameters: dict[str, Any]) -> None:
    """Without a date or a title it is no post; nor is the page of a list."""
    assert said("empty-body", "", head, **parameters) == []


def test_a_date_in_the_path_makes_a_post() -> None:
    """Where the generator takes the date from it."""
    assert said("empty-body", "", "title: A", path="_posts/2020-01-02-a.md", dialect="jekyll")


# -- development-host --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "count"),
    [
        ("canonical_url: http://localhost:3000/a", 1),
        ("url: https://staging.mill.example/a", 1),
        ("aliases: [/a/, 'http://localhost/a']", 1),
        ("link: http://localhost:3000/", 1),
        ("links:\n- name: A\n  url: http://127.0.0.1/", 1),
        ("source:\n  url: https://mill.example/wp-admin/post.php?post=1", 1),
        ("link: https://mill.example/?p=1&preview=true", 1),
        ("link: https://staging.mill.example/", 0),
        ("link: https://mill-git-main-team.vercel.app/", 0),
        ("link: http://192.168.1.1/", 0),
        ("link: see http://localhost:3000 for more", 0),
        ("title: http://localhost:3000", 0),
        ("description: http://localhost:3000", 0),
        ("base_url: http://localhost:3000", 0),
        ("openapi: http://localhost:3000/x.json", 0),
        ("guid: http://localhost/?p=1", 0),
        ("url: /localhost/", 0),
        ("image: http://localhost/a.png", 0),
        ("image: http://localhost/a.png\nlink: http://localhost/a.png", 0),
    ],
)
def test_an_address_that_readers_follow_must_be_theirs(head: str, count: int) -> None:
    """At keys that lead somewhere, never in texts, settings or images."""
    assert len(said("development-host", "See http://localhost:3000.", head)) == count


# -- past-draft --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "parameters", "count"),
    [
        ("date: 2023-05-03\ndraft: true", {}, 1),
        ("date: 2023-05-03T10:00:00Z\npublished: false", {}, 1),
        ("date: '2023-05-03 10:00'\ndraft: true", {}, 1),
        ("draft: true", {"path": "content/2020-01-02-a.md"}, 1),
        ("title: A", {"path": "_drafts/2020-01-02-a.md", "dialect": "jekyll"}, 1),
        ("date: 2023-05-03", {}, 0),
        ("date: 2023-12-03\ndraft: true", {}, 0),
        ("date: 2033-05-03\ndraft: true", {}, 0),
        ("date: soon\ndraft: true", {}, 0),
        ("date: 2023-02-31\ndraft: true", {}, 0),
        ("draft: true", {}, 0),
    ],
)
def test_a_draft_of_long_ago_is_told(head: str, parameters: dict[str, Any], count: int) -> None:
    """By its own date or that of its path; one without a day, or of this year, is not."""
    assert len(said("past-draft", "Text.", head, **parameters)) == count
