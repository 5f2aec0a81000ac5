"""The page: which pages there are, and in which order. What each shows stands in `views/`."""

from pathlib import Path

import streamlit as st

from views.parts.person import ask_browser_for_person, remember_person
from views.parts.presses import listen_to_presses
from views.parts.sign_in import draw_sign_in
from views.parts.style import apply_style
from views.parts.widget_words import speak_chinese

VIEWS = Path(__file__).parent / "views"

st.set_page_config(page_title="规划承诺台账", page_icon=str(VIEWS / "parts" / "icon.svg"), layout="wide")
page = st.navigation(
    [
        st.Page(VIEWS / "home.py", title="首页", default=True),
        st.Page(VIEWS / "search.py", title="承诺检索", url_path="search"),
        st.Page(VIEWS / "units.py", title="责任单位", url_path="units"),
        st.Page(VIEWS / "indicators.py", title="指标", url_path="indicators"),
        st.Page(VIEWS / "documents.py", title="文件总览", url_path="documents"),
        st.Page(VIEWS / "review.py", title="复核", url_path="review"),
        st.Page(VIEWS / "import_page.py", title="导入", url_path="import"),
        st.Page(VIEWS / "document.py", title="文件原文", url_path="document", visibility="hidden"),
        st.Page(VIEWS / "unit.py", title="部门", url_path="unit", visibility="hidden"),
    ],
    position="top",
)
st.logo(str(VIEWS / "parts" / "logo.svg"), size="large")
apply_style()
speak_chinese()
listen_to_presses()
remember_person()
draw_sign_in()
page.run()
ask_browser_for_person()
