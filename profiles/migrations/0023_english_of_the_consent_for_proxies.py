"""Translate the consent on which a counsellor may act; a later version brings its English along (consents.publish)."""

from django.db import migrations

TITLE = "Consent to a counsellor acting for you"
TEXT = """Purpose: the counsellor of the 50+ centre that you chose fills in your profile, applies and answers for you, as far as you let them
Who sees it: one counsellor of that centre. You are told when it is another.
Data: your name, how to reach you, date of birth, where you live, work history and certificates, the hours you could work, what you \
applied for and how it stands
Also seen: what waits for you (interview, offer, agreement, a returned log) and until when
What concerns your health is seen only if you agreed to that apart and wrote it down.
What nobody does for you: agreeing and taking consents back, reading your inbox, changing how you sign in, writing logs of work, asking \
questions
All that is done for you is kept, with who did it and when. You are told, and operators see it as done for you.
How long: for the time that you chose. You can end it at any time before; from then on the counsellor can neither see your pages nor act \
for you.
You have the right to refuse. It makes no difference to using the service by yourself."""


def translate(apps, schema_editor):
    texts = apps.get_model("profiles", "ConsentText").objects.filter(purpose="proxy", version=1, english_text="")
    texts.update(english_title=TITLE, english_text=TEXT)


class Migration(migrations.Migration):
    dependencies = [("profiles", "0022_english_of_first_consents")]

    operations = [migrations.RunPython(translate, migrations.RunPython.noop)]
