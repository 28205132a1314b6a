"""What other systems read of a suggestion: every field is named here."""

from rest_framework import serializers

from matching.cards import CAME


class ReasonSerializer(serializers.Serializer):
    """One signal's part of the points, as a code and as a sentence (matching.cards.ReasonLine)."""

    signal = serializers.CharField()
    label = serializers.CharField()
    points = serializers.IntegerField()
    most = serializers.IntegerField()
    code = serializers.CharField()
    text = serializers.CharField()


class AskedSerializer(serializers.Serializer):
    """A rule that can't be judged yet, and what the person can do (jobs.sentences.Line)."""

    rule = serializers.CharField(source="kind")
    label = serializers.CharField(source="kind_label")
    text = serializers.CharField()
    remedy = serializers.CharField(allow_blank=True)


class GainSerializer(serializers.Serializer):
    """The certificate that would raise the points of a suggestion most, and by how many (matching.gains.Gain)."""

    certificate = serializers.CharField()
    points = serializers.IntegerField()


class NearSerializer(serializers.Serializer):
    """A group of occupations near the person's own that is hiring, and the posting in it that fits best (matching.wider.Near)."""

    code = serializers.CharField()
    name = serializers.CharField()
    by_words = serializers.BooleanField()
    openings = serializers.IntegerField()
    posting_id = serializers.UUIDField(source="posting.public_id")
    title = serializers.CharField(source="posting.title")
    points = serializers.IntegerField()


class SuggestionSerializer(serializers.Serializer):
    """One suggestion (matching.cards.Card): a posting of the city, or an outside one, which is applied for elsewhere."""

    posting_id = serializers.UUIDField(allow_null=True)
    outside_posting_id = serializers.UUIDField(allow_null=True)
    title = serializers.CharField()
    points = serializers.IntegerField(source="suggestion.points")
    most = serializers.IntegerField()
    came = serializers.ChoiceField(choices=tuple(CAME.values()))
    reasons = ReasonSerializer(many=True)
    asked = AskedSerializer(many=True)
    gain = GainSerializer(source="suggestion.gain", allow_null=True)
    suggested_at = serializers.DateTimeField(source="suggestion.run.ran_at")
