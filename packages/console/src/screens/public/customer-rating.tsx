import { Button, Radio, Textarea } from "@mantine/core";
import type { CustomerPage } from "@stanch/model/api-public";
import { type ReactNode, useState } from "react";
import { Instant } from "../../parts/instant.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { Stars } from "../../parts/stars.tsx";
import { useWords } from "../../words/language-context.tsx";
import { type PageKey, useRate } from "./page-key.ts";

const choices = [5, 4, 3, 2, 1] as const;

/** How the service was, asked once the case is over. */
export function CustomerRating({
  page,
  pageKey,
}: {
  readonly page: CustomerPage;
  readonly pageKey: PageKey;
}): ReactNode {
  const { status } = useWords().entry;
  const [again, setAgain] = useState(false);
  const { ratings = [], mayRate = false } = page;
  const given = ratings.at(-1);
  if (given === undefined && !mayRate) return null;
  return (
    <section className="stack-tight">
      <h2>{status.rating}</h2>
      {given === undefined ? null : (
        <div className="panel stack-tight">
          <p className="row">
            <Stars of={given.stars} />
            <span className="muted small">
              {given.by} · <Instant at={given.at} />
            </span>
          </p>
          {given.words === "" ? null : <p className="pre">{given.words}</p>}
          <p className="muted small">{status.ratingThanks}</p>
        </div>
      )}
      {mayRate && (given === undefined || again) ? (
        <RatingForm pageKey={pageKey} onDone={() => setAgain(false)} />
      ) : mayRate ? (
        <div>
          <Button variant="default" onClick={() => setAgain(true)}>
            {status.ratingAgain}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function RatingForm({ pageKey, onDone }: { readonly pageKey: PageKey; readonly onDone: () => void }): ReactNode {
  const { status } = useWords().entry;
  const act = useRate(pageKey);
  const [stars, setStars] = useState("");
  const [words, setWords] = useState("");
  return (
    <form
      className="panel form"
      onSubmit={(event) => {
        event.preventDefault();
        act.act({ stars: Number(stars), words: words.trim() }, onDone);
      }}
    >
      <Radio.Group label={status.ratingAsk} value={stars} onChange={setStars} required>
        <div className="stack-tight rating-choices">
          {choices.map((one) => (
            <Radio key={one} value={String(one)} label={`${one} · ${status.starWords[one]}`} />
          ))}
        </div>
      </Radio.Group>
      <Textarea
        label={status.ratingWords}
        autosize
        minRows={2}
        maxLength={2000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <ProblemBox error={act.error} />
      <div>
        <Button type="submit" disabled={stars === ""} loading={act.busy}>
          {status.ratingSend}
        </Button>
      </div>
    </form>
  );
}
