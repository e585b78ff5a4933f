import datetime

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import clinics.encryption.fields as sealed
from clinics.encryption.migrating import refuse_clear_rows, sealed_in_place


class Migration(migrations.Migration):

    dependencies = [
        ('clinics', '0003_data_keys'),
    ]

    operations = [
        refuse_clear_rows('clinics.Patient'),
        migrations.RemoveConstraint('patient', 'patient_record_number_used_once'),
        migrations.RemoveConstraint('patient', 'patient_born_since_1900'),
        migrations.RemoveConstraint('patient', 'patient_has_a_name'),
        migrations.RemoveIndex('patient', 'patient_by_name'),
        migrations.RemoveIndex('patient', 'patient_by_birth_date'),
        migrations.RemoveField('patient', 'name_words'),
        *sealed_in_place(
            'patient',
            given_name=sealed.EncryptedTextField(max_length=100),
            family_name=sealed.EncryptedTextField(blank=True, help_text='Leave empty for somebody with one name.', max_length=100),
            date_of_birth=sealed.EncryptedDateField(validators=[django.core.validators.MinValueValidator(datetime.date(1900, 1, 1))]),
            email=sealed.EncryptedEmailField(blank=True, max_length=254, verbose_name='e-mail address'),
            phone=sealed.EncryptedTextField(blank=True, max_length=40),
            record_number=sealed.EncryptedTextField(blank=True, help_text="The patient's number in the clinic's own records.", max_length=40),
        ),
        migrations.AddField('patient', 'keyring', models.BinaryField(default=b''), preserve_default=False),
        migrations.AddField('patient', 'erased_at', models.DateTimeField(editable=False, null=True)),
        migrations.AddField('patient', 'record_digest', models.CharField(blank=True, editable=False, max_length=32, default=''), preserve_default=False),
        migrations.AddConstraint(
            model_name='patient',
            constraint=models.UniqueConstraint(condition=models.Q(('record_digest', ''), _negated=True), fields=('clinic', 'record_digest'), name='patient_record_number_used_once', violation_error_message='Another patient has this record number.'),
        ),
        migrations.AddIndex(
            model_name='patient',
            index=models.Index(fields=['clinic', 'id'], name='patient_newest'),
        ),
        migrations.CreateModel(
            name='PatientToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=32)),
                ('clinic', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='patient_tokens', to='clinics.clinic')),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to='clinics.patient')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('clinic', 'digest', 'patient'), name='patient_token_once')],
            },
        ),
    ]
