/**
 * The portrait rule of an exam session: size in pixels, and the file size in kilobytes (of 1000 bytes) that it must
 * stay below.
 */
export type PortraitRule = { width: number; height: number; maxKb: number };

/** The default rule of an exam session. */
export const usualPortrait: PortraitRule = { width: 480, height: 640, maxKb: 500 };

/**
 * Which rules a session may have. Every portrait is 3:4, so that the frame of the camera, the cards and the lists fit
 * each of them; smaller than this no face is recognised in it, and a file of so many kilobytes can be made of any
 * picture of the largest size.
 */
export const portraitBounds = { width: { min: 240, max: 720 }, maxKb: { min: 30, max: 1000 } };

/** Pixels of a portrait, as a session may ask for them. */
export const isPortraitSize = ({ width, height }: { width: number; height: number }): boolean =>
  width >= portraitBounds.width.min && width <= portraitBounds.width.max && width * 4 === height * 3;

/** The rule of a session, from its columns. */
export const portraitRuleOf = (session: {
  portraitWidth: number;
  portraitHeight: number;
  portraitMaxKb: number;
}): PortraitRule => ({
  width: session.portraitWidth,
  height: session.portraitHeight,
  maxKb: session.portraitMaxKb,
});
