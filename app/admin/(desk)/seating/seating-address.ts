/** A page of the seating of one exam session: the desk may show another one by the time that it is opened. */
export const seatingAddress = (page: "" | "/arrange" | "/publish" | "/take-back", examSessionId: string): string =>
  `/admin/seating${page}?session=${examSessionId}`;
