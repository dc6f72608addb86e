"use client";

import { formErrorsOf } from "@/app/_components/form-errors-of";
import { errorSentences } from "@/app/_lib/error-sentences";
import { accountRefusals } from "@/app/_lib/messages/account";

const account = errorSentences(accountRefusals);

/** The error sentences of one field of an account form. */
export const { fieldErrors } = account;

/** The error summary of an account form. */
export const FormErrors = formErrorsOf(account.summaryErrors);
