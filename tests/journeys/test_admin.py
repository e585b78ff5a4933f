"""An administrator reads what patients are asked, and keeps the clinic's numbers."""


def test_admin_reads_the_question_set(version, admin):
    assert admin.address == "/question-sets/"
    assert "Published" in admin.text

    admin.click("Version 1")

    assert "Aneurysm, arteriovenous malformation or brain bleed" in admin.text
    assert "aneurysmal-vascular-disease" in admin.text
    assert "Who is filling out this form?" in admin.text
    assert "Español" in admin.text
    assert f"All {len(version.parsed.cases)} example patients come out as the document says" in (
        admin.text
    )


def test_admin_changes_the_crisis_line_and_patients_read_it(patient, admin):
    patient.start()
    assert ("Call or text 988", "tel:988") in patient.page.links

    admin.click("Clinic").press("Save", {"crisis_line": "555-010-0199"})
    assert "The settings are saved." in admin.text

    patient.open("/intake/crisis/")
    assert ("Text 555-010-0199 If you would rather write than talk", "sms:5550100199") in (
        patient.page.links
    )
    assert "988" not in patient.text


def test_admin_sees_no_answers(patient, admin):
    patient.start().answer()
    patient.sign()

    assert admin.open("/queue/").status == 403
    assert admin.open(patient.intake.get_absolute_url()).status == 403
    assert "118/76" not in admin.open(patient.intake.patient.get_absolute_url()).text
