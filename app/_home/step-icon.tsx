const drawings = [
  // a person with a key
  "M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21c0-4 3-7 7-7 1.500 0 2.800.4 4 1M17 15a3 3 0 1 0 0 6 3 3 0 0 0 0-6zm0 0V9m0 2h3",
  // a form with a pen
  "M5 3h9l4 4v5M5 3v18h7M9 9h5M9 13h4M15 21l1-4 5-5 2 2-5 5z",
  // a face in a frame
  "M3 8V3h5M16 3h5v5M21 16v5h-5M8 21H3v-5M12 12a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM6.500 18c.5-2.500 2.500-4 5.500-4s5 1.500 5.500 4",
  // a sheet with a tick
  "M5 3h14v18H5zM9 12l2.500 2.500L15.500 9M9 18h6",
  // a purse
  "M3 7h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM3 7l11-4v4M16 13.500h.5",
  // a printer
  "M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7z",
  // a clock
  "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.500 2",
];

/** The drawing of one of the seven steps; home.css has its pen. */
export const StepIcon = ({ step }: { step: number }) => (
  <svg
    viewBox="0 0 24 24"
    width="24"
    height="24"
    aria-hidden="true"
    focusable="false"
    dangerouslySetInnerHTML={{ __html: `<path d="${drawings[step - 1]}"/>` }}
  />
);
