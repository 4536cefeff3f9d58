"""An export that can be checked by whoever receives it: a package of files with a manifest, hashes and a signature."""
