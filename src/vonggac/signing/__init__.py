"""Signatures in PDFs (Luật 20/2023/QH15): what those of a paper say; signing one with a PKCS#12 file or a USB token.

A stranger's file is read in a child process with limits; the web process loads none of the libraries. ``client`` is the
door; key file and password go to the child by its standard input and are nowhere on disk.
"""
