import type { Handlers } from "../handler.ts";
import type { StaffService } from "./staff-service.ts";

export function staffHandlers({
  staff,
}: {
  readonly staff: StaffService;
}): Handlers<"staff.list" | "staff.create" | "staff.update" | "staff.reset"> {
  return {
    "staff.list": (call) => staff.list(call),
    "staff.create": (call, { body }) => staff.create(call, body),
    "staff.update": (call, { params, body }) => staff.update(call, params.staff, body),
    "staff.reset": (call, { params }) => staff.reset(call, params.staff),
  };
}
