"""The language that is said against the body's: near relatives, mixed and short texts, code, and each way to say it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bylint.dialects import DIALECTS, SiteSettings
from bylint.engine import Active, Engine, Plan
from bylint.language_codes import language_of
from bylint.people import Directory
from bylint.registry import Registry, load_registry
from bylint.site import Site
from bylint.source import Source
from bylint.testing import check

if TYPE_CHECKING:
    from bylint.diagnostic import Diagnostic

pytest.importorskip("eld", reason="the detector is an extra")

RULE = load_registry()["language/contradicts-body"]

TEXTS = {
    "en": """The keeper of the lighthouse wrote down every ship that passed, and the weather, and what he had eaten.
In the winter of the great storm he wrote nothing for nine days. When the supply boat came at last, they found him
asleep in his chair with the lamp still burning above him. He said that he had been too busy to write, and that the
ships had been too far away to count. The book is now in the museum by the harbour, where anybody may read it.""",
    "de": """Der Wärter des Leuchtturms schrieb jedes Schiff auf, das vorbeikam, das Wetter und was er gegessen hatte.
Im Winter des großen Sturms schrieb er neun Tage lang nichts. Als das Versorgungsboot endlich kam, fand man ihn
schlafend in seinem Stuhl, und über ihm brannte noch die Lampe. Er sagte, er habe zu viel zu tun gehabt, um zu
schreiben, und die Schiffe seien zu weit entfernt gewesen. Das Buch liegt heute im Museum am Hafen.""",
    "fr": """Le gardien du phare notait chaque navire qui passait, le temps qu'il faisait et ce qu'il avait mangé.
Pendant l'hiver de la grande tempête, il n'écrivit rien durant neuf jours. Quand le bateau arriva enfin, on le trouva
endormi dans son fauteuil, et la lampe brûlait encore au-dessus de lui. Il dit qu'il avait eu trop à faire pour écrire,
et que les navires étaient trop loin pour être comptés. Le livre se trouve aujourd'hui au musée, près du port.""",
    "es": """El farero anotaba cada barco que pasaba, el tiempo que hacía y lo que había comido ese día en la torre.
En el invierno de la gran tormenta no escribió nada durante nueve días. Cuando por fin llegó la lancha, lo encontraron
dormido en su silla, con la lámpara todavía encendida sobre su cabeza. Dijo que había tenido demasiado trabajo para
escribir, y que los barcos estaban demasiado lejos. El libro está hoy en el museo del puerto, donde se puede leer.""",
    "pt": """O faroleiro anotava cada navio que passava, o tempo que fazia e o que tinha comido nesse dia na torre.
No inverno da grande tempestade não escreveu nada durante nove dias. Quando o barco chegou por fim, encontraram-no
a dormir na cadeira, com a lâmpada ainda acesa por cima dele. Disse que tinha tido demasiado trabalho para escrever,
e que os navios estavam longe demais para serem contados. O livro está hoje no museu do porto, onde todos o podem ler.""",
    "ru": """Смотритель маяка записывал каждый корабль, который проходил мимо, погоду и то, что он ел в этот день.
Зимой, во время большой бури, он девять дней ничего не писал. Когда наконец пришла лодка, его нашли спящим в кресле,
а лампа над ним всё ещё горела. Он сказал, что был слишком занят, чтобы писать, и что корабли были слишком далеко,
чтобы их считать. Книга теперь лежит в музее у гавани, где её может прочитать каждый, кто захочет.""",
    "uk": """Доглядач маяка записував кожен корабель, що проходив повз, погоду і те, що він їв того дня на вежі.
Узимку, під час великої бурі, він дев'ять днів нічого не писав. Коли нарешті прийшов човен, його знайшли сплячим у
кріслі, а лампа над ним усе ще горіла. Він сказав, що був надто зайнятий, щоб писати, і що кораблі були надто далеко,
щоб їх рахувати. Книга тепер лежить у музеї біля гавані, де її може прочитати кожен охочий.""",
    "ja": """灯台守は、通り過ぎるすべての船と、その日の天気と、食べたものを帳面に書き留めていた。
大嵐の冬、彼は九日間なにも書かなかった。ようやく補給の船が着いたとき、彼は椅子で眠っており、頭の上ではまだ灯りが燃えていた。
忙しすぎて書けなかった、船は遠すぎて数えられなかった、と彼は言った。その帳面は今、港の博物館にあり、だれでも読むことができる。
訪れる人はたいてい、何も書かれていない九日分のページを長いあいだ見つめている。""",
    "zh": """灯塔看守人记下每一艘经过的船、当天的天气，还有他吃过的东西。大风暴的那个冬天，他整整九天什么也没有写。
补给船终于到达的时候，人们发现他睡在椅子上，头顶的灯还亮着。他说自己太忙了，没有时间写字，而那些船又离得太远，数也数不清。
那本簿子现在放在港口旁边的博物馆里，谁都可以去读。来参观的人多半会对着那九天的空白页看上很久很久。""",
    "nl": """De vuurtorenwachter schreef elk schip op dat voorbijkwam, het weer en wat hij die dag gegeten had.
In de winter van de grote storm schreef hij negen dagen lang niets. Toen de bevoorradingsboot eindelijk kwam, vond men
hem slapend in zijn stoel, terwijl de lamp boven hem nog brandde. Hij zei dat hij het te druk had gehad om te schrijven,
en dat de schepen te ver weg waren geweest om te tellen. Het boek ligt nu in het museum bij de haven.""",
    "nb": """Fyrvokteren skrev opp hvert skip som passerte, været og hva han hadde spist den dagen oppe i tårnet.
Vinteren med den store stormen skrev han ingenting på ni dager. Da forsyningsbåten endelig kom, fant de ham sovende i
stolen, og lampen brant fremdeles over ham. Han sa at han hadde hatt for mye å gjøre til å skrive, og at skipene hadde
vært for langt borte til å telles. Boken ligger nå på museet ved havnen, der alle kan lese den som vil.""",
    "pl": """Latarnik zapisywał każdy statek, który przepływał obok, pogodę i to, co jadł tego dnia na swojej wieży.
Zimą, podczas wielkiej burzy, przez dziewięć dni nie napisał nic. Kiedy wreszcie przypłynęła łódź, znaleziono go
śpiącego w fotelu, a lampa nad nim wciąż się paliła. Powiedział, że miał zbyt wiele pracy, żeby pisać, i że statki były
zbyt daleko, aby je policzyć. Książka leży dziś w muzeum przy porcie, gdzie każdy może ją przeczytać.""",
}
NEAR = [{"es", "pt"}, {"ru", "uk"}, {"ja", "zh"}, {"nb", "da"}, {"cs", "sk"}]


def said(body: str, language: str, **parameters: Any) -> list[str]:
    """The messages about a post that says its language."""
    text = f"---\ntitle: x\nlang: {language}\n---\n{body}\n"
    return [found.message for found in check(RULE, text, parameters=parameters)]


@pytest.mark.parametrize("code", TEXTS)
def test_a_text_in_its_language_is_silent(code: str):
    """With a region, a script or in capitals, too."""
    for tag in (code, f"{code}-XX", f"{code.upper()}_xx"):
        assert said(TEXTS[code], tag) == []


@pytest.mark.parametrize("code", TEXTS)
def test_a_text_in_another_language_is_told(code: str):
    """Every text is told under every other language, but under those that are near to its own."""
    for other in TEXTS:
        wanted = other != code and {other, code} not in NEAR
        found = said(TEXTS[code], other)
        assert bool(found) is wanted, (code, other, found)
        if wanted:
            assert f'"{other}"' in found[0]
            assert f'"{code}"' in found[0] or code == "nb"


@pytest.mark.parametrize("pair", [("nb", "da"), ("nb", "sv"), ("es", "gl"), ("es", "ca"), ("ru", "bg"), ("nl", "af")])
def test_near_relatives_are_left_alone(pair: tuple[str, str]):
    """Languages that a detector takes for each other."""
    assert said(TEXTS[pair[0]], pair[1]) == []


@pytest.mark.parametrize(
    "body",
    [
        "A short post.",
        TEXTS["en"] + "\n\n" + TEXTS["fr"],
        TEXTS["fr"][:200] + "\n\n" + TEXTS["en"][:300],
        "```\n" + TEXTS["en"] + "\n```\n",
        "\n".join(f"> {line}" for line in TEXTS["en"].splitlines()),
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore. " * 6,
        "foo bar baz qux " * 60,
        "| a | b |\n|---|---|\n" + "| the pier | the harbour and the boats |\n" * 30,
        "",
    ],
)
def test_doubt_is_silence(body: str):
    """Little text, two languages, code, quotations, filler and tables say nothing."""
    assert said(body, "fr") == []


@pytest.mark.parametrize("language", ["xx", "'1'", "default", "qq-QQ", "[en, fr]", "null", "''"])
def test_what_says_no_language_is_passed_over(language: str):
    """A value that is no code of a language contradicts nothing."""
    assert said(TEXTS["de"], language) == []


def test_a_programming_language_is_no_language():
    """`language: pl` may be Perl."""
    text = "---\nlanguage: {}\n---\n" + TEXTS["en"]
    assert check(RULE, text.format("pl")) == []
    assert check(RULE, text.format("python")) == []
    assert len(check(RULE, text.format("Polski"))) == 1


def of_site(text: str, path: str, settings: SiteSettings) -> list[Diagnostic]:
    """What is said of a post of a Hugo site with these settings."""
    site = Site(Path(), DIALECTS["hugo"], Directory(), settings, date(2024, 1, 1))
    active = (Active(RULE, RULE.options()),)
    checked = Engine(Registry.of([RULE])).check(Source(path, text), site, Plan(active), root_path=path)
    return list(checked.diagnostics)


def test_the_path_says_a_language():
    """`about.fr.md` of a site in two languages; the default counts for what has no suffix."""
    settings = SiteSettings(language="en", languages=("en", "fr"))
    text = "---\ntitle: x\n---\n{}"
    (found,) = of_site(text.format(TEXTS["en"]), "content/about.fr.md", settings)
    assert found.message == 'the path says the language is "fr", but the body is in "en"'
    assert (found.field, found.data) == ("language", {"language": "fr", "body": "en"})
    (found,) = of_site(text.format(TEXTS["fr"]), "content/about.md", settings)
    assert found.message.startswith("the site's default")
    assert of_site(text.format(TEXTS["fr"]), "content/about.fr.md", settings) == []


def test_a_site_of_one_language_is_no_witness():
    """What the template of a generator left in the configuration says nothing of a post."""
    assert of_site("---\ntitle: x\n---\n" + TEXTS["de"], "content/a.md", SiteSettings(language="en")) == []


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"),
        ("pt-BR", "pt"),
        ("zh_Hant_TW", "zh"),
        ("de_DE.UTF-8", "de"),
        (" Français ", "fr"),
        ("deu", "de"),
        ("jp", "ja"),
        ("latin text", None),
        ("tlh", None),
        ("", None),
    ],
)
def test_tags_and_names(tag: str, code: str | None):
    """Codes of two and three letters, with region or script, names, and codes of countries that stand for them."""
    assert language_of(tag) == code


@pytest.mark.timeout(120)
def test_a_large_body_takes_no_time():
    """Only the beginning of a body is read."""
    said((TEXTS["en"] + "\n\n") * 3_000, "fr")
    said("é " * 500_000, "fr")
