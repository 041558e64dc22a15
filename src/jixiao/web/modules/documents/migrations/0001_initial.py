"""Documents, their findings, decisions on them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('files', '0001_initial'),
        ('people', '0002_accounts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('working', 'Working'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', max_length=8)),
                ('started', models.DateTimeField(null=True)),
                ('finished', models.DateTimeField(null=True)),
                ('reason_zh', models.TextField(default='')),
                ('reason_en', models.TextField(default='')),
                ('record', models.CharField(default='', max_length=64)),
                ('kind', models.CharField(default='', max_length=40)),
                ('entity', models.TextField(default='')),
                ('title', models.TextField(default='')),
                ('year', models.IntegerField(null=True)),
                ('pages', models.IntegerField(null=True)),
                ('is_entity_confirmed', models.BooleanField(default=False)),
                ('summary', models.JSONField(default=dict)),
                ('errors', models.IntegerField(default=0)),
                ('leads', models.IntegerField(default=0)),
                ('roundings', models.IntegerField(default=0)),
                ('is_current', models.BooleanField(default=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('earlier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='later', to='documents.document')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='document', to='files.storedfile')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='people.organisation')),
            ],
            options={
                'ordering': ['-errors', '-leads', '-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=24)),
                ('state', models.CharField(choices=[('undecided', 'Undecided'), ('accepted', 'Accepted'), ('rejected', 'Rejected'), ('fixed', 'Fixed')], max_length=10)),
                ('reason', models.TextField(default='')),
                ('at', models.DateTimeField()),
                ('version', models.IntegerField(default=1)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='documents.document')),
            ],
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=24)),
                ('number', models.IntegerField()),
                ('check_code', models.CharField(max_length=120)),
                ('severity', models.CharField(max_length=12)),
                ('is_across', models.BooleanField(default=False)),
                ('row', models.JSONField()),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='documents.document')),
            ],
            options={
                'ordering': ['document_id', 'is_across', 'number'],
            },
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['-errors', '-leads', '-at', '-id'], name='documents_worst_first'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['organisation', 'kind', 'year'], name='documents_by_unit'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(fields=('document', 'key'), name='one_decision_for_a_finding'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'rejected'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_rejection_has_a_reason'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['severity', 'check_code'], name='findings_by_check'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(fields=('document', 'key'), name='a_finding_once'),
        ),
    ]
