import { orderFrom, type SideProgram } from "@/lib/adapter/thread/side-thread";

export type Point = { x: number; y: number };

/**
 * A face in pixels of its picture; `landmarks` are the 68 points of the iBUG scheme (jaw 0–16, brows 17–26, nose 27–35,
 * eyes 36–47, mouth 48–67).
 */
export type Face = { score: number; box: { x: number; y: number; width: number; height: number }; landmarks: Point[] };

export type FaceRequest = { pixels: Uint8Array; width: number; height: number };

/**
 * The detector frees its tensors, but its memory grows to the largest picture it saw; a new thread costs half a second.
 */
const detector: SideProgram = { program: "face-thread", ordersPerThread: 2000, patienceMs: 10_000 };

/**
 * The faces of a picture of raw RGB pixels, found off the event loop. Throws SideThreadError when the detector fails or
 * takes ten seconds.
 */
export async function detectFaces(order: FaceRequest): Promise<Face[]> {
  const { faces } = await orderFrom<FaceRequest, { faces: Face[] }>(detector, order);
  return faces;
}
