/** How long the reason of a taken-back arrangement may be. */
export const MAX_REASON_CHARACTERS = 200;
