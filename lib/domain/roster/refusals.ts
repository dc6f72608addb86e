/** What the commands of an import, and the forms that lead to them, may refuse. */
export type RosterRefusal =
  | "roster_import_under_way"
  | "roster_import_moved_on"
  | "roster_import_over"
  | "roster_no_good_rows"
  | "roster_errors_not_ignored"
  | "roster_column_required"
  | "roster_column_twice"
  | "roster_mode_required";
