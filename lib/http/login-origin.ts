import { headers } from "next/headers";
import { deviceWords, type LoginOrigin, networkOf } from "@/lib/domain/account/login-origin";
import { clientAddress } from "./client-address";

/** Where this request comes from, as a staff login remembers it. */
export const loginOrigin = async (): Promise<LoginOrigin> => ({
  network: networkOf(await clientAddress()),
  device: deviceWords((await headers()).get("user-agent")),
});
