declare module "saxen" {
  type Decode = (text: string) => string;

  /**
   * Reads XML piece by piece. An error in the markup is thrown. Entities that a document declares are not looked at.
   */
  export class Parser {
    on(
      event: "openTag",
      listener: (name: string, attributes: () => Record<string, string>, decode: Decode) => void,
    ): void;
    on(event: "closeTag", listener: (name: string) => void): void;
    on(event: "text", listener: (text: string, decode: Decode) => void): void;
    on(event: "cdata", listener: (text: string) => void): void;
    write(piece: string): this;
    end(): void;
  }
}
