"""One module for each kind of file that can be read; the folder is the list."""
