const phoneNumber = /(?:\+?\d[\d\s-]{5,17}\d)/g;

/** The text of a contact with every phone number in it as a link that dials it. */
export function PhoneLinks({ text }: { text: string }) {
  const numbers = text.match(phoneNumber) ?? [];
  const between = text.split(phoneNumber);
  return between.map((words, index) => {
    const number = numbers[index];
    return (
      // The parts of one text never move.
      <span key={`${index} ${words}`}>
        {words}
        {number && (
          <a
            href={`tel:${number.replaceAll(/[^\d+]/g, "")}`}
            className="inline-flex min-h-11 items-center tabular-nums"
          >
            {number}
          </a>
        )}
      </span>
    );
  });
}
