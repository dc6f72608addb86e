export type SimulatorCredentials = {
  mchid: string;
  appid: string;
  merchantSerial: string;
  apiV3Key: string;
  appSecret: string;
  publicKeyId: string;
  platformSerial: string;
  merchantKeyFile: string;
  merchantPublicKeyFile: string;
  weChatKeyFile: string;
  publicKeyFile: string;
  platformKeyFile: string;
  platformPublicKeyFile: string;
};

export function ensureSimulatorCredentials(dir: string): Record<string, string>;
export function readSimulatorAccount(dir: string): SimulatorCredentials;
