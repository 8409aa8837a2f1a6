"""Clauses of the devices, of what is kept how long, and of failures: articles 2.2 … 2.7, 3.2-4."""

from tests.requirements.shapes import Clause, of

CLAUSES = (
    Clause(
        "2.2a",
        "R",
        "Tài sản của trường",
        ("assets", "asset_new", "asset_import"),
        ("device_list", "device_sheet", "camera_plan"),
        of(
            "equipment/test_assets.py",
            "every_camera_has_its_record",
            "a_change_stands_in_the_history_with_its_basis",
        ),
        of("equipment/test_assets.py", "nothing_is_removed_and_what_is_out_stays_out"),
    ),
    Clause(
        "2.2b",
        "H R",
        "Giao giáo viên Tin học trực tiếp quản lý, chịu trách nhiệm trước Hiệu trưởng",
        ("people", "person"),
        ("assignment_decision", "system_handover"),
        of("people/test_positions.py", "an_ended_position_ends_logins_and_grants_at_once"),
        of("people/test_accounts.py", "the_database_refuses_a_second_head_and_a_second_manager"),
    ),
    Clause(
        "2.3a",
        "H",
        "Lưu giữ theo quy định của đơn vị",
        ("retention", "volumes"),
        ("retention_decision", "retention_notice"),
        (
            *of("places/test_retention.py", "the_nearest_decision_counts"),
            *of("archive/test_volumes.py", "the_forecast_tells_the_days_that_fit"),
        ),
        (
            *of(
                "archive/test_retention.py",
                "erased_is_what_is_past_its_days_and_not_held_and_nothing_else",
                "without_a_policy_nothing_is_ever_erased",
            ),
            *of("places/test_retention.py", "the_database_refuses"),
        ),
    ),
    Clause(
        "2.3b",
        "R P",
        "Ổ đĩa máy vi tính hoặc thiết bị lưu trữ chuyên dụng",
        ("stores", "volumes", "volume_add"),
        (),
        of(
            "equipment/test_assets.py",
            "what_is_recorded_to_stands_in_the_storage_register",
        ),
        (
            *of("web/test_volume_pages.py", "folders_that_are_no_volume_are_refused_in_words"),
            *of("archive/test_volumes.py", "an_empty_folder_is_no_volume_of_footage"),
        ),
    ),
    Clause(
        "2.4",
        "R H",
        "Thường xuyên theo dõi hoạt động của thiết bị, ghi chép đầy đủ",
        ("device_book", "closing_month"),
        ("device_book",),
        (
            *of(
                "equipment/test_device_book.py",
                "a_failure_and_its_end_are_lines",
                "the_opening_of_a_shift_is_the_days_line_by_a_person",
                "a_working_day_without_a_line_is_red_until_it_is_filled_late",
            ),
            *of("closing/test_closing.py", "a_month_is_closed_with_its_total_once_it_is_over"),
        ),
        of(
            "equipment/test_device_book.py",
            "a_correction_is_a_new_line_and_the_old_one_stays",
            "no_line_of_a_day_to_come_or_long_past",
        ),
    ),
    Clause(
        "2.5a",
        "H P",
        "Sự cố, hư hỏng: xử lý ngay, không tiếp tục cho thiết bị hoạt động",
        ("failures", "failure_new", "failure"),
        ("failure_minutes", "damage_minutes"),
        of(
            "equipment/test_way.py",
            "detected_to_stopped_pulls_the_stream",
            "detected_to_no_need_to_stop_needs_a_reason",
        ),
        of(
            "equipment/test_way.py",
            "a_stopped_device_does_not_restart_without_a_passed_test",
            "a_device_is_stopped_under_a_number_alone",
            "taking_a_stopped_camera_out_of_the_registry_restarts_nothing",
        ),
    ),
    Clause(
        "2.5b",
        "B",
        "Báo cáo Ban Giám hiệu, đề xuất sửa chữa, thay thế",
        ("failure",),
        ("failure_report",),
        (
            *of("equipment/test_way.py", "stopped_or_running_to_reported"),
            *of("web/test_failure_pages.py", "the_board_directs_and_the_teacher_is_told"),
        ),
        of("equipment/test_way.py", "back_to_closed_with_three_texts_and_the_board"),
    ),
    Clause(
        "2.6a",
        "R P",
        "Bảo trì, bảo dưỡng định kỳ",
        ("maintenance", "maintenance_plan_new"),
        ("maintenance_plan", "maintenance_minutes"),
        (
            *of(
                "maintenance/test_plans.py",
                "orders_are_made_of_the_plan_once_and_become_due",
                "what_is_overdue_stays_visible_and_the_board_is_told",
            ),
            *of(
                "web/test_maintenance_pages.py",
                "an_order_is_worked_off_device_by_device_and_confirmed",
            ),
        ),
    ),
    Clause(
        "2.6b",
        "B",
        "Đề xuất sửa chữa, thay thế thiết bị hư hỏng",
        ("repairs", "repair_new", "failure"),
        ("repair_request", "repair_submission", "acceptance_minutes"),
        (
            *of("web/test_repair_pages.py", "a_proposal_goes_from_the_failure_to_the_asset_books"),
            *of("repairs/test_flow.py", "what_is_disposed_of_leaves_the_books_in_the_same_act"),
        ),
        of("repairs/test_flow.py", "nobody_decides_on_his_own_proposal"),
    ),
    Clause(
        "2.6c",
        "R P",
        "Kiểm tra hiệu chuẩn đúng quy định",
        ("maintenance_order_new", "maintenance"),
        ("calibration_minutes",),
        (
            *of("maintenance/test_measuring.py", "a_clock_fails_from_five_seconds_on"),
            *of(
                "web/test_maintenance_pages.py",
                "a_calibration_has_its_own_checklist_and_minutes",
            ),
        ),
        (
            *of(
                "maintenance/test_measuring.py",
                "what_fails_by_measure_is_not_called_in_order",
            ),
            *of(
                "maintenance/test_flow.py",
                "the_database_confirms_nothing_that_is_not_in_order",
            ),
        ),
    ),
    Clause(
        "2.6d",
        "P R",
        "Quản lý, sử dụng, vệ sinh sau khi sử dụng, bảo quản theo nhà sản xuất",
        ("shift_close", "manual_add", "assets"),
        (),
        (
            *of("duty/test_checklists.py", "closing_asks_for_screen_cabinet_and_cleaning"),
            *of("web/test_asset_pages.py", "every_page_of_the_room_answers"),
        ),
    ),
    Clause(
        "2.6e",
        "R",
        "Kiểm tra chức năng, sẵn sàng phục vụ",
        ("maintenance_readiness",),
        (),
        of("web/test_maintenance_pages.py", "readiness_says_what_a_device_lacks"),
    ),
    Clause(
        "2.7a",
        "R B",
        "Kiểm tra tình trạng sử dụng cuối năm hoặc đột xuất theo yêu cầu",
        ("stocktakes", "stocktake_new", "asset_labels"),
        ("stocktake_minutes",),
        (
            *of("web/test_stocktake_pages.py", "from_the_plan_to_the_signatures"),
            *of("stocktakes/test_counting.py", "assets_change_and_the_frozen_list_does_not"),
            *of(
                "stocktakes/test_flow.py",
                "a_year_without_a_stocktake_is_said_and_locks_nothing",
            ),
        ),
        of(
            "stocktakes/test_flow.py",
            "an_extraordinary_one_has_who_demands_it_and_why",
            "a_missing_device_is_written_so_before_anybody_signs",
        ),
    ),
    Clause(
        "2.7b",
        "B",
        "Sau kiểm tra, đề xuất phương án xử lý, sử dụng từng thiết bị",
        ("stocktakes", "repair_new"),
        ("stocktake_minutes", "repair_request"),
        (
            *of("web/test_stocktake_pages.py", "what_is_proposed_is_approved_by_another"),
            *of("stocktakes/test_counting.py", "the_books_are_updated_all_or_nothing"),
        ),
        of(
            "stocktakes/test_flow.py",
            "no_stocktake_is_handed_in_without_a_proposal_for_each_item",
            "nobody_approves_what_he_counted_or_proposed",
        ),
    ),
    Clause(
        "3.2-4a",
        "R H",
        "Sự cố máy tính, chương trình, camera không hoạt động: diễn biến, sau khắc phục, vụ việc",
        ("failures", "failure"),
        ("failure_minutes",),
        of("web/test_failure_pages.py", "a_failure_from_its_notice_to_its_closing"),
        of("equipment/test_way.py", "back_to_closed_with_three_texts_and_the_board"),
    ),
    Clause(
        "3.2-4b",
        "B",
        "Báo cáo lãnh đạo để chỉ đạo quản trị mạng xử lý",
        ("failure",),
        ("failure_report",),
        (
            *of(
                "equipment/test_way.py",
                "handing_to_the_network_administrator_names_him_and_a_time",
                "a_direction_by_word_of_mouth_is_confirmed_later",
            ),
            *of(
                "access/test_tickets.py",
                "a_network_administrator_works_on_the_device_of_the_ticket_and_for_its_time",
            ),
        ),
        (
            *of("equipment/test_way.py", "only_the_board_directs"),
            *of("access/test_tickets.py", "a_network_administrator_never_gets_video"),
        ),
    ),
)
