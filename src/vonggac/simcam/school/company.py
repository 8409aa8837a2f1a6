"""The school's people by name, so that the same pupil is met in the yard and in the canteen."""

from vonggac.simcam.school.people import Dress, Person

AN = Person(main=(231, 111, 81))
BINH = Person(main=(78, 154, 204), cap=(250, 196, 66), skin=1)
CHI = Person(girl=True, main=(236, 128, 160), skin=2)
DUNG = Person(main=(86, 170, 110))
GIANG = Person(girl=True, main=(140, 110, 200))
HA = Person(girl=True, main=(250, 186, 60), cap=(240, 240, 244), skin=1)
KHOA = Person(main=(60, 92, 170), skin=2, cap=(214, 70, 60))
LAN = Person(girl=True, main=(84, 190, 190))
MINH = Person(main=(240, 150, 50), skin=1)
NGOC = Person(girl=True, main=(214, 84, 84), skin=2)

MISS_HOA = Person(Dress.AO_DAI, girl=True, main=(112, 164, 222))
MISS_MAI = Person(Dress.AO_DAI, girl=True, main=(232, 132, 156), skin=1)
MR_TUAN = Person(Dress.SHIRT, main=(232, 236, 240))
MR_BA = Person(Dress.GUARD, skin=1)
MOTHER = Person(Dress.SHIRT, girl=True, main=(196, 126, 92), skin=2)
FATHER = Person(Dress.SHIRT, main=(92, 130, 120), skin=1, cap=(220, 90, 60))
COOK_SAU = Person(Dress.COOK, girl=True)
COOK_TU = Person(Dress.COOK, skin=1)
