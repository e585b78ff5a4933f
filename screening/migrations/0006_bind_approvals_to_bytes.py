from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('screening', '0005_approve_what_is_published'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='questionsetversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_sha256', models.F('sha256')), ('status__in', ['APPROVED', 'PUBLISHED', 'RETIRED'])), models.Q(models.Q(('status__in', ['APPROVED', 'PUBLISHED', 'RETIRED']), _negated=True), ('approved_sha256', '')), _connector='OR'), name='version_approved_as_it_is'),
        ),
    ]
