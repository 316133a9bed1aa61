import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from "@tanstack/react-router";
import { Frame } from "./frame/frame.tsx";
import { PageFailed, PageMissing } from "./frame/page-missing.tsx";
import { readMetricsSearch } from "./screens/metrics/metrics-search.ts";
import { readSearch } from "./timeline/query-text.ts";

const root = createRootRoute({ component: Outlet, notFoundComponent: PageMissing, errorComponent: PageFailed });

const requestForm = createRoute({
  getParentRoute: () => root,
  path: "/request",
  component: lazyRouteComponent(() => import("./screens/public/public-request.tsx"), "PublicRequest"),
});
const paper = createRoute({
  getParentRoute: () => root,
  path: "/request/paper",
  component: lazyRouteComponent(() => import("./screens/public/paper-form.tsx"), "PaperForm"),
});
const team = createRoute({
  getParentRoute: () => root,
  path: "/team",
  component: lazyRouteComponent(() => import("./screens/public/team-page.tsx"), "TeamPage"),
});
const privacy = createRoute({
  getParentRoute: () => root,
  path: "/privacy",
  component: lazyRouteComponent(() => import("./screens/public/team-words.tsx"), "PrivacyPage"),
});
const legalNotice = createRoute({
  getParentRoute: () => root,
  path: "/legal-notice",
  component: lazyRouteComponent(() => import("./screens/public/team-words.tsx"), "LegalPage"),
});
const siteMap = createRoute({
  getParentRoute: () => root,
  path: "/site-map",
  component: lazyRouteComponent(() => import("./screens/public/team-words.tsx"), "SiteMapPage"),
});
const status = createRoute({
  getParentRoute: () => root,
  path: "/c/$token",
  component: lazyRouteComponent(() => import("./screens/public/customer-status.tsx"), "CustomerStatus"),
});
const notice = createRoute({
  getParentRoute: () => root,
  path: "/n/$token",
  component: lazyRouteComponent(() => import("./screens/public/acknowledge.tsx"), "Acknowledge"),
});

const organisationBack = createRoute({
  getParentRoute: () => root,
  path: "/sign-in/oidc",
  component: lazyRouteComponent(() => import("./screens/sign-in/organisation.tsx"), "OrganisationBack"),
});
const organisation = createRoute({
  getParentRoute: () => root,
  path: "/sign-in/$key",
  component: lazyRouteComponent(() => import("./screens/sign-in/organisation.tsx"), "OrganisationSignIn"),
});

/** Everything for staff: behind the sign-in, inside the frame. */
const staffArea = createRoute({ getParentRoute: () => root, id: "staff", component: Frame });
const home = createRoute({
  getParentRoute: () => staffArea,
  path: "/",
  component: lazyRouteComponent(() => import("./screens/home.tsx"), "Home"),
});
const inbox = createRoute({
  getParentRoute: () => staffArea,
  path: "/inbox",
  component: lazyRouteComponent(() => import("./screens/intake/inbox.tsx"), "Inbox"),
});
const call = createRoute({
  getParentRoute: () => staffArea,
  path: "/call",
  component: lazyRouteComponent(() => import("./screens/intake/call-screen.tsx"), "CallScreen"),
});
const incidents = createRoute({
  getParentRoute: () => staffArea,
  path: "/incidents",
  component: lazyRouteComponent(() => import("./screens/intake/incident-list.tsx"), "IncidentList"),
});
const archive = createRoute({
  getParentRoute: () => staffArea,
  path: "/archive",
  component: lazyRouteComponent(() => import("./screens/closing/archive-list.tsx"), "ArchiveList"),
});
const customers = createRoute({
  getParentRoute: () => staffArea,
  path: "/customers",
  component: lazyRouteComponent(() => import("./screens/people/customers.tsx"), "Customers"),
});
const rules = createRoute({
  getParentRoute: () => staffArea,
  path: "/rules",
  component: lazyRouteComponent(() => import("./screens/rules/rules-page.tsx"), "RulesPage"),
});
const legalList = createRoute({
  getParentRoute: () => staffArea,
  path: "/legal",
  component: lazyRouteComponent(() => import("./screens/legal/legal-list.tsx"), "LegalList"),
});
const metrics = createRoute({
  getParentRoute: () => staffArea,
  path: "/figures",
  validateSearch: readMetricsSearch,
  component: lazyRouteComponent(() => import("./screens/metrics/metrics-page.tsx"), "MetricsPage"),
});
const duty = createRoute({
  getParentRoute: () => staffArea,
  path: "/duty",
  component: lazyRouteComponent(() => import("./screens/duty/on-duty.tsx"), "OnDuty"),
});
const staff = createRoute({
  getParentRoute: () => staffArea,
  path: "/staff",
  component: lazyRouteComponent(() => import("./screens/people/staff.tsx"), "Staff"),
});
const contacts = createRoute({
  getParentRoute: () => staffArea,
  path: "/contacts",
  component: lazyRouteComponent(() => import("./screens/people/my-contacts.tsx"), "MyContacts"),
});
const account = createRoute({
  getParentRoute: () => staffArea,
  path: "/account",
  component: lazyRouteComponent(() => import("./screens/access/account.tsx"), "Account"),
});
const audit = createRoute({
  getParentRoute: () => staffArea,
  path: "/audit",
  component: lazyRouteComponent(() => import("./screens/access/audit.tsx"), "Audit"),
});
const portal = createRoute({
  getParentRoute: () => staffArea,
  path: "/portal",
  component: lazyRouteComponent(() => import("./screens/portal/portal.tsx"), "Portal"),
});
const portalNew = createRoute({
  getParentRoute: () => staffArea,
  path: "/portal/new",
  component: lazyRouteComponent(() => import("./screens/portal/portal-new.tsx"), "PortalNew"),
});
const portalRequest = createRoute({
  getParentRoute: () => staffArea,
  path: "/portal/$request",
  component: lazyRouteComponent(() => import("./screens/portal/portal-request.tsx"), "PortalRequest"),
});
const settings = createRoute({
  getParentRoute: () => staffArea,
  path: "/settings",
  component: lazyRouteComponent(() => import("./screens/people/settings.tsx"), "Settings"),
});

const incident = createRoute({
  getParentRoute: () => staffArea,
  path: "/incidents/$incident",
  component: lazyRouteComponent(() => import("./screens/incident/incident-page.tsx"), "IncidentPage"),
});
const overview = createRoute({
  getParentRoute: () => incident,
  path: "/",
  component: lazyRouteComponent(() => import("./screens/incident/overview.tsx"), "Overview"),
});
const tasks = createRoute({
  getParentRoute: () => incident,
  path: "/tasks",
  component: lazyRouteComponent(() => import("./screens/incident/tasks.tsx"), "Tasks"),
});
const notify = createRoute({
  getParentRoute: () => incident,
  path: "/notify",
  component: lazyRouteComponent(() => import("./screens/incident/notify.tsx"), "Notify"),
});
const determine = createRoute({
  getParentRoute: () => incident,
  path: "/determine",
  component: lazyRouteComponent(() => import("./screens/incident/determine.tsx"), "Determine"),
});
const legal = createRoute({
  getParentRoute: () => incident,
  path: "/legal",
  component: lazyRouteComponent(() => import("./screens/legal/legal-page.tsx"), "LegalPage"),
});
const people = createRoute({
  getParentRoute: () => incident,
  path: "/people",
  component: lazyRouteComponent(() => import("./screens/incident/people.tsx"), "People"),
});
const advice = createRoute({
  getParentRoute: () => incident,
  path: "/advice",
  component: lazyRouteComponent(() => import("./screens/incident/advice.tsx"), "AdvicePage"),
});
const evidence = createRoute({
  getParentRoute: () => incident,
  path: "/evidence",
  component: lazyRouteComponent(() => import("./screens/evidence/evidence-page.tsx"), "EvidencePage"),
});
const timeline = createRoute({
  getParentRoute: () => incident,
  path: "/timeline",
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import("./screens/timeline/timeline-page.tsx"), "TimelinePage"),
});
const answer = createRoute({
  getParentRoute: () => incident,
  path: "/answer",
  component: lazyRouteComponent(() => import("./screens/answer/answer-page.tsx"), "AnswerPage"),
});
const measures = createRoute({
  getParentRoute: () => incident,
  path: "/measures",
  component: lazyRouteComponent(() => import("./screens/closing/measures.tsx"), "Measures"),
});
const report = createRoute({
  getParentRoute: () => incident,
  path: "/report",
  component: lazyRouteComponent(() => import("./screens/closing/report.tsx"), "ReportPage"),
});
const seal = createRoute({
  getParentRoute: () => incident,
  path: "/archive",
  component: lazyRouteComponent(() => import("./screens/closing/seal.tsx"), "Seal"),
});
const journal = createRoute({
  getParentRoute: () => incident,
  path: "/journal",
  component: lazyRouteComponent(() => import("./screens/incident/journal.tsx"), "Journal"),
});

const incidentPages = [
  overview,
  tasks,
  notify,
  determine,
  legal,
  people,
  advice,
  evidence,
  timeline,
  answer,
  measures,
  report,
  seal,
  journal,
] as const;

const routeTree = root.addChildren([
  requestForm,
  paper,
  team,
  privacy,
  legalNotice,
  siteMap,
  status,
  notice,
  organisationBack,
  organisation,
  staffArea.addChildren([
    home,
    inbox,
    call,
    incidents,
    legalList,
    metrics,
    duty,
    archive,
    customers,
    rules,
    staff,
    contacts,
    account,
    audit,
    portal,
    portalNew,
    portalRequest,
    settings,
    incident.addChildren(incidentPages),
  ]),
]);

/** All pages; each screen is a chunk of its own. */
export const router = createRouter({ routeTree, defaultPreload: "intent", scrollRestoration: true });

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
