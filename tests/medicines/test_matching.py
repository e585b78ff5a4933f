"""What a typed text is taken for."""

import pytest

from tests.medicines.names import NAMES, PROPER, SPELLINGS, classes, hows, ingredients, match

ALPRAZOLAM, CODEINE, WORT = "alprazolam", "codeine", "st john's wort"


def test_every_listed_name_is_exact():
    for name, ingredient in PROPER:
        assert ingredient in ingredients(name), name
        assert hows(name) == {"exact"}, name
        assert match(name).recognised, name


def test_every_listed_misspelling_is_a_known_spelling():
    for name, ingredient in SPELLINGS:
        assert ingredients(name) == [ingredient], name
        assert hows(name) == {"spelling"}, name
        assert match(name).recognised, name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Xanex 0.5 prn", [ALPRAZOLAM]),
        ("klonopin 1mg", ["clonazepam"]),
        ("St. John's wort", [WORT]),
        ("st johns wort 300mg 3 times a day", [WORT]),
        ("St John’s Wort", [WORT]),  # noqa: RUF001
        ("saint john's wort", [WORT]),
        ("Hierba de San Juan", [WORT]),
        ("hierba san juan", [WORT]),
        ("xanax0.5mg", [ALPRAZOLAM]),
        ("xanax.5mg", [ALPRAZOLAM]),
        ("alprazolam1mgdaily", [ALPRAZOLAM]),
        ("XANAX XR 2 MG", [ALPRAZOLAM]),
        ("xanaxxr", [ALPRAZOLAM]),
        ("oxy contin", ["oxycodone"]),
        ("Tylenol 3", [CODEINE]),
        ("Tylenol #3", [CODEINE]),
        ("Tylenol No. 3", [CODEINE]),
        ("tylenol3", [CODEINE]),
        ("Tylenol with codeine", [CODEINE]),
        ("Tylenol 500 mg", ["tylenol"]),
        ("Theo-24", ["theophylline"]),
        ("theo 24 300 mg", ["theophylline"]),
        ("methyleneblue", ["methylene blue"]),
        ("sodium oxybate", ["sodium oxybate"]),
        ("Toprol 50", ["metoprolol"]),
        ("desiccated thyroid", ["thyroid desiccated"]),
        ("lithium carbonate ER 300", ["lithium"]),
        ("amphetamine salts 20 mg", ["amphetamine"]),
        ("Depakote DR 500", ["valproate"]),
        ("Lybalvi", ["olanzapine", "samidorphan"]),
        ("vitamin d3 2000 iu", ["vitamin"]),
        ("Pregabalina 75mg cada noche para dormir", ["pregabalin"]),
        ("ácido valproico", ["valproate"]),
        ("CLONIDINA  0,1 mg", ["clonidine"]),
        ("xanax and ambien 10", [ALPRAZOLAM, "zolpidem"]),
        ("Ativan/Zoloft", ["lorazepam", "zoloft"]),
        ("losartan-hctz", ["losartan", "hydrochlorothiazide"]),
        ("Xanax, Norco 5; soma", [ALPRAZOLAM, "hydrocodone", "carisoprodol"]),
        ("xanax for my bad knee", [ALPRAZOLAM]),
        ("sertraline 50 mg from Dr. Patel", ["sertraline"]),
        ("Zoloft 50mg (1 tablet in the morning)", ["zoloft"]),
        ("trazodone 50 mg at bedtime as needed for sleep and anxiety", ["trazodone"]),
        ("sertralina 50 mg una vez al día por la mañana", ["sertralina"]),
    ],
)
def test_known_names_are_recognised(text, found):
    assert ingredients(text) == found
    assert match(text).recognised


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lorezepam", ["lorazepam"]),
        ("seraquel", ["quetiapine"]),
        ("gabapentine", ["gabapentin"]),
        ("adderal xr 20", ["amphetamine"]),
        ("aderal", ["amphetamine"]),
        ("suboxon", ["buprenorphine"]),
        ("oxycotton", ["oxycodone"]),
        ("clonacepam", ["clonazepam"]),
        ("l0razepam", ["lorazepam"]),
        ("kloz apine", ["clozapine"]),
        ("St Johns wart", [WORT]),
        ("metylene blu", ["methylene blue"]),
        ("oxybate", ["sodium oxybate"]),
        ("grapefruit", ["grapefruit juice"]),
        ("unisom", ["diphenhydramine", "doxylamine"]),
        ("tylonol 3", ["tylenol", CODEINE]),
        ("theo 300", ["theophylline"]),
        ("Tylenol 3 times a day", [CODEINE, "tylenol"]),
        ("zestoril", ["lisinopril", "temazepam"]),
        ("lybalvy", ["olanzapine", "samidorphan"]),
    ],
)
def test_near_names_are_offered_with_every_tie(text, found):
    assert ingredients(text) == found
    assert hows(text) == {"distance"}
    assert not match(text).recognised


@pytest.mark.parametrize(
    "text",
    [
        "xanax lorezepam",
        "lorezepam and xanax",
        "Zoloft, klonipn",
        "sertraline + gabapentine",
    ],
)
def test_known_name_does_not_hide_a_misspelt_one(text):
    assert hows(text) in ({"exact", "distance"}, {"exact", "spelling", "distance"})
    assert not match(text).recognised


@pytest.mark.parametrize(
    "text",
    [
        "sertraline klozapam",
        "sertraline and blorptastic",
        "Zoloft and a blood pressure pill",
        "Zoloft y una medicina para la presion, calmante",
        "xanax and benzos",
        "sertraline ксанакс",
        "Tylenol PM",
        "loratadine-D",
        "buprenorphine/naloxone",
        "Depakote DR klozapam",
        "tylenol for a cold, klozapam",
        "zoloft for sleep rivotril",
        "zoloft for anxiety phenibut tianeptine",
        "zoloft para dormir rivotril",
        "zoloft because methdn",
        "zoloft before rivotril",
        "zoloft when phenibut",
        "zoloft by rivotril",
        "zoloft from Dr. Patel rivotril",
    ],
)
def test_unknown_word_beside_a_known_name_leaves_the_text_unrecognised(text):
    found = match(text)
    assert found.matches
    assert not found.recognised


@pytest.mark.parametrize(
    "text",
    [
        "zoloft & my other meds",
        "zoloft and another one",
        "zoloft and more",
        "zoloft and something for sleep",
        "zoloft y otra pastilla",
        "zoloft, algo para dormir",
        "zoloft from my mom, and her pills",
    ],
)
def test_medicine_that_is_only_spoken_of_leaves_the_text_unrecognised(text):
    assert ingredients(text) == ["zoloft"]
    assert not match(text).recognised


@pytest.mark.parametrize(
    "text",
    [
        "maybe lisinopril",
        "lamisil?",
        "\u00bfloratadina? loratadine",
        "something like celexa",
        "loratadine i think",
        "idk, celexa",
        "not sure, clonidine",
        "creo que metformina",
        "no s\u00e9, metformina",
        "celexa or celebrex",
        "celexa o celebrex",
        "lamis\ufffdl lamisil",
    ],
)
def test_name_that_the_patient_doubts_is_found_and_not_recognised(text):
    assert match(text).matches
    assert not match(text).recognised


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "water", "little blue pill", "none", "n/a", "nothing", "ninguna", "no tomo nada",
        "1 tablet daily", "some", "one", "pain", "sleeping pill", "una pastilla para dormir",
        "Maria Garcia", "John Smith", "Dr. Jones", "my heart medicine", "oral", "core", "también",
        "calmante", "contra", "tener", "concern", "thyroid pill", "the 24", "10 mg", "💊", "?",
        "xans", "bars", "benzos", "addy", "percs", "subs", "xanny",
    ],
)  # fmt: skip
def test_what_names_no_medicine_finds_nothing(text):
    assert match(text).matches == ()
    assert not match(text).recognised


@pytest.mark.parametrize(
    ("text", "ingredient"),
    [
        ("ability 5", "aripiprazole"),
        ("concert 36 mg", "methylphenidate"),
        ("ultra 50", "tramadol"),
        ("lyric 75 mg", "pregabalin"),
        ("ambient 10 mg", "zolpidem"),
    ],
)
def test_word_that_spelling_correction_writes_for_a_brand_is_near(text, ingredient):
    assert ingredients(text) == [ingredient]
    assert hows(text) == {"distance"}


@pytest.mark.parametrize(
    "write",
    [
        str.upper,
        lambda name: f"  {name} ",
        lambda name: name.replace(" ", " \t\n "),
        lambda name: f"{name} 10 mg",
        lambda name: f"{name}{' ' * name[-1].isdigit()}10mg twice daily",
        lambda name: f"{name.title()} 0.5 prn",
    ],
)
def test_case_spaces_and_strength_change_nothing(write):
    for name, _ in NAMES:
        plain, written = match(name), match(write(name))
        assert written.matches == plain.matches, written.text
        assert written.recognised, written.text


def test_accents_change_nothing():
    assert ingredients("càrbonató de lítio") == ["lithium"]
    assert classes("MÉTADONA") == {"opioid"}
