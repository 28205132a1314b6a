"""What the OpenAPI schema says of every operation alike: errors are problem JSON (RFC 9457) with the rule's code."""

from typing import Any

PROBLEM = {
    "type": "object",
    "description": "A request that was refused; `code` is the rule's, `errors` (if any) are by field.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "errors": {"type": "object", "additionalProperties": True},
    },
    "required": ["type", "title", "status", "code"],
}
ANSWER = {
    "description": "Refused: the request can't be read, isn't allowed, or breaks a rule.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def add_problems(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Give every operation the one answer for what was refused."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM
    for operations in result["paths"].values():
        for operation in operations.values():
            operation["responses"]["default"] = ANSWER
    return result
