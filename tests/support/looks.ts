/**
 * Pages of the desk and routes that staff may read which show nobody's data, each with its reason. Every other one puts
 * each look on record (lookAt, or a command of its own); a new one must do so or be entered here.
 */
export const showsNobody: Record<string, string> = {
  "/admin": "numbers of tasks",
  "/admin/account": "the member of staff himself",
  "/admin/payments/closing": "sums of a day",
  "/admin/registrations": "a search box; the search itself is on record",
  "/admin/reviews/bulk/runs": "who of the staff began which run",
  "/admin/reviews/reasons": "words that staff choose from",
  "/admin/reviews/throughput": "numbers of the staff's own work",
  "/admin/seating/rooms/[id]/edit": "a room's number and place",
  "/admin/sessions": "exam sessions",
  "/admin/sessions/[id]": "an exam session",
  "/admin/sessions/[id]/publish": "an exam session",
  "/admin/sessions/new": "an exam session",
  "/admin/staff": "the staff themselves",
  "/admin/staff/[id]": "a member of staff",
  "/admin/staff/new": "an empty form",
  "/api/reviews/live": "numbers, and which colleague looks at what",
  "/api/session": "who is signed in himself, and for how long",
  "/api/roster/template": "an empty form",
  "/admin/seating": "counts, rooms and languages",
  "/admin/seating/arrange": "counts, rooms and languages",
  "/admin/seating/take-back": "counts, rooms and languages",
};
