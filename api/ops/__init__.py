"""Operations: what an administrator does to a service, apart from any office's own work.

backup.py   a whole copy of the memory while it is in use, proved by reading it; and back again
verify.py   whether everything is as it was written
doctor.py   what is wrong with the machine, in words
"""
