"""How an evaluation is written: for machines (json), spreadsheets (csv), terminals and paper."""
