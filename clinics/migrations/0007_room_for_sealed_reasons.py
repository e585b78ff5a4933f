from django.db import migrations, models

import clinics.encryption.fields as sealed


class Migration(migrations.Migration):
    dependencies = [("clinics", "0006_staff_invitations")]

    operations = [
        migrations.AddField(
            "breakglass", "public_id", models.UUIDField(null=True, editable=False)
        ),
        migrations.AddField(
            "breakglass", "sealed_reason", sealed.EncryptedTextField(max_length=500, null=True)
        ),
    ]
