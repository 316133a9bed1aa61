import { Popover, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { momentText, readDay, readMoment, withDay } from "../time/moment-text.ts";
import { useWords } from "../words/language-context.tsx";
import { MonthGrid } from "./month-grid.tsx";

/**
 * A date and time, or with `day` a date alone: typed in one form for everybody, or chosen from a calendar in the language of the page.
 * The value is `2026-03-01T10:14`, empty while nothing valid is typed.
 */
export function MomentField({
  label,
  value,
  onChange,
  required = false,
  day = false,
  clock = "09:00",
  description,
  size,
  lazy = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly required?: boolean;
  readonly day?: boolean;
  /** The time that a day from the calendar gets when none is typed. */
  readonly clock?: string;
  readonly description?: string;
  readonly size?: "xs" | "md";
  /** Told only when the field is left: for what costs a question to the centre. */
  readonly lazy?: boolean;
}): ReactNode {
  const { moment } = useWords().frame;
  const read = day ? readDay : readMoment;
  const [text, setText] = useState(momentText(value));
  const [left, setLeft] = useState(true);
  const [open, setOpen] = useState(false);
  const typed = read(text);
  // While one types, the text stays as typed; afterwards the value is shown as it counts, and what is none stays to be corrected.
  const kept = value !== "" ? momentText(value) : typed === undefined ? text : "";
  const shown = left ? kept : text;
  const tell = (next: string) => {
    const counted = read(next) ?? "";
    if (counted !== value) onChange(counted);
  };
  const change = (next: string) => {
    setText(next);
    setOpen(false);
    if (!lazy) tell(next);
  };
  const bad = left && shown.trim() !== "" && read(shown) === undefined;
  return (
    <TextInput
      label={label}
      description={description}
      required={required}
      placeholder={day ? moment.dayForm : moment.form}
      value={shown}
      error={bad ? (day ? moment.badDay : moment.bad) : undefined}
      autoComplete="off"
      data-mantine-stop-propagation={open}
      {...(size === undefined ? {} : { size })}
      onFocus={() => {
        setText(kept);
        setLeft(false);
      }}
      onBlur={() => {
        setLeft(true);
        if (lazy) tell(text);
      }}
      onKeyDown={(event) => (lazy && event.key === "Enter" ? tell(text) : undefined)}
      onChange={(event) => change(event.currentTarget.value)}
      rightSection={
        <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus withinPortal>
          <Popover.Target>
            <button
              type="button"
              className="calendar-button"
              data-mantine-stop-propagation={open}
              aria-label={moment.openFor(label)}
              onClick={() => setOpen(!open)}
            >
              <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
                <path d="M2 3.5h12v10H2zM2 6.5h12M5 2v3M11 2v3" fill="none" stroke="currentColor" strokeWidth="1.3" />
              </svg>
            </button>
          </Popover.Target>
          <Popover.Dropdown>
            <MonthGrid
              chosen={value.slice(0, 10)}
              onChoose={(chosen) => {
                const next = withDay(value, chosen, day ? "" : clock);
                setText(momentText(next));
                onChange(next);
                setOpen(false);
              }}
            />
          </Popover.Dropdown>
        </Popover>
      }
    />
  );
}
