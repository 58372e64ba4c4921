"""The working-day calendar: notices as files, the days they name, and deadlines counted by them."""
