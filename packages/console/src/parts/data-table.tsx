import type { KeyboardEvent, ReactNode } from "react";

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  readonly numeric?: boolean;
}

function move(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const step =
    event.key === "j" || event.key === "ArrowDown" ? 1 : event.key === "k" || event.key === "ArrowUp" ? -1 : 0;
  if (step === 0 || event.target instanceof HTMLInputElement) return;
  const rows = [...event.currentTarget.rows];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
  if (next === undefined) return;
  event.preventDefault();
  (next.tabIndex >= 0 ? next : next.querySelector<HTMLElement>("a, button"))?.focus();
}

/** A dense table, on a phone a card for each row: j and k move, Enter opens, a click anywhere on the row does too. */
export function DataTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  onOpen,
  onKey,
  selected,
}: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly onOpen?: (row: Row) => void;
  readonly onKey?: (key: string, row: Row) => void;
  readonly selected?: string | undefined;
}): ReactNode {
  return (
    <div className="table-wrap" role="region" aria-label={label} tabIndex={onOpen === undefined ? 0 : -1}>
      <table className="dense cards" role="table">
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column, index) => (
              <th key={index} scope="col" role="columnheader" className={column.numeric === true ? "num" : undefined}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" onKeyDown={move}>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              role="row"
              data-row={onOpen === undefined ? undefined : ""}
              className={onOpen === undefined ? undefined : "pick"}
              tabIndex={onOpen === undefined ? undefined : 0}
              aria-selected={selected === undefined ? undefined : selected === rowKey(row)}
              onClick={(event) => {
                if (event.target instanceof Element && event.target.closest("a, button, input, label") === null)
                  onOpen?.(row);
              }}
              onKeyDown={(event) => {
                if (event.target !== event.currentTarget) return;
                if (event.key === "Enter") onOpen?.(row);
                else onKey?.(event.key, row);
              }}
            >
              {columns.map((column, index) => (
                <td
                  key={index}
                  role="cell"
                  data-head={column.head}
                  className={column.numeric === true ? "num" : undefined}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
