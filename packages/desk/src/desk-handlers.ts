import { accessHandlers } from "./journal/access-handlers.ts";
import { adviceHandlers } from "./advice/advice-handlers.ts";
import { archiveHandlers } from "./archive/archive-handlers.ts";
import { assignmentHandlers } from "./assignment/assignment-handlers.ts";
import { callBackHandlers } from "./call-back/call-back-handlers.ts";
import { changeHandlers } from "./change/change-handlers.ts";
import { custodyHandlers } from "./custody/custody-handlers.ts";
import { customerHandlers } from "./customer/customer-handlers.ts";
import { customerPageHandlers } from "./customer/customer-page-handlers.ts";
import { portalHandlers } from "./customer/portal-handlers.ts";
import type { DeskOptions } from "./desk-options.ts";
import type { DeskServices } from "./desk-services.ts";
import { determinationHandlers } from "./determination/determination-handlers.ts";
import { dispatchHandlers } from "./dispatch/dispatch-handlers.ts";
import type { Handlers } from "./handler.ts";
import { ratingHandlers } from "./rating/rating-handlers.ts";
import { hoursHandlers } from "./hours/hours-handlers.ts";
import { incidentHandlers } from "./incident/incident-handlers.ts";
import { investigationHandlers } from "./investigation/investigation-handlers.ts";
import { legalHandlers } from "./legal/legal-handlers.ts";
import { mailHandlers } from "./mail/mail-handlers.ts";
import { measureHandlers } from "./measure/measure-handlers.ts";
import { metricsHandlers } from "./metrics/metrics-handlers.ts";
import { decisionHandlers } from "./notification/decision-handlers.ts";
import { noticeHandlers } from "./notification/notice-handlers.ts";
import { contactHandlers } from "./oncall/contact-handlers.ts";
import { dutyHandlers } from "./oncall/duty-handlers.ts";
import { reportHandlers } from "./report/report-handlers.ts";
import { requestHandlers } from "./request/request-handlers.ts";
import { ruleChoiceHandlers } from "./rule-choice/rule-choice-handlers.ts";
import { searchHandlers } from "./search/search-handlers.ts";
import { settingsHandlers } from "./settings/settings-handlers.ts";
import { staffHandlers } from "./staff/staff-handlers.ts";
import { supportHandlers } from "./support/support-handlers.ts";
import { taskHandlers } from "./task/task-handlers.ts";

/** Every operation of the desk. */
export function deskHandlers(
  services: DeskServices,
  { blobs, pushKeys }: Pick<DeskOptions, "blobs" | "pushKeys">,
): Handlers {
  return {
    ...requestHandlers(services),
    ...incidentHandlers(services),
    ...noticeHandlers(services),
    ...decisionHandlers(services),
    ...determinationHandlers(services),
    ...assignmentHandlers(services),
    ...dispatchHandlers(services),
    ...supportHandlers(services),
    ...callBackHandlers(services),
    ...adviceHandlers(services),
    ...custodyHandlers({ ...services, blobs }),
    ...investigationHandlers(services),
    ...measureHandlers(services),
    ...taskHandlers(services),
    ...hoursHandlers(services),
    ...ratingHandlers(services),
    ...metricsHandlers(services),
    ...searchHandlers(services),
    ...legalHandlers(services),
    ...mailHandlers({ ...services, blobs }),
    ...dutyHandlers(services),
    ...contactHandlers({ ...services, pushKey: pushKeys.publicKey }),
    ...reportHandlers({ ...services, blobs }),
    ...archiveHandlers({ ...services, blobs }),
    ...customerHandlers(services),
    ...customerPageHandlers({ ...services, blobs }),
    ...portalHandlers({ ...services, blobs }),
    ...staffHandlers(services),
    ...settingsHandlers(services),
    ...ruleChoiceHandlers({ ...services, blobs }),
    ...changeHandlers(services),
    ...accessHandlers(services),
  };
}
