"""How dates are written where a sentence formats them by itself: as the filters of profiles.templatetags.dasi write them."""
