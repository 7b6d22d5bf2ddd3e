import { describeMatrix } from './correctness-matrix.ts';

describeMatrix({ source: 'CodeCommit', replica: 'CodeCommit' });
