/** The processes of one start of the application. */
export class Processes {
  constructor(dataDir: string);
  takeOver(): Promise<void>;
  stop(): Promise<void>;
  letGo(): void;
}
