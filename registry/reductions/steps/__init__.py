"""The steps of a report, by part of its life: data, review, issuing, orders to cancel."""
