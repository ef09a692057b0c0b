"""Tables: every table and column declared once; writing, reading and checking follow from it."""
