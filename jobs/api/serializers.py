"""What other systems read and send: every field is named here, nothing follows a model by itself."""

from rest_framework import serializers

from jobs.models import Application, Posting, Programme, ProgrammeYear
from profiles import places


class SiteSerializer(serializers.Serializer):
    """A site of a posting; its id is what a wish names."""

    id = serializers.UUIDField(source="posting_site.public_id")
    name = serializers.CharField(source="site.name")
    place = serializers.CharField()
    district = serializers.CharField(source="site.district")
    seats = serializers.IntegerField()


class PaySerializer(serializers.Serializer):
    """What a month of the posting comes to, in whole won: of so many hours, those of its week or the most of a month. An allowance is no wage."""

    kind = serializers.ChoiceField(ProgrammeYear.PayKind.choices, source="posting.programme_year.pay_kind")
    hourly_won = serializers.IntegerField(source="terms.hourly_won")
    hours = serializers.IntegerField()
    gross_won = serializers.IntegerField(source="pay.gross_won")
    withheld_won = serializers.IntegerField(source="pay.withheld_won")
    net_won = serializers.IntegerField(source="pay.net_won")


class PostingSerializer(serializers.Serializer):
    """A posting as a list shows it (jobs.announcements.Announcement)."""

    id = serializers.UUIDField(source="posting.public_id")
    title = serializers.CharField(source="posting.title")
    programme = serializers.CharField(source="posting.programme_year.programme.name")
    kind = serializers.ChoiceField(Programme.Kind.choices, source="posting.programme_year.programme.kind")
    operator = serializers.CharField(source="posting.organisation.name")
    state = serializers.ChoiceField(Posting.State.choices, source="posting.state")
    districts = serializers.ListField(child=serializers.CharField())
    seats = serializers.IntegerField()
    weekly_hours = serializers.IntegerField(source="posting.weekly_hours")
    hours_per_month = serializers.IntegerField(source="posting.hours_per_month")
    hours_mask = serializers.ListField(child=serializers.IntegerField(), source="posting.hours_mask")
    apply_from = serializers.DateTimeField(source="posting.apply_from")
    apply_until = serializers.DateTimeField(source="posting.apply_until")
    results_at = serializers.DateTimeField(source="posting.results_at")
    starts_on = serializers.DateField(source="posting.starts_on")
    ends_on = serializers.DateField(source="posting.ends_on")
    pay = PaySerializer(source="paid", allow_null=True)


class AskedFileSerializer(serializers.Serializer):
    """A file that a posting asks for; people add it on the apply page of the site, before the application is sent."""

    title = serializers.CharField()
    help = serializers.CharField(allow_blank=True)
    is_required = serializers.BooleanField()


class PostingDetailSerializer(PostingSerializer):
    """A posting whole: its duties, sites, question and files."""

    duties = serializers.CharField(source="posting.duties")
    sites = SiteSerializer(many=True)
    question = serializers.CharField(source="posting.question")
    asked_files = AskedFileSerializer(many=True, source="posting.asked_files")
    required_certificates = serializers.ListField(child=serializers.CharField(), source="posting.required_certificates")
    preferred_certificates = serializers.ListField(
        child=serializers.CharField(), source="posting.preferred_certificates"
    )
    has_interview = serializers.BooleanField(source="posting.has_interview")
    has_training = serializers.BooleanField(source="posting.has_training")


class ApplicationSerializer(serializers.Serializer):
    """One's own application, as far as its person may know (jobs.progress.Progress)."""

    id = serializers.UUIDField(source="application.public_id")
    receipt_number = serializers.CharField(source="application.receipt_number")
    received_at = serializers.DateTimeField(source="application.received_at")
    posting_id = serializers.UUIDField(source="application.posting.public_id")
    posting_title = serializers.CharField(source="application.posting.title")
    state = serializers.ChoiceField(Application.State.choices)
    state_words = serializers.CharField(source="state.label")
    stage_number = serializers.IntegerField(source="number", allow_null=True)
    stage_count = serializers.IntegerField()
    comes_next = serializers.CharField()
    results_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField(allow_blank=True)


class ApplySerializer(serializers.Serializer):
    """What a candidate sends. Wishes are site ids, best first; the same token again gives the first application back."""

    form_token = serializers.UUIDField()
    wishes = serializers.ListField(child=serializers.UUIDField(), max_length=20, required=False)
    motive = serializers.CharField(max_length=1000)
    answer = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")
    agrees_to = serializers.UUIDField(
        required=False, help_text="the text at /me/sharing/, where it isn't agreed to yet"
    )


class SharingSerializer(serializers.Serializer):
    """By which text applications are passed on, and whether the person agreed to one."""

    id = serializers.UUIDField(source="text.public_id")
    version = serializers.IntegerField(source="text.version")
    title = serializers.CharField(source="text.title")
    text = serializers.CharField(source="text.text")
    is_agreed = serializers.BooleanField()


class WithdrawSerializer(serializers.Serializer):
    """Why an application is withdrawn; nobody has to say."""

    reason = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class ScopeSerializer(serializers.Serializer):
    """What the city's figures are narrowed by."""

    year = serializers.IntegerField(min_value=2015, max_value=2100, required=False)
    kind = serializers.ChoiceField(Programme.Kind.choices, required=False)
    district = serializers.ChoiceField(places.choices(), required=False)


class FigureSerializer(serializers.Serializer):
    """One figure with what it counts."""

    code = serializers.CharField(source="figure.code")
    label = serializers.CharField(source="figure.label")
    definition = serializers.CharField(source="figure.definition")
    unit = serializers.CharField(source="figure.unit")
    value = serializers.IntegerField()


class PublishedSerializer(serializers.Serializer):
    """A count that the city itself made public, with its day and source."""

    jobs = serializers.IntegerField()
    programmes = serializers.IntegerField()
    on = serializers.DateField()
    source = serializers.CharField()


class FiguresSerializer(serializers.Serializer):
    """The figures of one year."""

    year = serializers.IntegerField()
    is_demo = serializers.BooleanField()
    published = PublishedSerializer(allow_null=True)
    figures = FigureSerializer(many=True)
