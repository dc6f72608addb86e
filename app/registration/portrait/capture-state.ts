import type { OwnUpload } from "@/lib/domain/registration/queries/own-files";

/** What is open between the candidate and a new portrait. */
export type Stage = { kind: "closed" } | { kind: "camera" } | { kind: "crop"; photo: File };

export type CaptureState = {
  /** The portrait that the server keeps. */
  portrait: OwnUpload | null;
  /** `asked`: a picture was wanted without consent. `given`: a picture was kept, so the server knows of the consent. */
  consent: { agreed: boolean; asked: boolean; given: boolean };
  stage: Stage;
  /** The photo that was cut last: it can be cut again. */
  cutPhoto: File | null;
  /** The picture that was sent last, as the candidate made it; null when none was sent from this page. */
  sent: Blob | null;
  /** The picture that the kept portrait was made of, as long as this page is open. */
  original: Blob | null;
};

export type CaptureEvent =
  | { kind: "agreed"; agreed: boolean }
  | { kind: "consent_asked" }
  | { kind: "camera_opened" }
  | { kind: "photo_opened"; photo: File; readable: boolean }
  | { kind: "crop_reopened" }
  | { kind: "picture_taken" }
  | { kind: "closed" }
  | { kind: "sent"; original: Blob | null }
  | { kind: "kept"; portrait: OwnUpload };

const closed: Stage = { kind: "closed" };

export const initialCapture = ({
  portrait,
  consented,
}: {
  portrait: OwnUpload | null;
  consented: boolean;
}): CaptureState => ({
  portrait,
  consent: { agreed: consented, asked: false, given: consented },
  stage: closed,
  cutPhoto: null,
  sent: null,
  original: null,
});

/** The next state of the page. Camera and cropper are never open without consent. */
export function capture(state: CaptureState, event: CaptureEvent): CaptureState {
  const { consent } = state;
  switch (event.kind) {
    case "agreed":
      // Whoever takes his consent back takes no picture: an open camera or cropper closes.
      return { ...state, consent: { ...consent, agreed: event.agreed }, stage: event.agreed ? state.stage : closed };
    case "consent_asked":
      return { ...state, consent: { ...consent, asked: true } };
    case "camera_opened":
      return consent.agreed ? { ...state, stage: { kind: "camera" } } : state;
    case "photo_opened":
      // A photo that this browser cannot read is sent as it is: there is nothing to cut.
      if (!event.readable || !consent.agreed) return { ...state, stage: closed, cutPhoto: null };
      return { ...state, stage: { kind: "crop", photo: event.photo }, cutPhoto: event.photo };
    case "crop_reopened":
      return state.cutPhoto ? { ...state, stage: { kind: "crop", photo: state.cutPhoto } } : state;
    case "picture_taken":
      return { ...state, cutPhoto: null };
    case "closed":
      return { ...state, stage: closed };
    case "sent":
      return { ...state, sent: event.original };
    case "kept":
      return {
        ...state,
        portrait: event.portrait,
        consent: { ...consent, given: true },
        stage: closed,
        original: state.sent,
      };
  }
}
