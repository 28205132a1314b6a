"""Doors of the city: the figures of a year with their definitions, as its target page shows them."""

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.request import Request
from rest_framework.response import Response

from jobs import reports
from jobs.api.serializers import FiguresSerializer, ScopeSerializer
from jobs.figures import FIGURES
from jobs.reports import Scope

READERS = {"viewer", "editor", "auditor"}


@extend_schema(parameters=[ScopeSerializer], responses=FiguresSerializer)
@api_view(["GET"])
def figures(request: Request) -> Response:
    """Give every figure of a year, the newest unless another is asked for; narrowed by kind or district."""
    if not request.user.organisation_ids(kinds={"city"}, roles=READERS):
        raise PermissionDenied
    asked = ScopeSerializer(data=request.query_params)
    asked.is_valid(raise_exception=True)
    years = reports.years()
    narrowed = asked.validated_data
    scope = Scope(
        narrowed.get("year") or (years[0] if years else 0),
        kind=narrowed.get("kind", ""),
        district=narrowed.get("district", ""),
    )
    found = reports.values(FIGURES, scope)
    answer = {
        "year": scope.year,
        "is_demo": reports.is_demo(scope.year),
        "published": reports.PUBLISHED.get(scope.year),
        "figures": [{"figure": FIGURES[code], "value": number} for code, number in found.items()],
    }
    return Response(FiguresSerializer(answer).data)
