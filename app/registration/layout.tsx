import type { ReactNode } from "react";
import "./registration.css";

/** The styles of the candidate's journey. */
export default function RegistrationLayout({ children }: { children: ReactNode }) {
  return children;
}
