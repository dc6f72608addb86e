import { errorSentences } from "./error-sentences";
import { messages } from "./messages/all";

export { typed } from "./error-sentences";

/** For forms of the desk, whose errors come from every domain. */
export const { fieldErrors, summaryErrors } = errorSentences<string>(messages);
