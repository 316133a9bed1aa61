import { Button } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { serverNow } from "../time/server-time.ts";
import { weeksOf } from "../time/moment-text.ts";
import { useLanguage, useWords } from "../words/language-context.tsx";

const two = (value: number): string => String(value).padStart(2, "0");
const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** Escape closes the calendar, not the form behind it. */
const ownEscape = { "data-mantine-stop-propagation": "true" } as const;

/** Arrow keys go from day to day within the month. */
function move(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const days = [...event.currentTarget.querySelectorAll<HTMLButtonElement>("button")];
  const at = days.findIndex((one) => one === document.activeElement);
  days[Math.min(days.length - 1, Math.max(0, at + step))]?.focus();
}

/** One month in the language of the page, Monday first. */
export function MonthGrid({
  chosen,
  onChoose,
}: {
  /** `2026-03-01`, or empty. */
  readonly chosen: string;
  readonly onChoose: (day: string) => void;
}): ReactNode {
  const { moment } = useWords().frame;
  const { language } = useLanguage();
  const today = new Date(serverNow());
  const todayText = `${today.getFullYear()}-${two(today.getMonth() + 1)}-${two(today.getDate())}`;
  const start = /^\d{4}-\d\d/.exec(chosen)?.[0] ?? todayText.slice(0, 7);
  const [month, setMonth] = useState(() => new Date(`${start}-15T12:00:00`));
  const [year, number] = [month.getFullYear(), month.getMonth() + 1];
  const turn = (by: number) => setMonth(new Date(year, number - 1 + by, 15, 12));
  const dayOf = (day: number): string => `${year}-${two(number)}-${two(day)}`;
  const name = new Intl.DateTimeFormat(language, { year: "numeric", month: "long" }).format(month);
  const weekday = new Intl.DateTimeFormat(language, { weekday: "narrow", timeZone: "UTC" });
  const long = new Intl.DateTimeFormat(language, { dateStyle: "full" });
  // The chosen day, or today, or the first is where Tab arrives.
  const entry = chosen.startsWith(dayOf(1).slice(0, 7)) ? chosen : todayText;
  const first = entry.startsWith(dayOf(1).slice(0, 7)) ? entry : dayOf(1);
  return (
    <div className="month-grid">
      <div className="spread">
        <Button {...ownEscape} size="compact-sm" variant="default" aria-label={moment.before} onClick={() => turn(-1)}>
          ←
        </Button>
        <b role="status">{name}</b>
        <Button {...ownEscape} size="compact-sm" variant="default" aria-label={moment.after} onClick={() => turn(1)}>
          →
        </Button>
      </div>
      <table>
        <thead aria-hidden="true">
          <tr>
            {[1, 2, 3, 4, 5, 6, 7].map((day) => (
              <th key={day}>{weekday.format(new Date(Date.UTC(2026, 0, 4 + day)))}</th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={move}>
          {weeksOf(year, number).map((week, at) => (
            <tr key={at}>
              {week.map((day, index) => (
                <td key={index}>
                  {day === undefined ? null : (
                    <button
                      {...ownEscape}
                      type="button"
                      tabIndex={dayOf(day) === first ? 0 : -1}
                      aria-label={long.format(new Date(year, number - 1, day, 12))}
                      aria-pressed={dayOf(day) === chosen}
                      aria-current={dayOf(day) === todayText ? "date" : undefined}
                      onClick={() => onChoose(dayOf(day))}
                    >
                      {day}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
