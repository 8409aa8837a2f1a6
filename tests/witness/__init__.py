"""The witness of C2SP tlog-witness, and how a log asks one."""
