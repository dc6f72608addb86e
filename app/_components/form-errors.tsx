"use client";

import { summaryErrors } from "@/app/_lib/form-errors";
import { formErrorsOf } from "./form-errors-of";

/** The error summary of a form of the desk. */
export const FormErrors = formErrorsOf(summaryErrors);
