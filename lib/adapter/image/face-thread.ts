// The detector's own operators, which its build for Node takes for granted.
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js";
import { createRequire } from "node:module";
import path from "node:path";
import { ready, setBackend } from "@tensorflow/tfjs-core";
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { detectAllFaces, nets, tf, TinyFaceDetectorOptions } from "@vladmandic/face-api/dist/face-api.node-wasm.js";
import { serveRequests } from "@/lib/adapter/thread/serve-requests";
import type { Face, FaceRequest } from "./detect-faces";

// The program of the face thread: bundled into one file with its libraries, started and ended by side-thread.ts. The
// models lie in the detector's package; nothing is fetched.

/**
 * The sides in pixels at which the network sees a picture, tried in turn until it is sure of a face. Of 240 portraits
 * of real faces the first finds all but ten, the second those, whose faces fill the picture; the third is for small
 * faces.
 */
const INPUT_SIZES = [224, 160, 320];
const LEAST_SCORE = 0.3;
const SURE = 0.5;

const require = createRequire(path.join(process.cwd(), "package.json"));
const folderOf = (name: string) => path.dirname(require.resolve(`${name}/package.json`));

async function load(): Promise<void> {
  setWasmPaths(`${path.join(folderOf("@tensorflow/tfjs-backend-wasm"), "wasm-out")}${path.sep}`);
  // One core a portrait: the others answer requests.
  setThreadsCount(1);
  await setBackend("wasm");
  await ready();
  const models = path.join(folderOf("@vladmandic/face-api"), "model");
  await nets.tinyFaceDetector.loadFromDisk(models);
  await nets.faceLandmark68Net.loadFromDisk(models);
}

const loaded = load();

serveRequests(async ({ pixels, width, height }: FaceRequest): Promise<{ faces: Face[] }> => {
  await loaded;
  const picture = tf.tensor3d(Int32Array.from(pixels), [height, width, 3], "int32");
  try {
    let faces: Face[] = [];
    for (const inputSize of INPUT_SIZES) {
      const found = await facesAt(picture, inputSize);
      if (best(found) > best(faces)) faces = found;
      if (best(faces) >= SURE) break;
    }
    return { faces };
  } finally {
    picture.dispose();
  }
});

const best = (faces: readonly Face[]): number => Math.max(0, ...faces.map(({ score }) => score));

async function facesAt(picture: tf.Tensor3D, inputSize: number): Promise<Face[]> {
  const found = await detectAllFaces(
    picture,
    new TinyFaceDetectorOptions({ inputSize, scoreThreshold: LEAST_SCORE }),
  ).withFaceLandmarks(false);
  return found.map(({ detection: { score, box }, landmarks }) => ({
    score,
    box: boxOf(box),
    landmarks: landmarks.positions.map(pointOf),
  }));
}

const boxOf = ({ x, y, width, height }: Face["box"]) => ({ x, y, width, height });
const pointOf = ({ x, y }: { x: number; y: number }) => ({ x, y });
