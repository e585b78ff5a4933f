import uuid

from django.db import migrations, models

import clinics.encryption.fields as sealed
from clinics.encryption.migrating import refuse_clear_rows, sealed_in_place


class Migration(migrations.Migration):

    dependencies = [
        ('clinics', '0004_seal_patients'),
        ('screening', '0009_screen_corrected_birth_dates'),
    ]

    operations = [
        refuse_clear_rows('screening.Intake'),
        migrations.RemoveConstraint('flagassessment', 'assessment_overrides_with_words'),
        migrations.RemoveConstraint('review', 'review_names_its_conditions'),
        migrations.RemoveConstraint('intake', 'intake_needs_human_for_a_reason'),
        *sealed_in_place(
            'intake',
            answers=sealed.EncryptedJSONField(),
            signed_name=sealed.EncryptedTextField(blank=True, max_length=200),
            declaration=sealed.EncryptedTextField(blank=True, help_text='The exact words that were signed.'),
        ),
        migrations.AlterField('intake', 'answers', sealed.EncryptedJSONField(default=dict)),
        migrations.AlterField(
            model_name='intake',
            name='human_reason',
            field=models.CharField(blank=True, choices=[('VERSION', 'The question set could not be read'), ('MEDICINES', 'The medicines could not be matched'), ('EVALUATION', 'The rules could not be run'), ('DECRYPTION', 'Some of what is on record could not be decrypted')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('human_reason', ''), ('needs_human', False)), models.Q(('human_reason__in', ['VERSION', 'MEDICINES', 'EVALUATION', 'DECRYPTION']), ('needs_human', True), ('rank', 0)), _connector='OR'), name='intake_needs_human_for_a_reason'),
        ),
        *sealed_in_place(
            'sentpage',
            answer=sealed.EncryptedJSONField(),
            removed=sealed.EncryptedJSONField(help_text='Answers that left the record with this page, by link id.'),
        ),
        migrations.AlterField('sentpage', 'removed', sealed.EncryptedJSONField(default=dict, help_text='Answers that left the record with this page, by link id.')),
        *sealed_in_place('screening', answers=sealed.EncryptedJSONField(), outcome=sealed.EncryptedJSONField()),
        migrations.RenameField('screening', 'answers_sha256', 'answers_digest'),
        migrations.RenameField('screening', 'outcome_sha256', 'outcome_digest'),
        *sealed_in_place('flag', evidence=sealed.EncryptedJSONField(), missing=sealed.EncryptedJSONField()),
        migrations.AlterField('flag', 'evidence', sealed.EncryptedJSONField(default=list)),
        migrations.AlterField('flag', 'missing', sealed.EncryptedJSONField(default=list)),
        migrations.AddField('flagassessment', 'public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
        *sealed_in_place('flagassessment', words=sealed.EncryptedTextField(blank=True)),
        *sealed_in_place(
            'review',
            reason=sealed.EncryptedTextField(blank=True),
            conditions=sealed.EncryptedTextField(blank=True),
            message=sealed.EncryptedTextField(blank=True, help_text='What the patient reads.'),
        ),
        migrations.AddField('vitalsign', 'public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
        *sealed_in_place(
            'vitalsign',
            systolic=sealed.EncryptedJSONField(help_text='mmHg, a whole number'),
            diastolic=sealed.EncryptedJSONField(help_text='mmHg, a whole number'),
            heart_rate=sealed.EncryptedJSONField(help_text='Beats a minute, or null.'),
            note=sealed.EncryptedTextField(blank=True),
        ),
        migrations.AlterField('vitalsign', 'heart_rate', sealed.EncryptedJSONField(default=None, help_text='Beats a minute, or null.')),
    ]
