/**
 * A generator of numbers in [0, 1) that depends only on its seed of 32 hex digits. The same seed gives the same numbers
 * on any machine (sfc32 by Chris Doty-Humphrey, 128 bits of state).
 */
export function seededRandom(seed: string): () => number {
  if (!/^[0-9a-f]{32}$/.test(seed)) throw new RangeError("a seed is 32 hex digits");
  const word = (index: number) => Number.parseInt(seed.slice(index * 8, index * 8 + 8), 16) | 0;
  let [a, b, c, counter] = [word(0), word(1), word(2), word(3)];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  // The first outputs still resemble the seed.
  for (let round = 0; round < 15; round += 1) next();
  return next;
}

/** A shuffled copy (Fisher–Yates). */
export function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const pool = [...list];
  const drawn: T[] = [];
  while (pool.length) drawn.push(...pool.splice(Math.floor(random() * pool.length), 1));
  return drawn;
}
