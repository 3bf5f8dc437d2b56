"""How it is handled: what draws Streamlit elements and is shared."""
