"""The state machines of REQUIREMENTS §5 and the invariants of §6, with the tests that hold them."""

from tests.requirements.shapes import Held, of

MACHINES = (
    Held(
        "5.1",
        "Đề nghị xem/trích xuất (DN)",
        of(
            "disclosures/test_transitions.py",
            "the_machine_is_the_regulations",
            "the_whole_way_of_a_viewing",
            "the_whole_way_of_a_copy",
            "a_settled_request_takes_no_step",
        ),
    ),
    Held(
        "5.2",
        "Chỉ đạo truy xuất (PCĐ)",
        (
            *of(
                "directives/test_directives.py",
                "completing_needs_a_result",
                "an_expired_directive_is_called_so",
                "withdrawing_is_the_heads_or_the_issuers",
                "the_database_refuses",
            ),
            *of(
                "directives/test_oral.py",
                "unconfirmed_after_a_day_it_is_a_candidate_and_its_user_views_nothing_until_it_is_settled",
                "a_word_that_is_denied_ends_what_plays_under_it_at_once",
            ),
        ),
    ),
    Held(
        "5.3",
        "Đề xuất kiểm tra dữ liệu",
        of(
            "directives/test_proposals_and_policy.py",
            "an_agreed_proposal_is_a_directive_of_exactly_that_for_who_proposed_it",
            "who_answers_a_proposal_and_until_when",
        ),
    ),
    Held(
        "5.4",
        "Nghi vấn, vụ việc an ninh (VV)",
        of(
            "incidents/test_cases.py",
            "a_case_goes_through_its_states_in_order",
            "no_step_is_taken_before_or_after_its_time",
            "a_case_that_nobody_reports_turns_red_after_two_hours",
        ),
    ),
    Held(
        "5.5",
        "Sự cố thiết bị, hệ thống (SC)",
        of(
            "equipment/test_way.py",
            "detected_to_stopped_pulls_the_stream",
            "reported_to_directed",
            "directed_to_repairing_to_testing",
            "not_passed_goes_back_to_repairing",
            "passed_puts_the_stream_back_and_footage_says_the_rest",
            "back_to_closed_with_three_texts_and_the_board",
            "replacement_takes_the_old_device_out_and_the_new_one_in",
        ),
    ),
    Held(
        "5.6",
        "Đề xuất sửa chữa, thay thế",
        of(
            "repairs/test_flow.py",
            "from_each_state_only_the_steps_of_the_flow",
            "what_is_approved_is_what_was_submitted",
        ),
    ),
    Held(
        "5.7",
        "Lệnh bảo trì, hiệu chuẩn (BT)",
        of(
            "maintenance/test_flow.py",
            "from_each_state_only_the_steps_of_the_flow",
            "what_is_not_in_order_opens_a_failure_and_is_never_confirmed",
            "it_is_postponed_by_the_board_to_a_later_day_with_a_reason",
        ),
    ),
    Held(
        "5.8",
        "Kiểm kê (KK)",
        of("stocktakes/test_flow.py", "from_each_state_only_the_steps_of_the_flow"),
    ),
    Held(
        "5.9",
        "Vụ việc vi phạm (VP)",
        of("violations/test_flow.py", "from_each_state_only_the_steps_of_the_flow"),
    ),
    Held(
        "5.10",
        "Kiến nghị (KN)",
        of("suggestions/test_flow.py", "from_each_state_only_the_steps_of_the_flow"),
    ),
    Held(
        "5.11",
        "Tài khoản, phiên vận hành, thiết bị, đoạn ghi",
        (
            *of(
                "people/test_account_life.py",
                "an_account_lives_in_the_order_of_the_regulation",
                "nothing_is_skipped",
            ),
            *of(
                "duty/test_shifts.py",
                "a_shift_is_opened_and_closed_by_its_person",
                "a_shift_left_open_ends_by_itself",
            ),
            *of("equipment/test_assets.py", "nothing_is_removed_and_what_is_out_stays_out"),
            *of("archive/test_index.py", "an_erased_segment_is_told_as_erased"),
        ),
    ),
)
INVARIANTS = (
    Held(
        "G1",
        "Mỗi lần phát có một chỉ đạo hoặc kiểm tra kỹ thuật",
        of(
            "access/test_properties.py", "a_grant_is_given_where_a_paper_covers_it_and_nowhere_else"
        ),
    ),
    Held(
        "G2",
        "Ảnh chụp, bản in, bản trích có số và dòng sổ trong một giao dịch",
        (
            *of("pictures/test_taking.py", "a_snapshot_has_number_usage_line_and_entry"),
            *of(
                "pictures/test_showing_and_printing.py",
                "a_slip_numbers_its_copies_and_stands_in_the_book",
                "the_database_knows_no_copy_beyond_its_slip",
            ),
            *of("exports/test_exports.py", "killed_at_any_step_it_goes_on_and_is_written_once"),
        ),
    ),
    Held(
        "G3",
        "Dòng sổ không bị sửa, bỏ; đính chính là dòng mới",
        (
            *of(
                "duty/test_usage_book.py",
                "a_line_is_neither_changed_nor_removed",
                "a_correction_is_a_new_line_that_names_the_old",
            ),
            *of(
                "equipment/test_device_book.py",
                "a_correction_is_a_new_line_and_the_old_one_stays",
            ),
        ),
    ),
    Held(
        "G4",
        "Người duyệt không phải người đề nghị, đối tượng, người thực hiện",
        of(
            "disclosures/test_constraints.py",
            "the_requester_is_not_the_approver",
            "the_approver_is_not_the_executor",
            "who_it_is_about_has_no_hand_in_it",
        ),
    ),
    Held(
        "G5",
        "Mỗi khoảng mất ghi hình có số SC, BT, hoặc “chưa giải trình”",
        (
            *of("equipment/test_way.py", "the_gap_of_a_stop_stands_in_its_failure"),
            *of(
                "equipment/test_opening.py",
                "random_flapping_never_opens_two_failures_for_one_trouble",
            ),
            *of("archive/test_unexplained.py", "the_short_way_says_what_the_whole_account_says"),
        ),
    ),
    Held(
        "G6",
        "Đoạn đã xóa tự động ⇒ quá thời hạn, không niêm giữ, có dòng nhật ký",
        (
            *of(
                "archive/test_retention.py",
                "erased_is_what_is_past_its_days_and_not_held_and_nothing_else",
            ),
            *of(
                "holds/test_holds_and_retention.py",
                "no_sequence_of_retention_and_holds_erases_a_held_second",
                "the_database_refuses_to_condemn_what_is_held_whatever_the_code_does",
            ),
        ),
    ),
    Held(
        "G7",
        "Thiết bị ngừng ⇒ có SC, BT; chạy lại ⇒ đã kiểm tra đạt",
        of(
            "equipment/test_way.py",
            "a_device_is_stopped_under_a_number_alone",
            "a_stopped_device_does_not_restart_without_a_passed_test",
        ),
    ),
    Held(
        "G8",
        "Mỗi dòng nhật ký nối với mã của dòng trước; in ở chân trang sổ",
        (
            *of("ledger/test_verify.py", "an_omitted_or_doubled_segment_shows"),
            *of("ledger/test_remembered.py", "more_is_a_rollback_and_something_else_a_fork"),
            *of("anchors/test_asker.py", "an_old_copy_of_the_disk_signs_nothing"),
            *of("web/test_anchor_pages.py", "a_line_is_typed_from_the_paper"),
            *of("documents/test_book.py", "the_foot_of_a_page_is_the_checkpoint_of_its_last_line"),
        ),
    ),
    Held(
        "G9",
        "Người đã nghỉ không còn quyền nào",
        of("people/test_positions.py", "staff_who_have_left_have_no_active_right"),
    ),
    Held(
        "G10",
        "Số trong báo cáo = đếm bằng SQL trên các sổ",
        of(
            "reports/test_numbers.py",
            "every_figure_is_a_count_over_the_books",
            "an_issued_report_keeps_its_numbers",
        ),
    ),
)
