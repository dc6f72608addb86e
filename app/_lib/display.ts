import { cookies } from "next/headers";
import { cache } from "react";
import { type Display, displayCookie, readDisplay } from "./display-choice";

/** This visitor's choice, read once a request. */
export const currentDisplay = cache(async (): Promise<Display> => {
  const value = (await cookies()).get(displayCookie())?.value;
  return readDisplay(value);
});
