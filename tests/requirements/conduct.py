"""Clauses of the regulation itself, of reports, of what is forbidden and what follows: 0, 3.2-6, 3.2-7, 5, 6.2, 7."""

from tests.requirements.shapes import Clause, of

CLAUSES = (
    Clause(
        "0",
        "R",
        "Tên quy định, quyết định ban hành, năm học",
        ("regulations", "regulation_enter", "decision_new", "year_turn"),
        (),
        (
            *of(
                "regulations/test_versions.py",
                "a_citation_leads_to_its_clause",
                "a_regulation_of_an_earlier_school_year_must_be_issued_again",
            ),
            *of(
                "duties/test_due.py",
                "the_regulation_of_an_earlier_year_is_late_until_it_is_renewed",
            ),
            *of("closing/test_closing.py", "the_turn_of_the_year_is_derived_at_any_day"),
        ),
        of(
            "regulations/test_versions.py",
            "two_versions_are_never_in_force_at_once",
            "an_old_version_is_never_changed_or_removed",
        ),
    ),
    Clause(
        "3.2-6",
        "B",
        "Báo cáo tình hình, kết quả; định kỳ, đột xuất",
        ("reports", "report_new", "report", "evaluation", "duties"),
        ("report", "duty_month"),
        (
            *of("duties/test_due.py", "told_once_before_on_the_day_and_late_then_to_the_board"),
            *of("web/test_report_pages.py", "from_the_draft_to_the_signature"),
            *of("web/test_report_pages.py", "a_report_that_is_due_stands_on_the_home_page"),
            *of("reports/test_flow.py", "from_each_state_only_the_steps_of_the_flow"),
        ),
        (
            *of("reports/test_numbers.py", "every_figure_is_a_count_over_the_books"),
            *of("reports/test_flow.py", "an_issued_report_cannot_be_changed_in_any_column"),
        ),
    ),
    Clause(
        "3.2-7",
        "B",
        "Kết quả có sai lệch, vi phạm: báo cáo lãnh đạo, thực hiện theo quy định của Ngành",
        ("violation_new", "case", "sighting"),
        ("violation_minutes",),
        (
            *of("web/test_violation_pages.py", "from_the_report_to_the_conclusion"),
            *of("web/test_network_pages.py", "a_violation_takes_its_number_along"),
            *of("incidents/test_cases.py", "it_is_passed_on_once_from_any_state"),
        ),
    ),
    Clause(
        "5.1",
        "H",
        "Cấm làm lộ, cho mượn tài khoản",
        ("security", "sign_in_history", "person_pledge"),
        ("pledge",),
        of(
            "people/test_sessions.py",
            "a_second_login_ends_the_first_and_both_are_told",
            "an_account_in_use_in_two_places_is_told",
            "ten_minutes_without_a_human_act_end_it",
        ),
        (
            *of("people/test_sessions.py", "the_database_refuses_two_open_logins"),
            *of("people/test_sessions.py", "a_copied_cookie_ends_the_login_for_both"),
            *of(
                "people/test_accounts.py", "a_person_has_one_account", "a_weak_password_is_refused"
            ),
            *of("web/test_second_step.py", "a_password_alone_opens_no_page"),
        ),
    ),
    Clause(
        "5.2",
        "H P",
        "Cấm kết nối, cài cắm trái phép thiết bị",
        ("network", "sighting", "asset_approve"),
        ("connection_slip",),
        (
            *of("network/test_comparing.py", "every_device_is_approved_or_a_finding"),
            *of("network/test_sightings.py", "a_stranger_is_one_record_and_told_once"),
        ),
        (
            *of("equipment/test_assets.py", "every_camera_has_its_record"),
            *of("equipment/test_assets.py", "the_board_approves_a_connection"),
        ),
    ),
    Clause(
        "5.3",
        "H",
        "Cấm cản trở, truy cập trái phép, vô hiệu hóa tính năng",
        ("alarms", "network_watch", "notices", "changes"),
        ("fingerprints",),
        (
            *of(
                "watch/test_tamper.py", "each_deed_is_noticed_under_its_name_within_thirty_seconds"
            ),
            *of("e2e/test_watchful_school.py", "a_covered_camera_raises_an_alarm_with_pictures"),
            *of(
                "network/test_sightings.py",
                "a_changed_configuration_without_a_basis_is_a_record",
            ),
            *of("web/test_refused_often.py", "many_refusals_shut_the_login_and_are_told_once"),
        ),
        (
            *of("web/test_failure_pages.py", "only_the_head_changes_what_rings"),
            *of("attention/test_changes.py", "the_board_acknowledges_in_words_and_nobody_his_own"),
            *of("network/test_sightings.py", "only_the_head_ends_the_watch"),
        ),
    ),
    Clause(
        "5.4",
        "H",
        "Cấm thay đổi, ngăn chặn truyền nhận, ghi hình",
        ("unexplained", "coverage", "plans", "changes"),
        (),
        (
            *of(
                "equipment/test_opening.py",
                "a_gap_that_lasts_opens_a_failure_and_tells_it_teacher_and_board",
            ),
            *of("archive/test_index.py", "coverage_explains_every_second"),
        ),
        (
            *of("archive/test_unexplained.py", "the_short_way_says_what_the_whole_account_says"),
            *of("web/test_coverage_sheet.py", "every_row_sums_to_the_day"),
            *of(
                "attention/test_changes.py",
                "every_forbidden_act_that_rows_tell_of_is_a_line_once",
                "nothing_is_lost_when_nobody_looks",
            ),
        ),
    ),
    Clause(
        "5.5",
        "H",
        "Cấm xóa, thay đổi, sao chép, tiết lộ trái phép",
        ("exports", "usage_book", "breach_new", "breach"),
        ("handover", "breach_notice"),
        (
            *of(
                "archive/test_retention.py",
                "what_is_past_its_days_goes_with_a_tombstone_before_and_a_word_after",
            ),
            *of("evidence/test_snapshots.py", "any_quarter_of_a_burnt_picture_holds_one_whole_tag"),
            *of(
                "breaches/test_flow.py",
                "the_board_and_the_named_leader_are_told_at_48_71_and_72_hours",
                "a_late_notice_is_taken_with_its_reason",
            ),
        ),
        (
            *of("access/test_matrix.py", "nobody_erases"),
            *of("web/test_wording.py", "no_button_says_xoa"),
            *of(
                "exports/test_exports.py",
                "without_a_directive_that_permits_it_nothing_is_asked",
                "a_link_is_for_one_person_one_login_and_once",
            ),
        ),
    ),
    Clause(
        "6.2",
        "R",
        "Xử lý kỷ luật; bồi thường",
        ("violations", "violation"),
        ("violation_minutes",),
        of("violations/test_flow.py", "handled_wants_a_number_and_compensation_a_damage"),
        of(
            "violations/test_flow.py",
            "who_is_concerned_does_not_decide",
            "who_wrote_the_minutes_does_not_conclude",
        ),
    ),
    Clause(
        "7a",
        "H",
        "Hiệu lực từ ngày ký",
        ("regulation_enact",),
        (),
        of("regulations/test_versions.py", "only_the_head_puts_a_version_in_force"),
        of("regulations/test_versions.py", "nothing_is_in_force_before_its_signature"),
    ),
    Clause(
        "7b",
        "R B",
        "Vướng mắc → tập hợp kiến nghị gửi Ban Giám hiệu",
        ("suggestions", "suggestion_new", "suggestions_gather"),
        ("suggestion_table",),
        (
            *of("web/test_suggestion_pages.py", "from_a_teacher_to_the_boards_answer"),
            *of(
                "suggestions/test_flow.py",
                "a_batch_takes_what_was_received_and_is_numbered_in_the_year",
            ),
        ),
        of(
            "suggestions/test_flow.py",
            "from_each_state_only_the_steps_of_the_flow",
            "an_answer_has_words_and_another_author",
        ),
    ),
)
