import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import clinics.encryption.fields
import screening.models.json_text


class Migration(migrations.Migration):
    # A database that was made by these, before the first release, goes on as it is.
    replaces = [
        ("screening", "0001_question_sets_intakes_and_reviews"),
        ("screening", "0002_void_decisions_for_good"),
        ("screening", "0003_screen_late_pages"),
        ("screening", "0004_life_of_a_version"),
        ("screening", "0005_approve_what_is_published"),
        ("screening", "0006_bind_approvals_to_bytes"),
        ("screening", "0008_replays"),
        ("screening", "0009_screen_corrected_birth_dates"),
        ("screening", "0010_seal_what_patients_say"),
        ("screening", "0011_ask_again_when_publishing"),
        ("screening", "0012_keep_pages_that_are_no_answers"),
        ("screening", "0013_ask_patients_again"),
    ]

    initial = True

    dependencies = [
        ("clinics", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Intake",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "reference",
                    models.CharField(help_text="What patient and clinic call it.", max_length=12),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("IN_PROGRESS", "In progress"),
                            ("SUBMITTED", "Submitted"),
                            ("WITHDRAWN", "Withdrawn"),
                            ("EXPIRED", "Expired"),
                        ],
                        default="IN_PROGRESS",
                        max_length=12,
                    ),
                ),
                ("language", models.CharField(max_length=10)),
                ("answers", clinics.encryption.fields.EncryptedJSONField(default=dict)),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=0, help_text="Number of the last page sent."
                    ),
                ),
                (
                    "renewed",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="Number of the last renewal: pages shown before it are of older words.",
                    ),
                ),
                (
                    "asked_anew",
                    screening.models.json_text.JSONTextField(
                        default=list,
                        help_text="Questions that a renewal brought or changed, by link id.",
                    ),
                ),
                (
                    "urgent_digests",
                    screening.models.json_text.JSONTextField(
                        default=list,
                        help_text="Of the urgent flags on record, so that a page needs no look-up.",
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "keep_until",
                    models.DateTimeField(help_text="When an unfinished intake expires."),
                ),
                (
                    "signed_name",
                    clinics.encryption.fields.EncryptedTextField(blank=True, max_length=200),
                ),
                (
                    "declaration",
                    clinics.encryption.fields.EncryptedTextField(
                        blank=True, help_text="The exact words that were signed."
                    ),
                ),
                ("session_digest", models.CharField(max_length=64, null=True, unique=True)),
                ("session_started_at", models.DateTimeField(null=True)),
                ("session_seen_at", models.DateTimeField(null=True)),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("urgent", "Urgent"),
                            ("contraindication", "Contraindication"),
                            ("possible_contraindication", "Possible contraindication"),
                            ("caution", "Caution"),
                            ("needs_information", "Needs information"),
                            ("none", "None"),
                        ],
                        help_text="Empty until it is screened.",
                        max_length=30,
                    ),
                ),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        default=7, help_text="0 is the most pressing."
                    ),
                ),
                ("needs_review", models.BooleanField(default=False)),
                ("waiting_since", models.DateTimeField(null=True)),
                ("needs_human", models.BooleanField(default=False)),
                (
                    "human_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("VERSION", "The question set could not be read"),
                            ("MEDICINES", "The medicines could not be matched"),
                            ("EVALUATION", "The rules could not be run"),
                            ("DECRYPTION", "Some of what is on record could not be decrypted"),
                            (
                                "LATE_PAGE",
                                "The patient sent a page afterwards that cannot be read as an answer",
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("claimed_at", models.DateTimeField(null=True)),
                (
                    "late_page",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="Number of the last page that came after everything was sent.",
                    ),
                ),
                (
                    "outcome_since",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="Number of the screening since which all outcomes were the same.",
                    ),
                ),
                (
                    "claimed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intakes",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intakes",
                        to="clinics.patient",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "token_digest",
                    models.CharField(help_text="SHA-256 of the token.", max_length=64, unique=True),
                ),
                ("language", models.CharField(max_length=10)),
                ("created_at", models.DateTimeField()),
                (
                    "expires_at",
                    models.DateTimeField(help_text="A started intake is kept longer than this."),
                ),
                ("failed_tries", models.PositiveSmallIntegerField(default=0)),
                ("locked_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("spent_at", models.DateTimeField(null=True)),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="clinics.patient",
                    ),
                ),
                (
                    "returns_to",
                    models.ForeignKey(
                        help_text="The intake that was sent and that it leads back to; else it begins one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="return_links",
                        to="screening.intake",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="intake",
            name="invitation",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="intake",
                to="screening.invitation",
            ),
        ),
        migrations.CreateModel(
            name="QuestionSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(db_index=False, max_length=100)),
                ("title", models.CharField(max_length=200)),
                (
                    "asks_again_since",
                    models.DateTimeField(
                        help_text="Unfinished intakes on a version published before go on with the published one.",
                        null=True,
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="question_sets",
                        to="clinics.clinic",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("clinic", "slug"), name="question_set_slug_used_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="QuestionSetVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("DRAFT", "Draft"),
                            ("IN_REVIEW", "In review"),
                            ("APPROVED", "Approved"),
                            ("PUBLISHED", "Published"),
                            ("RETIRED", "Retired"),
                            ("REJECTED", "Rejected"),
                        ],
                        default="DRAFT",
                        max_length=12,
                    ),
                ),
                (
                    "document",
                    models.TextField(help_text="Canonical JSON; the hash is of its UTF-8 bytes."),
                ),
                ("sha256", models.CharField(max_length=64)),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=0, help_text="How often the draft was saved."
                    ),
                ),
                (
                    "approved_sha256",
                    models.CharField(
                        blank=True,
                        help_text="The bytes that were approved; empty for none.",
                        max_length=64,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                ("retired_at", models.DateTimeField(null=True)),
                (
                    "based_on",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="screening.questionsetversion",
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="question_set_versions",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "question_set",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="screening.questionset",
                    ),
                ),
                (
                    "retired_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question_set", "number"), name="version_number_used_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "PUBLISHED")),
                        fields=("question_set",),
                        name="version_one_published_per_set",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "DRAFT",
                                    "IN_REVIEW",
                                    "APPROVED",
                                    "PUBLISHED",
                                    "RETIRED",
                                    "REJECTED",
                                ],
                            )
                        ),
                        name="version_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_at__isnull", False),
                                ("status__in", ["PUBLISHED", "RETIRED"]),
                            ),
                            models.Q(
                                models.Q(("status__in", ["PUBLISHED", "RETIRED"]), _negated=True),
                                ("published_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="version_published_at_some_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_sha256", models.F("sha256")),
                                ("status__in", ["APPROVED", "PUBLISHED", "RETIRED"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("status__in", ["APPROVED", "PUBLISHED", "RETIRED"]),
                                    _negated=True,
                                ),
                                ("approved_sha256", ""),
                            ),
                            _connector="OR",
                        ),
                        name="version_approved_as_it_is",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("retired_at__isnull", False), ("status", "RETIRED")),
                            models.Q(
                                models.Q(("status", "RETIRED"), _negated=True), ("retired_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="version_retired_at_some_time",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="invitation",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invitations",
                to="screening.questionsetversion",
            ),
        ),
        migrations.AddField(
            model_name="intake",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="intakes",
                to="screening.questionsetversion",
            ),
        ),
        migrations.CreateModel(
            name="Renewal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(
                        help_text="Later than every page that came before."
                    ),
                ),
                (
                    "removed",
                    clinics.encryption.fields.EncryptedJSONField(
                        default=dict,
                        help_text="Answers that left the record with the old version, by link id.",
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "after",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="screening.questionsetversion",
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="screening.questionsetversion",
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewals",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewals",
                        to="screening.intake",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("intake", "number"), name="renewal_number_used_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("before", models.F("after")), _negated=True),
                        name="renewal_is_by_another_version",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Replay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("document_sha256", models.CharField(max_length=64)),
                ("engine_version", models.CharField(max_length=20)),
                ("vocabulary_sha256", models.CharField(max_length=64)),
                ("started_at", models.DateTimeField()),
                ("beat_at", models.DateTimeField(help_text="When it last came on.")),
                ("finished_at", models.DateTimeField(null=True)),
                ("total", models.PositiveIntegerField()),
                ("last", models.PositiveBigIntegerField()),
                ("cursor", models.PositiveBigIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("differing", models.PositiveIntegerField(default=0)),
                (
                    "failed",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="Intakes that the rules could not be run on; they count as differing.",
                    ),
                ),
                ("by_rule", screening.models.json_text.JSONTextField(default=dict)),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replays",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replays",
                        to="screening.questionsetversion",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["clinic", "version", "-started_at"], name="replay_newest")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("differing__lte", models.F("done")),
                            ("done__lte", models.F("total")),
                            ("failed__lte", models.F("differing")),
                        ),
                        name="replay_counts_add_up",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at", None)),
                        fields=("version",),
                        name="replay_one_running_per_version",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("SUITABLE", "Suitable"),
                            ("SUITABLE_WITH_CONDITIONS", "Suitable with conditions"),
                            ("DEFERRED", "Deferred until a date"),
                            ("NOT_SUITABLE", "Not suitable"),
                            ("MORE_INFORMATION", "More information needed"),
                        ],
                        max_length=24,
                    ),
                ),
                ("reason", clinics.encryption.fields.EncryptedTextField(blank=True)),
                ("conditions", clinics.encryption.fields.EncryptedTextField(blank=True)),
                ("deferred_until", models.DateField(null=True)),
                (
                    "message",
                    clinics.encryption.fields.EncryptedTextField(
                        blank=True, help_text="What the patient reads."
                    ),
                ),
                (
                    "pages",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="Number of the last page that had come when this was decided.",
                    ),
                ),
                (
                    "key",
                    models.UUIDField(
                        help_text="Of the form that was sent: twice is once.", unique=True
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="screening.intake",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InformationRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="That of the decision.")),
                (
                    "questions",
                    clinics.encryption.fields.EncryptedJSONField(
                        help_text="Link ids, in the document's order."
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("OPEN", "Waits for the patient"),
                            ("ANSWERED", "Answered"),
                            ("WITHDRAWN", "Taken back"),
                            ("EXPIRED", "Not answered in time"),
                        ],
                        default="OPEN",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(help_text="With its newest link.")),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="information_requests",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="information_requests",
                        to="screening.intake",
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        help_text="The newest one that was given out.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="information_requests",
                        to="screening.invitation",
                    ),
                ),
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="information_request",
                        to="screening.review",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("intake", "number"), name="information_request_number_used_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "OPEN")),
                        fields=("intake",),
                        name="information_request_one_open_per_intake",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["OPEN", "ANSWERED", "WITHDRAWN", "EXPIRED"])
                        ),
                        name="information_request_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("status", "OPEN")),
                            models.Q(
                                models.Q(("status", "OPEN"), _negated=True),
                                ("closed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="information_request_closed_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Screening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "trigger",
                    models.CharField(
                        choices=[
                            ("PAGE", "A page with an urgent answer"),
                            ("SUBMISSION", "The patient sent everything"),
                            ("VITAL_SIGN", "A measurement by staff"),
                            ("INFORMATION", "An answer to a request for information"),
                            ("LATE_PAGE", "A page that the patient sent too late"),
                            ("BIRTH_DATE", "A date of birth that staff corrected"),
                            ("RENEWAL", "Newer questions, while the patient was answering"),
                            ("REQUEST", "Staff asked to screen again"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "today",
                    models.DateField(help_text="The date at the clinic that ages were counted to."),
                ),
                ("is_complete", models.BooleanField()),
                ("document_sha256", models.CharField(max_length=64)),
                ("engine_version", models.CharField(max_length=20)),
                ("vocabulary_sha256", models.CharField(max_length=64)),
                ("parameters", screening.models.json_text.JSONTextField()),
                ("answers", clinics.encryption.fields.EncryptedJSONField()),
                ("answers_digest", models.CharField(max_length=64)),
                ("outcome", clinics.encryption.fields.EncryptedJSONField()),
                ("outcome_digest", models.CharField(max_length=64)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("urgent", "Urgent"),
                            ("contraindication", "Contraindication"),
                            ("possible_contraindication", "Possible contraindication"),
                            ("caution", "Caution"),
                            ("needs_information", "Needs information"),
                            ("none", "None"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screenings",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screenings",
                        to="screening.intake",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("intake", "number"), name="screening_number_used_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("trigger", "SUBMISSION")),
                        fields=("intake",),
                        name="screening_one_submission_per_intake",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "trigger__in",
                                [
                                    "PAGE",
                                    "SUBMISSION",
                                    "VITAL_SIGN",
                                    "INFORMATION",
                                    "LATE_PAGE",
                                    "BIRTH_DATE",
                                    "RENEWAL",
                                    "REQUEST",
                                ],
                            )
                        ),
                        name="screening_trigger_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "level__in",
                                [
                                    "urgent",
                                    "contraindication",
                                    "possible_contraindication",
                                    "caution",
                                    "needs_information",
                                    "none",
                                ],
                            )
                        ),
                        name="screening_level_is_known",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="review",
            name="screening",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reviews",
                to="screening.screening",
            ),
        ),
        migrations.CreateModel(
            name="ReplayDifference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level_before",
                    models.CharField(
                        choices=[
                            ("urgent", "Urgent"),
                            ("contraindication", "Contraindication"),
                            ("possible_contraindication", "Possible contraindication"),
                            ("caution", "Caution"),
                            ("needs_information", "Needs information"),
                            ("none", "None"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "level_after",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("urgent", "Urgent"),
                            ("contraindication", "Contraindication"),
                            ("possible_contraindication", "Possible contraindication"),
                            ("caution", "Caution"),
                            ("needs_information", "Needs information"),
                            ("none", "None"),
                        ],
                        max_length=30,
                    ),
                ),
                ("rules", screening.models.json_text.JSONTextField()),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replay_differences",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="screening.intake",
                    ),
                ),
                (
                    "replay",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="differences",
                        to="screening.replay",
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="screening.screening",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("replay", "intake"), name="replay_differs_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="intake",
            name="current_screening",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="screening.screening",
            ),
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=100)),
                ("title", models.TextField()),
                (
                    "severity",
                    models.CharField(
                        choices=[
                            ("urgent", "Urgent"),
                            ("contraindication", "Contraindication"),
                            ("caution", "Caution"),
                            ("needs_information", "Needs information"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "truth",
                    models.CharField(
                        choices=[("RAISED", "Raised"), ("UNDETERMINED", "Cannot be ruled out")],
                        max_length=12,
                    ),
                ),
                ("evidence", clinics.encryption.fields.EncryptedJSONField(default=list)),
                ("missing", clinics.encryption.fields.EncryptedJSONField(default=list)),
                ("digest", models.CharField(max_length=64)),
                (
                    "occurrence",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="Above 1: raised again after the one before was assessed.",
                    ),
                ),
                ("raised_at", models.DateTimeField()),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flags",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flags",
                        to="screening.intake",
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flags",
                        to="screening.screening",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["clinic", "rule", "raised_at"], name="flag_by_rule")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("intake", "digest", "occurrence"), name="flag_on_record_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "severity__in",
                                ["urgent", "contraindication", "caution", "needs_information"],
                            )
                        ),
                        name="flag_severity_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("truth__in", ["RAISED", "UNDETERMINED"])),
                        name="flag_truth_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SentPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(help_text="1, 2, 3 and on, as the pages came in."),
                ),
                ("link_id", models.CharField(max_length=100)),
                ("answer", clinics.encryption.fields.EncryptedJSONField()),
                (
                    "removed",
                    clinics.encryption.fields.EncryptedJSONField(
                        default=dict,
                        help_text="Answers that left the record with this page, by link id.",
                    ),
                ),
                (
                    "seen_revision",
                    models.PositiveIntegerField(
                        help_text="The revision that the patient had before them.", null=True
                    ),
                ),
                (
                    "refused",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NOT_ASKED", "Not asked any more"),
                            ("SUBMITTED", "Came after sending"),
                            ("WITHDRAWN", "Came after withdrawing"),
                            ("EXPIRED", "Came too late"),
                            ("REVOKED", "Came after the invitation was taken back"),
                            ("REWORDED", "The question was changed meanwhile, and asked again"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "is_answer",
                    models.BooleanField(
                        default=True,
                        help_text="Else `answer` holds the fields of the form, as they were sent.",
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sent_pages",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sent_pages",
                        to="screening.intake",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        help_text="What it answers, when the clinic has asked again.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pages",
                        to="screening.informationrequest",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("intake", "number"), name="sent_page_number_used_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("refused", ""),
                            (
                                "refused__in",
                                [
                                    "NOT_ASKED",
                                    "SUBMITTED",
                                    "WITHDRAWN",
                                    "EXPIRED",
                                    "REVOKED",
                                    "REWORDED",
                                ],
                            ),
                            _connector="OR",
                        ),
                        name="sent_page_refusal_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VersionCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("QUEUED", "Waiting to run"),
                            ("RUNNING", "Running"),
                            ("PASSED", "Passed"),
                            ("FAILED", "Not passed"),
                            ("UNDECIDED", "Not decided"),
                            ("OVERTAKEN", "Not run, because the draft was saved again"),
                        ],
                        default="QUEUED",
                        max_length=10,
                    ),
                ),
                ("remarks", screening.models.json_text.JSONTextField(default=list)),
                ("engine_version", models.CharField(max_length=20)),
                ("checks_version", models.CharField(max_length=20)),
                ("vocabulary_sha256", models.CharField(max_length=64)),
                ("queued_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("seconds", models.FloatField(help_text="That the proofs took.", null=True)),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="version_checks",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="screening.questionsetversion",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["clinic", "sha256"], name="version_check_by_bytes")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["QUEUED", "RUNNING", "PASSED", "FAILED", "UNDECIDED", "OVERTAKEN"],
                            )
                        ),
                        name="version_check_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at", None), ("state__in", ["QUEUED", "RUNNING"])),
                            models.Q(
                                models.Q(("state__in", ["QUEUED", "RUNNING"]), _negated=True),
                                ("finished_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="version_check_finished_at_some_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VersionStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("LOADED", "Brought in"),
                            ("STARTED", "Started as a copy"),
                            ("SAVED", "Written in"),
                            ("SENT", "Sent for review"),
                            ("RETURNED", "Back to draft"),
                            ("APPROVED", "Approved"),
                            ("REJECTED", "Rejected"),
                            ("PUBLISHED", "Published"),
                            ("RETIRED", "Retired"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "sha256",
                    models.CharField(help_text="Of the document at that moment.", max_length=64),
                ),
                (
                    "exception",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "SOLE_ADMIN",
                                "Approved by its author, the clinic's only administrator",
                            ),
                            (
                                "OPERATOR",
                                "Approved by the operator of the program, not by the clinic",
                            ),
                            (
                                "ROLLED_BACK",
                                "Approved because these very bytes were published before",
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="version_steps",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="screening.questionsetversion",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "LOADED",
                                    "STARTED",
                                    "SAVED",
                                    "SENT",
                                    "RETURNED",
                                    "APPROVED",
                                    "REJECTED",
                                    "PUBLISHED",
                                    "RETIRED",
                                ],
                            )
                        ),
                        name="version_step_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("exception", ""),
                            models.Q(
                                ("exception__in", ["SOLE_ADMIN", "OPERATOR", "ROLLED_BACK"]),
                                ("kind", "APPROVED"),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="version_step_exception_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "REJECTED"), ("reason", ""), _negated=True),
                        name="version_step_rejects_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VitalSign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "systolic",
                    clinics.encryption.fields.EncryptedJSONField(help_text="mmHg, a whole number"),
                ),
                (
                    "diastolic",
                    clinics.encryption.fields.EncryptedJSONField(help_text="mmHg, a whole number"),
                ),
                (
                    "heart_rate",
                    clinics.encryption.fields.EncryptedJSONField(
                        default=None, help_text="Beats a minute, or null."
                    ),
                ),
                ("measured_at", models.DateTimeField()),
                ("note", clinics.encryption.fields.EncryptedTextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vital_signs",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="screening.vitalsign",
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vital_signs",
                        to="screening.intake",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FlagAssessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "judgement",
                    models.CharField(
                        choices=[("UPHELD", "Upheld"), ("OVERRIDDEN", "Overridden")], max_length=12
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("SPOKE_WITH_PATIENT", "Spoke with the patient"),
                            ("EXAMINED", "Examined or measured the patient"),
                            ("RECORDS_CHECKED", "Checked the medical records"),
                            ("SPECIALIST_ADVICE", "Took a specialist's advice"),
                            ("ANSWERED_BY_MISTAKE", "The patient answered by mistake"),
                            ("RISK_MANAGED", "The risk is managed by a plan"),
                            ("OTHER", "Another reason"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", clinics.encryption.fields.EncryptedTextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flag_assessments",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "flag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="screening.flag",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("judgement__in", ["UPHELD", "OVERRIDDEN"])),
                        name="assessment_judgement_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                [
                                    "SPOKE_WITH_PATIENT",
                                    "EXAMINED",
                                    "RECORDS_CHECKED",
                                    "SPECIALIST_ADVICE",
                                    "ANSWERED_BY_MISTAKE",
                                    "RISK_MANAGED",
                                    "OTHER",
                                ],
                            )
                        ),
                        name="assessment_reason_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("URGENT_FINDING", "An urgent finding"),
                            ("NEEDS_HUMAN", "An intake that the rules could not be run on"),
                            (
                                "INVITATION_LOCKED",
                                "An invitation locked after wrong dates of birth",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "recipient",
                    models.EmailField(
                        help_text="The clinic's on-call address at the last attempt.",
                        max_length=254,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("next_attempt_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "last_error",
                    models.CharField(
                        blank=True,
                        help_text="The type of the exception, never its words.",
                        max_length=200,
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notifications",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notifications",
                        to="screening.intake",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notifications",
                        to="screening.invitation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("sent_at", None)),
                        fields=["next_attempt_at"],
                        name="notification_to_send",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("intake", None),
                                ("invitation__isnull", False),
                                ("kind", "INVITATION_LOCKED"),
                            ),
                            models.Q(
                                models.Q(("kind", "INVITATION_LOCKED"), _negated=True),
                                ("intake__isnull", False),
                                ("invitation", None),
                            ),
                            _connector="OR",
                        ),
                        name="notification_is_about_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["URGENT_FINDING", "NEEDS_HUMAN", "INVITATION_LOCKED"])
                        ),
                        name="notification_kind_is_known",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(fields=["clinic", "created_at"], name="invitation_by_clinic"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("failed_tries__lte", 5)), name="invitation_tries_are_limited"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at", None), ("revoked_by", None)),
                    models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                    _connector="OR",
                ),
                name="invitation_revoked_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["clinic", "at"], name="review_by_clinic"),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                fields=("intake", "number"), name="review_number_used_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "decision__in",
                        [
                            "SUITABLE",
                            "SUITABLE_WITH_CONDITIONS",
                            "DEFERRED",
                            "NOT_SUITABLE",
                            "MORE_INFORMATION",
                        ],
                    )
                ),
                name="review_decision_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision", "DEFERRED"), ("deferred_until__isnull", False)),
                    models.Q(
                        models.Q(("decision", "DEFERRED"), _negated=True), ("deferred_until", None)
                    ),
                    _connector="OR",
                ),
                name="review_deferred_until_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decision__in", ["SUITABLE", "SUITABLE_WITH_CONDITIONS"]), _negated=True
                    ),
                    ("screening__isnull", False),
                    _connector="OR",
                ),
                name="review_clears_only_what_was_screened",
            ),
        ),
        migrations.AddIndex(
            model_name="intake",
            index=models.Index(
                condition=models.Q(("needs_review", True)),
                fields=["clinic", "rank", "waiting_since", "id"],
                name="intake_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="intake",
            index=models.Index(
                condition=models.Q(("status", "IN_PROGRESS")),
                fields=["keep_until"],
                name="intake_to_expire",
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.UniqueConstraint(
                fields=("clinic", "reference"), name="intake_reference_used_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["IN_PROGRESS", "SUBMITTED", "WITHDRAWN", "EXPIRED"])
                ),
                name="intake_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "SUBMITTED"), ("submitted_at__isnull", False)),
                    models.Q(
                        models.Q(("status", "SUBMITTED"), _negated=True), ("submitted_at", None)
                    ),
                    _connector="OR",
                ),
                name="intake_submitted_at_some_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "WITHDRAWN"), ("withdrawn_at__isnull", False)),
                    models.Q(
                        models.Q(("status", "WITHDRAWN"), _negated=True), ("withdrawn_at", None)
                    ),
                    _connector="OR",
                ),
                name="intake_withdrawn_at_some_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("level", ""),
                    (
                        "level__in",
                        [
                            "urgent",
                            "contraindication",
                            "possible_contraindication",
                            "caution",
                            "needs_information",
                            "none",
                        ],
                    ),
                    _connector="OR",
                ),
                name="intake_level_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("human_reason", ""), ("needs_human", False)),
                    models.Q(
                        (
                            "human_reason__in",
                            ["VERSION", "MEDICINES", "EVALUATION", "DECRYPTION", "LATE_PAGE"],
                        ),
                        ("needs_human", True),
                        ("rank", 0),
                    ),
                    _connector="OR",
                ),
                name="intake_needs_human_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("needs_review", False), ("waiting_since", None)),
                    models.Q(("needs_review", True), ("waiting_since__isnull", False)),
                    _connector="OR",
                ),
                name="intake_waits_since_some_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claimed_at", None), ("claimed_by", None)),
                    models.Q(("claimed_at__isnull", False), ("claimed_by__isnull", False)),
                    _connector="OR",
                ),
                name="intake_claimed_by_somebody",
            ),
        ),
    ]
