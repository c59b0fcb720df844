"""What stands before Streamlit: the document, its words, looks and scripts."""
