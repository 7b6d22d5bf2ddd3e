import { describeMatrix } from './correctness-matrix.ts';

describeMatrix({ source: 'git', replica: 'CodeCommit in process' });
