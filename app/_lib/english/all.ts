import { englishAccount } from "./account";
import { englishHome } from "./home";
import { englishJourney } from "./journey";
import { englishMessages } from "./messages";
import { englishSteps } from "./steps";
import { englishTrouble } from "./trouble";

/**
 * What every Chinese sentence of the candidates' pages is in English. It travels with an English page, so that the
 * components in the browser know it too; a Chinese page carries nothing of it.
 */
export const english: Readonly<Record<string, string>> = {
  ...englishHome,
  ...englishJourney,
  ...englishMessages,
  ...englishSteps,
  ...englishAccount,
  ...englishTrouble,
};
