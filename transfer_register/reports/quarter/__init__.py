"""What changed in the period of a review, on one page that is signed."""
