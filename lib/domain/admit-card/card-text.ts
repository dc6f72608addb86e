import type { CandidateCategory, IdType, Sex } from "@/lib/adapter/db/enums";
import type { Window } from "@/lib/domain/exam-session/windows";
import { examTime } from "@/lib/domain/exam-session/exam-time";
import { categoryLabels, sexLabels, withOwnDocument } from "@/lib/domain/registration/labels";

/** The data that the words of a card are made from. */
export type CardFacts = {
  registrationNumber: string;
  name: string;
  sex: Sex;
  idType: IdType;
  category: CandidateCategory;
  language: { name: string };
  exam: Window;
  seat: { number: number; admitCardNumber: string; room: { number: number; place: string } };
  examSession: {
    year: number;
    schoolName: string;
    examAddress: string;
    admitCardNotes: readonly string[];
    pledgeText: string;
    contactPhone: string;
    contactHours: string;
  };
};

/** The words of a card, on the page and on paper. */
export type CardText = ReturnType<typeof cardText>;

const pad = (value: number, width: number) => String(value).padStart(width, "0");

/**
 * Writes the words of a card. The year is that of the exam session, not of the exam: a card of 2022 may be for an exam
 * in March 2023.
 */
export function cardText({ examSession, exam, seat, ...candidate }: CardFacts, documentNumber: string) {
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
    time: examTime(exam),
    notes: examSession.admitCardNotes.map((note) => withOwnDocument(note, candidate.idType)),
    pledge: examSession.pledgeText
      .split(/\n+/)
      .map((paragraph) => paragraph.trim())
      .filter(Boolean)
      .map((paragraph) => withOwnDocument(paragraph, candidate.idType)),
    contact: `考务办公室：${examSession.contactPhone}　${examSession.contactHours}`,
  };
}
