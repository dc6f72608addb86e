export function rotateLog(file: string, maxBytes?: number): void;
export function setLogAside(file: string, maxBytes?: number): void;
export function watchLog(file: string): string;
