"""The log, witness and notes of FORMATS §15.4, as published there."""

from vonggac.ledger.notes import KeyKind, Signer

ORIGIN = "school.example/vonggac/1"
LOG = Signer.from_seed(ORIGIN, bytes(range(0x20)))
WITNESS = Signer.from_seed("witness.example/w1", bytes(range(0x20, 0x40)), KeyKind.WITNESS)
NEXT_LOG = Signer.from_seed(ORIGIN, bytes(range(0x40, 0x60)))
WITNESS_TIME = 1_795_330_800
ENTRIES = [f'{{"cam":"cam01","seq":{n},"t":"segment","v":1}}'.encode() for n in range(7)]

NOTE_7 = """school.example/vonggac/1
7
lx5Gv4FzZpld8hXdwS/AWSdoCy7jCteBE7ZGJ/tQuIk=

— school.example/vonggac/1 Oe1yt51zwIP7TH7rGmHMO5oS8/OM/L4z7ri5F4fBMRNVTt5m56ux8oX8lYN3yVx69vTSIvR9TkAldEZlWMbF7xO/yQg=
— witness.example/w1 \
IDJKvgAAAABrApLwHykZgXAEN20Swayk5DNiOC9FhMRf/JIWVNdPt3mB3NwT9NzqwxU+qVgSmW9OM6n0MN2noXLOXHE4FQ8wfPVtCg==
""".encode()

CHECKPOINT_3 = """school.example/vonggac/1
3
6cV/aca3QlD1K41zzLLafUAijNkkN/XmQm0Yt2/zzPA=

— school.example/vonggac/1 Oe1ytzGUUWUnMJyrdzAWspy2iUEkCh/dP71xsmaIB8EXBd5Gd6WaTLNFsVabMoqvHKxxLW6z+5oM6rThhifL0b/dJA8=
""".encode()

PROOF = (
    b"""c2sp.org/tlog-proof@v1
index 3
c+Rv4eUxjkbIwCGLcLPi3JjQ3dUCXfjSoYVbgA8EC4s=
TsbAWDyn5N78mNvUkNvHFJpGFH6QHMHR6J3E9c6/FjY=
qArwkrId1wkuZje1qp7KFnSq+fskD0HbYLpjuJUmFHM=

"""
    + NOTE_7
)

ROLL = """vonggac-key-roll/v1
origin school.example/vonggac/1
from-size 7
old school.example/vonggac/1+39ed72b7+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4
new school.example/vonggac/1+8494b6ef+ASVDuS/xCVURR2rcg2nbbdyTNmWhGXjdoUBO4QZsqVWd

— school.example/vonggac/1 Oe1yt2PBiTMdzTcBoM+7EIa7CreUCG/pkIV+RVgVSpDvEndb8ETy5hpAtaAYi2FP5AJnfOwpFVHbb4NZ/ilqpVMQDAg=
— school.example/vonggac/1 hJS275eHCmRiAkQuwdzECYZ34fa0KWSh8IP+hn0rL7dgjKxaulgEMunFnAod/PGxnb0COhgH7LqqvA+fZWDGSC2kQAI=
""".encode()
