/** What a call answers, or nothing when AWS says by one of these error names that the thing is not there. */
export async function unlessMissing<Answer>(
  call: Promise<Answer>,
  ...missing: readonly string[]
): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && missing.includes(error.name)) return undefined;
    throw error;
  }
}
