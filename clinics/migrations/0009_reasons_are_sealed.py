import uuid

from django.db import migrations, models

import clinics.encryption.fields as sealed
from clinics.encryption.sealed import Sealed


class Migration(migrations.Migration):
    dependencies = [("clinics", "0008_seal_reasons")]

    operations = [
        migrations.RemoveConstraint("breakglass", "break_glass_has_a_reason"),
        migrations.RemoveField("breakglass", "reason"),
        migrations.RenameField("breakglass", "sealed_reason", "reason"),
        migrations.AlterField(
            "breakglass",
            "reason",
            sealed.EncryptedTextField(
                max_length=500,
                help_text="Shown to the clinic; names no patient.",
                default=Sealed(b""),  # for none: each row was given one just before
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "breakglass",
            "public_id",
            models.UUIDField(default=uuid.uuid4, unique=True, editable=False),
        ),
    ]
