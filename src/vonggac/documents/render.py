"""What can be made of a form: PDF, DOCX, XLSX. Loaded by the child process; everybody else asks ``client``."""

from vonggac.documents.spreadsheet import xlsx
from vonggac.documents.typesetting import pdf
from vonggac.documents.word_filling import docx

__all__ = ["docx", "pdf", "xlsx"]
