/** The parameters of a desk page, from the address. */
export type DeskPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The same for a page about one row. */
export type DeskItemProps = DeskPageProps & { params: Promise<{ id: string }> };
