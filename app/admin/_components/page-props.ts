/** What a page of the desk is given by the address. */
export type DeskPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The same for one thing of a list. */
export type DeskItemProps = DeskPageProps & { params: Promise<{ id: string }> };
