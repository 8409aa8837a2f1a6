"""Closing of books: months of the device book, years of both; signed by two, bound by the ledger's code."""
