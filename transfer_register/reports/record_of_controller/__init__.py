"""The record of processing of a controller, as far as it concerns transfers: GDPR and UK GDPR 30(1), FADP 12(2)."""
