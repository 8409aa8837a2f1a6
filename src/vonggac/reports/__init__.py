"""Reports of the school on its camera system (nhóm 6 khoản 2 Điều 3): numbers by query over the books, nothing kept
beside them (I10); what is issued is frozen.
"""
