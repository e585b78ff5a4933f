import pytest


@pytest.fixture
def bottles(inside):
    return inside.ask("medicines")


def rows(*names, **more):
    """Rows as the page has them: four at least, blank below what is typed."""
    padded = [*names, "", "", "", ""][: max(4, len(names))]
    return {f"name-{number}": name for number, name in enumerate(padded)} | more


def test_page_has_four_rows(bottles):
    assert bottles.body.count('<fieldset class="medicine">') == 4


def test_rows_are_stored_as_typed_and_blank_ones_left_out(bottles):
    bottles.send(rows("", "Sertraline 100mg", **{"dose-1": "1 pill", "frequency-1": "a.m."}))

    assert bottles.answers["medicines"] == [
        {"name": "Sertraline 100mg", "dose": "1 pill", "frequency": "a.m."}
    ]
    assert bottles.asked == "completed_by"


def test_another_row_keeps_what_is_typed_and_saves_nothing(bottles):
    bottles.send(rows("Xanax", "", "b", "c", add="1", **{"dose-0": "x" * 300, "otherwise": "z"}))

    assert bottles.status == 200
    assert bottles.body.count('<fieldset class="medicine">') == 5
    assert 'value="Xanax"' in bottles.body
    assert "x" * 300 in bottles.body
    assert bottles.body.count("autofocus") == 1
    assert "medicines" not in bottles.answers


def test_row_can_be_removed(bottles):
    bottles.send(rows("Xanax", "Zoloft", "Advil", remove="1"))

    assert [name in bottles.body for name in ("Xanax", "Zoloft", "Advil")] == [True, False, True]


@pytest.mark.parametrize("remove", ["", "-1", "99", "x", "9" * 50])
def test_removing_a_row_that_is_not_there_keeps_all(bottles, remove):
    assert 'value="Xanax"' in bottles.send(rows("Xanax", remove=remove)).body


def test_enter_in_a_box_continues_instead_of_removing_a_row(bottles):
    """Browsers press the first button of a form."""
    bottles.send(rows("Xanax", add="1"))
    form = bottles.body[bottles.body.index('<form method="post" action="/intake/question/') :]

    first = form.index('<input type="submit" value="" hidden>')
    assert first < form.index("<button")


def test_sixty_rows_are_the_most(bottles):
    bottles.send(rows(*["Advil"] * 60, add="1"))

    assert bottles.body.count('<fieldset class="medicine">') == 60
    assert "Add another medicine" not in bottles.text


def test_nothing_written_is_an_error(bottles):
    bottles.send(rows())

    assert bottles.status == 422
    assert "Write at least one medicine, or tick a box below." in bottles.text
    assert '<a href="#id_name-0">' in bottles.body


def test_dose_without_a_name_is_an_error(bottles):
    bottles.send(rows("Advil", **{"dose-2": "5 mg"}))

    assert bottles.status == 422
    assert '<a href="#id_name-2">' in bottles.body
    assert 'value="5 mg"' in bottles.body


def test_overlong_name_is_an_error_and_stays(bottles):
    bottles.send(rows("a" * 201))

    assert bottles.status == 422
    assert "Use 200 characters or fewer. You wrote 201." in bottles.text
    assert "a" * 201 in bottles.body


@pytest.mark.parametrize("said", ["not_sure", "prefer_not_to_say"])
def test_not_knowing_is_a_stored_value(bottles, said):
    bottles.send(rows(otherwise=said))

    assert bottles.answers["medicines"] == said
    assert f'value="{said}"' in bottles.ask("medicines").body.partition(" checked")[0]


def test_medicine_beside_not_knowing_is_an_error(bottles):
    bottles.send(rows("Advil", otherwise="not_sure"))

    assert bottles.status == 422
    assert "You wrote a medicine and ticked “I am not sure what I take”." in bottles.text


def test_list_may_be_blank_where_no_medicines_are_taken(inside):
    inside.ask("medicine_classes").send({"answer": ["none"]}).ask("medicines")
    assert "You can leave this blank." in inside.text

    inside.send(rows())

    assert inside.answers["medicines"] is None


def test_near_name_is_asked_about(bottles):
    bottles.send(rows("klonapin"))

    assert bottles.address == "/intake/question/medicines/names/"
    assert "You wrote “klonapin”. Is that clonazepam, a calming medicine?" in bottles.text
    assert " checked" not in bottles.body
    assert bottles.answers["medicines"][0]["name"] == "klonapin"


def test_name_near_to_several_offers_each(bottles):
    bottles.send(rows("klonapine"))
    assert "You wrote “klonapine”. Which medicine is that? clonazepam, a calming" in bottles.text

    bottles.send({"name-0": "0"})

    (row,) = bottles.answers["medicines"]
    assert (row["confirmed"], row["rejected"]) == (["clonazepam"], ["clozapine"])


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ("0", {"confirmed": ["clonazepam"], "rejected": []}),
        ("no", {"confirmed": [], "rejected": ["clonazepam"]}),
        ("not_sure", {}),
    ],
)
def test_reply_stays_with_the_row(bottles, reply, kept):
    bottles.send(rows("klonapin")).send({"name-0": reply})

    (row,) = bottles.answers["medicines"]
    assert {key: row[key] for key in row if key in ("confirmed", "rejected")} == kept


def test_confirmed_medicine_asks_its_follow_up(inside):
    inside.ask("medicine_classes").send({"answer": ["other"]})
    inside.ask("medicines").send(rows("klonapin")).send({"name-0": "0"})

    assert inside.ask("benzodiazepine_pattern").asked == "benzodiazepine_pattern"


def test_reply_is_kept_while_the_name_stays_and_goes_with_it(bottles):
    bottles.send(rows("klonapin")).send({"name-0": "no"})

    bottles.ask("medicines").send(rows("klonapin", **{"dose-0": "1 mg"}))
    assert bottles.answers["medicines"][0]["rejected"] == ["clonazepam"]
    assert bottles.asked == "completed_by"

    bottles.ask("medicines").send(rows("clonazepan"))
    assert "rejected" not in bottles.answers["medicines"][0]


def test_no_reply_is_an_error(bottles):
    bottles.send(rows("klonapin")).send({})

    assert bottles.status == 422
    assert "Choose an answer for “klonapin”." in bottles.text


def test_reply_about_a_list_that_was_changed_since_is_asked_for_again(bottles):
    """Another tab put another medicine into the row: nobody said no to that one."""
    bottles.send(rows("klonapin"))
    reply = {"name-0": "no", "revision": bottles.intake.revision}
    bottles.ask("medicines").send(rows("phenelzin"))

    bottles.send(reply, to="/intake/question/medicines/names/")

    assert bottles.address == "/intake/question/medicines/names/"
    assert "Is that phenelzine" in bottles.text
    assert bottles.answers["medicines"] == [{"name": "phenelzin", "dose": "", "frequency": ""}]


def test_names_page_without_a_doubt_leads_on(inside):
    for link_id in ("medicines", "completed_by", "no_such_question"):
        assert inside.open(f"/intake/question/{link_id}/names/").asked == "completed_by"


def test_unknown_name_is_kept_as_typed_and_not_asked_about(bottles):
    bottles.send(rows("grandma's tea 茶"))

    assert bottles.answers["medicines"][0]["name"] == "grandma's tea 茶"
    assert bottles.asked == "completed_by"
