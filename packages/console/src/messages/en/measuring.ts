/** What work costs and how fast it is: hours, figures, search. */
export const measuring = {
  hours: {
    title: "Hours",
    none: "No hours yet. Write down what you did and how long it took; lines are corrected by another line, never changed.",
    total: (all: string, billable: string) => `${all} in all, ${billable} billable`,
    perPerson: "By person",
    perCase: "By case",
    person: "Who",
    startedAt: "Began",
    minutes: "Minutes",
    spent: "How long",
    purpose: "What for",
    billable: "Billable",
    notBillable: "not billable",
    add: "Record hours",
    correct: "Correct",
    correctTitle: "Correct a line",
    correctWhy: "The line stays as it was written; this one counts in its place. Zero minutes take it out.",
    reason: "Why",
    corrected: "corrected",
    takenOut: "taken out",
    by: (name: string) => `written by ${name}`,
    /** Hours and minutes: `1 h 30 min`. */
    duration: (hours: number, minutes: number) =>
      hours === 0 ? `${minutes} min` : minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`,
  },
};
export type MeasuringWords = typeof measuring;
