import type { Problem } from "@/lib/core/result";

/**
 * Every problem that a check of an exam session may report; app/_lib/messages/exam-session-problems.ts has the sentence
 * of each.
 */
export type SessionProblemCode =
  // contradictions.ts: contradictions of a published exam session
  | "empty"
  | "none_offered"
  | "review_closes_first"
  | "review_opens_first"
  | "payment_opens_first"
  | "payment_closes_first"
  | "payment_after_exam"
  | "printing_closes_first"
  | "printing_opens_after_exam"
  | "printing_after_exam"
  | "fee_zero"
  | "fee_too_high"
  | "language_fee_zero"
  | "language_fee_too_high"
  | "number_prefix_collides"
  | "template_school_narrow"
  | "template_language_narrow"
  | "template_room_narrow"
  | "template_seat_narrow"
  | "registration_over"
  | "language_exam_before_payment"
  | "language_exam_before_printing"
  | "moved_into_past"
  | "language_exam_moved_into_past"
  // contradictions.ts: warnings that publishing asks to confirm
  | "session_beside"
  | "opens_at_once"
  | "short_time_to_pay"
  | "exam_over_midnight"
  | "language_exam_far"
  | "printing_closes_before_language"
  | "other_year_than_exam"
  | "title_names_other_year"
  | "notice_without_graduation_month"
  | "card_numbers_repeat"
  | "no_rooms"
  | "sms_signature_differs"
  | "no_sms_template"
  | "no_questions"
  | "no_roster"
  // touched.ts and commands/update.ts: the candidates whom an edit affects
  | "closes_earlier"
  | "opens_later"
  | "exam_moved"
  | "language_exam_moved"
  | "exam_place_moved"
  | "cards_drawn_anew"
  | "fee_changed"
  | "fee_changed_after_payment"
  | "graduation_month_later"
  | "two_stages_from_now"
  | "roster_from_now"
  | "own_wechat_from_now"
  | "renamed"
  // commands/update.ts: values in use that an edit would remove
  | "school_in_use"
  | "teaching_point_in_use"
  | "language_in_use"
  | "level_in_use"
  | "category_in_use"
  | "id_type_in_use"
  | "renamed_is_unknown"
  | "number_prefix_given"
  | "pre_approved_waiting"
  | "numbering_frozen"
  // meanwhile.ts: what a colleague has saved since the form was opened
  | "changed_by_colleague"
  | "changed_by_both";

export type SessionProblem = Problem<SessionProblemCode>;
