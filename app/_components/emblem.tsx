/** The school's emblem: the uploaded one, or the drawn placeholder. The name beside it says what it is. */
export const Emblem = ({ hash, size }: { hash: string | null; size: number }) => (
  <img
    src={hash ? `/school-pictures/${hash}` : "/emblem.svg"}
    alt=""
    width={size}
    height={size}
    className="shrink-0 object-contain"
  />
);
