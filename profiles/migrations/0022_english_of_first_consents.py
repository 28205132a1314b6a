"""Translate the consent texts that an installation begins with; a later version brings its English along (consents.publish)."""

from django.db import migrations

ENGLISH = {
    "service": (
        "Consent to the collection and use of personal data",
        """Purpose: managing your membership, suggesting jobs that fit you, checking whether you are eligible, contacting you \
about applications and work
Data: e-mail address, name, phone number, date of birth, the district and dong where you live, work history and certificates, \
the kinds of work and hours you wish, what you told of other public jobs and unemployment benefit
How long: until you leave. Records of the work and payments of people who took part are kept apart for the time that the law \
sets and then destroyed.
A computer puts suggestions in order, but people decide who is selected. You can see why a job was suggested and how your \
eligibility was judged, and can ask for a person to look again.
We never take resident registration numbers.
You have the right to refuse. Without this consent, however, you cannot become a member.""",
    ),
    "sharing": (
        "Consent to passing personal data on to others",
        """Who receives it: the operator that published the posting you applied for, and the site (host firm) where the work is \
done
What they use it for: checking eligibility, reviewing applications, placing people and managing their work, contacting you
Data: name, phone number, date of birth, the district and dong where you live, work history and certificates, what you wrote in \
your application
How long: after recruitment and work have ended, for the time that the law sets
It goes only to the organisations of postings that you applied for, never to others.
You have the right to refuse. But handing your application to the organisation is what this service does, so without this \
consent you cannot become a member.
Postings and programmes can be read without becoming a member.""",
    ),
    "sensitive": (
        "Consent to the use of health data (sensitive data)",
        """Purpose: checking eligibility for jobs that are not open to people with a long-term care grade
Data: whether you hold a grade of long-term care for older people
How long: until you withdraw your consent or leave. When you withdraw it, the answer is deleted at once.
You have the right to refuse. Without this consent we do not ask for it, and jobs with that condition show "to be checked".""",
    ),
    "fairness": (
        "Consent to the use of your sex for statistics of fairness",
        """Purpose: watching in statistics whether suggestions and selection treat women and men alike
Data: your sex
Not used for: the order of suggestions, eligibility, review or selection
Who can see it: operators and sites cannot, and the city's staff cannot see any single person's answer either. Numbers below 5 \
are hidden in the statistics, too.
How long: until you withdraw your consent or leave. When you withdraw it, the answer is deleted at once.
You have the right to refuse. It makes no difference to suggestions, applications or selection.""",
    ),
}


def translate(apps, schema_editor):
    texts = apps.get_model("profiles", "ConsentText").objects.filter(recipient="", version=1, english_text="")
    for purpose, (title, text) in ENGLISH.items():
        texts.filter(purpose=purpose).update(english_title=title, english_text=text)


class Migration(migrations.Migration):
    dependencies = [("profiles", "0021_english_consent_text")]

    operations = [migrations.RunPython(translate, migrations.RunPython.noop)]
