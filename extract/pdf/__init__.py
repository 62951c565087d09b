"""The reader of PDF files, with a text layer or as scans."""
