import type { IncidentId } from "@stanch/model/ids";
import type { TimelineFilter } from "@stanch/model/timeline";
import { type PointerEvent, type ReactNode, useState } from "react";
import { useRead } from "../../api/queries.ts";
import { AsyncView } from "../../parts/async-view.tsx";
import { instantText } from "../../time/instant-text.ts";
import { countText } from "../../time/size-text.ts";
import { type BucketRange, moveRange, rangeInstants } from "../../timeline/histogram-range.ts";
import type { TimelineSearch } from "../../timeline/query-text.ts";
import { useWords } from "../../words/language-context.tsx";

const bucketCount = 120;
const height = 64;

interface Bucket {
  readonly at: string;
  readonly count: number;
  readonly failures: number;
  readonly detections: number;
}

/** Events over time with a brush: drag, or arrow keys and Enter. */
export function Histogram({
  incident,
  filter,
  zone,
  change,
}: {
  readonly incident: IncidentId;
  readonly search: TimelineSearch;
  readonly filter: TimelineFilter;
  readonly zone: string;
  readonly change: (part: TimelineSearch) => void;
}): ReactNode {
  const histogram = useRead("timeline.histogram", { params: { incident }, body: { filter, buckets: bucketCount } });
  return (
    <AsyncView query={histogram}>
      {(data) =>
        data.buckets.length === 0 ? null : (
          <Plot
            key={`${data.from}${data.to}`}
            buckets={data.buckets}
            from={data.from}
            to={data.to}
            zone={zone}
            onRange={(range) => change(rangeInstants(data.buckets, data.to, range))}
          />
        )
      }
    </AsyncView>
  );
}

function Plot({
  buckets,
  from,
  to,
  zone,
  onRange,
}: {
  readonly buckets: readonly Bucket[];
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly onRange: (range: BucketRange) => void;
}): ReactNode {
  const { timeline } = useWords().analysis;
  const [range, setRange] = useState<BucketRange | undefined>();
  const [over, setOver] = useState<number | undefined>();
  const most = Math.max(1, ...buckets.map(({ count }) => count));
  const scale = (count: number) => (count === 0 ? 0 : Math.max(2, (Math.sqrt(count) / Math.sqrt(most)) * (height - 8)));
  const bucketOf = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = Math.floor(((event.clientX - box.left) / box.width) * buckets.length);
    return Math.min(buckets.length - 1, Math.max(0, at));
  };
  const shown = buckets[over ?? range?.first ?? 0];
  const low = range === undefined ? 0 : Math.min(range.first, range.last);
  const wide = range === undefined ? 0 : Math.abs(range.last - range.first) + 1;
  const words = (bucket: Bucket) =>
    timeline.bucket(
      instantText(bucket.at, zone),
      countText(bucket.count),
      countText(bucket.failures),
      countText(bucket.detections),
    );
  return (
    <figure className="histogram">
      <svg
        viewBox={`0 0 ${buckets.length} ${height}`}
        preserveAspectRatio="none"
        role="slider"
        tabIndex={0}
        aria-label={timeline.histogram}
        aria-valuemin={0}
        aria-valuemax={buckets.length - 1}
        aria-valuenow={range?.first ?? 0}
        aria-valuetext={shown === undefined ? "" : words(shown)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          const at = bucketOf(event);
          setRange({ first: at, last: at });
        }}
        onPointerMove={(event) => {
          const at = bucketOf(event);
          setOver(at);
          if (event.buttons === 1 && range !== undefined) setRange({ first: range.first, last: at });
        }}
        onPointerLeave={() => setOver(undefined)}
        onPointerUp={() => (range === undefined ? undefined : onRange(range))}
        onKeyDown={(event) => {
          const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : undefined;
          if (step !== undefined)
            setRange(
              range === undefined ? { first: 0, last: 0 } : moveRange(range, step, event.shiftKey, buckets.length),
            );
          else if (event.key === "Enter" && range !== undefined) onRange(range);
          else if (event.key === "Escape") setRange(undefined);
          else return;
          event.preventDefault();
        }}
      >
        {buckets.map((bucket, index) => (
          <g key={bucket.at}>
            <rect
              className="bar-all"
              x={index + 0.1}
              width={0.8}
              y={height - scale(bucket.count)}
              height={scale(bucket.count)}
            />
            <rect
              className="bar-refused"
              x={index + 0.1}
              width={0.8}
              y={height - scale(bucket.failures)}
              height={scale(bucket.failures)}
            />
            {bucket.detections === 0 ? null : <rect className="bar-detected" x={index} width={1} y={0} height={4} />}
          </g>
        ))}
        {range === undefined ? null : <rect className="bar-brush" x={low} width={wide} y={0} height={height} />}
      </svg>
      <figcaption className="spread small muted">
        <span>{instantText(from, zone)}</span>
        <span>{over === undefined || shown === undefined ? timeline.brushHint : words(shown)}</span>
        <span>{instantText(to, zone)}</span>
      </figcaption>
    </figure>
  );
}
