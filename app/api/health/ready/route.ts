import { GET as health } from "../route";

export const dynamic = "force-dynamic";

/** The same as /api/health, under the name that many load balancers expect. */
export const GET = () => health();
