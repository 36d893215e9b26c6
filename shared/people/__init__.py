"""People: contacts, each one or more identities that are joined by pointers and taken apart again.

An identity's own contact id is its conversation's id. A contact that was merged points to the one
it became part of; nothing that was said is rewritten, so taking them apart again is exact.
"""
