/** The answer to a request for a link that opens the card in another browser. */
export type LinkState =
  | { status: "idle" }
  | { status: "made"; address: string }
  | { status: "refused"; sentence: string };
