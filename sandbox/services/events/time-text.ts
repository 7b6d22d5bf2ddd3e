/** An instant as events write it: UTC, whole seconds, `2026-03-02T09:25:19Z`. */
export function timeText(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}
