import datetime
import uuid

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import clinics.encryption.fields
import clinics.models.clinic


class Migration(migrations.Migration):
    # A database that was made by these, before the first release, goes on as it is.
    replaces = [
        ("clinics", "0001_people_clinics_and_audit"),
        ("clinics", "0003_data_keys"),
        ("clinics", "0004_seal_patients"),
        ("clinics", "0005_break_glass"),
        ("clinics", "0006_staff_invitations"),
        ("clinics", "0007_room_for_sealed_reasons"),
        ("clinics", "0008_seal_reasons"),
        ("clinics", "0009_reasons_are_sealed"),
        ("clinics", "0010_forget_words_of_failed_tasks"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditChain",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True)),
                ("length", models.PositiveBigIntegerField(default=0)),
                (
                    "head",
                    models.CharField(
                        default="0000000000000000000000000000000000000000000000000000000000000000",
                        help_text="Hash of the newest event.",
                        max_length=64,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Throttle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        help_text="Of what is tried and by whom.", max_length=64, unique=True
                    ),
                ),
                (
                    "free_at",
                    models.DateTimeField(db_index=True, help_text="When every try has come back."),
                ),
            ],
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        error_messages={
                            "unique": "Somebody with this e-mail address is already here."
                        },
                        help_text="Signs in with it; kept in lower case.",
                        max_length=254,
                        unique=True,
                        verbose_name="e-mail address",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As patients and colleagues see it.", max_length=150
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Turn off to keep somebody out; they are never removed.",
                    ),
                ),
                (
                    "is_staff",
                    models.BooleanField(default=False, verbose_name="is an operator's helper"),
                ),
                ("date_joined", models.DateTimeField(auto_now_add=True)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", django.db.models.functions.text.Lower("email"))
                        ),
                        name="user_email_is_lower_case",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Clinic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Short name for commands and addresses.", unique=True
                    ),
                ),
                ("name", models.CharField(help_text="As patients read it.", max_length=120)),
                (
                    "phone",
                    models.CharField(
                        help_text="Where patients reach the clinic.",
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\+?[0-9][0-9 ()./-]{1,30}( ?(x|ext\\.?) ?[0-9]{1,6})?$",
                                "Enter a telephone number, such as 555-010-0199.",
                            )
                        ],
                    ),
                ),
                (
                    "on_call_email",
                    models.EmailField(
                        help_text="Told at once of an urgent finding, by a link only.",
                        max_length=254,
                        verbose_name="on-call e-mail address",
                    ),
                ),
                (
                    "crisis_line",
                    models.CharField(
                        default="988",
                        help_text="Number for a mental health crisis, called or texted at any hour.",
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\+?[0-9][0-9 ()./-]{1,30}( ?(x|ext\\.?) ?[0-9]{1,6})?$",
                                "Enter a telephone number, such as 555-010-0199.",
                            )
                        ],
                    ),
                ),
                (
                    "emergency_number",
                    models.CharField(
                        default="911",
                        help_text="Number for an ambulance.",
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\+?[0-9][0-9 ()./-]{1,30}( ?(x|ext\\.?) ?[0-9]{1,6})?$",
                                "Enter a telephone number, such as 555-010-0199.",
                            )
                        ],
                    ),
                ),
                (
                    "crisis_checked_on",
                    models.DateField(
                        blank=True,
                        help_text="When somebody last called both numbers and found them right.",
                        null=True,
                        verbose_name="crisis numbers last checked on",
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        default="America/New_York",
                        help_text="Such as America/Chicago.",
                        max_length=64,
                        validators=[clinics.models.clinic.is_time_zone],
                    ),
                ),
                (
                    "languages",
                    models.JSONField(
                        default=clinics.models.clinic.default_languages,
                        help_text="Those that patients may choose from; the first one is the usual one.",
                        validators=[clinics.models.clinic.are_languages],
                    ),
                ),
                (
                    "opening_hours",
                    models.TextField(
                        blank=True,
                        help_text="In plain words, as patients read them.",
                        max_length=500,
                    ),
                ),
                (
                    "invitation_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        help_text="How many days an invitation link works.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(90),
                        ],
                    ),
                ),
                (
                    "retention_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="How many days an unfinished intake is kept.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "audit_chain",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clinic",
                        to="clinics.auditchain",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("invitation_days__range", (1, 90))),
                        name="clinic_invitation_days_1_to_90",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("retention_days__range", (1, 365))),
                        name="clinic_retention_days_1_to_365",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("crisis_line", ""), _negated=True),
                            models.Q(("emergency_number", ""), _negated=True),
                        ),
                        name="clinic_has_crisis_numbers",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BreakGlass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("FRONT_DESK", "Front desk"),
                            ("CLINICIAN", "Clinician"),
                            ("ADMIN", "Administrator"),
                        ],
                        max_length=20,
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "reason",
                    clinics.encryption.fields.EncryptedTextField(
                        help_text="Shown to the clinic; names no patient.", max_length=500
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(help_text="Empty while it lasts.", null=True)),
                (
                    "user",
                    models.ForeignKey(
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
                        related_name="break_glasses",
                        to="clinics.clinic",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["clinic", "-started_at"], name="break_glass_newest_first")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("clinic", "user", "role"),
                        name="break_glass_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["FRONT_DESK", "CLINICIAN", "ADMIN"])),
                        name="break_glass_role_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("started_at"))),
                        name="break_glass_has_a_length",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sequence",
                    models.PositiveBigIntegerField(help_text="1, 2, 3 and on, without a gap."),
                ),
                ("at", models.DateTimeField()),
                (
                    "actor_kind",
                    models.CharField(
                        choices=[
                            ("STAFF", "Staff"),
                            ("PATIENT", "Patient"),
                            ("OPERATOR", "Operator"),
                            ("SYSTEM", "System"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "action",
                    models.CharField(help_text="Such as patient.registered.", max_length=60),
                ),
                ("object_type", models.CharField(blank=True, max_length=60)),
                ("object_id", models.CharField(blank=True, max_length=60)),
                ("details", models.JSONField(default=dict)),
                ("previous_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
                (
                    "actor",
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
                        help_text="Empty for what belongs to no clinic, such as a sign-in.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audit_events",
                        to="clinics.clinic",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["clinic", "object_type", "object_id"], name="audit_event_by_object"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("clinic", "sequence"), name="audit_event_one_per_place"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("clinic", None)),
                        fields=("sequence",),
                        name="audit_event_one_per_system_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("actor_kind__in", ["STAFF", "PATIENT", "OPERATOR", "SYSTEM"])
                        ),
                        name="audit_event_actor_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DataKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("DATA", "Seals data and wraps the keys of patients"),
                            ("INDEX", "Makes the digests that patients are searched by"),
                        ],
                        max_length=5,
                    ),
                ),
                ("wrapped", models.BinaryField()),
                (
                    "wrapped_by",
                    models.CharField(help_text="Id of the key in the key file.", max_length=10),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("retired_at", models.DateTimeField(null=True)),
                (
                    "clinic",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_keys",
                        to="clinics.clinic",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at", None)),
                        fields=("clinic", "purpose"),
                        name="data_key_one_active_per_clinic",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("clinic", None), ("retired_at", None)),
                        fields=("purpose",),
                        name="data_key_one_active_for_the_system",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["DATA", "INDEX"])),
                        name="data_key_purpose_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("FRONT_DESK", "Front desk"),
                            ("CLINICIAN", "Clinician"),
                            ("ADMIN", "Administrator"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "expires_at",
                    models.DateTimeField(
                        help_text="For emergency access; from then on it counts for nothing.",
                        null=True,
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "clinic", "role"), name="membership_role_given_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["FRONT_DESK", "CLINICIAN", "ADMIN"])),
                        name="membership_role_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Patient",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("keyring", models.BinaryField()),
                ("erased_at", models.DateTimeField(editable=False, null=True)),
                ("given_name", clinics.encryption.fields.EncryptedTextField(max_length=100)),
                (
                    "family_name",
                    clinics.encryption.fields.EncryptedTextField(
                        blank=True,
                        help_text="Leave empty for somebody with one name.",
                        max_length=100,
                    ),
                ),
                (
                    "date_of_birth",
                    clinics.encryption.fields.EncryptedDateField(
                        validators=[
                            django.core.validators.MinValueValidator(datetime.date(1900, 1, 1))
                        ]
                    ),
                ),
                (
                    "email",
                    clinics.encryption.fields.EncryptedEmailField(
                        blank=True, max_length=254, verbose_name="e-mail address"
                    ),
                ),
                ("phone", clinics.encryption.fields.EncryptedTextField(blank=True, max_length=40)),
                (
                    "language",
                    models.CharField(
                        help_text="The one to write to the patient in.", max_length=10
                    ),
                ),
                (
                    "record_number",
                    clinics.encryption.fields.EncryptedTextField(
                        blank=True,
                        help_text="The patient's number in the clinic's own records.",
                        max_length=40,
                    ),
                ),
                ("record_digest", models.CharField(blank=True, editable=False, max_length=32)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="patients",
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
            ],
            options={
                "indexes": [models.Index(fields=["clinic", "id"], name="patient_newest")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("record_digest", ""), _negated=True),
                        fields=("clinic", "record_digest"),
                        name="patient_record_number_used_once",
                        violation_error_message="Another patient has this record number.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PatientToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=32)),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="patient_tokens",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tokens",
                        to="clinics.patient",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("clinic", "digest", "patient"), name="patient_token_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("FRONT_DESK", "Front desk"),
                            ("CLINICIAN", "Clinician"),
                            ("ADMIN", "Administrator"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "token_digest",
                    models.CharField(help_text="SHA-256 of the token.", max_length=64, unique=True),
                ),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                (
                    "accepted_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staff_invitations",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        help_text="Empty for an operator at a shell.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["FRONT_DESK", "CLINICIAN", "ADMIN"])),
                        name="staff_invitation_role_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", django.db.models.functions.text.Lower("email"))
                        ),
                        name="staff_invitation_email_is_lower_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at", None), ("accepted_by", None)),
                            models.Q(
                                ("accepted_at__isnull", False), ("accepted_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="staff_invitation_accepted_by_somebody",
                    ),
                ],
            },
        ),
    ]
