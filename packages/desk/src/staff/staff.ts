import type { StaffMember } from "@stanch/model/handling";
import type { Role } from "@stanch/model/role";

/** What is entered about a person of the staff, or of a customer who signs in. */
export interface StaffForm {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly roles: readonly Role[];
  readonly language: StaffMember["language"];
  /** The organisation of a customer's account. */
  readonly customer?: string | undefined;
}

/** An account as the sign-in needs it. */
export type Account = StaffMember;
