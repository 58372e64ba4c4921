"""The sources that governance itself keeps: documents, roles, users, programs, exports, refusals."""
