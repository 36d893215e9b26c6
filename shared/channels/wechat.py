"""The truth table's row of wechat."""

from typing import Final

from shared.channels.facts import HOUR_MS, MB, Brief, Channel, File, Limits, Window

WECHAT: Final = Channel(
    name="wechat",
    # Every retry carries the same CreateTime, and MsgId where there is one:
    # developers.weixin.qq.com/doc/service/guide/product/message/Receiving_standard_messages.html
    repeat="key",
    # 48 h and five messages after what the customer wrote, a minute and three after they followed,
    # scanned a code or tapped a menu. A tap on a menu in a message counts as the latter, although
    # it comes as a text. developers.weixin.qq.com/doc/service/api/customer/message and
    # mp.weixin.qq.com/cgi-bin/announce?action=getannouncement&announce_id=116853659399Heuo, read
    # 2026-11-22.
    window=Window(
        lasts_ms=48 * HOUR_MS,
        opened_by=(),
        not_opened_by=("event", "interactive"),
        most_messages=5,
        brief=Brief(
            lasts_ms=HOUR_MS // 60,
            most_messages=3,
            types=("interactive",),
            events=("followed", "scanned"),
        ),
    ),
    # 45002 comes above 2048 bytes. How many choices a menu has, and how long they are, is told
    # by no page, only that there may be too many (45098): these numbers are ours.
    limits=Limits(
        text=2048,
        text_unit="bytes",
        caption=0,
        buttons=10,
        button_title=40,
        list_rows=0,
        row_title=0,
        prompt=1024,
    ),
    statuses=(),  # but for templates: delivered or failed
    our_id_comes_back=False,
    idempotent_sends=False,
    # Of service accounts, at any time and without limit for one follower, as far as they accept it:
    # developers.weixin.qq.com/doc/service/guide/product/template_message, read 2026-11-22.
    templates=True,
    # developers.weixin.qq.com/doc/service/api/material/temporary/api_uploadtemporarymedia.html,
    # read 2026-11-22: a spoken message lasts 60 seconds at most, and ids live three days.
    files={
        "image": File(10 * MB, ("image/jpeg", "image/png", "image/gif"), "image/", captioned=False),
        "audio": File(2 * MB, ("audio/amr", "audio/mpeg"), "audio/", captioned=False),
        "video": File(10 * MB, ("video/mp4",), "video/", captioned=False),
    },
    longest_received=100 * MB,
    file_ids_last_ms=3 * 24 * HOUR_MS,
    voice=("audio/amr", "audio/mpeg"),
    # developers.weixin.qq.com/doc/service/api/qrcode/qrcodes/api_createqrcode, read
    # 2026-11-22: it answers with a ticket for its own picture, and with the url that is in it, of
    # which others may be drawn. Its call needs the account's token, which the API has not got.
    link=None,
    no_link="WeChat has no link that opens a chat. Make a code with a scene by its "
    "cgi-bin/qrcode/create, with the link's code as scene_str, and give the link the url in its "
    "answer as platform_url.",
    made_link=r"https?://weixin\.qq\.com/q/[A-Za-z0-9_-]{1,200}",
)
