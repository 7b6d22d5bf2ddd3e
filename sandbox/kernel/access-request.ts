/** Values of condition keys. */
export type ConditionValues = Readonly<Record<string, string | readonly string[]>>;

/** What a caller wants to do: it must be allowed on each of the resources. */
export interface AccessRequest {
  readonly action: string;
  readonly resources: string | readonly string[];
  readonly conditions?: ConditionValues;
}
