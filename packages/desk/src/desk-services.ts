import { accessLog } from "./journal/access-log.ts";
import { adviceService } from "./advice/advice-service.ts";
import { archiveService } from "./archive/archive-service.ts";
import { assignmentOffers } from "./assignment/assignment-offer.ts";
import { assignmentService } from "./assignment/assignment-service.ts";
import { callBackService } from "./call-back/call-back-service.ts";
import { changeHub } from "./change/change-hub.ts";
import { custodyService } from "./custody/custody-service.ts";
import { uploadService } from "./custody/upload-service.ts";
import { customerPageService } from "./customer/customer-page-service.ts";
import type { Work } from "./unit-of-work.ts";
import type { IncidentWork } from "./incident/incident-work.ts";
import { portalUploads } from "./customer/portal-upload-service.ts";
import { portalService } from "./customer/portal-service.ts";
import { customerService } from "./customer/customer-service.ts";
import type { DeskOptions } from "./desk-options.ts";
import { determinationService } from "./determination/determination-service.ts";
import { ratingService } from "./rating/rating-service.ts";
import { hoursService } from "./hours/hours-service.ts";
import { dispatchService } from "./dispatch/dispatch-service.ts";
import { incidentGate } from "./incident/incident-gate.ts";
import { promiseService } from "./incident/promise-service.ts";
import { siteService } from "./incident/site-service.ts";
import { incidentService } from "./incident/incident-service.ts";
import { incidentView } from "./incident/incident-view.ts";
import { incidentWork } from "./incident/incident-work.ts";
import { findingService } from "./investigation/finding-service.ts";
import { formatService } from "./investigation/format-service.ts";
import { investigationService } from "./investigation/investigation-service.ts";
import { journalService } from "./journal/journal-service.ts";
import { legalService } from "./legal/legal-service.ts";
import { mailService } from "./mail/mail-service.ts";
import { measureService } from "./measure/measure-service.ts";
import { providerReports as providerReportsOf } from "./notification/channel-report.ts";
import { channelSender } from "./notification/channel-sender.ts";
import { decisionService } from "./notification/decision-service.ts";
import { guardedHttp } from "./notification/guarded-http.ts";
import { metricsService } from "./metrics/metrics-service.ts";
import { noticeService } from "./notification/notice-service.ts";
import { providerTrials } from "./notification/provider-trial.ts";
import { callTreeService } from "./oncall/call-tree-service.ts";
import { contactPaging } from "./oncall/contact-paging.ts";
import { contactService } from "./oncall/contact-service.ts";
import { contactTestFailed } from "./oncall/contact-test.ts";
import { dutyService } from "./oncall/duty-service.ts";
import { escalationService } from "./oncall/escalation-service.ts";
import { handoverService } from "./oncall/handover-service.ts";
import { recurrenceService } from "./recurrence/recurrence-service.ts";
import { reportDelivery } from "./report/report-delivery.ts";
import { reportService } from "./report/report-service.ts";
import { requestService } from "./request/request-service.ts";
import { ruleChoiceService } from "./rule-choice/rule-choice-service.ts";
import { searchService } from "./search/search-service.ts";
import { secretLinks } from "./secret-link.ts";
import { secretBox } from "./settings/secret-box.ts";
import { settingsService } from "./settings/settings-service.ts";
import { staffService } from "./staff/staff-service.ts";
import { supportService } from "./support/support-service.ts";
import { taskService } from "./task/task-service.ts";
import { unitsOfWork } from "./unit-of-work.ts";

/** What the background loops listen to. */
export interface Wakes {
  readonly sender: () => void;
  readonly worker: () => void;
}

/** What every slice stands on. */
function ground(options: DeskOptions) {
  const { records, clock, random, secret, signer } = options;
  const hub = changeHub();
  const work = unitsOfWork({
    records,
    clock,
    publish: (change) => {
      hub.publish(change);
      options.publish?.(change);
    },
  });
  const within = incidentWork({ work, gate: incidentGate });
  const links = secretLinks({ secret, random });
  const access = accessLog({ random });
  const journal = journalService({ signer });
  const settings = settingsService({ box: secretBox({ secret, random }), access });
  const measured = { metrics: metricsService({ settings }), search: searchService() };
  return { hub, work, within, links, access, journal, settings, ...measured };
}

/** Offers of work, and the rounds in which they are made. */
function whoGoes(
  parts: Omit<Parameters<typeof assignmentService>[0], "offers" | "dispatches"> &
    Parameters<typeof assignmentOffers>[0] &
    Omit<Parameters<typeof supportService>[0], "assignments"> &
    Parameters<typeof callBackService>[0] &
    Parameters<typeof recurrenceService>[0],
) {
  const offers = assignmentOffers(parts);
  const dispatches = dispatchService({ ...parts, offers });
  const assignments = assignmentService({ ...parts, offers, dispatches });
  const support = supportService({ ...parts, assignments });
  const recurrences = recurrenceService(parts);
  return { dispatches, assignments, support, recurrences, callBacks: callBackService(parts) };
}

function people(options: DeskOptions, on: ReturnType<typeof ground>, wakes: Wakes) {
  const { random, credentials } = options;
  const { work, access, journal, links } = on;
  const staff = staffService({ work, random, access, credentials });
  const customers = customerService({ random, access });
  const notices = noticeService({ journal, links, random, wake: wakes.sender });
  const duty = dutyService(on);
  const handovers = handoverService({ random });
  const ways = contactPaging({ random, notices });
  const promises = promiseService({ ...on, customers });
  const escalations = escalationService({ ...on, random, paging: ways, promises });
  const contacts = contactService({ ...on, random, notices });
  const callTree = callTreeService({ ...on, random, notices, escalations, promises });
  const testFailed = contactTestFailed({ ...on, notices });
  const decisions = decisionService({ ...on, random, notices, escalations });
  const sites = siteService(on);
  const requests = requestService({ ...on, random, staff, notices, escalations, promises });
  const going = whoGoes({ ...options, ...on, ways, staff, sites, customers });
  const answers = { ...on, ...going, random, notices, escalations, ways, failed: testFailed };
  const providerReports = providerReportsOf(answers);
  const tasks = taskService({ random, journal, staff, playbooks: options.playbooks ?? [] });
  const channels = channelSender({ ...options, http: options.http ?? guardedHttp() });
  const trials = providerTrials({ ...on, random, channels });
  const reach = { ways, contacts, callTree, testFailed, providerReports, trials };
  return {
    staff,
    customers,
    notices,
    decisions,
    requests,
    ...going,
    tasks,
    duty,
    handovers,
    escalations,
    promises,
    sites,
    ...reach,
  };
}

/** What is done with the evidence of a case. */
function analysis(options: DeskOptions, on: ReturnType<typeof ground>, wakes: Wakes) {
  const { random, blobs, jobs } = options;
  const { within, journal, access, settings } = on;
  const custody = custodyService({ journal, access });
  const uploads = uploadService({ within, blobs, random, journal, custody });
  const investigations = investigationService({ within, random, journal, custody, jobs, settings, wake: wakes.worker });
  const findings = findingService({ journal });
  const measures = measureService({ random, journal, custody });
  const ruleChoices = ruleChoiceService({ random, access, book: options.rules });
  const formats = formatService({ settings });
  return { custody, uploads, investigations, findings, measures, ruleChoices, formats };
}

type CustomerParts = Omit<Parameters<typeof customerPageService>[0], "ratings"> &
  Parameters<typeof portalService>[0] &
  Omit<Parameters<typeof uploadService>[0], "within"> & { readonly work: Work };

/** What customers use, by a secret link or an account. */
function customerParts(parts: CustomerParts) {
  const { work } = parts;
  const ratings = ratingService(parts);
  const pages = customerPageService({ ...parts, ratings });
  const portal = portalService(parts);
  // The gate of the portal was passed before.
  const within: IncidentWork = (call, tag, _incident, act, options) =>
    work(call, tag, act, { ...options, elevated: true });
  const handedIn = portalUploads({ work, portal, pages, uploads: uploadService({ ...parts, within }) });
  return { pages, portal, handedIn, ratings };
}

/** All services, each with exactly what it uses. */
export function deskServices(options: DeskOptions, wakes: Wakes) {
  const { random, blobs, renderer, sealer, signer } = options;
  const on = ground(options);
  const { within, journal, settings, links } = on;
  const who = people(options, on, wakes);
  const { notices, staff, escalations } = who;
  const work = analysis(options, on, wakes);
  const view = incidentView({ links });
  const mails = mailService({ ...who, random, journal, settings, custody: work.custody });
  const incidents = incidentService({ ...who, mails, random, journal, settings, view });
  const legal = legalService({ ...who, random, journal, settings, view, findings: work.findings });
  const determinations = determinationService({ ...who, random, journal, settings, legal });
  const advice = adviceService({ random, journal, notices, settings });
  const caseParts = { view, settings, journal, findings: work.findings };
  const reports = reportService({ ...caseParts, within, blobs, random, renderer });
  const delivery = reportDelivery({ journal, notices, settings, staff });
  const archives = archiveService({ ...caseParts, within, blobs, sealer, escalations });
  const hours = hoursService({ random, journal, settings, staff });
  return {
    ...on,
    ...who,
    ...work,
    incidents,
    mails,
    determinations,
    legal,
    advice,
    reports,
    delivery,
    archives,
    ...customerParts({ ...on, ...who, ...work, random, blobs, signer, advice, delivery, work: on.work }),
    hours,
  };
}

export type DeskServices = ReturnType<typeof deskServices>;
