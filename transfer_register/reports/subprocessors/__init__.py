"""The page on which customers find the sub-processors that are engaged for them (GDPR 28(2), 28(4))."""
