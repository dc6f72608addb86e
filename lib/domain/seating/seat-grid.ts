const ROWS = 6;

/**
 * The seats of a room by rows, the back row first, the lectern below. Seat 1 is in front on the door's side; numbers
 * run up a column to the back, then down the next one (serpentine). Columns of six; null where the last column has no
 * seat.
 */
export function seatGrid(capacity: number): (number | null)[][] {
  const columns = Math.ceil(capacity / ROWS);
  return Array.from({ length: ROWS }, (_, fromBack) =>
    Array.from({ length: columns }, (__, column) => {
      const fromFront = ROWS - 1 - fromBack;
      const number = column * ROWS + (column % 2 === 0 ? fromFront : ROWS - 1 - fromFront) + 1;
      return number <= capacity ? number : null;
    }),
  );
}
