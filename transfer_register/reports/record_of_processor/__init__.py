"""The record of processing of a processor, as far as it concerns transfers: GDPR and UK GDPR 30(2), FADP 12(3)."""
