"""Korean, where it differs from Django's."""
