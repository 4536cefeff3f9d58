"""What the browser shows; Streamlit lives only here."""
