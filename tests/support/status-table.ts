import { type RegistrationEvent, transitions } from "@/lib/domain/registration/status";

/** The status table as lib/README.md shows it: every event, from where and to where. */
export function statusTable(): string {
  const rows = (Object.keys(transitions) as RegistrationEvent[]).map((event) => {
    const { from, to } = transitions[event];
    return `| \`${event}\` | ${from.join(", ")} | ${to} |`;
  });
  return ["| event | from | to |", "|---|---|---|", ...rows].join("\n");
}
