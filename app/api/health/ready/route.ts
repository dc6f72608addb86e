import { GET as health } from "../route";

export const dynamic = "force-dynamic";

/** The same as /api/health, under the name that many a load balancer asks for. */
export const GET = () => health();
