/** A named collection of reports (API reference, ReportGroup). */
export interface ReportGroup {
  readonly arn: string;
  readonly name: string;
  readonly type: 'TEST' | 'CODE_COVERAGE';
  readonly exportConfig: { readonly exportConfigType: 'NO_EXPORT' | 'S3' };
  readonly created: Date;
  readonly lastModified: Date;
  readonly status: 'ACTIVE';
}

export type TestStatus = 'SUCCEEDED' | 'FAILED' | 'ERROR' | 'SKIPPED' | 'UNKNOWN';

/** One test of a report (TestCase). */
export interface TestCase {
  readonly reportArn: string;
  readonly testRawDataPath: string;
  readonly prefix: string;
  readonly name: string;
  readonly status: TestStatus;
  readonly durationInNanoSeconds: number;
  readonly message: string;
  readonly expired: Date;
  readonly testSuiteName?: string;
}

/** The tests of one build in one group (Report). */
export interface Report {
  readonly arn: string;
  readonly type: 'TEST';
  readonly name: string;
  readonly reportGroupArn: string;
  readonly executionId: string;
  status: 'GENERATING' | 'SUCCEEDED' | 'FAILED' | 'INCOMPLETE';
  readonly created: Date;
  readonly expired: Date;
  readonly exportConfig: { readonly exportConfigType: 'NO_EXPORT' };
  truncated: boolean;
  testSummary?: {
    readonly total: number;
    readonly statusCounts: Readonly<Record<TestStatus, number>>;
    readonly durationInNanoSeconds: number;
  };
}
