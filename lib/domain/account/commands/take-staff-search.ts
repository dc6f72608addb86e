import { consume } from "@/lib/adapter/rate-limit/limiter";
import { staffSearches } from "../limits";

/** Counts one search of a member of staff. false: he has searched too often within this hour. */
export const takeStaffSearch = async (staffId: string): Promise<boolean> =>
  (await consume(staffSearches, staffId)).allowed;
