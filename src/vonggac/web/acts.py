"""Which act every address asks for, or why none (ACCESS §11): ``tests/web/test_acts.py`` holds the list complete.

``DOOR`` answers without a login. ``MACHINE`` is asked by a page, not by a person's hand: it does not put off the idle
lock (ACCESS §5.4).
"""

from dataclasses import dataclass

from vonggac.kernel.authority import Act


@dataclass(frozen=True, slots=True)
class Asked:
    act: Act | None
    why: str
    """Where ``act`` is None: what decides instead."""
    door: bool = False
    machine: bool = False
    token: bool = False
    """For other programs: a login's cookie neither opens it nor is prolonged by it."""


def _page(why: str, *, machine: bool = False) -> Asked:
    return Asked(None, why, machine=machine)


def _door(why: str) -> Asked:
    return Asked(None, why, door=True)


def _token(scope: str) -> Asked:
    why = f"a token with {scope}, asked by web.api.guard; no footage, no name of a person"
    return Asked(None, why, door=True, token=True)


ACTS: dict[str, Asked] = {
    "home": _page("own tasks and counts; no footage, no picture"),
    "sign_in": _door("before the login"),
    "sign_out": _page("ends the own login"),
    "set_up": _door("only while there is no school, and only at the machine itself"),
    "language": _door("the page's language; a cookie"),
    "stir": _page("a human act on the own login; answers nothing"),
    "second_factor": _door("between password and login: the half's own account"),
    "passkey_ask": _door("a challenge to a passkey; the half's or the login's own account"),
    "passkey_answer": _door("the answer to it"),
    "enrol": _door("an account that has no second factor yet, after its password"),
    "passkey_new": _door(
        "a challenge to a new passkey: at enrolling, or in a login confirmed just now"
    ),
    "passkey_keep": _door("the answer to it"),
    "confirm_login": _page("the own login: a factor is shown again (ACCESS §5.6)"),
    "verify_page": _door("the program that checks a package; nothing of the school in it"),
    "security": _page("the own devices and codes"),
    "totp_new": _page("the own devices; the login confirmed just now"),
    "recovery_codes": _page("the own codes; the login confirmed just now"),
    "factor_end": _page("the own devices; the login confirmed just now"),
    "change_password": _page("the own account"),
    "sign_in_history": _page("the own account (khoản 1 Điều 5)"),
    "wall": Asked(Act.LIVE, "access.may for every camera; each picture asks again at live_tickets"),
    "live_tickets": Asked(Act.LIVE, "access.may for every camera", machine=True),
    "search": _page("camera, day and hour; coverage as lines, no picture (khoản 2 Điều 3)"),
    "play": Asked(Act.PLAYBACK, "access.may for cameras and range"),
    "own_demand": Asked(Act.PLAYBACK, "access.own_demand: the Board's right, khoản 2 Điều 4"),
    "play_open": Asked(Act.PLAYBACK, "access.check for grant, camera and window", machine=True),
    "play_link": _page("leads to play, which asks"),
    "play_events": Asked(Act.PLAYBACK, "access.check for cameras and range", machine=True),
    "play_region": Asked(Act.PLAYBACK, "access.check for camera and range; leaves an entry"),
    "bookmarks": _page("own notes; opening one asks at play"),
    "bookmark_new": Asked(Act.PLAYBACK, "access.check for cameras and range"),
    "bookmark_drop": _page("own notes"),
    "timeline": _page("coverage and causes of gaps: positions of the school only", machine=True),
    "documents": _page("titles of forms; blank papers hold nobody's data"),
    "document": _page("as documents; Deed.PROPOSE_TEMPLATE to send a file"),
    "document_blank": _page("a form without data"),
    "template_file": _page("a template: tags, no data"),
    "template_confirm": _page("Deed.CHANGE_SETTINGS; documents.templates refuses the proposer"),
    "template_decline": _page("Deed.CHANGE_SETTINGS"),
    "template_ours": _page("Deed.CHANGE_SETTINGS"),
    "directives": _page("directives that the person issued or executes"),
    "directive": _page("as directives; another person's is not found"),
    "directive_new": _page("Deed.ISSUE_DIRECTIVE"),
    "directive_withdraw": _page("directives.services decides who may"),
    "directive_complete": _page("directives.services decides who may"),
    "directive_seen": _page("directives.services decides who may"),
    "directive_order": _page("Deed.OWN_DEMAND; directives.services asks position and policy"),
    "oral_new": _page("Deed.ORAL_DIRECTIVE"),
    "oral_confirm": _page("directives.services: who gave the order, and nobody else"),
    "oral_deny": _page("directives.services: who gave the order, and nobody else"),
    "oral_settle": _page("directives.services: the head"),
    "proposals": _page("Deed.SEARCH; an officer's own, all for Board and IT teacher"),
    "proposal_new": _page("Deed.PROPOSE_CHECK"),
    "proposal": _page("as proposals; another person's is not found"),
    "proposal_agree": _page("directives.services: the Board, never the proposer"),
    "proposal_refuse": _page("directives.services: the Board, never the proposer"),
    "access_settings": _page("Deed.SEE_CONFIGURATION; SETTINGS_OF_ACCESS (the head) to decide"),
    "violations": _page("what the person may read: all, the own reports, numbers, own notices"),
    "violation_new": _page("Deed.REPORT_VIOLATION"),
    "violation": _page("the file for Board and reporter, a notice for who is concerned"),
    "violation_step": _page("violations.services decides who may"),
    "violation_correct": _page("violations.services decides who may"),
    "violation_paper": _page("as violation; leaves an entry"),
    "violation_minutes": _page("as violation, never for who is concerned"),
    "regulations": _page("documents of the school: for its people"),
    "decision_new": _page("Deed.KEEP_REGISTER"),
    "decision": _page("as regulations; another school's is not found"),
    "decision_scan": _page("as decision; leaves an entry"),
    "regulation_enter": _page("Deed.KEEP_REGISTER"),
    "regulation_enact": _page("Deed.ENACT_REGULATION (the head)"),
    "regulation_read": _page("the regulation in force; acknowledging it is the own deed"),
    "regulation_readers": _page("Deed.KEEP_REGISTER: names and instants"),
    "regulation_readers_pdf": _page("as regulation_readers"),
    "notice_boards": _page("Deed.KEEP_REGISTER"),
    "notice_board_pdf": _page("Deed.KEEP_REGISTER"),
    "public_notice": _door(
        "what hangs at the gate: purpose, telephone, days kept; no camera, no picture"
    ),
    "holds": _page("Deed.READ_HOLDS: ranges and reasons; no picture"),
    "hold_new": _page("Deed.PLACE_HOLD"),
    "hold": _page("Deed.READ_HOLDS"),
    "hold_ask": _page("Deed.PLACE_HOLD; holds.services asks again"),
    "hold_answer": _page("Deed.RELEASE_HOLD; holds.services wants a second person"),
    "requests": _page("requests that the person made, entered, carries out, receives or decides"),
    "request": _page("as requests; every other is not found (khoản 3 Điều 4)"),
    "request_new": _page("Deed.FILE_REQUEST, or RECEIVE_REQUESTS for somebody without an account"),
    "request_edit": _page("disclosures.services decides who may"),
    "request_step": _page("disclosures.services decides who may"),
    "request_decide": _page("Deed.DECIDE_REQUESTS; disclosures.services decides who may"),
    "request_superior": _page("Deed.RECEIVE_REQUESTS; what the superior body decided"),
    "request_minutes": _page("executor and supervisor of the request"),
    "request_handover": _page("executor and supervisor of the request"),
    "request_papers": _page("disclosures.services decides who may attach"),
    "request_paper": _page("as request; each reading leaves an entry"),
    "request_form": _page("as request; a paper of it, no picture"),
    "request_blank": _page("Deed.FILE_REQUEST; an empty form"),
    "request_limits": _page("Deed.RECEIVE_REQUESTS or DECIDE_REQUESTS; CHANGE_SETTINGS to change"),
    "cases": _page("Deed.READ_CASES: numbers, words, states; no picture"),
    "case_new": _page("Deed.OPEN_CASE"),
    "suspect": Asked(Act.LIVE, "access.may for the cameras that the person watches"),
    "case": _page("Deed.READ_CASES"),
    "case_step": _page("incidents.services decides who may"),
    "case_correct": _page("incidents.services decides who may"),
    "usage_book": _page("Deed.READ_USAGE_BOOK or READ_OWN_USAGE"),
    "usage_correct": _page("Deed.CORRECT_USAGE_BOOK"),
    "usage_close": _page("Deed.CORRECT_USAGE_BOOK; duty.services asks again"),
    "usage_check": _page("Deed.CHECK_USAGE_BOOK; duty.services wants a second person"),
    "usage_print": _page("Deed.READ_USAGE_BOOK: the book as a document; no picture"),
    "roster": _page("who is on duty; Deed.MANAGE_ROSTER to change"),
    "roster_new": _page("Deed.MANAGE_ROSTER"),
    "shift_cancel": _page("Deed.MANAGE_ROSTER"),
    "shift": _page("positions of the school: checklists and handover of a shift; no picture"),
    "shift_open": _page("the own shift; duty.services refuses another person’s"),
    "shift_close": _page("the own shift; duty.services refuses another person’s"),
    "shift_hand_over": _page("the own shift; duty.services refuses another person’s"),
    "handover_answer": _page("who it is handed over to; duty.services decides"),
    "cameras": _page("names and states of cameras; no picture, no credentials"),
    "camera_new": _page("Deed.CONFIGURE_CAMERAS"),
    "camera_edit": _page("Deed.CONFIGURE_CAMERAS"),
    "camera_test": _page("Deed.CONFIGURE_CAMERAS: a setup frame of a camera that is being added"),
    "camera_watch": _page("Deed.CONFIGURE_CAMERAS; its picture asks for LIVE at live_tickets"),
    "camera_watch_preview": _page(
        "Deed.CONFIGURE_CAMERAS and the reach of LIVE; cells that move", machine=True
    ),
    "camera_reference": _page("Deed.CONFIGURE_CAMERAS: figures of streams; no picture"),
    "camera_find": _page("Deed.CONFIGURE_CAMERAS"),
    "camera_found": _page("Deed.CONFIGURE_CAMERAS: facts of devices in the network; no picture"),
    "found_device": _page("as camera_found"),
    "found_picture": _page("Deed.CONFIGURE_CAMERAS: a setup frame of a camera that is being added"),
    "camera_add_found": _page("Deed.CONFIGURE_CAMERAS"),
    "usual_areas": _page("Deed.CONFIGURE_CAMERAS"),
    "camera_list": _page("Deed.CONFIGURE_CAMERAS: names and addresses of cameras, no password"),
    "camera_import": _page("Deed.CONFIGURE_CAMERAS"),
    "camera_out_of_use": _page("Deed.CONFIGURE_CAMERAS"),
    "area_new": _page("Deed.CONFIGURE_CAMERAS"),
    "area_edit": _page("Deed.CONFIGURE_CAMERAS"),
    "health": _page("states and figures of cameras and machine; no picture"),
    "coverage": _page("seconds recorded and not, and why; no picture (khoản 4 Điều 5)"),
    "coverage_month": _page("as coverage"),
    "technical": _page("Deed.TECHNICAL_CHECK: which cameras were checked; no picture"),
    "technical_new": Asked(Act.PLAYBACK, "access.may, as a technical check"),
    "technical_play": Asked(Act.PLAYBACK, "access.technical_grant; each window asks access.check"),
    "technical_result": _page("the own check"),
    "volumes": _page("Deed.SEE_CONFIGURATION; disks and days, no picture (khoản 3 Điều 2)"),
    "volume_add": _page("Deed.CONFIGURE_CAMERAS, with a basis"),
    "volume_change": _page("Deed.CONFIGURE_CAMERAS, with a basis"),
    "date_confirm": _page("equipment.services decides who may: the head or the IT teacher"),
    "metrics": _door(
        "figures for other programs, with a token of the key folder; no name, no picture"
    ),
    "area_audio": _page("Deed.CONFIGURE_CAMERAS, with a basis"),
    "plans": _page("Deed.SEE_CONFIGURATION"),
    "plan_edit": _page("Deed.CONFIGURE_CAMERAS, with a basis"),
    "calendar": _page("Deed.SEE_CONFIGURATION; CONFIGURE_CAMERAS to add"),
    "calendar_fixed": _page("Deed.CONFIGURE_CAMERAS"),
    "calendar_withdraw": _page("Deed.CONFIGURE_CAMERAS, with a reason"),
    "retention": _page("Deed.SEE_CONFIGURATION; CHANGE_SETTINGS (the head) to decide"),
    "people": _page("names and positions of colleagues"),
    "person_new": _page("Deed.APPOINT"),
    "account_ask": _page("Deed.MANAGE_ACCOUNTS; people.services decides"),
    "person": _page("Deed.SEE_PEOPLE, or oneself; papers and steps: Deed.MANAGE_ACCOUNTS"),
    "person_step": _page("the step's deed (web.people.person); people.services decides who may"),
    "head_hand_over": _page("Deed.APPOINT"),
    "delegations": _page("Deed.SEE_PEOPLE; Deed.APPOINT to give"),
    "delegation_withdraw": _page("Deed.APPOINT"),
    "account_review": _page("Deed.MANAGE_ACCOUNTS; Deed.APPROVE_ACCOUNTS to confirm"),
    "person_scan": _page("Deed.MANAGE_ACCOUNTS, and not for oneself; people.services asks again"),
    "person_scan_file": _page("the own papers, or Deed.MANAGE_ACCOUNTS; of the own school"),
    "person_pledge": _page("the own pledge, or Deed.MANAGE_ACCOUNTS; of the own school"),
    "person_training": _page("Deed.MANAGE_ACCOUNTS; of the own school"),
    "person_state": _page("Deed.MANAGE_ACCOUNTS"),
    "notices": _page("the own notices; text, no picture"),
    "notice_ways": _page("the own ways out; a bot's: Deed.SEE_CONFIGURATION"),
    "notice_way_end": _page("the own ways out"),
    "notice_way_test": _page("the own ways out"),
    "notices_bell": _page("the own notices: their count, and what is urgent", machine=True),
    "notices_read": _page("the own notices"),
    "notice_open": _page("the own notices; another person's is not found"),
    "failures": _page("Deed.READ_FAILURES"),
    "failure": _page("Deed.READ_FAILURES; its pictures ask at alarm_picture"),
    "failure_new": _page("Deed.OPEN_FAILURE"),
    "failure_step": _page("equipment.services decides who may"),
    "failure_paper": _page("Deed.READ_FAILURES; words and times of a failure, no picture"),
    "assets": _page("Deed.READ_ASSETS (khoản 2 Điều 2)"),
    "asset_new": _page("Deed.KEEP_ASSETS"),
    "asset": _page("Deed.READ_ASSETS; Deed.KEEP_ASSETS to change"),
    "asset_approve": _page("Deed.APPROVE_CONNECTION (khoản 2 Điều 5)"),
    "asset_out": _page("Deed.KEEP_ASSETS"),
    "asset_export": _page("Deed.READ_ASSETS"),
    "asset_import": _page("Deed.KEEP_ASSETS"),
    "asset_paper": _page("Deed.READ_ASSETS"),
    "asset_list_paper": _page("Deed.READ_ASSETS"),
    "manual_add": _page("Deed.KEEP_ASSETS"),
    "manual": _page("Deed.READ_ASSETS; the maker's book, nobody's data"),
    "stores": _page("Deed.READ_ASSETS; disks and what they say of themselves"),
    "device_book": _page("Deed.READ_DEVICE_BOOK; Deed.WRITE_DEVICE_BOOK to write"),
    "device_correct": _page("Deed.WRITE_DEVICE_BOOK"),
    "device_check": _page("Deed.CHECK_DEVICE_BOOK"),
    "device_print": _page("Deed.READ_DEVICE_BOOK"),
    "failures_confirm": _page("equipment.services decides who may"),
    "unexplained": _page("Deed.READ_FAILURES"),
    "events": _page("Deed.READ_FAILURES; what tells of people only within a grant"),
    "event_mark": Asked(Act.LIVE, "access.may for the camera that the person watches"),
    "alarms": _page("Deed.READ_FAILURES; Deed.CHANGE_SETTINGS to change"),
    "inputs": _page("Deed.CONFIGURE_CAMERAS"),
    "input_revoke": _page("Deed.CONFIGURE_CAMERAS"),
    "exports": _page("own exports; all for who may approve copies and who reads registers"),
    "export_new": Asked(Act.EXPORT, "Deed.EXPORT, and access.may for cameras and range"),
    "export": _page("as exports; another person's is not found"),
    "export_approve": _page("Deed.DECIDE_COPIES, in exports.services; never the requester"),
    "export_decline": _page("Deed.DECIDE_COPIES, in exports.services; never the requester"),
    "export_retry": _page("Deed.EXPORT; access.may is asked again at building"),
    "export_masks": _page("own export; who asked for it, and nobody else"),
    "export_mask_frame": Asked(
        Act.EXPORT, "access.may for cameras and range, in exports.services; leaves an entry"
    ),
    "export_mask_add": _page("own export, in exports.services; a shape, no picture"),
    "export_mask_drop": _page("own export, in exports.services"),
    "export_masks_close": _page("own export, in exports.services; the login confirmed just now"),
    "export_link": Asked(Act.EXPORT, "access.may for cameras and range"),
    "pictures": _page("Deed.READ_PICTURES: register of snapshots and prints; no picture"),
    "snapshot_live": Asked(Act.SNAPSHOT, "access.may for the camera, now"),
    "snapshot_stored": Asked(Act.SNAPSHOT, "access.may for camera and instant"),
    "picture": _page("Deed.READ_PICTURES; printing asks access.may for PRINT"),
    "picture_image": Asked(Act.SNAPSHOT, "access.kept_picture at every showing", machine=True),
    "print_sheet": Asked(Act.PRINT, "access.may for camera and instant of the copy"),
    "print_slip": _page("Deed.READ_REGISTERS: words and numbers of a slip; no picture"),
    "print_check": _door("a code of 128 bits on a printed sheet; numbers and hashes, no picture"),
    "tokens": _page("Deed.READ_TOKENS; MAKE_TOKENS (the head) to make"),
    "token_revoke": _page("Deed.READ_TOKENS"),
    "api_document": _door("the description of the API; nothing of the school in it"),
    "api_missing": _door("no such address: the same answer to everybody"),
    "api_areas": _token("cameras:read"),
    "api_cameras": _token("cameras:read"),
    "api_coverage": _token("coverage:read"),
    "api_events": _token("events:read"),
    "api_requests": _token("requests:read"),
    "api_health": _token("health:read"),
    # Starlette's side (vonggac.web.streams.app)
    "export_take": Asked(Act.EXPORT, "a link of this login, once; access.may asked again"),
    "alarm_picture": Asked(Act.LIVE, "access.alarm_picture at every showing", machine=True),
    "hook": _door("a token in the address; writes an event, shows nothing"),
    "media_playlist": Asked(Act.PLAYBACK, "streams.gate at every request", machine=True),
    "media_init": Asked(Act.PLAYBACK, "streams.gate at every request", machine=True),
    "media_fragments": Asked(Act.PLAYBACK, "streams.gate at every request", machine=True),
    "media_still": Asked(Act.PLAYBACK, "streams.gate at every request", machine=True),
    "media_beat": Asked(Act.PLAYBACK, "streams.gate at every request", machine=True),
    "media_stop": Asked(Act.PLAYBACK, "ends the own viewing", machine=True),
    "live_socket": Asked(Act.LIVE, "streams.gate at opening and every 5 s", machine=True),
    "static": _door("the product's own files; never a footage file"),
}


def is_door(url_name: str | None) -> bool:
    return url_name in ACTS and ACTS[url_name].door


def is_machine(url_name: str | None) -> bool:
    return url_name in ACTS and ACTS[url_name].machine


def is_for_tokens(url_name: str | None) -> bool:
    return url_name in ACTS and ACTS[url_name].token
