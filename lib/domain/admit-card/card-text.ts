import type { CandidateCategory, IdType, Sex } from "@/lib/adapter/db/enums";
import { examTime } from "@/lib/domain/exam-session/exam-time";
import { categoryLabels, sexLabels, withOwnDocument } from "@/lib/domain/registration/labels";

/** What a card is worded from. */
export type CardFacts = {
  registrationNumber: string;
  name: string;
  sex: Sex;
  idType: IdType;
  category: CandidateCategory;
  language: { name: string };
  seat: { number: number; admitCardNumber: string; room: { number: number; place: string } };
  examSession: {
    year: number;
    schoolName: string;
    examStartsAt: Date;
    examEndsAt: Date;
    examAddress: string;
    admitCardNotes: readonly string[];
    pledgeText: string;
    contactPhone: string;
    contactHours: string;
  };
};

/** Every word of a card, as it is shown on the page and printed on paper. */
export type CardText = ReturnType<typeof cardText>;

const pad = (value: number, width: number) => String(value).padStart(width, "0");

/** Words a card. The year is the session's, not the exam's: the card of 2022 is for an exam in March 2023. */
export function cardText({ examSession, seat, ...candidate }: CardFacts, documentNumber: string) {
  return {
    title: `${examSession.year}年${examSession.schoolName}成人学士学位外语考试`,
    registrationNumber: candidate.registrationNumber,
    name: candidate.name,
    cardNumber: seat.admitCardNumber,
    sex: sexLabels[candidate.sex],
    documentLabel: candidate.idType === "RESIDENT_ID" ? "身份证号" : "证件号码",
    documentNumber,
    room: pad(seat.room.number, 3),
    place: seat.room.place,
    seat: pad(seat.number, 2),
    category: categoryLabels[candidate.category],
    language: candidate.language.name,
    address: examSession.examAddress,
    time: examTime(examSession),
    notes: examSession.admitCardNotes.map((note) => withOwnDocument(note, candidate.idType)),
    pledge: examSession.pledgeText
      .split(/\n+/)
      .map((paragraph) => paragraph.trim())
      .filter(Boolean)
      .map((paragraph) => withOwnDocument(paragraph, candidate.idType)),
    contact: `考务办公室：${examSession.contactPhone}　${examSession.contactHours}`,
  };
}
