/** Characters of the reason for taking back an arrangement. */
export const MAX_REASON_CHARACTERS = 200;
