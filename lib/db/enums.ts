// The one door through which pure rules and screens see the database's vocabulary.
export {
  BulkAction,
  CandidateCategory,
  DecisionKind,
  IdType,
  PaymentOrderStatus,
  RegistrationStatus,
  RosterImportMode,
  RosterImportState,
  RosterState,
  Season,
  Sex,
  SmsPurpose,
  StaffRole,
  Step,
} from "./generated/enums";
