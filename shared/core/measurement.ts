/** Numbers about one thing, for the metrics; `dimensions` name the thing. */
export interface Measurement {
  readonly dimensions: Readonly<Record<string, string>>;
  readonly values: Readonly<
    Record<string, { readonly value: number; readonly unit: 'Count' | 'Seconds' | 'Bytes' }>
  >;
}
