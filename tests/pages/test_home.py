from lab.frame import PAGES


def test_the_home_page_says_why_and_leads_on(open_page):
    app = open_page()
    assert app.title[0].value == "Why pool"
    assert "translation invariance" in app.main.markdown[0].value
    links = [link.proto.label for link in app.main.get("page_link")]
    assert links == [f"**{page.label}**" for page in PAGES[1:]]


def test_every_page_of_the_sidebar_opens(open_page):
    for page in PAGES:
        stem = page.script.removeprefix("pages/").removesuffix(".py")
        app = open_page("" if page.script == "app.py" else stem)
        assert app.title[0].value == page.label
