"use client";

import { formErrorsOf } from "@/app/_components/form-errors-of";
import { errorSentences } from "@/app/_lib/error-sentences";
import { type CommonRefusal, commonRefusals } from "@/app/_lib/messages/common";
import { type RegistrationRefusal, registrationRefusals } from "@/app/_lib/messages/registration";
import type { FormState } from "@/lib/auth/form-state";

/** The state of a step's form: its errors have sentences here. */
export type StepFormState = FormState<CommonRefusal | RegistrationRefusal>;

const registration = errorSentences({ ...commonRefusals, ...registrationRefusals });

/** The error sentences of one field of a step's form. */
export const { fieldErrors } = registration;

/** The error summary of a step's form. */
export const FormErrors = formErrorsOf(registration.summaryErrors);
