import type { ReactNode } from "react";
import { qrCode } from "./qr-code.ts";

/** A QR code as one path; dark on white in both schemes, because readers need it so. */
export function QrImage({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const modules = qrCode(text);
  if (modules === undefined) return null;
  const size = modules.length + 8;
  const path = modules
    .flatMap((line, row) => line.map((dark, column) => (dark ? `M${column + 4} ${row + 4}h1v1h-1z` : "")))
    .join("");
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
