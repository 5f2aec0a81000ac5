"""What the pages share: the open knowledge base, the state in the address, HTML from document text, the style."""
