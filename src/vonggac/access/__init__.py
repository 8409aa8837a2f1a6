"""The one question: may(person, act, cameras, footage, at) → Grant | Refusal; and the account of what was then served.

Nothing else decides, and nothing else constructs a Grant. Whatever fails inside the decision is a Refusal.
"""
