export type Postgres = {
  /** The application's own database. */
  url: string;
  urlOf: (database: string) => string;
  stop: () => Promise<void>;
};

export function startPostgres(options: {
  root: string;
  home: string;
  settings?: Record<string, string>;
}): Promise<Postgres>;
export function postgresIsRunning(options: { home: string }): boolean;
export function removePostgres(options: { home: string }): void;
