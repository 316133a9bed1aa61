/** One rating; of one request the last counts. */
export interface RatingTable {
  readonly id: string;
  readonly incident_id: string;
  readonly request_id: string;
  readonly seq: number;
  readonly stars: number;
  readonly words: string;
  readonly by_name: string;
  readonly at: string;
}
