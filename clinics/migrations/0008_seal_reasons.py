import uuid

from django.conf import settings
from django.db import migrations

from clinics.encryption import Cipher, Context, load_key_file
from clinics.encryption.heads import data_key_head
from clinics.encryption.sealed import Sealed


def seal(apps, schema_editor):
    """What was written in clear so far, as its row will seal it from now on."""
    glasses = apps.get_model("clinics", "BreakGlass").objects.using(schema_editor.connection.alias)
    for glass in glasses.order_by("pk"):
        public_id = uuid.uuid4()
        place = Context(glass.clinic_id, "clinics_breakglass", str(public_id), "reason")
        cipher = cipher_of_clinic(apps, schema_editor, glass.clinic_id)
        reason = Sealed(cipher.seal(glass.reason.encode(), place) if cipher else b"")
        glasses.filter(pk=glass.pk).update(public_id=public_id, sealed_reason=reason)


def cipher_of_clinic(apps, schema_editor, clinic_id):
    """None for a clinic that was erased: its reasons go the same way."""
    keys = apps.get_model("clinics", "DataKey").objects.using(schema_editor.connection.alias)
    key = keys.get(clinic_id=clinic_id, purpose="DATA", retired_at=None)
    if not key.wrapped:
        return None
    place = Context(clinic_id, "clinics_datakey", str(key.pk), "DATA")
    wrapping = load_key_file(settings.KEYS_FILE).cipher(key.wrapped_by)
    return Cipher(wrapping.open(bytes(key.wrapped), place), data_key_head(key.pk))


class Migration(migrations.Migration):
    dependencies = [("clinics", "0007_room_for_sealed_reasons")]

    operations = [migrations.RunPython(seal)]
