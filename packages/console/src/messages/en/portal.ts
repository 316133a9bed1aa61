/** What a customer's account sees of its own requests. */
export const portal = {
  title: "My requests",
  report: "Report an emergency",
  reportFor: (organisation: string) => `Report a security emergency at ${organisation}`,
  none: "No request yet. When something looks wrong, report it: the clock begins with your report.",
  consent: {
    title: "Do you agree?",
    why: "These changes to your systems are made only if you agree. Your answer is recorded with the text as you see it.",
    undo: "How it is taken back:",
    reason: "Reason or condition",
    reasonWhy: "Needed when you do not agree",
    agree: "I agree",
    refuse: "I do not agree",
    again: "Answer again",
    answers: { given: "agreed", refused: "not agreed" },
  },
  handIn: "Files for the case",
  handInWhy:
    "Logs, pictures, suspicious files: as they are, packed or not. Each is hashed while it arrives and kept under your name.",
  handInHost: "Host they come from",
  handInDrop: "Drop files or folders here",
  back: "← All requests",
};
export type PortalWords = typeof portal;
