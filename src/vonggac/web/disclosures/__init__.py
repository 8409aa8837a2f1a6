"""Pages of viewing requests: the list, asking, one request with what is next, the decision, minutes, handover."""
