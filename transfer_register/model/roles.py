"""Who someone is towards the data (GDPR 4(7), 4(8), 26, 28), and what a recipient is to the company."""

from __future__ import annotations

CONTROLLERS = ("controller", "joint_controller")
PROCESSORS = ("processor", "sub_processor")
ROLES = CONTROLLERS + PROCESSORS

# Where data are, and how they are reached. The first five are destinations; an establishment is one only as the
# place where the importer itself is (EDPB Guidelines 05/2021, third criterion).
PLACE_ROLES = ("processing", "storage", "support_access", "remote_access", "control_plane", "establishment")
ACCESS_ROLES = ("support_access", "remote_access")
