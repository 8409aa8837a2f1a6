"""Pages of signatures in PDFs: signing one, whose signers are known, asking a paper again."""
