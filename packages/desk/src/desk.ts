import { migrate, type Migration } from "@stanch/store/migrate";
import { type DeskDirectory, deskDirectory } from "./desk-directory.ts";
import { found } from "./desk-error.ts";
import { deskHandlers } from "./desk-handlers.ts";
import { deskLoops } from "./desk-loops.ts";
import type { DeskOptions } from "./desk-options.ts";
import { type DeskServices, deskServices } from "./desk-services.ts";
import type { Call, Handlers } from "./handler.ts";
import { clockWatch } from "./incident/clock-watch.ts";
import { investigationSweep } from "./investigation/investigation-sweep.ts";
import { investigationWorker } from "./investigation/investigation-worker.ts";
import { legalWatch } from "./legal/legal-watch.ts";
import { imapBox } from "./mail/imap-box.ts";
import { mailWatch } from "./mail/mail-watch.ts";
import { deskMigrations } from "./migrations/desk-migrations.ts";
import { channelSender } from "./notification/channel-sender.ts";
import { guardedHttp } from "./notification/guarded-http.ts";
import { smtpMailer } from "./notification/mailer.ts";
import { contactWatch } from "./oncall/contact-paging.ts";
import { contactTestWatch } from "./oncall/contact-test.ts";
import { escalationWatch } from "./oncall/escalation-watch.ts";
import { pushGone } from "./oncall/contact-push.ts";
import { noticeSender } from "./notification/notice-sender.ts";
import { pushDelivery } from "./notification/push-delivery.ts";
import { webPushSender } from "./notification/push-sender.ts";
import { httpWebhook } from "./notification/webhook.ts";
import { dispatchWatch } from "./dispatch/dispatch-watch.ts";
import { guarded } from "./permission-guard.ts";
import { recurrenceWatch } from "./recurrence/recurrence-watch.ts";
import { readNonce } from "./request/request-repo.ts";
import { searchCatchUp } from "./search/search-catch-up.ts";
import { type SelfWatchContacts, selfWatchContacts } from "./self-watch-contacts.ts";
import { systemCall } from "./system-call.ts";

/** The centre: every operation of the API that the desk answers, and what it does by itself. */
export interface Desk {
  /** Each operation behind its permission; the input is what the route's schemas parsed. */
  readonly handlers: Handlers;
  /** Already applied by {@link createDesk}; for tools that look at a database. */
  readonly migrations: readonly Migration[];
  readonly directory: DeskDirectory;
  /** Whom the self-watch tells, and how. */
  readonly selfWatchContacts: () => Promise<SelfWatchContacts>;
  /** Begins to watch clocks, to send notices, and to run investigations. */
  readonly start: () => void;
  /** Ends the loops and the streams; an investigation under way is taken up again by the next process. */
  readonly close: () => Promise<void>;
  /** One turn of each loop, for tests and for tools: warnings that are due, notices that are due, one waiting investigation. */
  readonly turns: {
    readonly escalations: () => Promise<void>;
    readonly contacts: () => Promise<void>;
    readonly dispatches: () => Promise<void>;
    readonly test: () => Promise<void>;
    readonly clocks: () => Promise<void>;
    readonly legal: () => Promise<void>;
    readonly mail: () => Promise<void>;
    readonly notices: () => Promise<number>;
    readonly investigation: () => Promise<boolean>;
    readonly sweep: () => Promise<void>;
    readonly recurrences: () => Promise<void>;
  };
}

function turnsOf(options: DeskOptions, services: DeskServices, call: Call, closing: AbortSignal): Desk["turns"] {
  const { work, links } = services;
  return {
    escalations: escalationWatch({ ...services, call }),
    contacts: contactWatch({ ...services, random: options.random, call }),
    dispatches: dispatchWatch({ ...services, call }),
    test: contactTestWatch({ ...services, call }),
    clocks: clockWatch({ ...services, call }),
    legal: legalWatch({ ...services, call }),
    mail: mailWatch({ ...services, call, blobs: options.blobs, box: options.mailBox ?? imapBox() }),
    notices: noticeSender({
      ...services,
      random: options.random,
      clock: options.clock,
      blobs: options.blobs,
      mailer: options.mailer ?? smtpMailer(),
      webhook: options.webhook ?? httpWebhook(),
      channels: channelSender({ ...options, http: options.http ?? guardedHttp() }),
      pushes: pushDelivery({ sender: webPushSender(options.pushKeys, options.http), clock: options.clock }),
      gone: pushGone(services),
      failed: services.testFailed,
      call,
      statusPath: ({ request_id: request, incident_id: incident }) =>
        work(
          call,
          "notice.link",
          async (unit) =>
            `/c/${links.tokenOf("status", found(await readNonce(unit.tx, { request, incident }), "request"))}`,
          { readOnly: true },
        ),
    }),
    investigation: investigationWorker({ ...options, ...services, call, closing, worker: options.random.uuid() }),
    recurrences: recurrenceWatch({ ...services, call }),
    sweep: investigationSweep({ ...options, ...services, call }),
  };
}

/**
 * Brings the schema up to date and composes the desk.
 *
 * @example
 * const desk = await createDesk({ records, blobs, jobs: tableJobs(records), clock, random, secret, signer, … });
 * desk.start();
 * const made = await desk.handlers["public.request"](publicCall, { params: undefined, query: undefined, body: form });
 */
export async function createDesk(options: DeskOptions): Promise<Desk> {
  await migrate(options.records, deskMigrations);
  const closing = new AbortController();
  const call = systemCall(options.version);
  const wakes = { sender: () => loops.wakeSenders(), worker: () => loops.wakeWorker() };
  const services = deskServices(options, wakes);
  const turns = turnsOf(options, services, call, closing.signal);
  const loops = deskLoops({
    turns,
    closing: closing.signal,
    failed: (error) => options.failed?.(error),
    ...(options.beat === undefined ? {} : { beat: options.beat }),
  });
  const catchUp = searchCatchUp({ ...services, call, closing: closing.signal });
  let caughtUp: Promise<void> | undefined;
  return {
    handlers: guarded(deskHandlers(services, options)),
    migrations: deskMigrations,
    directory: deskDirectory({ ...services, call }),
    selfWatchContacts: selfWatchContacts({ ...services, call }),
    turns,
    start: () => {
      loops.start();
      caughtUp = catchUp().catch((error: unknown) => options.failed?.(error));
    },
    close: async () => {
      closing.abort();
      services.hub.close();
      await loops.close();
      await caughtUp;
    },
  };
}
