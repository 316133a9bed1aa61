/** What a customer's account sees of its own requests. */
export const portal = {
  title: "My requests",
  report: "Report an emergency",
  reportFor: (organisation: string) => `Report a security emergency at ${organisation}`,
  none: "No request yet. When something looks wrong, report it: the clock begins with your report.",
  back: "← All requests",
};
export type PortalWords = typeof portal;
