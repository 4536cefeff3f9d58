"""Everything a person can do, for the browser and the command line alike."""
