"""What a works council is told: which employee data go to whom, in which country, on what basis, and what is open."""
