"""Clauses of who may look, and of the books of use: articles 1, 2.1, 3.1, 3.2-1 … 3.2-3, 4, 6.1."""

from tests.requirements.shapes import Clause, of

CLAUSES = (
    Clause(
        "1.1",
        "H",
        "Mục đích: an ninh, an toàn, công tác giáo dục, phòng chống cháy nổ",
        ("directive_new", "request_new", "case_new"),
        ("directive", "viewing_request"),
        of("web/test_playback_pages.py", "one_tap_writes_the_directive_and_opens_the_player"),
        (
            *of("web/test_playback_pages.py", "a_demand_without_purpose_is_no_demand"),
            *of("directives/test_directives.py", "what_can_not_be_ordered"),
            *of("requirements/test_clauses.py", "there_are_the_four_purposes_of_the_regulation"),
        ),
    ),
    Clause(
        "1.2",
        "R P",
        "Đối tượng: cán bộ, giáo viên, nhân viên, học sinh, khách",
        ("regulation_read", "regulation_readers", "notice_boards", "public_notice"),
        ("notice_board", "read_receipts"),
        (
            *of(
                "web/test_regulation_pages.py",
                "from_the_signed_paper_to_what_everybody_reads_first",
                "the_clerk_writes_down_who_signed_the_list",
                "the_notice_is_read_without_a_login",
                "a_sheet_for_the_gate_is_printed",
            ),
        ),
        of("regulations/test_versions.py", "everybody_acknowledges_for_himself"),
    ),
    Clause(
        "2.1a",
        "R",
        "Camera là công cụ hỗ trợ quản lý an ninh, trật tự",
        ("sign_in", "public_notice"),
        ("notice_board",),
        of("web/test_regulation_pages.py", "the_notice_is_read_without_a_login"),
    ),
    Clause(
        "2.1b",
        "H",
        "Dữ liệu được truy xuất khi có chỉ đạo của Hiệu trưởng",
        ("directives", "directive_new", "play"),
        ("directive",),
        (
            *of("access/test_may.py", "a_directive_permits_its_executor_exactly_its_scope"),
            *of(
                "access/test_viewing.py", "a_playback_leaves_one_line_with_what_was_really_watched"
            ),
        ),
        (
            *of("access/test_may.py", "nobody_plays_stored_footage_without_a_directive"),
            *of(
                "access/test_properties.py", "a_grant_permits_its_scope_and_not_a_microsecond_more"
            ),
            *of(
                "directives/test_directives.py",
                "an_issued_directive_is_not_widened",
                "nothing_is_back_dated",
            ),
            *of("web/test_media.py", "no_fragment_outside_the_directive"),
            *of("web/test_stills.py", "no_still_outside_the_directive"),
        ),
    ),
    Clause(
        "3.1a",
        "H",
        "Ban Giám hiệu trực tiếp sử dụng",
        ("wall", "play", "own_demand"),
        (),
        (
            *of("access/test_matrix.py", "every_cell_is_as_the_specification_prints_it"),
            *of("access/test_may.py", "a_board_members_own_demand_is_one_call"),
        ),
        of("access/test_may.py", "who_is_not_on_the_board_demands_nothing"),
    ),
    Clause(
        "3.1b",
        "R B",
        "Lãnh đạo thường xuyên kiểm tra, nhắc nhở",
        ("inspections", "reminder_new"),
        ("reminder",),
        (
            *of("inspections/test_checks.py", "the_sample_is_five_of_others_uses_and_drawn_once"),
            *of("web/test_inspection_pages.py", "the_principal_checks_a_month"),
        ),
        of(
            "inspections/test_checks.py",
            "a_reminder_is_acknowledged_by_its_person_and_stays",
            "nobody_reminds_himself",
        ),
    ),
    Clause(
        "3.2-1",
        "H R",
        "Viên chức được phân công kiểm tra, khởi động, vận hành đúng trình tự đã tập huấn",
        ("shift", "roster", "person_training"),
        ("training_minutes", "pledge"),
        (
            *of(
                "duty/test_checklists.py",
                "a_shift_opens_only_when_every_item_is_answered",
                "closing_asks_for_screen_cabinet_and_cleaning",
            ),
        ),
        (
            *of("people/test_account_life.py", "an_untrained_duty_officer_holds_no_right"),
            *of(
                "access/test_may.py",
                "the_duty_officer_watches_live_within_her_open_shift_and_areas",
            ),
        ),
    ),
    Clause(
        "3.2-2a",
        "R",
        "Theo dõi hình ảnh hoặc đề xuất kiểm tra dữ liệu",
        ("wall", "proposal_new"),
        (),
        of(
            "web/test_directive_pages.py",
            "a_proposal_goes_from_the_officer_to_the_board_and_back_as_a_directive",
        ),
        of("directives/test_proposals_and_policy.py", "who_answers_a_proposal_and_until_when"),
    ),
    Clause(
        "3.2-2b",
        "R B",
        "Cảnh báo, nghi vấn → chụp ảnh, in ảnh, báo cáo lãnh đạo",
        ("suspect", "cases", "pictures", "print_slip"),
        ("print_slip", "print_sheet"),
        (
            *of(
                "incidents/test_dossier.py",
                "one_press_is_case_hold_usage_line_dossier_line_and_notice",
            ),
            *of(
                "pictures/test_taking.py",
                "a_suspicion_takes_its_picture_with_the_case_in_one_act",
            ),
            *of("pictures/test_showing_and_printing.py", "each_copy_has_its_recipient"),
        ),
        (
            *of("pictures/test_showing_and_printing.py", "there_is_no_print_without_a_number"),
            *of(
                "access/test_snapshots.py",
                "the_live_picture_is_taken_by_the_board_and_by_others_for_a_case",
            ),
        ),
    ),
    Clause(
        "3.2-2c",
        "H",
        "Ghi nhận vào hồ sơ và đồng thời vào sổ theo dõi quản lý việc sử dụng",
        ("case", "usage_book"),
        ("usage_book", "case_index"),
        of("incidents/test_dossier.py", "a_line_of_a_use_is_added_with_its_usage_line"),
        of("incidents/test_dossier.py", "the_database_knows_no_line_without_the_other"),
    ),
    Clause(
        "3.2-3",
        "H",
        "Đăng nhập; chọn khu vực; ghi hình theo ngày/giờ hoặc sự kiện; tìm theo camera hoặc ngày/giờ",
        ("sign_in", "wall", "plans", "search"),
        (),
        of(
            "e2e/test_school_day.py",
            "live_pictures_move_on_the_wall",
            "a_minute_later_the_footage_is_found_by_camera_played_and_booked",
            "it_is_found_by_day_and_hour",
        ),
        of("places/test_decisions.py", "a_plan_needs_a_basis_and_cameras_in_use"),
    ),
    Clause(
        "3.2-5",
        "H",
        "Hình ảnh, dữ liệu là cơ sở xem xét xử lý",
        ("export", "health"),
        ("read_me_first",),
        (
            *of("e2e/test_abuse.py", "what_is_booked_is_what_was_served"),
            *of("exports/test_exports.py", "the_custody_tells_who_asked_and_who_approved"),
        ),
        (
            *of(
                "archive/test_reindex_and_verification.py",
                "a_file_that_was_tampered_with_is_the_only_finding",
            ),
            *of("evidence/test_tampering.py", "any_single_bit_is_found"),
        ),
    ),
    Clause(
        "4.1",
        "H",
        "Giáo viên Tin học tổ chức lưu trữ, bảo mật dữ liệu",
        ("volumes", "health", "account_review", "system_log"),
        ("account_list", "account_review"),
        (
            *of("people/test_account_life.py", "the_board_reviews_all_accounts_every_quarter"),
            *of("e2e/test_abuse.py", "the_data_folder_tells_no_secret"),
            *of(
                "web/test_system_log.py",
                "a_deed_stands_there_in_words_with_who_did_it_and_what_it_names",
            ),
        ),
        (
            *of("access/test_may.py", "administering_is_not_viewing"),
            *of("web/test_playback_pages.py", "the_it_teacher_cannot_demand"),
            *of("people/test_account_life.py", "the_it_teacher_alone_gets_into_no_account"),
        ),
    ),
    Clause(
        "4.2",
        "H",
        "Ban Giám hiệu được quyền yêu cầu trực tiếp xem",
        ("own_demand", "directive_order"),
        ("directive",),
        (
            *of(
                "directives/test_proposals_and_policy.py",
                "a_board_member_orders_an_operator_with_a_deadline_and_the_head_is_told",
            ),
            *of("directives/test_directives.py", "a_board_members_own_demand_is_the_directive"),
        ),
        of(
            "directives/test_directives.py",
            "the_strict_setting_ends_the_vice_principals_own_right",
        ),
    ),
    Clause(
        "4.3",
        "H",
        "Đơn vị, cá nhân: đề nghị bằng văn bản và sự đồng ý của Ban Giám hiệu",
        ("requests", "request_new", "request_decide"),
        ("viewing_request", "viewing_minutes", "reply_letter", "handover"),
        (
            *of("e2e/test_a_parents_request.py", "a_parents_request_from_paper_to_package"),
            *of(
                "disclosures/test_deciders.py",
                "the_hold_lasts_seven_days_after_a_refusal_and_ends_on_completion",
            ),
        ),
        of(
            "disclosures/test_transitions.py",
            "the_board_sees_no_request_that_is_not_in_writing",
            "the_board_sees_no_incomplete_request",
            "nothing_wider_than_asked_is_allowed",
        ),
    ),
    Clause(
        "6.1",
        "H B",
        "Dữ liệu là chứng cứ",
        ("holds", "exports"),
        ("handover", "read_me_first"),
        (
            *of("exports/test_exports.py", "from_asking_to_a_verified_package"),
            *of(
                "exports/test_what_a_package_says.py",
                "the_cameras_clock_is_said_with_the_instant_it_was_measured_at",
            ),
        ),
        (
            *of(
                "holds/test_holds.py",
                "a_hold_is_released_by_two_different_persons_and_one_of_them_is_the_board",
            ),
            *of(
                "holds/test_holds_and_retention.py",
                "no_sequence_of_retention_and_holds_erases_a_held_second",
            ),
        ),
    ),
)
