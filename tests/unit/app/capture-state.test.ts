import { describe, expect, it } from "vitest";
import { capture, type CaptureEvent, initialCapture } from "@/app/registration/portrait/capture-state";
import type { OwnUpload } from "@/lib/domain/registration/queries/own-files";

const photo = new File(["photo"], "photo.jpg");
const cut = new Blob(["cut"]);
const portrait = { id: "1" } as OwnUpload;

const fresh = initialCapture({ portrait: null, consented: false });
const agreed = initialCapture({ portrait: null, consented: true });
const after = (state: typeof fresh, ...events: CaptureEvent[]) => events.reduce(capture, state);

describe("the portrait page", () => {
  it("opens no camera before consent, and says that it was wanted", () => {
    expect(after(fresh, { kind: "camera_opened" }).stage).toEqual({ kind: "closed" });
    const asked = after(fresh, { kind: "consent_asked" });
    expect(asked.consent).toEqual({ agreed: false, asked: true, given: false });
    const opened = after(asked, { kind: "agreed", agreed: true }, { kind: "camera_opened" });
    expect(opened.stage).toEqual({ kind: "camera" });
    expect(opened.consent.given).toBe(false);
  });

  it("cuts a photo that the browser reads, and keeps it to be cut again", () => {
    const opened = after(agreed, { kind: "photo_opened", photo, readable: true });
    expect(opened.stage).toEqual({ kind: "crop", photo });
    const kept = after(opened, { kind: "sent", original: photo }, { kind: "kept", portrait });
    expect(kept).toMatchObject({ portrait, stage: { kind: "closed" }, cutPhoto: photo, original: photo });
    expect(after(kept, { kind: "crop_reopened" }).stage).toEqual({ kind: "crop", photo });
  });

  it("cuts nothing that the browser cannot read, and forgets the photo before", () => {
    const before = after(agreed, { kind: "photo_opened", photo, readable: true });
    const unread = after(before, { kind: "photo_opened", photo: new File([], "x.heic"), readable: false });
    expect(unread).toMatchObject({ stage: { kind: "closed" }, cutPhoto: null });
    expect(after(unread, { kind: "crop_reopened" })).toEqual(unread);
  });

  it("has nothing to cut after a picture of the camera", () => {
    const taken = after(
      agreed,
      { kind: "photo_opened", photo, readable: true },
      { kind: "camera_opened" },
      { kind: "picture_taken" },
      { kind: "sent", original: cut },
      { kind: "kept", portrait },
    );
    expect(taken).toMatchObject({ portrait, cutPhoto: null, original: cut, stage: { kind: "closed" } });
    expect(taken.consent.given).toBe(true);
  });

  it("shows no original beside a portrait that was taken over", () => {
    const made = after(agreed, { kind: "sent", original: cut }, { kind: "kept", portrait });
    const reused = after(made, { kind: "sent", original: null }, { kind: "kept", portrait: { ...portrait, id: "2" } });
    expect(reused).toMatchObject({ portrait: { id: "2" }, original: null });
  });

  it("closes camera and cropper when the consent is taken back, and opens no photo that was chosen before", () => {
    const withdrawn = { kind: "agreed", agreed: false } as const;
    expect(after(agreed, { kind: "camera_opened" }, withdrawn).stage).toEqual({ kind: "closed" });
    expect(after(agreed, { kind: "photo_opened", photo, readable: true }, withdrawn).stage).toEqual({ kind: "closed" });
    const late = after(agreed, withdrawn, { kind: "photo_opened", photo, readable: true });
    expect(late).toMatchObject({ stage: { kind: "closed" }, cutPhoto: null });
    expect(after(agreed, withdrawn, { kind: "agreed", agreed: true }).stage).toEqual({ kind: "closed" });
  });

  it("loses nothing when camera or cropper are closed", () => {
    const kept = after(agreed, { kind: "sent", original: cut }, { kind: "kept", portrait });
    expect(after(kept, { kind: "camera_opened" }, { kind: "closed" })).toEqual(kept);
  });
});
