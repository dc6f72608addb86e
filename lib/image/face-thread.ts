// The detector's own operators, which its build for Node takes for granted.
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js";
import { createRequire } from "node:module";
import path from "node:path";
import { ready, setBackend } from "@tensorflow/tfjs-core";
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { detectAllFaces, nets, tf, TinyFaceDetectorOptions } from "@vladmandic/face-api/dist/face-api.node-wasm.js";
import { answerOrders } from "@/lib/thread/answer-orders";
import type { Face, FaceOrder } from "./detect-faces";

// The program of the face thread: bundled into one file with its libraries, started and ended by side-thread.ts. The models lie in the
// detector's package; nothing is fetched.

/** The picture's side for the network. A portrait's face fills it well; 416 finds smaller ones in the background at twice the cost. */
const INPUT_SIZE = 320;
const LEAST_SCORE = 0.3;

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

answerOrders(async ({ pixels, width, height }: FaceOrder): Promise<{ faces: Face[] }> => {
  await loaded;
  const picture = tf.tensor3d(Int32Array.from(pixels), [height, width, 3], "int32");
  try {
    const options = new TinyFaceDetectorOptions({ inputSize: INPUT_SIZE, scoreThreshold: LEAST_SCORE });
    const found = await detectAllFaces(picture, options).withFaceLandmarks(false);
    return {
      faces: found.map(({ detection: { score, box }, landmarks }) => ({
        score,
        box: boxOf(box),
        landmarks: landmarks.positions.map(pointOf),
      })),
    };
  } finally {
    picture.dispose();
  }
});

const boxOf = ({ x, y, width, height }: Face["box"]) => ({ x, y, width, height });
const pointOf = ({ x, y }: { x: number; y: number }) => ({ x, y });
