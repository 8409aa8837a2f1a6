"""Signatures in PDFs: what those of an uploaded paper say, and signing one with a PKCS#12 file (Luật 20/2023/QH15).

A stranger's file is read in a child process with limits; the web process loads none of the libraries. ``client`` is the
door; key file and password go to the child by its standard input and are nowhere on disk.
"""
