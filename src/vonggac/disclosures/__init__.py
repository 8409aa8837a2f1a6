"""Requests to view stored data, or to have a copy of it (khoản 3 Điều 4): from asking to closing, ``DN-<year>-<no>``.

The written request, the hold on the footage from receipt, the Board's decision that binds what was asked, the minutes
of the viewing, the handover. Who asks is sealed in the rows and stands in no ledger entry, notice or title.
"""
