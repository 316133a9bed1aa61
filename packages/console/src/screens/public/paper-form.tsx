import { Button } from "@mantine/core";
import { symptom, symptomNames } from "@stanch/model/request";
import type { ReactNode } from "react";
import { useRead } from "../../api/queries.ts";
import { QrImage } from "../../parts/qr-image.tsx";
import { useText, useWords } from "../../words/language-context.tsx";
import { PublicHead } from "./public-head.tsx";

/** The form to print: the same questions as on the phone, and a code that leads to the form online. */
export function PaperForm(): ReactNode {
  const { papers, intake } = useWords();
  const text = useText();
  const centre = useRead("public.centre", {});
  const address = `${location.origin}/request`;
  const lines: readonly (readonly [string, number])[] = [
    [intake.organisation, 1],
    [intake.contact, 1],
    [intake.location, 1],
    [intake.systems, 2],
    [intake.firstNoticed, 1],
    [intake.description, 6],
    [papers.received, 1],
  ];
  return (
    <div className="public-page paper">
      <PublicHead centre={centre.data} />
      <main>
        <div className="spread">
          <h1>{papers.paperTitle}</h1>
          <Button className="no-print" onClick={() => window.print()}>
            {papers.print}
          </Button>
        </div>
        <p>{papers.paperHow}</p>
        <div className="paper-code">
          <QrImage text={address} label={address} />
          <p>
            {papers.scan} <span className="mono break">{address}</span>
          </p>
        </div>
        <h2>{intake.symptoms}</h2>
        <ul className="paper-marks">
          {symptom.options.map((one) => (
            <li key={one}>{text(symptomNames[one])}</li>
          ))}
        </ul>
        {lines.map(([name, rows]) => (
          <div key={name} className="paper-field">
            <span>{name}</span>
            {Array.from({ length: rows }, (_, row) => (
              <i key={row} />
            ))}
          </div>
        ))}
      </main>
    </div>
  );
}
