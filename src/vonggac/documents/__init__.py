"""Papers of the school: forms and books as PDF, DOCX and XLSX (NĐ 30/2020, ADR 0013).

Called through ``documents.client`` by everybody else: only its child processes (``documents.worker``) load typst,
docxtpl and openpyxl, each its own. Promises: the same data give the same bytes; text is never markup; a field without a
value is a dotted line. Knows nothing of people, directives or the ledger: callers give every word.
"""
