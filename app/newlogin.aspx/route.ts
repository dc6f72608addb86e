/** The address of the system before this one, which stands in old notices and bookmarks. */
export const GET = (): Response => new Response(null, { status: 307, headers: { location: "/login" } });
