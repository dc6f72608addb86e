/** The address of the former system, which old notices and bookmarks still have. */
export const GET = (): Response => new Response(null, { status: 307, headers: { location: "/login" } });
