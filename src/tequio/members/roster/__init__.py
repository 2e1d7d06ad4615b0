"""The roster as a spreadsheet: out with every column, in with a preview that names every bad cell.

`columns` says what a file may hold; `plan` compares it with what is stored; `actions` write the plan in one deed.
A row is matched by its number, else its CURP, else telephone and name, else name and section. A blank cell leaves
what is stored as it is, so a file with a few columns changes only those.
"""
