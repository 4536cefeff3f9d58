"""Who has to be told that data were rectified, erased or restricted."""
