"""Any file checked, fixed and annotated; what was found, as files for others."""
