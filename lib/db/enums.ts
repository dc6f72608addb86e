// The one door through which pure rules and screens see the database's vocabulary.
export {
  CandidateCategory,
  DecisionKind,
  IdType,
  PaymentOrderStatus,
  RegistrationStatus,
  Season,
  Sex,
  SmsPurpose,
  StaffRole,
  Step,
} from "./generated/enums";
