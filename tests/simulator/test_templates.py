"""The templates of a business, as the Graph API tells them, and those that cannot be sent."""

from urllib.parse import urlsplit

from shared.meta import templates as meta_templates
from shared.templates import approved
from shared.templates.listing import items
from shared.templates.slots import misfit
from tests.simulator.conftest import Business
from tests.simulator.whatsapp_templates import DEFAULT

WABA = "102290129340398"
PATH = f"/v25.0/{WABA}/message_templates"


def test_every_page_names_the_next_until_the_last(business: Business) -> None:
    path, names, pages = f"{PATH}?fields=name,language&limit=4", [], 0
    while path:
        page = business.session.get(business.url + path, timeout=10).json()
        names += [(each["name"], each["language"]) for each in page["data"]]
        assert all(set(each) == {"name", "language", "id"} for each in page["data"])
        parts = urlsplit(page["paging"].get("next", ""))
        path, pages = f"{parts.path}?{parts.query}" if parts.query else "", pages + 1
    assert names == [(template.name, template.language) for template in DEFAULT]
    assert pages == 3


def test_without_wishes_it_tells_what_meta_tells(business: Business) -> None:
    page = business.session.get(business.url + PATH, timeout=10).json()
    usual = {"name", "parameter_format", "components", "language", "status", "category", "id"}
    assert set(page["data"][0]) == usual
    assert (len(page["data"]), "next" in page["paging"]) == (len(DEFAULT), False)


def test_templates_can_be_chosen_by_what_they_are(business: Business) -> None:
    page = business.session.get(f"{business.url}{PATH}?status=PAUSED", timeout=10).json()
    assert [each["name"] for each in page["data"]] == ["summer_sale"]
    page = business.session.get(f"{business.url}{PATH}?name=nothing", timeout=10).json()
    assert page == {"data": []}


def test_the_registry_reads_them_as_they_are_sent(business: Business) -> None:
    """What the registry says fits is what the platform takes."""
    fields = "name,language,status,category,quality_score,components"
    told = business.session.get(f"{business.url}{PATH}?fields={fields}", timeout=10).json()
    listed = [meta_templates.made(one, files_go_along=True) for one in told["data"]]
    found = items(listed, "whatsapp", "main", 1)
    taken = []
    for template in approved.fitting(found):
        values = ["x"] * len(template["slots"])
        if misfit(template, values) is None:
            taken.append(template["name"])
            parameters = [{"type": "text", "text": value} for value in values]
            wanted = {"name": template["name"], "language": {"code": template["language"]}}
            wanted["components"] = [{"type": "body", "parameters": parameters}]
            answer = business.send({"type": "template", "template": wanted})
            assert answer.status_code == 200, answer.text
    assert sorted(set(taken)) == ["answer_waiting", "autumn_sale", "follow_up", "hello_world"]


def test_a_paused_template_is_refused(business: Business) -> None:
    wanted = {"name": "summer_sale", "language": {"code": "en"}}
    answer = business.send({"type": "template", "template": wanted})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 132015)


def test_another_business_or_token_is_told_nothing(business: Business) -> None:
    other = business.session.get(f"{business.url}/v25.0/7/message_templates", timeout=10)
    assert (other.status_code, other.json()["error"]["code"]) == (400, 100)
    business.session.headers["Authorization"] = "Bearer another"
    assert business.session.get(business.url + PATH, timeout=10).status_code == 401


def test_a_cursor_nobody_gave_is_refused(business: Business) -> None:
    answer = business.session.get(f"{business.url}{PATH}?after=%21%21", timeout=10)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)
