"""The sources that governance itself keeps: documents, roles, users, refusals."""
