"""What every numbered proceeding of the school has in common (REQUIREMENTS §5): a number within its calendar year, a
state that moves along a flow, and a file of lines that only grows.

A room subclasses ``bases.Proceeding`` and ``bases.ProceedingLine``, gives its flow as data, and writes by
``services``; triggers of ``guarding`` hold the same in the database.
"""
