import datetime
import uuid

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import clinics.models.clinic


class Migration(migrations.Migration):
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
                ("given_name", models.CharField(max_length=100)),
                (
                    "family_name",
                    models.CharField(
                        blank=True,
                        help_text="Leave empty for somebody with one name.",
                        max_length=100,
                    ),
                ),
                ("name_words", models.TextField(editable=False)),
                ("date_of_birth", models.DateField()),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                ("phone", models.CharField(blank=True, max_length=40)),
                (
                    "language",
                    models.CharField(
                        help_text="The one to write to the patient in.", max_length=10
                    ),
                ),
                (
                    "record_number",
                    models.CharField(
                        blank=True,
                        help_text="The patient's number in the clinic's own records.",
                        max_length=40,
                    ),
                ),
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
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                name="user_email_is_lower_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="clinic",
            constraint=models.CheckConstraint(
                condition=models.Q(("invitation_days__range", (1, 90))),
                name="clinic_invitation_days_1_to_90",
            ),
        ),
        migrations.AddConstraint(
            model_name="clinic",
            constraint=models.CheckConstraint(
                condition=models.Q(("retention_days__range", (1, 365))),
                name="clinic_retention_days_1_to_365",
            ),
        ),
        migrations.AddConstraint(
            model_name="clinic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("crisis_line", ""), _negated=True),
                    models.Q(("emergency_number", ""), _negated=True),
                ),
                name="clinic_has_crisis_numbers",
            ),
        ),
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(
                fields=["clinic", "object_type", "object_id"], name="audit_event_by_object"
            ),
        ),
        migrations.AddConstraint(
            model_name="auditevent",
            constraint=models.UniqueConstraint(
                fields=("clinic", "sequence"), name="audit_event_one_per_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="auditevent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("clinic", None)),
                fields=("sequence",),
                name="audit_event_one_per_system_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="auditevent",
            constraint=models.CheckConstraint(
                condition=models.Q(("actor_kind__in", ["STAFF", "PATIENT", "OPERATOR", "SYSTEM"])),
                name="audit_event_actor_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                fields=("user", "clinic", "role"), name="membership_role_given_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["FRONT_DESK", "CLINICIAN", "ADMIN"])),
                name="membership_role_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="patient",
            index=models.Index(
                fields=["clinic", "family_name", "given_name", "id"], name="patient_by_name"
            ),
        ),
        migrations.AddIndex(
            model_name="patient",
            index=models.Index(fields=["clinic", "date_of_birth"], name="patient_by_birth_date"),
        ),
        migrations.AddConstraint(
            model_name="patient",
            constraint=models.UniqueConstraint(
                condition=models.Q(("record_number", ""), _negated=True),
                fields=("clinic", "record_number"),
                name="patient_record_number_used_once",
                violation_error_message="Another patient has this record number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="patient",
            constraint=models.CheckConstraint(
                condition=models.Q(("date_of_birth__gte", datetime.date(1900, 1, 1))),
                name="patient_born_since_1900",
            ),
        ),
        migrations.AddConstraint(
            model_name="patient",
            constraint=models.CheckConstraint(
                condition=models.Q(("given_name", ""), _negated=True), name="patient_has_a_name"
            ),
        ),
    ]
