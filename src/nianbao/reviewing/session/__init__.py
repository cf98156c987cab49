"""A review: what there is to decide in reports, the decisions, and handing a report back."""
