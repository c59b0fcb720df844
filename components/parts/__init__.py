"""What every page is made of: cards, tables, folds, figures, downloads."""
