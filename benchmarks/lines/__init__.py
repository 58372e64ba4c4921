"""The measurements, one kind a file. Each takes the stage and adds its lines to the report."""
