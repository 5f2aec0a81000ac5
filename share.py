"""The page for several people of a network: what app.py shows, and beside it the login without which nobody changes anything.

`make app SHARE=1` starts it, `python share.py` where all is installed. KB_INDEX, PORT and SHARE of the environment say which
knowledge base, on which port, and by which address others reach this computer (1: the one that it has in its network).
"""

import os
from pathlib import Path

import streamlit as st
from streamlit.net_util import get_internal_ip

from views.parts.login_routes import GATES, ROUTES
from views.parts.sign_in import SHARED

os.environ[SHARED] = "1"
app = st.App(Path(__file__).with_name("app.py"), routes=ROUTES, middleware=GATES)

if __name__ == "__main__":
    port, said = os.environ.get("PORT", "8501"), os.environ.get("SHARE", "1")
    # Named, because Streamlit would else ask a machine elsewhere for the address that this network has there.
    reached = said if said != "1" else get_internal_ip() or "127.0.0.1"
    print(f"网页地址 / open in the browser:  http://{reached}:{port}   (Ctrl+C 停止 / stops)", flush=True)
    app.run(config={"server.address": "0.0.0.0", "server.port": int(port), "browser.serverAddress": reached})
