"""An open knowledge base, a topic a file: each is given the state (store, index, records) and asks it."""
