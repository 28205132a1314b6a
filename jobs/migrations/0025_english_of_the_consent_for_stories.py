"""Translate the consent on which a story may be told; a later version brings its English along (consents.publish)."""

from django.db import migrations

TITLE = "Consent to telling your story to everybody"
TEXT = """Purpose: showing the story of somebody who took part on the results page and at the results meeting
Data: the title and text you send, your picture (only if you send one; where and when it was taken is removed), your name with \
its middle hidden (김*수), the name of the programme you took part in
Who sees it: anybody who visits the site, people who come to the results meeting
How long: until you take the story back, withdraw your consent or leave. When you take it back, text and picture are deleted at \
once and disappear from the page.
You have the right to refuse. It makes no difference to your work, its completion or your next application."""


def translate(apps, schema_editor):
    texts = apps.get_model("profiles", "ConsentText").objects.filter(purpose="story", version=1, english_text="")
    texts.update(english_title=TITLE, english_text=TEXT)


class Migration(migrations.Migration):
    dependencies = [("jobs", "0024_outside_posting_said"), ("profiles", "0021_english_consent_text")]

    operations = [migrations.RunPython(translate, migrations.RunPython.noop)]
