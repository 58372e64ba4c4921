"""Projects: applied for, laid open, validated, reviewed, registered."""
